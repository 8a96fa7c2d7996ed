import type { Selectable } from 'kysely';
import { sql } from 'kysely';
import type { CommandOutcome } from '../../domain/staff.ts';
import { EXCERPT_LENGTH, type InboxReads, type InboxRow, type InboxWrites } from '../../ports/store.ts';
import { cutCharacters, parseJson, toJson } from '../encoding.ts';
import type { Connection, Given, QueryBuilder } from '../statement.ts';
import { statement } from '../statement.ts';
import type { Tables } from '../tables.ts';

const selectPending = statement((builder: QueryBuilder, given: Given<{ conversationId: string; limit: number }>) =>
  builder
    .selectFrom('inbox')
    .selectAll()
    .where('state', '=', sql.lit('pending'))
    .where('conversation_id', '=', given('conversationId'))
    .orderBy('id')
    .limit(given('limit')),
);

const selectPendingMessages = statement(
  (builder: QueryBuilder, given: Given<{ conversationId: string; limit: number; textLength: number }>) =>
    builder
      .selectFrom('inbox')
      .select([
        'id',
        'received_at',
        'customer',
        sql<string>`substr(body ->> 'text', 1, ${given('textLength')})`.as('text'),
        sql<string | null>`body ->> 'attachments'`.as('attachments'),
      ])
      .where('state', '=', sql.lit('pending'))
      .where('conversation_id', '=', given('conversationId'))
      .where(sql`body ->> 'kind'`, '=', sql.lit('message'))
      .orderBy('id', 'desc')
      .limit(given('limit')),
);

const countPending = statement((builder: QueryBuilder, given: Given<{ conversationId: string }>) =>
  builder
    .selectFrom('inbox')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('state', '=', sql.lit('pending'))
    .where('conversation_id', '=', given('conversationId')),
);

const selectConversations = statement((builder: QueryBuilder, given: Given<{ limit: number }>) =>
  builder
    .selectFrom('inbox')
    .select('conversation_id')
    .where('state', '=', sql.lit('pending'))
    .groupBy('conversation_id')
    .orderBy(({ fn }) => fn.min('id'))
    .limit(given('limit')),
);

const selectConversationsWithDeaths = statement((builder: QueryBuilder, given: Given<{ limit: number }>) =>
  builder
    .selectFrom('inbox')
    .select('conversation_id')
    .where('state', '=', sql.lit('pending'))
    .where('deaths', '>', sql.lit(0))
    .groupBy('conversation_id')
    .orderBy(({ fn }) => fn.min('id'))
    .limit(given('limit')),
);

const selectOutcome = statement(
  (builder: QueryBuilder, given: Given<{ channel: string; account: string; eventKey: string }>) =>
    builder
      .selectFrom('inbox')
      .select(['id', 'outcome'])
      .where('event_key', '=', given('eventKey'))
      .where('channel', '=', given('channel'))
      .where('account', '=', given('account')),
);

const selectWaiting = statement(
  (builder: QueryBuilder, given: Given<{ channel: string; account: string; eventKey: string }>) =>
    builder
      .selectFrom('inbox')
      .select('conversation_id')
      .where('event_key', '=', given('eventKey'))
      .where('channel', '=', given('channel'))
      .where('account', '=', given('account'))
      .where('state', '=', sql.lit('pending')),
);

const selectDead = statement((builder: QueryBuilder, given: Given<{ limit: number }>) =>
  builder
    .selectFrom('inbox')
    .selectAll()
    .where('state', '=', sql.lit('dead'))
    .orderBy('id', 'desc')
    .limit(given('limit')),
);

const countDead = statement((builder: QueryBuilder) =>
  builder
    .selectFrom('inbox')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('state', '=', sql.lit('dead')),
);

const selectNewest = statement((builder: QueryBuilder, given: Given<{ channel: string }>) =>
  builder
    .selectFrom('inbox')
    .select('occurred_at')
    .where('channel', '=', given('channel'))
    .orderBy('id', 'desc')
    .limit(1),
);

const selectNewestReceived = statement((builder: QueryBuilder) =>
  builder.selectFrom('inbox').select('received_at').orderBy('id', 'desc').limit(1),
);

const insert = statement(
  (
    builder: QueryBuilder,
    given: Given<{
      channel: string;
      account: string;
      eventKey: string;
      conversationId: string;
      conversationKey: string;
      occurredAt: number;
      receivedAt: number;
      customer: string | null;
      body: string;
    }>,
  ) =>
    builder
      .insertInto('inbox')
      .values({
        channel: given('channel'),
        account: given('account'),
        event_key: given('eventKey'),
        conversation_id: given('conversationId'),
        conversation_key: given('conversationKey'),
        occurred_at: given('occurredAt'),
        received_at: given('receivedAt'),
        customer: given('customer'),
        body: given('body'),
        state: 'pending',
        attempts: 0,
      })
      .onConflict((conflict) => conflict.columns(['event_key', 'channel', 'account']).doNothing()),
);

