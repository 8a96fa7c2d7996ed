/** Sends what waits in a conversation's outbox, in order, and keeps account of how each sending ended. */

import { excerpt } from '../../domain/markdown.ts';
import { messageOf } from '../../lib/errors.ts';
import { type Channel, DeliveryError, type MessageKeys } from '../../ports/channel.ts';
import type { OutboxRow, StoreTransaction } from '../../ports/store.ts';
import { conversationJob, type EngineContext, outboxJob } from '../context.ts';
import { conversationTopic, QUEUE_TOPIC } from '../pubsub.ts';
import { requestStaffThreadUpdates, wakeStaffThreads } from '../staff-thread-updates.ts';
import { deliveryBackoffMs } from './delivery-backoff.ts';

const BATCH_SIZE = 20;
const QUOTE_MAX_LENGTH = 60;

/** How trying a row ended. */
type Result =
  | { kind: 'sent'; messageKeys: MessageKeys }
  | { kind: 'retry'; at: number; reason: string }
  | { kind: 'given_up'; state: 'unknown' | 'failed'; reason: string }
  /** Not tried: its time has not come. */
  | { kind: 'not_due'; at: number };

/**
 * Sends a conversation's unsent rows until none is left, or one has to wait; those behind it wait as well.
 * @throws StoreError when the store cannot take the results; the job is tried again
 */
export async function dispatchOutbox(context: EngineContext, conversationId: string): Promise<void> {
  while (true) {
    const unsent = await context.store.read.outbox.unsent(conversationId, BATCH_SIZE);
    const channel = context.channels.get(unsent[0]?.address.channel ?? '');
    // A channel that is not connected keeps its rows; the sweeper comes back to them.
    if (channel === undefined) return;
    // Where sending again would show, each result is written down before the next row is tried.
    const rows = isIdempotent(channel) ? unsent : unsent.slice(0, 1);
    const results = await tryRows(context, channel, rows);
    await record(context, conversationId, results);
    const last = results.at(-1)?.result;
    if (last?.kind === 'retry' || last?.kind === 'not_due') {
      await context.jobs.wake(outboxJob(conversationId), last.at);
      return;
    }
    // What is put into the outbox later wakes this job again.
    if (results.length === unsent.length && unsent.length < BATCH_SIZE) return;
  }
}

interface TriedRow {
  row: OutboxRow;
  result: Result;
}

/** Tries rows in order, up to the first that has to wait. */
async function tryRows(context: EngineContext, channel: Channel, rows: OutboxRow[]): Promise<TriedRow[]> {
  const tried: TriedRow[] = [];
  for (const row of rows) {
    const result = await tryRow(context, channel, row);
    tried.push({ row, result });
    if (result.kind === 'retry' || result.kind === 'not_due') break;
  }
  return tried;
}

async function tryRow(context: EngineContext, channel: Channel, row: OutboxRow): Promise<Result> {
  if (row.nextAttemptAt > context.clock.now()) return { kind: 'not_due', at: row.nextAttemptAt };
  if (!isIdempotent(channel)) {
    // Found under way: the process died before it learnt how the sending ended.
    const reason = 'The desk stopped while this message was being sent';
    const sentFor = context.clock.now() - row.nextAttemptAt;
    const mayShowTwice = row.action.kind === 'send' && sentFor >= channel.capabilities.idempotentForMs;
    if (row.state === 'sending' && mayShowTwice) return { kind: 'given_up', state: 'unknown', reason };
    if (row.state !== 'sending')
      await context.store.transaction((tx) => tx.outbox.markSending(row.id, context.clock.now()));
  }
  try {
    return { kind: 'sent', messageKeys: await send(context, channel, row) };
  } catch (error) {
    return toResult(context, channel, row, error);
  }
}

