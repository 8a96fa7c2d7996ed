import type { Selectable } from 'kysely';
import { sql } from 'kysely';
import type { DeliveryState } from '../../domain/message.ts';
import type { OutboxAction, OutboxReads, OutboxRow, OutboxWrites } from '../../ports/store.ts';
import { parseJson, toJson } from '../encoding.ts';
import type { Connection, Given, QueryBuilder } from '../statement.ts';
import { statement } from '../statement.ts';
import type { Tables } from '../tables.ts';

const selectUnsent = statement((builder: QueryBuilder, given: Given<{ conversationId: string; limit: number }>) =>
  builder
    .selectFrom('outbox')
    .selectAll()
    .where('ended', '=', sql.lit(0))
    .where('conversation_id', '=', given('conversationId'))
    .orderBy('id')
    .limit(given('limit')),
);

const selectConversations = statement((builder: QueryBuilder, given: Given<{ limit: number }>) =>
  builder
    .selectFrom('outbox')
    .select('conversation_id')
    .where('ended', '=', sql.lit(0))
    .groupBy('conversation_id')
    .orderBy(({ fn }) => fn.min('id'))
    .limit(given('limit')),
);

const selectMessageKey = statement((builder: QueryBuilder, given: Given<{ messageId: string }>) =>
  builder.selectFrom('messages').select('message_key').where('id', '=', given('messageId')),
);

const selectParts = statement((builder: QueryBuilder, given: Given<{ messageId: string }>) =>
  builder
    .selectFrom('message_parts')
    .select('message_key')
    .where('message_id', '=', given('messageId'))
    .orderBy('part'),
);

const deleteParts = statement((builder: QueryBuilder, given: Given<{ messageId: string }>) =>
  builder.deleteFrom('message_parts').where('message_id', '=', given('messageId')),
);

const insertPart = statement(
  (
    builder: QueryBuilder,
    given: Given<{ conversationId: string; messageKey: string; messageId: string; part: number }>,
  ) =>
    builder.insertInto('message_parts').values({
      conversation_id: given('conversationId'),
      message_key: given('messageKey'),
      message_id: given('messageId'),
      part: given('part'),
    }),
);

const selectMessage = statement((builder: QueryBuilder, given: Given<{ id: number }>) =>
  builder.selectFrom('outbox').select(['conversation_id', 'message_id', 'kind']).where('id', '=', given('id')),
);

const selectLastError = statement((builder: QueryBuilder, given: Given<{ messageId: string }>) =>
  builder.selectFrom('messages').select('delivery_error').where('id', '=', given('messageId')),
);

const insert = statement(
  (
    builder: QueryBuilder,
    given: Given<{
      conversationId: string;
      channel: string;
      account: string;
      conversationKey: string;
      kind: OutboxAction['kind'];
      messageId: string;
      message: string;
      at: number;
    }>,
  ) =>
    builder.insertInto('outbox').values({
      conversation_id: given('conversationId'),
      channel: given('channel'),
      account: given('account'),
      conversation_key: given('conversationKey'),
      kind: given('kind'),
      message_id: given('messageId'),
      message: given('message'),
      state: 'pending',
      ended: 0,
      attempts: 0,
      next_attempt_at: given('at'),
    }),
);

const updateSending = statement((builder: QueryBuilder, given: Given<{ id: number; at: number }>) =>
  builder
    .updateTable('outbox')
    .set({ state: 'sending', next_attempt_at: given('at') })
    .where('id', '=', given('id'))
    .where('ended', '=', sql.lit(0)),
);

const updateMessage = statement(
  (builder: QueryBuilder, given: Given<{ conversationId: string; messageId: string; message: string }>) =>
    updateUntried(builder, given).set({ message: given('message') }),
);

const updateWithdrawn = statement(
  (builder: QueryBuilder, given: Given<{ conversationId: string; messageId: string }>) =>
    updateUntried(builder, given).set({ state: 'withdrawn', ended: 1, message: '' }),
);

const updateWithdrawnMessage = statement((builder: QueryBuilder, given: Given<{ messageId: string }>) =>
  builder.updateTable('messages').set({ delivery: 'withdrawn' }).where('id', '=', given('messageId')),
);

const updateConfirmed = statement((builder: QueryBuilder, given: Given<{ messageId: string; messageKey: string }>) =>
  builder
    .updateTable('messages')
    .set({ delivery: 'sent', delivery_error: null, message_key: given('messageKey') })
    .where('id', '=', given('messageId'))
    .where('delivery', '=', sql.lit('unknown')),
);

const updateRetry = statement((builder: QueryBuilder, given: Given<{ id: number; at: number; error: string }>) =>
  builder
    .updateTable('outbox')
    .set({
      state: 'pending',
      attempts: sql`attempts + 1`,
      next_attempt_at: given('at'),
      last_error: given('error'),
    })
    .where('id', '=', given('id'))
    .where('ended', '=', sql.lit(0)),
);

const updateEnded = statement(
  (builder: QueryBuilder, given: Given<{ id: number; state: DeliveryState; error: string | null }>) =>
    builder
      .updateTable('outbox')
      .set({ state: given('state'), ended: 1, last_error: given('error'), message: '' })
      .where('id', '=', given('id'))
      .where('ended', '=', sql.lit(0)),
);

const updateDelivery = statement(
  (builder: QueryBuilder, given: Given<{ id: number; delivery: DeliveryState; error: string | null }>) =>
    builder
      .updateTable('messages')
      .set({ delivery: given('delivery'), delivery_error: given('error') })
      .where('id', '=', sentBy(builder, given('id'))),
);

