/**
 * Keeps each ticket's room at the staff desk as it is to be: what is there is compared with what there should be, and only
 * what differs is shown anew. So a crash, an outage or a lost answer costs a repetition of that, and never an entry twice.
 */

import { DeliveryError } from '../domain/channel.ts';
import { fromOrigin, type RoomAddress, type RoomEntry, type StaffDesk, type TicketCard } from '../domain/staff-desk.ts';
import type { Ticket } from '../domain/ticket.ts';
import type { Room, RoomPost } from '../store/rooms-port.ts';
import type { StoredTicket } from '../store/store.ts';
import { type DeskContext, roomJob } from './context.ts';
import { retryDelayMs } from './dispatcher.ts';
import { digestOf } from './identity.ts';
import { mayOpen, renewStormNotice, STORM_ROOM, showStormNotice } from './storms.ts';
import { loadCard, loadEntries } from './ticket-card.ts';

/** Has the room of a conversation's latest ticket looked over. */
export async function wakeRoomOf(desk: DeskContext, conversationId: string): Promise<void> {
  if (desk.staffDesk === undefined) return;
  const ticket = (await desk.store.read.conversations.get(conversationId))?.state.ticket;
  if (ticket !== undefined) await desk.jobs.wake(roomJob(ticket.id));
}

/** Has every ticket in progress shown, as when there was no staff desk until now. */
export async function wantAllRooms(desk: DeskContext, limit: number): Promise<void> {
  const active = await desk.store.read.tickets.active(limit);
  await desk.store.transaction(async (tx) => {
    for (const { ticket } of active) {
      if ((await tx.rooms.get(ticket.id)) === undefined) await tx.rooms.want(ticket.id, desk.clock.now());
    }
  });
}

/**
 * Shows a ticket at the staff desk as it is now; what the staff desk cannot show now is tried again later.
 * @throws StoreError when the store cannot take the results; the job is tried again
 */
export async function showRoom(desk: DeskContext, ticketId: string): Promise<void> {
  const { store } = desk;
  const [room, stored] = await Promise.all([store.read.rooms.get(ticketId), store.read.tickets.get(ticketId)]);
  if (desk.staffDesk === undefined || room === undefined) return;
  if (isTooEarly(desk, room, stored?.ticket)) return desk.jobs.wake(roomJob(ticketId), room.nextAttemptAt);
  try {
    if (ticketId === STORM_ROOM) await showStormNotice(desk, room);
    else if (stored !== undefined) await showTicket(desk, desk.staffDesk, room, stored);
  } catch (error) {
    if (!(error instanceof DeliveryError)) throw error;
    await tryLater(desk, room, error);
  }
}

/** Whether it is to be tried later. What was put off in a storm need not wait once somebody has claimed it. */
function isTooEarly({ clock }: DeskContext, room: Room, ticket: Ticket | undefined): boolean {
  const isPutOff = room.address === undefined && room.attempts === 0;
  return room.nextAttemptAt > clock.now() && !(isPutOff && ticket?.assignee !== undefined);
}

async function showTicket(desk: DeskContext, staffDesk: StaffDesk, room: Room, stored: StoredTicket): Promise<void> {
  const { ticketId } = room;
  if (room.address === undefined && !(await mayOpen(desk, room, stored.ticket))) return;
  const address = await showCard(desk, staffDesk, room, await loadCard(desk, stored));
  if (address === undefined) return desk.jobs.wake(roomJob(ticketId));
  if (room.address === undefined) await renewStormNotice(desk);
  await showEntries(desk, staffDesk, address, stored.ticket);
  await desk.store.transaction((tx) => tx.rooms.shown(ticketId, room.wanted));
}

/** Opens the room or shows the card in it; undefined when the room turned out to be gone. */
async function showCard(
  desk: DeskContext,
  staffDesk: StaffDesk,
  room: Room,
  card: TicketCard,
): Promise<RoomAddress | undefined> {
  const { store } = desk;
  const { ticketId, address } = room;
  const digest = digestOf(withoutRoom(card));
  if (address === undefined) {
    await store.transaction((tx) => tx.rooms.opening(ticketId));
    const opened = await staffDesk.openRoom(card, { mayBeThere: room.mayBeThere });
    await store.transaction((tx) => tx.rooms.opened(ticketId, opened, digest));
    return opened;
  }
  if (room.card === digest) return address;
  if ((await staffDesk.showCard(address, card)) === 'gone') {
    await store.transaction((tx) => tx.rooms.lost(ticketId));
    return undefined;
  }
  await store.transaction((tx) => tx.rooms.cardShown(ticketId, digest));
  return address;
}

/** The same before and after the room was opened. */
function withoutRoom(card: TicketCard): TicketCard {
  return { ...card, room: undefined };
}

async function showEntries(desk: DeskContext, staffDesk: StaffDesk, room: RoomAddress, ticket: Ticket): Promise<void> {
  const posts = new Map((await desk.store.read.rooms.posts(ticket.id)).map((post) => [post.entryId, post]));
  for (const entry of await loadEntries(desk, ticket)) {
    await showEntry(desk, { staffDesk, room, ticketId: ticket.id, entry, post: posts.get(entry.id) });
  }
}

interface EntryToShow {
  staffDesk: StaffDesk;
  room: RoomAddress;
  ticketId: string;
  entry: RoomEntry;
  post: RoomPost | undefined;
}

async function showEntry(desk: DeskContext, { staffDesk, room, ticketId, entry, post }: EntryToShow): Promise<void> {
  const { store } = desk;
  const digest = digestOf(entry);
  if (post?.shown === digest) return;
  const written = writtenAt(entry);
  const known = post?.postKey ?? written?.postKey;
  const place = written?.place ?? room.place;
  if (known !== undefined) {
    await staffDesk.showEntry(room, known, entry);
    return store.transaction((tx) => tx.rooms.added(ticketId, entry.id, place, known, digest));
  }
  await store.transaction((tx) => tx.rooms.adding(ticketId, entry.id));
  const postKey = await staffDesk.addEntry(room, entry, { mayBeThere: post !== undefined });
  await store.transaction((tx) => tx.rooms.added(ticketId, entry.id, place, postKey, digest));
}

/** Where a staff member wrote an entry themselves, so that it is there already. */
function writtenAt(entry: RoomEntry): { place: string; postKey: string } | undefined {
  const origin =
    entry.kind === 'message' ? entry.message.origin : entry.kind === 'event' ? entry.event.origin : undefined;
  return origin === undefined ? undefined : fromOrigin(origin);
}

async function tryLater(desk: DeskContext, room: Room, error: DeliveryError): Promise<void> {
  const { ticketId, attempts } = room;
  const at = desk.clock.now() + Math.max(error.retryAfterMs ?? 0, retryDelayMs(attempts));
  desk.logger.warn({ err: error, ticket: ticketId, failure: error.failure }, 'a ticket could not be shown to staff');
  await desk.store.transaction((tx) => tx.rooms.retry(ticketId, at, error.message));
  await desk.jobs.wake(roomJob(ticketId), at);
}
