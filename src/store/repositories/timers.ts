import { sql } from 'kysely';
import type { TimerKind } from '../../domain/timer.ts';
import type { StoredTimer, TimerReads, TimerWrites } from '../../ports/store.ts';
import { toJson } from '../encoding.ts';
import type { Connection, Given, QueryBuilder } from '../statement.ts';
import { inSql, statement } from '../statement.ts';
import type { Tables } from '../tables.ts';

const selectOfConversation = statement((builder: QueryBuilder, given: Given<{ conversationId: string }>) =>
  builder.selectFrom('timers').selectAll().where('conversation_id', '=', given('conversationId')).orderBy('kind'),
);

const selectDue = statement((builder: QueryBuilder, given: Given<{ until: number; limit: number }>) =>
  builder
    .selectFrom('timers')
    .selectAll()
    .where('due_at', '<=', given('until'))
    .orderBy('due_at')
    .limit(given('limit')),
);

const upsert = statement(
  (builder: QueryBuilder, given: Given<{ conversationId: string; kind: TimerKind; dueAt: number }>) =>
    builder
      .insertInto('timers')
      .values({ conversation_id: given('conversationId'), kind: given('kind'), due_at: given('dueAt') })
      .onConflict((conflict) => conflict.columns(['conversation_id', 'kind']).doUpdateSet({ due_at: given('dueAt') })),
);

const upsertMany = statement((builder: QueryBuilder, given: Given<{ timers: string }>) =>
  inSql(
    builder,
    sql`
    insert into timers (conversation_id, kind, due_at)
    select value ->> 0, value ->> 1, value ->> 2 from json_each(${given('timers')}) where true
    on conflict (conversation_id, kind) do update set due_at = excluded.due_at`,
  ),
);

const remove = statement((builder: QueryBuilder, given: Given<{ conversationId: string; kind: TimerKind }>) =>
  builder.deleteFrom('timers').where('conversation_id', '=', given('conversationId')).where('kind', '=', given('kind')),
);

const updateDueAt = statement((builder: QueryBuilder, given: Given<{ after: number; byMs: number }>) =>
  builder
    .updateTable('timers')
    .set((eb) => ({ due_at: eb('due_at', '-', given('byMs')) }))
    .where('due_at', '>', given('after')),
);

/** The timers over one connection. */
export function createTimers(connection: Connection): TimerReads & TimerWrites {
  return {
    async ofConversation(conversationId) {
      return (await selectOfConversation.rows(connection, { conversationId })).map(toStoredTimer);
    },
    async due(until, limit) {
      return (await selectDue.rows(connection, { until, limit })).map(toStoredTimer);
    },
    async set({ conversationId, kind, dueAt }) {
      await upsert.run(connection, { conversationId, kind, dueAt });
    },
    async setMany(timers) {
      const rows = timers.map(({ conversationId, kind, dueAt }) => [conversationId, kind, dueAt]);
      await upsertMany.run(connection, { timers: toJson(rows) });
    },
    async cancel(conversationId, kind) {
      await remove.run(connection, { conversationId, kind });
    },
    async setBack({ after, byMs }) {
      await updateDueAt.run(connection, { after, byMs });
    },
  };
}

function toStoredTimer(row: Tables['timers']): StoredTimer {
  return { conversationId: row.conversation_id, kind: row.kind, dueAt: row.due_at };
}
