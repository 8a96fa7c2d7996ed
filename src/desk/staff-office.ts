/** The desk as staff desks see it. */

import type { OpenAttachmentAnywhere } from '../domain/channel.ts';
import { unwrapLines } from '../domain/markdown.ts';
import { HOUR_MS } from '../domain/policy.ts';
import { queueOrder } from '../domain/priority.ts';
import type { StaffMember } from '../domain/staff.ts';
import type {
  DeskStatistics,
  PreparedReply,
  StaffInbox,
  StaffOffice,
  TicketCard,
  TicketSummary,
} from '../domain/staff-desk.ts';
import { satisfactionOf } from '../insights/satisfaction-report.ts';
import type { StoredTicket } from '../store/store.ts';
import type { DeskContext } from './context.ts';
import type { Desk } from './desk.ts';
import { messageOfEntry } from './identity.ts';
import { loadCard, summarizeTicket } from './ticket-card.ts';

const DAY_MS = 24 * HOUR_MS;
const WEEK_MS = 7 * DAY_MS;
const SATISFACTION_MS = 90 * DAY_MS;
const MAX_ACTIVE = 1_000;
const MAX_SEARCHED = 2_000;
const MAX_FOUND = 20;

export interface StaffOfficeOptions {
  context: DeskContext;
  desk: Desk;
  openAttachment: OpenAttachmentAnywhere;
}

/** What a staff desk can ask of a running desk. */
export function createStaffOffice({ context, desk, openAttachment }: StaffOfficeOptions): StaffOffice {
  const { read } = context.store;
  const cardOf = async (stored: StoredTicket | undefined): Promise<TicketCard | undefined> =>
    stored && loadCard(context, stored);
  return {
    submit: desk.submit,
    openAttachment,
    async findTicketByRoom(address) {
      const room = await read.rooms.findByAddress(address);
      const stored = room && (await read.tickets.get(room.ticketId));
      return stored && summarizeTicket(context, stored);
    },
    async findPost(place, postKey) {
      const post = await read.rooms.findPost(place, postKey);
      if (post === undefined) return undefined;
      return { ticketId: post.ticketId, messageId: messageOfEntry(post.entryId) };
    },
    card: async (ticketId) => cardOf(await read.tickets.get(ticketId)),
    cardByNumber: async (number) => cardOf(await read.tickets.findByNumber(number)),
    message: (messageId) => read.messages.get(messageId),
    inbox: (staff) => loadInbox(context, staff),
    async queue() {
      const waiting = (await read.tickets.active(MAX_ACTIVE)).filter(({ ticket }) => ticket.status === 'open');
      return summarizeAll(context, waiting);
    },
    search: (text) => search(context, text),
    statistics: () => loadStatistics(context),
    savedReplies: (ticketId, staff) => fillSavedReplies(context, ticketId, staff),
    articleReply: (ticketId, articleId) => toArticleReply(context, ticketId, articleId),
    showTyping(ticketId, staff) {
      read.tickets.get(ticketId).then(
        (stored) => stored && desk.showTyping(stored.ticket.conversationId, staff),
        (error: unknown) => context.logger.warn({ err: error }, 'typing could not be shown'),
      );
    },
  };
}

/** In the order in which they are to be taken. */
async function summarizeAll(context: DeskContext, tickets: StoredTicket[]): Promise<TicketSummary[]> {
  const ordered = queueOrder(tickets, context.policy.priority, context.clock.now());
  return Promise.all(ordered.map((stored) => summarizeTicket(context, stored)));
}

async function loadInbox(context: DeskContext, staff: StaffMember): Promise<StaffInbox> {
  const active = await summarizeAll(context, await context.store.read.tickets.active(MAX_ACTIVE));
  const mine = active.filter(({ ticket }) => ticket.assignee?.id === staff.id);
  const feedback = await recentFeedback(context);
  return {
    mine: mine.filter(({ ticket }) => ticket.status === 'claimed'),
    unclaimed: active.filter(({ ticket }) => ticket.status === 'open'),
    waiting: mine.filter(({ ticket }) => ticket.status === 'pending'),
    snoozed: mine.filter(({ ticket }) => ticket.status === 'snoozed'),
    satisfaction: satisfactionOf(
      feedback.filter(({ author }) => author.id === staff.id),
      context.policy,
    ),
  };
}