const updateDelivered = statement((builder: QueryBuilder, given: Given<{ messageId: string; messageKey: string }>) =>
  builder
    .updateTable('messages')
    .set({ delivery: 'sent', delivery_error: null, message_key: given('messageKey') })
    .where('id', '=', given('messageId')),
);

const updateDue = statement((builder: QueryBuilder, given: Given<{ now: number }>) =>
  builder
    .updateTable('outbox')
    .set({ next_attempt_at: given('now') })
    .where('ended', '=', sql.lit(0))
    .where('next_attempt_at', '>', given('now')),
);

const deleteEnded = statement((builder: QueryBuilder, given: Given<{ before: number }>) =>
  builder.deleteFrom('outbox').where('ended', '=', sql.lit(1)).where('next_attempt_at', '<', given('before')),
);

/**
 * The outbox over one connection. How far a message got is kept on the message as well, where it stays when the row is
 * pruned; an edit of a message says nothing about that.
 */
export function createOutbox(connection: Connection): OutboxReads & OutboxWrites {
  return {
    async unsent(conversationId, limit) {
      const rows = await selectUnsent.rows(connection, { conversationId, limit });
      const now = rows.some(({ state }) => state === 'sending') ? await connection.now() : 0;
      return rows.map((row) => toOutboxRow(row, now));
    },
    async conversationsWithUnsent(limit) {
      return (await selectConversations.rows(connection, { limit })).map((row) => row.conversation_id);
    },
    async messageKeys(messageId) {
      const parts = (await selectParts.rows(connection, { messageId })).map((row) => row.message_key);
      const [first, ...rest] = parts;
      if (first !== undefined) return [first, ...rest];
      const only = (await selectMessageKey.row(connection, { messageId }))?.message_key ?? undefined;
      return only === undefined ? undefined : [only];
    },
    async lastError(messageId) {
      return (await selectLastError.row(connection, { messageId }))?.delivery_error ?? undefined;
    },
    async add({ conversationId, address: { channel, account, conversationKey }, action: { kind, message }, at }) {
      const row = { conversationId, channel, account, conversationKey, kind, messageId: message.id, at };
      await insert.run(connection, { ...row, message: toJson(message) });
    },
    async confirm(messageId, messageKey) {
      await updateConfirmed.run(connection, { messageId, messageKey });
    },
    async markSending(id) {
      if ((await updateSending.run(connection, { id, at: await connection.now() })) === 0) return false;
      await updateDelivery.run(connection, { id, delivery: 'sending', error: null });
      return true;
    },
    async replace(conversationId, message) {
      const row = { conversationId, messageId: message.id, message: toJson(message) };
      return (await updateMessage.run(connection, row)) > 0;
    },
    async withdraw(conversationId, messageId) {
      if ((await updateWithdrawn.run(connection, { conversationId, messageId })) === 0) return false;
      await updateWithdrawnMessage.run(connection, { messageId });
      return true;
    },
    async markSent(id, messageKeys) {
      const row = await selectMessage.row(connection, { id });
      if ((await updateEnded.run(connection, { id, state: 'sent', error: null })) === 0) return false;
      if (row === undefined || row.kind === 'remove') return true;
      const { conversation_id: conversationId, message_id: messageId } = row;
      await updateDelivered.run(connection, { messageId, messageKey: messageKeys.at(-1) ?? messageKeys[0] });
      if (row.kind === 'edit') await deleteParts.run(connection, { messageId });
      if (messageKeys.length === 1) return true;
      for (const [part, messageKey] of messageKeys.entries()) {
        await insertPart.run(connection, { conversationId, messageKey, messageId, part });
      }
      return true;
    },
    async retry(id, nextAttemptAt, error) {
      const isRetried = (await updateRetry.run(connection, { id, at: nextAttemptAt, error })) > 0;
      if (isRetried) await updateDelivery.run(connection, { id, delivery: 'pending', error });
    },
    async giveUp(id, state, error) {
      if ((await updateEnded.run(connection, { id, state, error })) === 0) return false;
      await updateDelivery.run(connection, { id, delivery: state, error });
      return true;
    },
    async makeDue(now) {
      await updateDue.run(connection, { now });
    },
    prune: (before) => deleteEnded.run(connection, { before }),
  };
}

/** The row of a message that nobody has tried to send yet. */
function updateUntried(builder: QueryBuilder, given: Given<{ conversationId: string; messageId: string }>) {
  return builder
    .updateTable('outbox')
    .where('ended', '=', sql.lit(0))
    .where('conversation_id', '=', given('conversationId'))
    .where('message_id', '=', given('messageId'))
    .where('kind', '=', sql.lit('send'))
    .where('state', '=', sql.lit('pending'))
    .where('attempts', '=', sql.lit(0));
}

/** The id of the message that an outbox row sends for the first time. */
function sentBy(builder: QueryBuilder, id: ReturnType<Given<{ id: number }>>) {
  return builder.selectFrom('outbox').select('message_id').where('outbox.id', '=', id).where('kind', '=', 'send');
}

function toOutboxRow(row: Selectable<Tables['outbox']>, now: number): OutboxRow {
  return {
    id: row.id,
    conversationId: row.conversation_id,
    address: { channel: row.channel, account: row.account, conversationKey: row.conversation_key },
    state: row.state,
    attempts: row.attempts,
    nextAttemptAt: row.next_attempt_at,
    // Of a row being sent, its column tells when that was begun.
    sendingForMs: row.state === 'sending' ? now - row.next_attempt_at : undefined,
    lastError: row.last_error ?? undefined,
    action: { kind: row.kind, message: parseJson(row.message, 'outbox', row.id) },
  };
}
