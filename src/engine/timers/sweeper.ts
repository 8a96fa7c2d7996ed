/** Derives every wake-up from the store again and again, so that a lost one costs seconds and never a message. */

import { HOUR_MS } from '../../domain/policy.ts';
import { DEFAULT_RETENTION } from '../../domain/retention.ts';
import { repeat } from '../../lib/repeat.ts';
import {
  actionJob,
  conversationJob,
  type EngineContext,
  outboxJob,
  SWEEP_INTERVAL_MS,
  staffThreadJob,
} from '../context.ts';

const MAX_KEYS = 1_000;
/** How long handled rows are kept, so that a late redelivery is known for one: longer than any platform tries. */
const KEEP_HANDLED_MS = 7 * 24 * HOUR_MS;
/** How many decisions a transaction deletes, so that none takes long. */
const PRUNED_AT_ONCE = 500;

/** Wakes whatever the store says waits: conversations with unhandled rows or timers due soon, and unsent messages. */
export async function sweep(context: EngineContext): Promise<void> {
  const { store, jobs, clock } = context;
  await store.transaction((tx) => tx.tickets.advanceQueue(clock.now()));
  for (const id of await store.read.inbox.conversationsWithPending(MAX_KEYS)) await jobs.wake(conversationJob(id));
  for (const id of await store.read.outbox.conversationsWithUnsent(MAX_KEYS)) await jobs.wake(outboxJob(id));
  for (const id of await store.read.actionCalls.conversationsWithUnfinished(MAX_KEYS)) await jobs.wake(actionJob(id));
  if (context.staffPlatform !== undefined) {
    for (const id of await store.read.staffThreads.waiting(clock.now(), MAX_KEYS)) await jobs.wake(staffThreadJob(id));
  }
  for (const timer of await store.read.timers.due(clock.now() + SWEEP_INTERVAL_MS, MAX_KEYS)) {
    await jobs.wake(conversationJob(timer.conversationId), timer.dueAt);
  }
}

/** Deletes what is only kept for a while. */
export async function prune(context: EngineContext): Promise<void> {
  const now = context.clock.now();
  const { decisionsMs, surveysMs } = context.retention ?? DEFAULT_RETENTION;
  await context.store.transaction(async (tx) => {
    await tx.inbox.prune(now - KEEP_HANDLED_MS);
    await tx.outbox.prune(now - KEEP_HANDLED_MS);
    await tx.actionCalls.prune(now - KEEP_HANDLED_MS);
    await tx.staff.prune(now);
    await tx.contactMerges.prune(now);
    await tx.keyValues.prune(now);
    await tx.helpUse.prune(now - decisionsMs);
    await tx.surveys.prune(now - surveysMs);
  });
  await pruneDecisions(context);
}

async function pruneDecisions({ store, clock, retention = DEFAULT_RETENTION }: EngineContext): Promise<void> {
  const before = clock.now() - retention.decisionsMs;
  let pruned: number;
  do {
    pruned = await store.transaction((tx) => tx.decisions.prune(before, PRUNED_AT_ONCE));
  } while (pruned === PRUNED_AT_ONCE);
}

/** Sweeps and prunes from now on. Returns a function that stops it and resolves when no sweep is under way. */
export function startSweeping(context: EngineContext): () => Promise<void> {
  let lastPrunedAt = 0;
  return repeat(context.clock, SWEEP_INTERVAL_MS, async () => {
    try {
      await sweep(context);
      if (context.clock.now() - lastPrunedAt >= HOUR_MS) {
        lastPrunedAt = context.clock.now();
        await prune(context);
      }
    } catch (error) {
      context.logger.error({ err: error }, 'the store could not be swept; trying again');
    }
  });
}
