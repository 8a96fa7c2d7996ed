/** The desk as staff platforms see it. */

import { unwrapLines } from '../domain/markdown.ts';
import { HOUR_MS } from '../domain/policy.ts';
import { queueOrder } from '../domain/priority.ts';
import type { StaffMember } from '../domain/staff.ts';
import type { EngineContext } from '../engine/context.ts';
import type { Engine } from '../engine/engine.ts';
import { messageOfItem } from '../engine/identity.ts';
import { commandDecided } from '../engine/inbox/staff-commands.ts';
import { satisfactionOf } from '../insights/satisfaction-report.ts';
import type { OpenAttachmentAnywhere } from '../ports/channel.ts';
import type {
  PreparedReply,
  StaffInbox,
  StaffService,
  StaffStatistics,
  TicketCard,
  TicketSummary,
} from '../ports/staff-platform.ts';
import type { StoredTicket } from '../ports/store.ts';
import { loadCard, summarizeTicket } from './timeline/ticket-card.ts';

const DAY_MS = 24 * HOUR_MS;
const WEEK_MS = 7 * DAY_MS;
const SATISFACTION_MS = 90 * DAY_MS;
const MAX_ACTIVE = 1_000;
const MAX_SEARCHED = 2_000;
const MAX_FOUND = 20;

export interface StaffServiceOptions {
  context: EngineContext;
  engine: Engine;
  openAttachment: OpenAttachmentAnywhere;
}

/** What a staff platform can ask of a running desk. */
export function createStaffService({ context, engine, openAttachment }: StaffServiceOptions): StaffService {
  const { read } = context.store;
  const cardOf = async (stored: StoredTicket | undefined): Promise<TicketCard | undefined> =>
    stored && loadCard(context, stored);
  return {
    submit: engine.submit,
    decided: (key) => commandDecided(context, key),
    openAttachment,
    async findTicketByThread(address) {
      const staffThread = await read.staffThreads.findByAddress(address);
      const stored = staffThread && (await read.tickets.get(staffThread.ticketId));
      return stored && summarizeTicket(context, stored);
    },
    async findPost(channelKey, postKey) {
      const post = await read.staffThreads.findPost(channelKey, postKey);
      if (post === undefined) return undefined;
      return { ticketId: post.ticketId, messageId: messageOfItem(post.itemId) };
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
        (stored) => stored && engine.showTyping(stored.ticket.conversationId, staff),
        (error: unknown) => context.logger.warn({ err: error }, 'typing could not be shown'),
      );
    },
  };
}

/** In the order in which they are to be taken. */
async function summarizeAll(context: EngineContext, tickets: StoredTicket[]): Promise<TicketSummary[]> {
  const ordered = queueOrder(tickets, context.policy.priority, context.clock.now());
  return Promise.all(ordered.map((stored) => summarizeTicket(context, stored)));
}

async function loadInbox(context: EngineContext, staff: StaffMember): Promise<StaffInbox> {
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

function recentFeedback({ store, clock }: EngineContext) {
  return store.read.feedback.since(clock.now() - SATISFACTION_MS);
}

async function search(context: EngineContext, text: string): Promise<TicketSummary[]> {
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

async function loadStatistics(context: EngineContext): Promise<StaffStatistics> {
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
    assigned: active.filter(({ status }) => status === 'claimed' || status === 'pending').length,
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

async function fillSavedReplies(
  context: EngineContext,
  ticketId: string,
  staff: StaffMember,
): Promise<PreparedReply[]> {
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
  context: EngineContext,
  ticketId: string,
  articleId: string,
): Promise<PreparedReply | undefined> {
  const stored = await context.store.read.tickets.get(ticketId);
  const { locales } = context.trained().content;
  const article = locales[stored?.ticket.locale ?? '']?.articles.find(({ id }) => id === articleId);
  return article && { id: article.id, title: article.title, text: unwrapLines(article.body) };
}
