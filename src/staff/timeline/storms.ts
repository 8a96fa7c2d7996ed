/** Spares staff a card for each ticket of a storm: they get one notice, which always tells how many wait. */

import { isActive, type Ticket } from '../../domain/ticket.ts';
import { type EngineContext, staffThreadJob } from '../../engine/context.ts';
import { digestOf } from '../../engine/identity.ts';
import type { StaffThread } from '../../ports/staff-threads.ts';

/** The notice is kept like the thread of a ticket, under this name. */
export const STORM_THREAD = 'storm';
/** So that a number that changes many times a second is not shown as often. */
const BETWEEN_NOTICES_MS = 10_000;

/**
 * Whether the thread of a ticket may be opened now. In a storm it waits; a ticket that somebody has claimed does not, and one
 * that is resolved by then needs none.
 */
export async function mayOpen(context: EngineContext, staffThread: StaffThread, ticket: Ticket): Promise<boolean> {
  const { store, clock, stormWatch } = context;
  const now = clock.now();
  if (stormWatch === undefined || ticket.assignee !== undefined || wasLetThrough(staffThread)) return true;
  if (isActive(ticket) && stormWatch.admit(ticket.openedAt, now)) return true;
  await store.transaction(async (tx) => {
    if (isActive(ticket)) await tx.staffThreads.postpone(ticket.id, now + stormWatch.laterMs);
    else await tx.staffThreads.shown(ticket.id, staffThread.desiredVersion);
    await tx.staffThreads.requestUpdate(STORM_THREAD, now);
  });
  await context.jobs.wake(staffThreadJob(STORM_THREAD));
  return false;
}

/** Whether it was counted before, and failed since. */
function wasLetThrough({ attempts, mayBeThere }: StaffThread): boolean {
  return attempts > 0 || mayBeThere;
}

/** After a thread was opened: a notice that stands tells how many are left. */
export async function renewStormNotice({ store, clock }: EngineContext): Promise<void> {
  if ((await store.read.staffThreads.get(STORM_THREAD))?.address === undefined) return;
  await store.transaction((tx) => tx.staffThreads.requestUpdate(STORM_THREAD, clock.now()));
}

/**
 * Shows the notice as it is to be now. One that says that the storm is over is left where it is: the next storm gets its own.
 * @throws DeliveryError when the staff platform cannot show it now
 */
export async function showStormNotice(context: EngineContext, staffThread: StaffThread): Promise<void> {
  const { store, staffPlatform, clock } = context;
  const waiting = await store.read.staffThreads.countUnopened(STORM_THREAD);
  const digest = digestOf(waiting);
  const isNews = staffThread.address === undefined ? waiting > 0 : staffThread.card !== digest;
  if (staffPlatform === undefined || !isNews)
    return store.transaction((tx) => tx.staffThreads.shown(STORM_THREAD, staffThread.desiredVersion));
  if (staffThread.address === undefined) await store.transaction((tx) => tx.staffThreads.opening(STORM_THREAD));
  const address = await staffPlatform.showStorm({ waiting }, staffThread.address, {
    mayBeThere: staffThread.mayBeThere,
  });
  await store.transaction(async (tx) => {
    await tx.staffThreads.opened(STORM_THREAD, address, digest);
    if (waiting === 0) await tx.staffThreads.lost(STORM_THREAD);
    await tx.staffThreads.shown(STORM_THREAD, staffThread.desiredVersion);
    await tx.staffThreads.postpone(STORM_THREAD, clock.now() + BETWEEN_NOTICES_MS);
  });
}
