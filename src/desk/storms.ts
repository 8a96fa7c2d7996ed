/** Spares staff a card for each ticket of a storm: they get one notice, which always tells how many wait. */

import { isActive, type Ticket } from '../domain/ticket.ts';
import type { Room } from '../store/rooms-port.ts';
import { type DeskContext, roomJob } from './context.ts';
import { digestOf } from './identity.ts';

/** The notice is kept like the room of a ticket, under this name. */
export const STORM_ROOM = 'storm';
/** So that a number that changes many times a second is not shown as often. */
const BETWEEN_NOTICES_MS = 10_000;

/**
 * Whether the room of a ticket may be opened now. In a storm it waits; a ticket that somebody has claimed does not, and one
 * that is settled by then needs none.
 */
export async function mayOpen(desk: DeskContext, room: Room, ticket: Ticket): Promise<boolean> {
  const { store, clock, stormWatch } = desk;
  const now = clock.now();
  if (stormWatch === undefined || ticket.assignee !== undefined || wasLetThrough(room)) return true;
  if (isActive(ticket) && stormWatch.admit(ticket.openedAt, now)) return true;
  await store.transaction(async (tx) => {
    if (isActive(ticket)) await tx.rooms.postpone(ticket.id, now + stormWatch.laterMs);
    else await tx.rooms.shown(ticket.id, room.wanted);
    await tx.rooms.want(STORM_ROOM, now);
  });
  await desk.jobs.wake(roomJob(STORM_ROOM));
  return false;
}

/** Whether it was counted before, and failed since. */
function wasLetThrough({ attempts, mayBeThere }: Room): boolean {
  return attempts > 0 || mayBeThere;
}

/** After a room was opened: a notice that stands tells how many are left. */
export async function renewStormNotice({ store, clock }: DeskContext): Promise<void> {
  if ((await store.read.rooms.get(STORM_ROOM))?.address === undefined) return;
  await store.transaction((tx) => tx.rooms.want(STORM_ROOM, clock.now()));
}

/**
 * Shows the notice as it is to be now. One that says that the storm is over is left where it is: the next storm gets its own.
 * @throws DeliveryError when the staff desk cannot show it now
 */
export async function showStormNotice(desk: DeskContext, room: Room): Promise<void> {
  const { store, staffDesk, clock } = desk;
  const waiting = await store.read.rooms.countUnopened(STORM_ROOM);
  const digest = digestOf(waiting);
  const isNews = room.address === undefined ? waiting > 0 : room.card !== digest;
  if (staffDesk === undefined || !isNews) return store.transaction((tx) => tx.rooms.shown(STORM_ROOM, room.wanted));
  if (room.address === undefined) await store.transaction((tx) => tx.rooms.opening(STORM_ROOM));
  const address = await staffDesk.showStorm({ waiting }, room.address, { mayBeThere: room.mayBeThere });
  await store.transaction(async (tx) => {
    await tx.rooms.opened(STORM_ROOM, address, digest);
    if (waiting === 0) await tx.rooms.lost(STORM_ROOM);
    await tx.rooms.shown(STORM_ROOM, room.wanted);
    await tx.rooms.postpone(STORM_ROOM, clock.now() + BETWEEN_NOTICES_MS);
  });
}
