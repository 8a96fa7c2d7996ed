import type { Clock } from '../../ports/clock.ts';
import type { Store } from '../../ports/store.ts';
import { createSystemClock } from './system-clock.ts';

/** Further ahead than this the machine's time was plainly wrong when the store was written. */
const MOST_AHEAD_MS = 24 * 60 * 60 * 1_000;

/**
 * The clock of a desk on a store: it goes on from the newest time in it, where the machine's time was set back since, so that
 * what happens now comes after what happened before. Where the store is more than a day ahead the machine is believed, and what
 * waits in the store for a time that far away is due.
 * @throws StoreError
 */
export async function continueTime(store: Store, wallClock: () => number = Date.now): Promise<Clock> {
  const now = wallClock();
  const newest = (await store.read.inbox.newestReceivedAt()) ?? now;
  if (newest - now <= MOST_AHEAD_MS) return createSystemClock({ wallClock, notBefore: newest });
  await store.transaction(async (tx) => {
    await tx.timers.setBack({ after: newest, byMs: newest - now });
    await tx.outbox.makeDue(now);
    await tx.staffThreads.makeDue(now);
  });
  return createSystemClock({ wallClock });
}
