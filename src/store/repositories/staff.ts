import type { StaffRole } from '../../domain/staff.ts';
import type { StaffReads, StaffWrites } from '../../ports/store.ts';
import type { Connection, Given, QueryBuilder } from '../statement.ts';
import { statement } from '../statement.ts';

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

const upsert = statement(
  (builder: QueryBuilder, given: Given<{ id: string; name: string; role: StaffRole; now: number }>) =>
    builder
      .insertInto('staff')
      .values({ id: given('id'), name: given('name'), role: given('role'), updated_at: given('now') })
      .onConflict((conflict) =>
        conflict
          .column('id')
          .doUpdateSet({ name: given('name'), role: given('role'), updated_at: given('now') })
          .where('staff.removed_at', 'is', null),
      ),
);

const markRemoved = statement((builder: QueryBuilder, given: Given<{ id: string; now: number }>) =>
  builder
    .updateTable('staff')
    .set({ removed_at: given('now') })
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

/** The staff over one connection. */
export function createStaff(connection: Connection): StaffReads & StaffWrites {
  return {
    get: (id) => select.row(connection, { id }),
    all: () => selectAll.rows(connection, {}),
    wasRemoved: async (id) => (await selectRemoved.row(connection, { id })) !== undefined,
    bySession: (digest, now) => selectBySession.row(connection, { digest, now }),
    bySignInLink: (digest, now) => selectByLink.row(connection, { digest, now }),
    async save({ id, name, role }, now) {
      await upsert.run(connection, { id, name, role, now });
    },
    async remove(id, now) {
      await deleteSessionsOf.run(connection, { staffId: id });
      await deleteLinksOf.run(connection, { staffId: id });
      return (await markRemoved.run(connection, { id, now })) > 0;
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