function recentFeedback({ store, clock }: DeskContext) {
  return store.read.feedback.since(clock.now() - SATISFACTION_MS);
}

async function search(context: DeskContext, text: string): Promise<TicketSummary[]> {
  const { tickets } = context.store.read;
  const wanted = text.trim().replace(/^#/, '').toLowerCase();
  const numbered = /^\d{1,9}$/.test(wanted) ? await tickets.findByNumber(Number(wanted)) : undefined;
  const recent = await tickets.recent(MAX_SEARCHED);
  const found = recent.filter(
    ({ ticket, number }) =>
      number !== numbered?.number && `${ticket.customerName}\n${ticket.subject}`.toLowerCase().includes(wanted),
  );
  const all = [...(numbered ? [numbered] : []), ...found].slice(0, MAX_FOUND);
  return Promise.all(all.map((stored) => summarizeTicket(context, stored)));
}

async function loadStatistics(context: DeskContext): Promise<DeskStatistics> {
  const { tickets } = context.store.read;
  const since = context.clock.now() - WEEK_MS;
  const active = (await tickets.active(MAX_ACTIVE)).map(({ ticket }) => ticket);
  const recent = (await tickets.recent(MAX_SEARCHED)).map(({ ticket }) => ticket);
  const opened = recent.filter(({ openedAt }) => openedAt >= since);
  const replyTimes = opened.flatMap(({ openedAt, firstReplyAt }) =>
    firstReplyAt === undefined ? [] : [firstReplyAt - openedAt],
  );
  return {
    open: active.filter(({ status }) => status === 'open').length,
    held: active.filter(({ status }) => status === 'claimed' || status === 'pending').length,
    snoozed: active.filter(({ status }) => status === 'snoozed').length,
    openedThisWeek: opened.length,
    resolvedThisWeek: recent.filter(({ resolvedAt }) => resolvedAt !== undefined && resolvedAt >= since).length,
    medianFirstReplyMs: medianOf(replyTimes),
    satisfaction: satisfactionOf(await recentFeedback(context), context.policy),
  };
}

/** The middle value, of an even number the mean of the two in the middle; undefined of none. */
function medianOf(values: number[]): number | undefined {
  const sorted = values.toSorted((a, b) => a - b);
  const upper = sorted[Math.floor(sorted.length / 2)];
  const lower = sorted[Math.ceil(sorted.length / 2) - 1];
  return upper === undefined || lower === undefined ? undefined : (lower + upper) / 2;
}

async function fillSavedReplies(context: DeskContext, ticketId: string, staff: StaffMember): Promise<PreparedReply[]> {
  const stored = await context.store.read.tickets.get(ticketId);
  if (stored === undefined) return [];
  const { ticket, number } = stored;
  const values: Record<string, string> = {
    customer: ticket.customerName,
    agent: staff.name,
    ticket: String(number),
  };
  return (context.savedReplies ?? []).map(({ title, texts }, index) => {
    const text = texts[ticket.locale] ?? texts[ticket.locale.split('-')[0] ?? ''] ?? Object.values(texts)[0] ?? '';
    const filled = text.replace(/\{([a-z]+)\}/g, (mark, name: string) => values[name] ?? mark);
    return { id: String(index), title, text: filled };
  });
}

async function toArticleReply(
  context: DeskContext,
  ticketId: string,
  articleId: string,
): Promise<PreparedReply | undefined> {
  const stored = await context.store.read.tickets.get(ticketId);
  const { locales } = context.trained().content;
  const article = locales[stored?.ticket.locale ?? '']?.articles.find(({ id }) => id === articleId);
  return article && { id: article.id, title: article.title, text: unwrapLines(article.body) };
}
