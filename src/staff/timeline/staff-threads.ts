/**
 * Keeps each ticket's thread at the staff platform as it is to be: what is there is compared with what there should be, and only
 * what differs is shown anew. So a crash, an outage or a lost answer costs a repetition of that, and never an item twice.
 */

import type { Ticket } from '../../domain/ticket.ts';
import { type EngineContext, staffThreadJob } from '../../engine/context.ts';
import { digestOf } from '../../engine/identity.ts';
import { jobLease, LeaseLostError } from '../../engine/job-lease.ts';
import { deliveryBackoffMs } from '../../engine/outbox/delivery-backoff.ts';
import { DeliveryError } from '../../ports/channel.ts';
import {
  fromStaffPost,
  type StaffThreadAddress,
  type TicketCard,
  type TimelineItem,
} from '../../ports/staff-platform.ts';
import type { StaffThread, StaffThreadPost } from '../../ports/staff-threads.ts';
import type { StoredTicket } from '../../ports/tickets.ts';
import { noticeOfThread } from '../notices/kept-notices.ts';
import { showNotice } from './notices.ts';
import type { Showing, ShowingEnd } from './showing.ts';
import { postponementOf, renewStormNotice, STORM_THREAD, showStormNotice } from './storms.ts';
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
 * Shows a ticket at the staff platform as it is now; what the staff platform cannot show now is tried again later. Of several
 * processes one at a time does so.
 * @throws StoreError when the store cannot take the results; the job is tried again
 */
export async function updateStaffThread(context: EngineContext, ticketId: string): Promise<void> {
  const { store, staffPlatform } = context;
  if (staffPlatform === undefined || (await isForLater(context, ticketId))) return;
  const lease = jobLease(context, staffThreadJob(ticketId));
  if (!(await store.transaction(lease.take))) return;
  try {
    await lease.during(() => update({ context, staffPlatform, lease }, ticketId));
  } catch (error) {
    // What fails otherwise keeps the lease: the job is tried again in this process.
    if (!(error instanceof LeaseLostError)) throw error;
    context.logger.warn({ err: error }, 'what staff see of a ticket is shown by another process');
  }
}

const NOTHING_TO_WRITE: ShowingEnd = { write: async () => {} };

async function isForLater(context: EngineContext, ticketId: string): Promise<boolean> {
  const { staffThread, stored } = await load(context, ticketId);
  if (staffThread === undefined) return true;
  if (!isTooEarly(context, staffThread, stored?.ticket)) return false;
  await context.jobs.wake(staffThreadJob(ticketId), staffThread.nextAttemptAt);
  return true;
}

async function load({ store: { read } }: EngineContext, ticketId: string) {
  const [staffThread, stored] = await Promise.all([read.staffThreads.get(ticketId), read.tickets.get(ticketId)]);
  return { staffThread, stored };
}

/** Looks once more after the lease is given back: what changed meanwhile may have found the job taken. */
async function update(showing: Showing, ticketId: string): Promise<void> {
  const { context, lease } = showing;
  const { staffThread, stored } = await load(context, ticketId);
  if (staffThread === undefined) return;
  const isEarly = isTooEarly(context, staffThread, stored?.ticket);
  const end = isEarly ? NOTHING_TO_WRITE : await show(showing, staffThread, stored);
  const isOutOfDate = await context.store.transaction(async (tx) => {
    if (!(await lease.release(tx))) return false;
    await end.write(tx);
    return (await tx.staffThreads.get(ticketId))?.desiredVersion !== staffThread.desiredVersion;
  });
  if (end.thenWake !== undefined) await context.jobs.wake(staffThreadJob(end.thenWake.ticketId), end.thenWake.at);
  if (isOutOfDate) await context.jobs.wake(staffThreadJob(ticketId));
}

async function show(showing: Showing, staffThread: StaffThread, stored: StoredTicket | undefined): Promise<ShowingEnd> {
  try {
    if (staffThread.ticketId === STORM_THREAD) return await showStormNotice(showing, staffThread);
    const notice = noticeOfThread(staffThread.ticketId);
    if (notice !== undefined) return await showNotice(showing, staffThread, notice);
    return stored === undefined ? NOTHING_TO_WRITE : await showTicket(showing, staffThread, stored);
  } catch (error) {
    if (!(error instanceof DeliveryError)) throw error;
    return tryLater(showing.context, staffThread, error);
  }
}

