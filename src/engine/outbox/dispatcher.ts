/** Sends what waits in a conversation's outbox, in order, and keeps account of how each sending ended. */

import { excerpt } from '../../domain/markdown.ts';
import { messageOf } from '../../lib/errors.ts';
import { type Channel, DeliveryError, type MessageKeys } from '../../ports/channel.ts';
import type { OutboxRow, StoreTransaction } from '../../ports/store.ts';
import { conversationJob, type EngineContext, outboxJob } from '../context.ts';
import { type JobLease, jobLease } from '../job-lease.ts';
import { requestStaffThreadUpdates, wakeStaffThreads } from '../staff-thread-updates.ts';
import { conversationTopic, QUEUE_TOPIC } from '../topics.ts';
import { deliveryBackoffMs } from './delivery-backoff.ts';

const BATCH_SIZE = 20;
const QUOTE_MAX_LENGTH = 60;

/** How trying a row ended. */
type Result =
  | { kind: 'sent'; messageKeys: MessageKeys }
  | { kind: 'retry'; at: number; reason: string }
  | { kind: 'given_up'; state: 'unknown' | 'failed'; reason: string };

/**
 * Sends a conversation's unsent rows until none is left, or one has to wait; those behind it wait as well. Of several processes one
 * at a time does so, but for channels where that makes no difference.
 * @throws StoreError when the store cannot take the results; the job is tried again
 */
export async function dispatchOutbox(context: EngineContext, conversationId: string): Promise<void> {
  while (await dispatchNext(context, conversationId)) {
    // Each pass ends with what was sent written down.
  }
}

/** False when there is nothing more to be done now: what is put into the outbox later wakes the job again. */
async function dispatchNext(context: EngineContext, conversationId: string): Promise<boolean> {
  const unsent = await context.store.read.outbox.unsent(conversationId, BATCH_SIZE);
  const [first] = unsent;
  const channel = context.channels.get(first?.address.channel ?? '');
  // A channel that is not connected keeps its rows; the sweeper comes back to them.
  if (first === undefined || channel === undefined) return false;
  if (!isDue(context, first)) {
    await context.jobs.wake(outboxJob(conversationId), first.nextAttemptAt);
    return false;
  }
  if (!channel.capabilities.concurrentSends) return dispatchUnderLease(context, channel, conversationId);
  const rows = triedTogether(unsent);
  // What was taken back by now is not there any more when it is looked for again.
  if (isHeld(first) && !(await context.store.transaction((tx) => tx.outbox.markSending(first.id)))) return true;
  const tried = await tryRows(context, channel, rows);
  await record(context, conversationId, tried);
  const mayBeMore = unsent.length === BATCH_SIZE || rows.length < unsent.length;
  return mayBeMore || tried.some(({ result }) => result.kind !== 'sent');
}

/** Whether it can be taken back until it is marked as being sent: from then on it cannot. */
function isHeld({ action }: OutboxRow): boolean {
  return action.kind === 'send' && action.message.leavesAt !== undefined;
}

/** The first of these rows that can be tried at once; one that can be taken back is tried alone. */
function triedTogether(rows: OutboxRow[]): OutboxRow[] {
  const firstHeld = rows.findIndex(isHeld);
  return firstHeld === -1 ? rows : rows.slice(0, Math.max(firstHeld, 1));
}

/** Looks once more after the lease is given back: what came meanwhile may have found the job taken. */
async function dispatchUnderLease(context: EngineContext, channel: Channel, conversationId: string): Promise<boolean> {
  const lease = jobLease(context, outboxJob(conversationId));
  const rows = await context.store.transaction((tx) => takeRows(context, tx, { lease, channel, conversationId }));
  if (rows.length === 0) return false;
  const tried = await lease.during(() => tryRows(context, channel, rows, lease));
  await record(context, conversationId, tried, lease);
  return true;
}

