/**
 * Keeps each ticket's thread at the staff platform as it is to be: what is there is compared with what there should be, and only
 * what differs is shown anew. So a crash, an outage or a lost answer costs a repetition of that, and never an item twice.
 */

import type { Ticket } from '../../domain/ticket.ts';
import { type EngineContext, staffThreadJob } from '../../engine/context.ts';
import { digestOf } from '../../engine/identity.ts';
import { deliveryBackoffMs } from '../../engine/outbox/delivery-backoff.ts';
import { DeliveryError } from '../../ports/channel.ts';
import {
  fromStaffPost,
  type StaffPlatform,
  type StaffThreadAddress,
  type TicketCard,
  type TimelineItem,
} from '../../ports/staff-platform.ts';
import type { StaffThread, StaffThreadPost } from '../../ports/staff-threads.ts';
import type { StoredTicket } from '../../ports/tickets.ts';
import { mayOpen, renewStormNotice, STORM_THREAD, showStormNotice } from './storms.ts';
import { loadCard, loadTimeline } from './ticket-card.ts';

/** Has every ticket in progress shown, as when there was no staff platform until now. */
export async function requestMissingStaffThreads(context: EngineContext, limit: number): Promise<void> {
  await context.store.transaction(async (tx) => {
    for (const ticketId of await tx.staffThreads.missing(limit)) {
      await tx.staffThreads.requestUpdate(ticketId, context.clock.now());
    }
  });
}

/**
 * Shows a ticket at the staff platform as it is now; what the staff platform cannot show now is tried again later.
 * @throws StoreError when the store cannot take the results; the job is tried again
 */
export async function updateStaffThread(context: EngineContext, ticketId: string): Promise<void> {
  const { store } = context;
  const [staffThread, stored] = await Promise.all([
    store.read.staffThreads.get(ticketId),
    store.read.tickets.get(ticketId),
  ]);
  if (context.staffPlatform === undefined || staffThread === undefined) return;
  if (isTooEarly(context, staffThread, stored?.ticket))
    return context.jobs.wake(staffThreadJob(ticketId), staffThread.nextAttemptAt);
  try {
    if (ticketId === STORM_THREAD) await showStormNotice(context, staffThread);
    else if (stored !== undefined) await showTicket(context, context.staffPlatform, staffThread, stored);
  } catch (error) {
    if (!(error instanceof DeliveryError)) throw error;
    await tryLater(context, staffThread, error);
  }
}

/** Whether it is to be tried later. What was put off in a storm need not wait once somebody has claimed it. */
function isTooEarly({ clock }: EngineContext, staffThread: StaffThread, ticket: Ticket | undefined): boolean {
  const isPutOff = staffThread.address === undefined && staffThread.attempts === 0;
  return staffThread.nextAttemptAt > clock.now() && !(isPutOff && ticket?.assignee !== undefined);
}

async function showTicket(
  context: EngineContext,
  staffPlatform: StaffPlatform,
  staffThread: StaffThread,
  stored: StoredTicket,
): Promise<void> {
  const { ticketId } = staffThread;
  if (staffThread.address === undefined && !(await mayOpen(context, staffThread, stored.ticket))) return;
  const address = await showCard(context, staffPlatform, staffThread, await loadCard(context, stored));
  if (address === undefined) return context.jobs.wake(staffThreadJob(ticketId));
  if (staffThread.address === undefined) await renewStormNotice(context);
  await showItems(context, staffPlatform, address, stored.ticket);
  await context.store.transaction((tx) => tx.staffThreads.shown(ticketId, staffThread.desiredVersion));
}

/** Opens the thread or shows the card in it; undefined when the thread turned out to be gone. */
async function showCard(
  context: EngineContext,
  staffPlatform: StaffPlatform,
  staffThread: StaffThread,
  card: TicketCard,
): Promise<StaffThreadAddress | undefined> {
  const { store } = context;
  const { ticketId, address } = staffThread;
  const digest = digestOf(withoutStaffThread(card));
  if (address === undefined) {
    await store.transaction((tx) => tx.staffThreads.opening(ticketId));
    const opened = await staffPlatform.openThread(card, { mayBeThere: staffThread.mayBeThere });
    await store.transaction((tx) => tx.staffThreads.opened(ticketId, opened, digest));
    return opened;
  }
  if (staffThread.card === digest) return address;
  if ((await staffPlatform.showCard(address, card)) === 'gone') {
    await store.transaction((tx) => tx.staffThreads.lost(ticketId));
    return undefined;
  }
  await store.transaction((tx) => tx.staffThreads.cardShown(ticketId, digest));
  return address;
}

/** The same before and after the thread was opened. */
function withoutStaffThread(card: TicketCard): TicketCard {
  return { ...card, staffThread: undefined };
}

async function showItems(
  context: EngineContext,
  staffPlatform: StaffPlatform,
  staffThread: StaffThreadAddress,
  ticket: Ticket,
): Promise<void> {
  const posts = new Map((await context.store.read.staffThreads.posts(ticket.id)).map((post) => [post.itemId, post]));
  for (const item of await loadTimeline(context, ticket)) {
    await showItem(context, { staffPlatform, staffThread, ticketId: ticket.id, item, post: posts.get(item.id) });
  }
}

interface ItemToShow {
  staffPlatform: StaffPlatform;
  staffThread: StaffThreadAddress;
  ticketId: string;
  item: TimelineItem;
  post: StaffThreadPost | undefined;
}

async function showItem(
  context: EngineContext,
  { staffPlatform, staffThread, ticketId, item, post }: ItemToShow,
): Promise<void> {
  const { store } = context;
  const digest = digestOf(item);
  if (post?.shown === digest) return;
  const written = writtenAt(item);
  const known = post?.postKey ?? written?.postKey;
  const channelKey = written?.channelKey ?? staffThread.channelKey;
  if (known !== undefined) {
    await staffPlatform.showItem(staffThread, known, item);
    return store.transaction((tx) => tx.staffThreads.added(ticketId, item.id, channelKey, known, digest));
  }
  await store.transaction((tx) => tx.staffThreads.adding(ticketId, item.id));
  const postKey = await staffPlatform.addItem(staffThread, item, { mayBeThere: post !== undefined });
  await store.transaction((tx) => tx.staffThreads.added(ticketId, item.id, channelKey, postKey, digest));
}

/** Where a staff member wrote an item themselves, so that it is there already. */
function writtenAt(item: TimelineItem): { channelKey: string; postKey: string } | undefined {
  const staffPost =
    item.kind === 'message' ? item.message.staffPost : item.kind === 'event' ? item.event.staffPost : undefined;
  return staffPost === undefined ? undefined : fromStaffPost(staffPost);
}

async function tryLater(context: EngineContext, staffThread: StaffThread, error: DeliveryError): Promise<void> {
  const { ticketId, attempts } = staffThread;
  const at = context.clock.now() + Math.max(error.retryAfterMs ?? 0, deliveryBackoffMs(attempts));
  context.logger.warn({ err: error, ticket: ticketId, failure: error.failure }, 'a ticket could not be shown to staff');
  await context.store.transaction((tx) => tx.staffThreads.retry(ticketId, at, error.message));
  await context.jobs.wake(staffThreadJob(ticketId), at);
}
