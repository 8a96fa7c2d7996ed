/** Spares staff a card for each ticket of a storm: they get one notice, which always tells how many wait. */

import { isActive, type Ticket } from '../../domain/ticket.ts';
import type { EngineContext } from '../../engine/context.ts';
import { digestOf } from '../../engine/identity.ts';
import type { StaffThread } from '../../ports/staff-threads.ts';
import type { Showing, ShowingEnd } from './showing.ts';

/** The notice is kept like the thread of a ticket, under this name. */
export const STORM_THREAD = 'storm';
/** So that a number that changes many times a second is not shown as often. */
const BETWEEN_NOTICES_MS = 10_000;

/**
 * How the opening of a ticket's thread is put off; undefined where it may be opened now. In a storm it waits; a ticket that
 * somebody has claimed does not, and one that is resolved by then needs none.
 */
export function postponementOf(
  { clock, stormWatch }: EngineContext,
  staffThread: StaffThread,
  ticket: Ticket,
): ShowingEnd | undefined {
  const now = clock.now();
  if (stormWatch === undefined || ticket.assignee !== undefined || wasLetThrough(staffThread)) return undefined;
  if (isActive(ticket) && stormWatch.admit(ticket.openedAt, now)) return undefined;
  return {
    async write(tx) {
      if (isActive(ticket)) await tx.staffThreads.postpone(ticket.id, now + stormWatch.laterMs);
      else await tx.staffThreads.shown(ticket.id, staffThread.desiredVersion);
      await tx.staffThreads.requestUpdate(STORM_THREAD, now);
    },
    thenWake: { ticketId: STORM_THREAD },
  };
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
export async function showStormNotice(
  { context: { store, clock }, staffPlatform, lease }: Showing,
  staffThread: StaffThread,
): Promise<ShowingEnd> {
  const waiting = await store.read.staffThreads.countUnopened();
  const digest = digestOf(waiting);
  const isNews = staffThread.address === undefined ? waiting > 0 : staffThread.card !== digest;
  if (!isNews) return { write: (tx) => tx.staffThreads.shown(STORM_THREAD, staffThread.desiredVersion) };
  if (staffThread.address === undefined) await lease.write((tx) => tx.staffThreads.opening(STORM_THREAD));
  const address = await staffPlatform.showStorm({ waiting }, staffThread.address, {
    mayBeThere: staffThread.mayBeThere,
  });
  return {
    async write(tx) {
      await tx.staffThreads.opened(STORM_THREAD, address, digest);
      if (waiting === 0) await tx.staffThreads.lost(STORM_THREAD);
      await tx.staffThreads.shown(STORM_THREAD, staffThread.desiredVersion);
      await tx.staffThreads.postpone(STORM_THREAD, clock.now() + BETWEEN_NOTICES_MS);
    },
  };
}
