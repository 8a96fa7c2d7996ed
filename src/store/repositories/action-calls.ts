import { sql } from 'kysely';
import type { ActionCallReads, ActionCallWrites } from '../../ports/action-calls.ts';
import { parseJson, toJson } from '../encoding.ts';
import type { Connection, Given, QueryBuilder } from '../statement.ts';
import { statement } from '../statement.ts';

const selectUnfinished = statement((builder: QueryBuilder, given: Given<{ conversationId: string; limit: number }>) =>
  builder
    .selectFrom('action_calls')
    .select(['id', 'call', 'state'])
    .where('result', 'is', null)
    .where('conversation_id', '=', given('conversationId'))
    .orderBy('sequence')
    .limit(given('limit')),
);

const selectConversations = statement((builder: QueryBuilder, given: Given<{ limit: number }>) =>
  builder
    .selectFrom('action_calls')
    .select('conversation_id')
    .where('result', 'is', null)
    .groupBy('conversation_id')
    .orderBy(({ fn }) => fn.min('sequence'))
    .limit(given('limit')),
);

const selectEnded = statement((builder: QueryBuilder, given: Given<{ id: string }>) =>
  builder
    .selectFrom('action_calls')
    .select(['call', 'result'])
    .where('id', '=', given('id'))
    .where('result', 'is not', null),
);

const insert = statement(
  (builder: QueryBuilder, given: Given<{ id: string; conversationId: string; call: string; at: number }>) =>
    builder
      .insertInto('action_calls')
      .values({
        id: given('id'),
        conversation_id: given('conversationId'),
        call: given('call'),
        state: sql.lit('pending'),
        requested_at: given('at'),
      })
      .onConflict((conflict) => conflict.column('id').doNothing()),
);

const updateState = statement((builder: QueryBuilder, given: Given<{ id: string }>) =>
  builder
    .updateTable('action_calls')
    .set({ state: sql.lit('sending') })
    .where('id', '=', given('id'))
    .where('result', 'is', null),
);

const updateResult = statement((builder: QueryBuilder, given: Given<{ id: string; result: string; at: number }>) =>
  builder
    .updateTable('action_calls')
    .set({ state: sql.lit('ended'), result: given('result'), ended_at: given('at') })
    .where('id', '=', given('id'))
    .where('result', 'is', null),
);

const deleteEnded = statement((builder: QueryBuilder, given: Given<{ before: number }>) =>
  builder.deleteFrom('action_calls').where('ended_at', '<', given('before')),
);

/** Calls of other systems over one connection. */
export function createActionCalls(connection: Connection): ActionCallReads & ActionCallWrites {
  return {
    async unfinished(conversationId, limit) {
      const rows = await selectUnfinished.rows(connection, { conversationId, limit });
      return rows.map(({ id, call, state }) => ({
        id,
        call: parseJson(call, 'action_calls', id),
        state: state === 'sending' ? 'sending' : 'pending',
      }));
    },
    async conversationsWithUnfinished(limit) {
      const rows = await selectConversations.rows(connection, { limit });
      return rows.map(({ conversation_id }) => conversation_id);
    },
    async ended(id) {
      const row = await selectEnded.row(connection, { id });
      if (row === undefined || row.result === null) return undefined;
      return {
        call: parseJson(row.call, 'action_calls', id),
        result: parseJson(row.result, 'action_calls', id),
      };
    },
    async add(call, { conversationId, at }) {
      await insert.run(connection, { id: call.id, conversationId, call: toJson(call), at });
    },
    async markSending(id) {
      await updateState.run(connection, { id });
    },
    async end(id, result, at) {
      return (await updateResult.run(connection, { id, result: toJson(result), at })) > 0;
    },
    async prune(before) {
      await deleteEnded.run(connection, { before });
    },
  };
}