async function send(context: EngineContext, channel: Channel, row: OutboxRow): Promise<MessageKeys> {
  const { kind, message } = row.action;
  if (kind === 'send') return channel.send(row.address, message);
  const messageKeys = await context.store.read.outbox.messageKeys(message.id);
  if (messageKeys === undefined) throw new DeliveryError('refused', 'The message itself did not arrive');
  if (kind === 'edit') return channel.edit(row.address, messageKeys, message);
  await channel.remove(row.address, messageKeys);
  return messageKeys;
}

/** What a failed sending means for its row. */
function toResult(context: EngineContext, channel: Channel, row: OutboxRow, error: unknown): Result {
  const failure = error instanceof DeliveryError ? error.failure : 'unknown';
  const reason = messageOf(error);
  context.logger.warn({ err: error, outboxRow: row.id, channel: channel.name, failure }, 'a message was not sent');
  const mayRepeat = failure === 'unavailable' || (failure === 'unknown' && isIdempotent(channel));
  if (!mayRepeat) return { kind: 'given_up', state: failure === 'refused' ? 'failed' : 'unknown', reason };
  const askedMs = error instanceof DeliveryError ? (error.retryAfterMs ?? 0) : 0;
  return { kind: 'retry', at: context.clock.now() + Math.max(askedMs, deliveryBackoffMs(row.attempts)), reason };
}

/** Whether sending again never shows a message twice, however late. */
function isIdempotent({ capabilities }: Channel): boolean {
  return capabilities.idempotentForMs === Number.POSITIVE_INFINITY;
}

/** Writes the results down in one transaction, then tells whoever is concerned. */
async function record(context: EngineContext, conversationId: string, tried: TriedRow[]): Promise<void> {
  const results = tried.filter(({ result }) => result.kind !== 'not_due');
  if (results.length === 0) return;
  const ticketIds = await context.store.transaction(async (tx) => {
    for (const { row, result } of results) await recordOne(context, tx, row, result);
    // The people in charge see how far a message got.
    const conversation = context.staffPlatform && (await tx.conversations.get(conversationId));
    const ticket = conversation?.state.ticket;
    const concerned = ticket === undefined ? [] : [ticket.id];
    await requestStaffThreadUpdates(context, tx, concerned);
    return concerned;
  });
  context.pubsub.publish(conversationTopic(conversationId), { kind: 'changed' });
  await wakeStaffThreads(context, ticketIds);
  if (!results.some(({ result }) => result.kind === 'given_up')) return;
  context.pubsub.publish(QUEUE_TOPIC, { kind: 'changed' });
  await context.jobs.wake(conversationJob(conversationId));
}

async function recordOne(context: EngineContext, tx: StoreTransaction, row: OutboxRow, result: Result): Promise<void> {
  if (result.kind === 'sent') return tx.outbox.markSent(row.id, result.messageKeys);
  if (result.kind === 'retry') return tx.outbox.retry(row.id, result.at, result.reason);
  if (result.kind === 'given_up') {
    await tx.outbox.giveUp(row.id, result.state, result.reason);
    await reportDeliveryFailure(context, tx, row, result);
  }
}

/** Has the conversation's rules tell staff that a message may not have reached the customer. */
async function reportDeliveryFailure(
  context: EngineContext,
  tx: StoreTransaction,
  row: OutboxRow,
  { state, reason }: { state: 'unknown' | 'failed'; reason: string },
): Promise<void> {
  const now = context.clock.now();
  const what = state === 'failed' ? 'was refused' : 'may or may not have arrived';
  const quote = excerpt(row.action.message.text, QUOTE_MAX_LENGTH);
  const detail = `${quote === '' ? 'A file' : `“${quote}”`} ${what}: ${reason}`;
  await tx.inbox.add({
    ...row.address,
    conversationId: row.conversationId,
    eventKey: `delivery:${row.id}`,
    occurredAt: now,
    receivedAt: now,
    customer: undefined,
    body: { kind: 'delivery_failed', messageId: row.action.message.id, detail },
  });
}