interface OutboxToTake {
  lease: JobLease;
  channel: Channel;
  conversationId: string;
}

/** The rows to send now, with the lease; none where another process has it. Only now is it certain that nobody else sends them. */
async function takeRows(
  context: EngineContext,
  tx: StoreTransaction,
  { lease, channel, conversationId }: OutboxToTake,
): Promise<OutboxRow[]> {
  if (!(await lease.take(tx))) return [];
  // Where sending again would show, each result is written down before the next row is tried.
  const rows = triedTogether(await tx.outbox.unsent(conversationId, isIdempotent(channel) ? BATCH_SIZE : 1));
  const [first] = rows;
  const isOurs = first !== undefined && isDue(context, first) && (await mark(tx, channel, first));
  if (isOurs) return rows;
  await lease.release(tx);
  return [];
}

/** Notes what is being sent, where that matters; false where it was taken back. */
async function mark(tx: StoreTransaction, channel: Channel, row: OutboxRow): Promise<boolean> {
  if (row.state === 'sending' || (isIdempotent(channel) && !isHeld(row))) return true;
  return tx.outbox.markSending(row.id);
}

/** What was being sent when its process died is seen to at once. */
function isDue({ clock }: EngineContext, row: OutboxRow): boolean {
  return row.state === 'sending' || row.nextAttemptAt <= clock.now();
}

interface TriedRow {
  row: OutboxRow;
  result: Result;
}

/** Tries rows in order, up to the first that is not sent: that is written down before anything behind it is tried. */
async function tryRows(
  context: EngineContext,
  channel: Channel,
  rows: OutboxRow[],
  lease?: JobLease,
): Promise<TriedRow[]> {
  const tried: TriedRow[] = [];
  for (const row of rows) {
    if (lease?.isHeld() === false) {
      // What was found under way stays so.
      if (row.state !== 'sending') tried.push({ row, result: notTried(context) });
      break;
    }
    const result = await tryRow(context, channel, row);
    tried.push({ row, result });
    if (result.kind !== 'sent') break;
  }
  return tried;
}

/** The process stood still for so long that another one may be sending by now. */
function notTried({ clock }: EngineContext): Result {
  return { kind: 'retry', at: clock.now(), reason: 'The desk stood still before this message was sent' };
}

async function tryRow(context: EngineContext, channel: Channel, row: OutboxRow): Promise<Result> {
  // Found under way: a process died before it learnt how the sending ended.
  const { sendingForMs = Number.NEGATIVE_INFINITY } = row;
  if (row.action.kind === 'send' && sendingForMs >= channel.capabilities.idempotentForMs) {
    const reason = 'The desk stopped while this message was being sent';
    return { kind: 'given_up', state: 'unknown', reason };
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
async function record(
  context: EngineContext,
  conversationId: string,
  results: TriedRow[],
  lease?: JobLease,
): Promise<void> {
  const ticketIds = await context.store.transaction(async (tx) => {
    const isOurs = lease === undefined || (await lease.release(tx));
    for (const tried of results) await (isOurs ? recordOne(context, tx, tried) : confirm(tx, tried));
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

async function recordOne(context: EngineContext, tx: StoreTransaction, { row, result }: TriedRow): Promise<void> {
  if (result.kind === 'sent') await tx.outbox.markSent(row.id, result.messageKeys);
  else if (result.kind === 'retry') await tx.outbox.retry(row.id, result.at, result.reason);
  else if (await tx.outbox.giveUp(row.id, result.state, result.reason))
    await reportDeliveryFailure(context, tx, row, result);
}

/** This process stood still for so long that another one has told how the sending ended: if that did not know, this one does. */
async function confirm(tx: StoreTransaction, { row, result }: TriedRow): Promise<void> {
  if (result.kind !== 'sent' || row.action.kind !== 'send') return;
  await tx.outbox.confirm(row.action.message.id, result.messageKeys.at(-1) ?? result.messageKeys[0]);
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
