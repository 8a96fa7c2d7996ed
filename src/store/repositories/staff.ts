import { sql } from 'kysely';
import type { FactKind } from '../../domain/fact.ts';
import type { AuthorKind } from '../../domain/message.ts';
import type { StaffRole } from '../../domain/staff.ts';
import type { RemovalReason, StaffReads, StaffWrites } from '../../ports/staff.ts';
import type { Connection, Given, QueryBuilder } from '../statement.ts';
import { statement } from '../statement.ts';

type Identity = { platform: string; account: string; userKey: string };
type NewSecret = { digest: string; staffId: string; expiresAt: number };

const select = statement((builder: QueryBuilder, given: Given<{ id: string }>) =>
  builder
    .selectFrom('staff')
    .select(['id', 'name', 'role'])
    .where('id', '=', given('id'))
    .where('removed_at', 'is', null),
);

const selectAll = statement((builder: QueryBuilder) =>
  builder.selectFrom('staff').select(['id', 'name', 'role']).where('removed_at', 'is', null).orderBy('id'),
);

const selectRemoved = statement((builder: QueryBuilder, given: Given<{ id: string }>) =>
  builder.selectFrom('staff').select('id').where('id', '=', given('id')).where('removed_at', 'is not', null),
);

const selectBySession = statement((builder: QueryBuilder, given: Given<{ digest: string; now: number }>) =>
  builder
    .selectFrom('sessions')
    .innerJoin('staff', 'staff.id', 'sessions.staff_id')
    .select(['staff.id', 'staff.name', 'staff.role'])
    .where('digest', '=', given('digest'))
    .where('expires_at', '>', given('now')),
);

const selectByLink = statement((builder: QueryBuilder, given: Given<{ digest: string; now: number }>) =>
  builder
    .selectFrom('sign_in_links')
    .innerJoin('staff', 'staff.id', 'sign_in_links.staff_id')
    .select(['staff.id', 'staff.name', 'staff.role'])
    .where('digest', '=', given('digest'))
    .where('expires_at', '>', given('now')),
);

type SavedMember = { id: string; name: string; role: StaffRole; roleFromPlatform: number; now: number };

const upsert = statement((builder: QueryBuilder, given: Given<SavedMember>) => {
  const values = {
    name: given('name'),
    role: given('role'),
    role_from_platform: given('roleFromPlatform'),
    updated_at: given('now'),
  };
  return builder
    .insertInto('staff')
    .values({ id: given('id'), ...values })
    .onConflict((conflict) => conflict.column('id').doUpdateSet(values).where('staff.removed_at', 'is', null));
});

const selectByIdentity = statement((builder: QueryBuilder, given: Given<Identity>) =>
  builder
    .selectFrom('staff_identities')
    .innerJoin('staff', 'staff.id', 'staff_identities.staff_id')
    .select(['staff.id', 'staff.name', 'staff.role', 'role_from_platform', 'removed_at', 'removed_for'])
    .where('platform', '=', given('platform'))
    .where('account', '=', given('account'))
    .where('user_key', '=', given('userKey')),
);

const selectIdentities = statement((builder: QueryBuilder, given: Given<{ staffId: string }>) =>
  builder
    .selectFrom('staff_identities')
    .select(['platform', 'account', 'user_key as userKey'])
    .where('staff_id', '=', given('staffId'))
    .orderBy('platform')
    .orderBy('account')
    .orderBy('user_key'),
);

const selectUsers = statement((builder: QueryBuilder, given: Given<{ platform: string; account: string }>) =>
  builder
    .selectFrom('staff_identities')
    .innerJoin('staff', 'staff.id', 'staff_identities.staff_id')
    .select('user_key')
    .where('platform', '=', given('platform'))
    .where('account', '=', given('account'))
    .where('removed_at', 'is', null)
    .orderBy('user_key'),
);

const upsertIdentity = statement((builder: QueryBuilder, given: Given<Identity & { staffId: string }>) =>
  builder
    .insertInto('staff_identities')
    .values({
      platform: given('platform'),
      account: given('account'),
      user_key: given('userKey'),
      staff_id: given('staffId'),
    })
    .onConflict((conflict) =>
      conflict.columns(['platform', 'account', 'user_key']).doUpdateSet({ staff_id: given('staffId') }),
    ),
);

type Merger = { fromId: string; intoId: string };

const moveIdentities = statement((builder: QueryBuilder, given: Given<Merger>) =>
  builder
    .updateTable('staff_identities')
    .set({ staff_id: given('intoId') })
    .where('staff_id', '=', given('fromId')),
);

const moveScores = statement((builder: QueryBuilder, given: Given<Merger>) =>
  builder
    .updateTable('feedback')
    .set({ author_id: given('intoId') })
    .where('author_id', '=', given('fromId'))
    .where('author_kind', '=', sql<AuthorKind>`'agent'`),
);

const reinstate = statement((builder: QueryBuilder, given: Given<{ id: string; now: number }>) =>
  builder
    .updateTable('staff')
    .set({ removed_at: null, removed_for: null, updated_at: given('now') })
    .where('id', '=', given('id'))
    .where('removed_for', '=', sql<RemovalReason>`'left'`),
);

