/** Derives every wake-up from the store again and again, so that a lost one costs seconds and never a message. */

import { HOUR_MS } from '../domain/policy.ts';
import { conversationJob, type DeskContext, outboxJob, roomJob, SWEEP_INTERVAL_MS } from './context.ts';

const MAX_KEYS = 1_000;
/** How long handled rows are kept, so that a late redelivery is known for one: longer than any platform tries. */
const KEEP_HANDLED_MS = 7 * 24 * HOUR_MS;

/** Wakes whatever the store says waits: conversations with unhandled rows or timers due soon, and unsent messages. */
export async function sweep(desk: DeskContext): Promise<void> {
  const { store, jobs, clock } = desk;
  for (const id of await store.read.inbox.conversationsWithPending(MAX_KEYS)) await jobs.wake(conversationJob(id));
  for (const id of await store.read.outbox.conversationsWithUnsent(MAX_KEYS)) await jobs.wake(outboxJob(id));
  if (desk.staffDesk !== undefined) {
    for (const id of await store.read.rooms.waiting(clock.now(), MAX_KEYS)) await jobs.wake(roomJob(id));
  }
  for (const timer of await store.read.timers.due(clock.now() + SWEEP_INTERVAL_MS, MAX_KEYS)) {
    await jobs.wake(conversationJob(timer.conversationId), timer.dueAt);
  }
}

/** Deletes what is only kept for a while. */
export async function prune(desk: DeskContext): Promise<void> {
  const now = desk.clock.now();
  await desk.store.transaction(async (tx) => {
    await tx.inbox.prune(now - KEEP_HANDLED_MS);
    await tx.outbox.prune(now - KEEP_HANDLED_MS);
    await tx.staff.prune(now);
    await tx.links.prune(now);
  });
}

/** Sweeps and prunes from now on. Returns a function that stops it and resolves when no sweep is under way. */
export function startSweeping(desk: DeskContext): () => Promise<void> {
  let stopped = false;
  let cancel = () => {};
  let lastPrunedAt = 0;
  let underWay = run();

  async function run(): Promise<void> {
    try {
      await sweep(desk);
      if (desk.clock.now() - lastPrunedAt >= HOUR_MS) {
        lastPrunedAt = desk.clock.now();
        await prune(desk);
      }
    } catch (error) {
      desk.logger.error({ err: error }, 'the store could not be swept; trying again');
    }
    if (stopped) return;
    cancel = desk.clock.schedule(desk.clock.now() + SWEEP_INTERVAL_MS, () => {
      underWay = run();
    });
  }

  return async () => {
    stopped = true;
    cancel();
    await underWay;
  };
}
