/** Performs the calls that were asked for in a conversation, each once, and hands their results to its rules. */

import type { ActionResult } from '../../domain/actions/action.ts';
import type { UnfinishedCall } from '../../ports/action-calls.ts';
import type { StoreTransaction } from '../../ports/store.ts';
import { actionJob, conversationJob, type EngineContext } from '../context.ts';
import { type JobLease, jobLease } from '../job-lease.ts';
import { callSystem } from './look-up.ts';

/**
 * Performs what waits in a conversation, in order. Of several processes one at a time does so.
 * @throws StoreError when the store cannot take a result; the job is tried again, and a write that may have been sent is not
 */
export async function performCalls(context: EngineContext, conversationId: string): Promise<void> {
  while (await performNext(context, conversationId)) {
    // Each pass ends with the result written down.
  }
}

/** False when nothing more waits: what is asked for later wakes the job again. */
async function performNext(context: EngineContext, conversationId: string): Promise<boolean> {
  const lease = jobLease(context, actionJob(conversationId));
  const call = await context.store.transaction((tx) => takeCall(tx, lease, conversationId));
  if (call === undefined) return false;
  const result = await lease.during(() => perform(context, call));
  await context.store.transaction((tx) => writeResult(context, tx, { lease, conversationId, call, result }));
  await context.jobs.wake(conversationJob(conversationId));
  return true;
}

/** The next call, noted as being sent; it is as it was before. */
async function takeCall(
  tx: StoreTransaction,
  lease: JobLease,
  conversationId: string,
): Promise<UnfinishedCall | undefined> {
  if (!(await lease.take(tx))) return undefined;
  const [call] = await tx.actionCalls.unfinished(conversationId, 1);
  if (call === undefined) {
    await lease.release(tx);
    return undefined;
  }
  await tx.actionCalls.markSending(call.id);
  return call;
}

/** A write that is found being sent is not sent again: its process died before it learnt how that ended. */
async function perform(context: EngineContext, { call, state }: UnfinishedCall): Promise<ActionResult> {
  const { id, action, inputs } = call;
  if (state === 'sending' && action.kind === 'write') {
    return { kind: 'failed', failure: 'unknown', reason: 'the desk stopped while it was being sent' };
  }
  return callSystem(context, { action, inputs, idempotencyKey: id });
}

interface PerformedCall {
  lease: JobLease;
  conversationId: string;
  call: UnfinishedCall;
  result: ActionResult;
}

/** Of two processes of which one stood still, the first to write tells how it ended. */
async function writeResult(
  { clock }: EngineContext,
  tx: StoreTransaction,
  { lease, conversationId, call, result }: PerformedCall,
): Promise<void> {
  await lease.release(tx);
  const now = clock.now();
  if (!(await tx.actionCalls.end(call.id, result, now))) return;
  const conversation = await tx.conversations.get(conversationId);
  if (conversation === undefined) return;
  await tx.inbox.add({
    ...conversation.address,
    conversationId,
    eventKey: `action:${call.id}`,
    occurredAt: now,
    receivedAt: now,
    customer: undefined,
    body: { kind: 'action_ended', callId: call.id },
  });
}
