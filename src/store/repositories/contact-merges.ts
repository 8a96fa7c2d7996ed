import { sql } from 'kysely';
import type { ConversationState } from '../../domain/conversation.ts';
import type { ContactMergeReads, ContactMergeWrites } from '../../ports/contact-merges.ts';
import { parseJson, toJson } from '../encoding.ts';
import type { Connection, Given, QueryBuilder } from '../statement.ts';
import { statement } from '../statement.ts';

const selectCode = statement((builder: QueryBuilder, given: Given<{ digest: string; now: number }>) =>
  builder
    .selectFrom('merge_codes')
    .select(['owner', 'taker', 'taker_agreed'])
    .where('digest', '=', given('digest'))
    .where('expires_at', '>', given('now')),
);

const insertCode = statement(
  (builder: QueryBuilder, given: Given<{ digest: string; ownerId: string; owner: string; expiresAt: number }>) =>
    builder.insertInto('merge_codes').values({
      digest: given('digest'),
      owner_id: given('ownerId'),
      owner: given('owner'),
      taker_agreed: 0,
      expires_at: given('expiresAt'),
    }),
);

const deleteCodeOf = statement((builder: QueryBuilder, given: Given<{ ownerId: string }>) =>
  builder.deleteFrom('merge_codes').where('owner_id', '=', given('ownerId')),
);

const takeCode = statement((builder: QueryBuilder, given: Given<{ digest: string; takerId: string; taker: string }>) =>
  builder
    .updateTable('merge_codes')
    .set({ taker_id: given('takerId'), taker: given('taker') })
    .where('digest', '=', given('digest'))
    .where('taker_id', 'is', null),
);

const agreeToCode = statement((builder: QueryBuilder, given: Given<{ digest: string; takerId: string }>) =>
  builder
    .updateTable('merge_codes')
    .set({ taker_agreed: 1 })
    .where('digest', '=', given('digest'))
    .where('taker_id', '=', given('takerId')),
);

const deleteCode = statement((builder: QueryBuilder, given: Given<{ digest: string }>) =>
  builder.deleteFrom('merge_codes').where('digest', '=', given('digest')),
);

const deleteAgreedCode = statement((builder: QueryBuilder, given: Given<{ digest: string; takerId: string }>) =>
  builder
    .deleteFrom('merge_codes')
    .where('digest', '=', given('digest'))
    .where('taker_id', '=', given('takerId'))
    .where('taker_agreed', '=', 1),
);

const deleteExpired = statement((builder: QueryBuilder, given: Given<{ now: number }>) =>
  builder.deleteFrom('merge_codes').where('expires_at', '<=', given('now')),
);

const selectOthers = statement((builder: QueryBuilder, given: Given<{ customerId: string }>) =>
  builder.selectFrom('contact_merges').select('other_id').where('customer_id', '=', given('customerId')),
);

/** A merge of before the desk kept conversations with it has that of a ticket. */
const selectMerges = statement((builder: QueryBuilder, given: Given<{ customerId: string }>) =>
  builder
    .selectFrom('contact_merges as merge')
    .innerJoin('contact_merges as reverse', (join) =>
      join.onRef('reverse.customer_id', '=', 'merge.other_id').onRef('reverse.other_id', '=', 'merge.customer_id'),
    )
    .leftJoin('conversations', (join) =>
      join.on(
        'conversations.id',
        '=',
        sql<string>`case when merge.other_conversation_id <> '' then merge.other_conversation_id
          else (select max(conversation_id) from tickets where tickets.customer_id = merge.other_id) end`,
      ),
    )
    .select([
      'merge.other_id',
      'reverse.other_conversation_id as agreed_in',
      'conversations.id',
      'conversations.channel',
      'conversations.state',
    ])
    .where('merge.customer_id', '=', given('customerId'))
    .orderBy('merge.other_id'),
);

const insertMerge = statement(
  (builder: QueryBuilder, given: Given<{ customerId: string; otherId: string; conversationId: string }>) =>
    builder.insertInto('contact_merges').values({
      customer_id: given('customerId'),
      other_id: given('otherId'),
      other_conversation_id: given('conversationId'),
    }),
);

const deleteMerge = statement((builder: QueryBuilder, given: Given<{ customerId: string; otherId: string }>) =>
  builder
    .deleteFrom('contact_merges')
    .where('customer_id', '=', given('customerId'))
    .where('other_id', '=', given('otherId')),
);

/** The contact merges over one connection. */
export function createContactMerges(connection: Connection): ContactMergeReads & ContactMergeWrites {
  const contactOf = async (customerId: string): Promise<string[]> => {
    const contact = new Set([customerId]);
    // Whoever is added is looked up in turn.
    for (const member of contact) {
      for (const row of await selectOthers.rows(connection, { customerId: member })) contact.add(row.other_id);
    }
    return [...contact].sort();
  };
  return {
    contactOf,
    async code(codeDigest, now) {
      const row = await selectCode.row(connection, { digest: codeDigest, now });
      if (row === undefined) return undefined;
      return {
        owner: parseJson(row.owner, 'merge_codes', codeDigest),
        taker: row.taker === null ? undefined : parseJson(row.taker, 'merge_codes', codeDigest),
        takerAgreed: row.taker_agreed === 1,
      };
    },
    async mergedWith(customerId) {
      const rows = await selectMerges.rows(connection, { customerId });
      return rows.map(({ other_id, agreed_in, id, channel, state }) => {
        const conversation = state && parseJson<ConversationState>(state, 'conversations', id ?? '');
        const name = conversation ? conversation.customer.name : '';
        const other = { customerId: other_id, conversationId: id ?? '', name, channel: channel ?? '' };
        return { ...other, agreedIn: agreed_in };
      });
    },
    async giveCode(codeDigest, owner, expiresAt) {
      const { customerId: ownerId } = owner;
      await deleteCodeOf.run(connection, { ownerId });
      await insertCode.run(connection, { digest: codeDigest, ownerId, owner: toJson(owner), expiresAt });
    },
    async takeCode(codeDigest, taker) {
      const values = { digest: codeDigest, takerId: taker.customerId, taker: toJson(taker) };
      return (await takeCode.run(connection, values)) > 0;
    },
    async agreeToCode(codeDigest, takerId) {
      return (await agreeToCode.run(connection, { digest: codeDigest, takerId })) > 0;
    },
    async endCode(codeDigest) {
      return (await deleteCode.run(connection, { digest: codeDigest })) > 0;
    },
    async merge(codeDigest, owner, taker) {
      if ((await contactOf(owner.customerId)).includes(taker.customerId)) return false;
      if ((await deleteAgreedCode.run(connection, { digest: codeDigest, takerId: taker.customerId })) === 0)
        return false;
      for (const [one, other] of [
        [owner, taker],
        [taker, owner],
      ] as const) {
        const { customerId: otherId, conversationId } = other;
        await insertMerge.run(connection, { customerId: one.customerId, otherId, conversationId });
      }
      return true;
    },
    async unmerge(customerId, otherIds) {
      let deleted = 0;
      for (const otherId of otherIds) {
        deleted += await deleteMerge.run(connection, { customerId, otherId });
        await deleteMerge.run(connection, { customerId: otherId, otherId: customerId });
      }
      return deleted === otherIds.length;
    },
    async prune(now) {
      await deleteExpired.run(connection, { now });
    },
  };
}