const updateDone = statement((builder: QueryBuilder, given: Given<{ id: number; outcome: string | null }>) =>
  builder
    .updateTable('inbox')
    .set({ state: 'done', customer: null, body: '', last_error: null, outcome: given('outcome') })
    .where('id', '=', given('id')),
);

const updateFailed = statement((builder: QueryBuilder, given: Given<{ id: number; attempts: number; error: string }>) =>
  builder
    .updateTable('inbox')
    .set({ attempts: sql`attempts + 1`, last_error: given('error') })
    .where('id', '=', given('id'))
    .where('attempts', '=', given('attempts'))
    .where('state', '=', sql.lit('pending')),
);

const updateDead = statement((builder: QueryBuilder, given: Given<{ id: number; reason: string }>) =>
  builder
    .updateTable('inbox')
    .set({ state: 'dead', last_error: given('reason') })
    .where('id', '=', given('id')),
);

const updateDeaths = statement((builder: QueryBuilder, given: Given<{ id: number }>) =>
  builder
    .updateTable('inbox')
    .set({ deaths: sql`deaths + 1` })
    .where('id', '=', given('id'))
    .where('state', '=', sql.lit('pending')),
);

const deleteDone = statement((builder: QueryBuilder, given: Given<{ before: number }>) =>
  builder.deleteFrom('inbox').where('state', '=', sql.lit('done')).where('received_at', '<', given('before')),
);

/** The inbox over one connection. */
export function createInbox(connection: Connection): InboxReads & InboxWrites {
  return {
    async lastEventAt(channel) {
      return (await selectNewest.row(connection, { channel }))?.occurred_at;
    },
    async newestReceivedAt() {
      return (await selectNewestReceived.row(connection, {}))?.received_at;
    },
    async pending(conversationId, limit) {
      return (await selectPending.rows(connection, { conversationId, limit })).map(toInboxRow);
    },
    async pendingMessages(conversationId, limit) {
      const page = { conversationId, limit, textLength: EXCERPT_LENGTH + 1 };
      const newestFirst = await selectPendingMessages.rows(connection, page);
      return newestFirst.reverse().map(({ id, received_at, customer, text, attachments }) => ({
        id,
        receivedAt: received_at,
        customerName: customer === null ? '' : parseJson<{ name: string }>(customer, 'inbox', id).name,
        text: text.length > EXCERPT_LENGTH ? `${cutCharacters(text, EXCERPT_LENGTH)}…` : text,
        attachments: attachments === null ? [] : parseJson(attachments, 'inbox', id),
      }));
    },
    async countPending(conversationId) {
      return (await countPending.row(connection, { conversationId }))?.count ?? 0;
    },
    async conversationsWithPending(limit) {
      return (await selectConversations.rows(connection, { limit })).map((row) => row.conversation_id);
    },
    async conversationsWithDeaths(limit) {
      return (await selectConversationsWithDeaths.rows(connection, { limit })).map((row) => row.conversation_id);
    },
    async outcome(channel, account, eventKey) {
      const row = await selectOutcome.row(connection, { channel, account, eventKey });
      return row?.outcome ? parseJson<CommandOutcome>(row.outcome, 'inbox', row.id) : undefined;
    },
    async waitsIn(channel, account, eventKey) {
      return (await selectWaiting.row(connection, { channel, account, eventKey }))?.conversation_id;
    },
    async dead(limit) {
      const rows = await selectDead.rows(connection, { limit });
      return rows.map((row) => ({ ...toInboxRow(row), lastError: row.last_error ?? '' }));
    },
    countDead: async () => (await countDead.row(connection, {}))?.count ?? 0,
    async add({ customer, body, ...row }) {
      const values = { ...row, customer: customer === undefined ? null : toJson(customer), body: toJson(body) };
      return (await insert.run(connection, values)) > 0;
    },
    async finish(ids, outcome) {
      const json = outcome === undefined ? null : toJson(outcome);
      for (const id of ids) await updateDone.run(connection, { id, outcome: json });
    },
    async fail({ id, attempts }, error) {
      await updateFailed.run(connection, { id, attempts, error });
    },
    async setAside(ids, reason) {
      for (const id of ids) await updateDead.run(connection, { id, reason });
    },
    async countDeath(ids) {
      for (const id of ids) await updateDeaths.run(connection, { id });
    },
    prune: (before) => deleteDone.run(connection, { before }),
  };
}

function toInboxRow(row: Selectable<Tables['inbox']>): InboxRow {
  return {
    id: row.id,
    channel: row.channel,
    account: row.account,
    eventKey: row.event_key,
    conversationId: row.conversation_id,
    conversationKey: row.conversation_key,
    occurredAt: row.occurred_at,
    receivedAt: row.received_at,
    customer: row.customer === null ? undefined : parseJson(row.customer, 'inbox', row.id),
    body: parseJson(row.body, 'inbox', row.id),
    attempts: row.attempts,
    deaths: row.deaths,
  };
}