/** Whether it is to be tried later. What was put off in a storm need not wait once somebody has claimed it. */
function isTooEarly({ clock }: EngineContext, staffThread: StaffThread, ticket: Ticket | undefined): boolean {
  const isPutOff = staffThread.address === undefined && staffThread.attempts === 0;
  return staffThread.nextAttemptAt > clock.now() && !(isPutOff && ticket?.assignee !== undefined);
}

async function showTicket(showing: Showing, staffThread: StaffThread, stored: StoredTicket): Promise<ShowingEnd> {
  const { context } = showing;
  const { ticketId } = staffThread;
  const postponement = staffThread.address ? undefined : postponementOf(context, staffThread, stored.ticket);
  if (postponement !== undefined) return postponement;
  const address = await showCard(showing, staffThread, await loadCard(context, stored));
  if (address === undefined) return NOTHING_TO_WRITE;
  if (staffThread.address === undefined) await renewStormNotice(context);
  await showItems(showing, address, stored.ticket);
  return { write: (tx) => tx.staffThreads.shown(ticketId, staffThread.desiredVersion) };
}

/** Opens the thread or shows the card in it; undefined when the thread turned out to be gone. */
async function showCard(
  { staffPlatform, lease }: Showing,
  staffThread: StaffThread,
  card: TicketCard,
): Promise<StaffThreadAddress | undefined> {
  const { ticketId, address } = staffThread;
  const digest = digestOf(withoutStaffThread(card));
  if (address === undefined) {
    await lease.write((tx) => tx.staffThreads.opening(ticketId));
    const opened = await staffPlatform.openThread(card, { mayBeThere: staffThread.mayBeThere });
    await lease.write((tx) => tx.staffThreads.opened(ticketId, opened, digest));
    return opened;
  }
  if (staffThread.card === digest) return address;
  if ((await staffPlatform.showCard(address, card)) === 'gone') {
    await lease.write((tx) => tx.staffThreads.lost(ticketId));
    return undefined;
  }
  await lease.write((tx) => tx.staffThreads.cardShown(ticketId, digest));
  return address;
}

/** The same before and after the thread was opened. */
function withoutStaffThread(card: TicketCard): TicketCard {
  return { ...card, staffThread: undefined };
}

async function showItems(showing: Showing, staffThread: StaffThreadAddress, ticket: Ticket): Promise<void> {
  const { context } = showing;
  const posts = new Map((await context.store.read.staffThreads.posts(ticket.id)).map((post) => [post.itemId, post]));
  for (const item of await loadTimeline(context, ticket)) {
    await showItem(showing, { staffThread, ticketId: ticket.id, item, post: posts.get(item.id) });
  }
}

interface ItemToShow {
  staffThread: StaffThreadAddress;
  ticketId: string;
  item: TimelineItem;
  post: StaffThreadPost | undefined;
}

async function showItem(
  { staffPlatform, lease }: Showing,
  { staffThread, ticketId, item, post }: ItemToShow,
): Promise<void> {
  const digest = digestOf(item);
  if (post?.shown === digest) return;
  const written = writtenAt(item);
  const known = post?.postKey ?? written?.postKey;
  const channelKey = written?.channelKey ?? staffThread.channelKey;
  if (known !== undefined) {
    await staffPlatform.showItem(staffThread, known, item);
    return lease.write((tx) => tx.staffThreads.added(ticketId, item.id, channelKey, known, digest));
  }
  await lease.write((tx) => tx.staffThreads.adding(ticketId, item.id));
  const postKey = await staffPlatform.addItem(staffThread, item, { mayBeThere: post !== undefined });
  await lease.write((tx) => tx.staffThreads.added(ticketId, item.id, channelKey, postKey, digest));
}

/** Where a staff member wrote an item themselves, so that it is there already. */
function writtenAt(item: TimelineItem): { channelKey: string; postKey: string } | undefined {
  const staffPost =
    item.kind === 'message' ? item.message.staffPost : item.kind === 'event' ? item.event.staffPost : undefined;
  return staffPost === undefined ? undefined : fromStaffPost(staffPost);
}

function tryLater(context: EngineContext, staffThread: StaffThread, error: DeliveryError): ShowingEnd {
  const { ticketId, attempts } = staffThread;
  const at = context.clock.now() + Math.max(error.retryAfterMs ?? 0, deliveryBackoffMs(attempts));
  context.logger.warn({ err: error, ticket: ticketId, failure: error.failure }, 'a ticket could not be shown to staff');
  return { write: (tx) => tx.staffThreads.retry(ticketId, at, error.message), thenWake: { ticketId, at } };
}