const markRemoved = statement(
  (builder: QueryBuilder, given: Given<{ id: string; now: number; reason: RemovalReason }>) =>
    builder
      .updateTable('staff')
      .set({ removed_at: given('now'), removed_for: given('reason') })
      .where('id', '=', given('id'))
      .where('removed_at', 'is', null),
);

const deleteSessionsOf = statement((builder: QueryBuilder, given: Given<{ staffId: string }>) =>
  builder.deleteFrom('sessions').where('staff_id', '=', given('staffId')),
);

const deleteLinksOf = statement((builder: QueryBuilder, given: Given<{ staffId: string }>) =>
  builder.deleteFrom('sign_in_links').where('staff_id', '=', given('staffId')),
);

const insertLink = statement((builder: QueryBuilder, given: Given<NewSecret>) =>
  builder
    .insertInto('sign_in_links')
    .values({ digest: given('digest'), staff_id: given('staffId'), expires_at: given('expiresAt') }),
);

const takeLink = statement((builder: QueryBuilder, given: Given<{ digest: string }>) =>
  builder.deleteFrom('sign_in_links').where('digest', '=', given('digest')).returning(['staff_id', 'expires_at']),
);

const insertSession = statement((builder: QueryBuilder, given: Given<NewSecret>) =>
  builder
    .insertInto('sessions')
    .values({ digest: given('digest'), staff_id: given('staffId'), expires_at: given('expiresAt') }),
);

const deleteSession = statement((builder: QueryBuilder, given: Given<{ digest: string }>) =>
  builder.deleteFrom('sessions').where('digest', '=', given('digest')),
);

const deleteExpiredLinks = statement((builder: QueryBuilder, given: Given<{ now: number }>) =>
  builder.deleteFrom('sign_in_links').where('expires_at', '<=', given('now')),
);

const deleteExpiredSessions = statement((builder: QueryBuilder, given: Given<{ now: number }>) =>
  builder.deleteFrom('sessions').where('expires_at', '<=', given('now')),
);

/** After that of the scores themselves. */
const moveScoreFacts = statement((builder: QueryBuilder, given: Given<{ intoId: string }>) =>
  builder
    .updateTable('facts')
    .set({ by_id: given('intoId') })
    .where('kind', 'in', [sql<FactKind>`'asked'`, sql<FactKind>`'scored'`, sql<FactKind>`'unasked'`])
    .where('key', 'in', (eb) =>
      eb.selectFrom('feedback').select('message_id').where('author_id', '=', given('intoId')),
    ),
);

/** The staff over one connection. */
export function createStaff(connection: Connection): StaffReads & StaffWrites {
  return {
    get: (id) => select.row(connection, { id }),
    all: () => selectAll.rows(connection, {}),
    wasRemoved: async (id) => (await selectRemoved.row(connection, { id })) !== undefined,
    bySession: (digest, now) => selectBySession.row(connection, { digest, now }),
    bySignInLink: (digest, now) => selectByLink.row(connection, { digest, now }),
    async byIdentity({ platform, account, userKey }) {
      const row = await selectByIdentity.row(connection, { platform, account, userKey });
      if (row === undefined) return undefined;
      const { id, name, role, role_from_platform, removed_at, removed_for } = row;
      return {
        member: { id, name, role },
        roleIsFromPlatform: role_from_platform === 1,
        removed: removed_at === null ? undefined : (removed_for ?? 'removed'),
      };
    },
    identitiesOf: (staffId) => selectIdentities.rows(connection, { staffId }),
    async usersAt(platform, account) {
      return (await selectUsers.rows(connection, { platform, account })).map((row) => row.user_key);
    },
    async save({ id, name, role }, now, { roleIsFromPlatform } = { roleIsFromPlatform: false }) {
      await upsert.run(connection, { id, name, role, roleFromPlatform: roleIsFromPlatform ? 1 : 0, now });
    },
    async identify({ platform, account, userKey }, staffId) {
      await upsertIdentity.run(connection, { platform, account, userKey, staffId });
    },
    async merge(fromId, intoId) {
      await moveIdentities.run(connection, { fromId, intoId });
      await moveScores.run(connection, { fromId, intoId });
      await moveScoreFacts.run(connection, { intoId });
    },
    async remove(id, now, reason = 'removed') {
      await deleteSessionsOf.run(connection, { staffId: id });
      await deleteLinksOf.run(connection, { staffId: id });
      return (await markRemoved.run(connection, { id, now, reason })) > 0;
    },
    async reinstate(id, now) {
      await reinstate.run(connection, { id, now });
    },
    async addSignInLink(digest, staffId, expiresAt) {
      await deleteLinksOf.run(connection, { staffId });
      await insertLink.run(connection, { digest, staffId, expiresAt });
    },
    async redeemSignInLink(digest, now) {
      const link = await takeLink.row(connection, { digest });
      return link !== undefined && link.expires_at > now ? select.row(connection, { id: link.staff_id }) : undefined;
    },
    async addSession(digest, staffId, expiresAt) {
      await insertSession.run(connection, { digest, staffId, expiresAt });
    },
    async endSession(digest) {
      await deleteSession.run(connection, { digest });
    },
    async prune(now) {
      await deleteExpiredLinks.run(connection, { now });
      await deleteExpiredSessions.run(connection, { now });
    },
  };
}
