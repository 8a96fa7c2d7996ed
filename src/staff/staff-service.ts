/** The desk as staff platforms see it. */

import { unwrapLines } from '../domain/markdown.ts';
import type { MeasureName } from '../domain/measures.ts';
import { HOUR_MS } from '../domain/policy.ts';
import { explainTicket, type TicketExplanation } from '../domain/sla/explain-ticket.ts';
import type { StaffMember } from '../domain/staff.ts';
import type { EngineContext } from '../engine/context.ts';
import type { Engine } from '../engine/engine.ts';
import { messageOfItem } from '../engine/identity.ts';
import { commandDecided } from '../engine/inbox/staff-commands.ts';
import type { ReportRequest } from '../insights/create-report.ts';
import { decisionHistory } from '../insights/decision-history.ts';
import type { Figure, Report } from '../insights/report.ts';
import { figureWords } from '../insights/report-words.ts';
import { satisfactionOf } from '../insights/satisfaction-report.ts';
import type { OpenAttachmentAnywhere } from '../ports/channel.ts';
import {
  type FoundTickets,
  LIST_LENGTH,
  type PreparedReply,
  type StaffInbox,
  type StaffService,
  type StaffStatistics,
  type TicketCard,
  type TicketList,
  type TicketSummary,
} from '../ports/staff-platform.ts';
import type { StoredTicket, TicketFilter } from '../ports/tickets.ts';
import { leave, recognize, userKeyIn } from './identities.ts';
import { fillSavedReplies } from './saved-replies.ts';
import { searchTickets } from './search-tickets.ts';
import { createSignInLink } from './sign-in-link.ts';
import { loadCard, summarizeTicket } from './timeline/ticket-card.ts';

const DAY_MS = 24 * HOUR_MS;
const WEEK_MS = 7 * DAY_MS;
const SATISFACTION_MS = 90 * DAY_MS;
/** More than these are said to be more. */
const MAX_COUNTED = 1_000;

export interface StaffServiceOptions {
  context: EngineContext;
  engine: Engine;
  openAttachment: OpenAttachmentAnywhere;
  /** Makes a report; without it, statistics are without one. */
  report?(request: Omit<ReportRequest, 'now'>): Promise<Report>;
}

/** What a staff platform can ask of a running desk. */
export function createStaffService({ context, engine, openAttachment, report }: StaffServiceOptions): StaffService {
  const { read } = context.store;
  const cardOf = async (stored: StoredTicket | undefined): Promise<TicketCard | undefined> =>
    stored && loadCard(context, stored);
  const platform = context.staffPlatform?.name ?? '';
  return {
    recognize: ({ account, userKey, name, role }) => recognize(context, { platform, account, userKey }, { name, role }),
    leave: ({ account, userKey }) => leave(context, { platform, account, userKey }),
    knownUsers: (account) => read.staff.usersAt(platform, account),
    async userOf(staffId, account) {
      const identities = await read.staff.identitiesOf(staffId);
      const found = identities.find((identity) => identity.platform === platform && identity.account === account);
      return found?.userKey ?? userKeyIn(staffId, { platform, account });
    },
    signInPath: async (staff) => (await createSignInLink(context, staff.id))?.path,
    submit: engine.submit,
    decided: (key) => commandDecided(context, key),
    openAttachment,
    async findTicketByThread(address) {
      const staffThread = await read.staffThreads.findByAddress(address);
      const stored = staffThread && (await read.tickets.get(staffThread.ticketId));
      return stored && summarizeTicket(context, stored);
    },
    everShowedTickets: (channelKey) => read.staffThreads.hasChannel(channelKey),
    async findPost(channelKey, postKey) {
      const post = await read.staffThreads.findPost(channelKey, postKey);
      if (post === undefined) return undefined;
      return { ticketId: post.ticketId, messageId: messageOfItem(post.itemId) };
    },
    card: async (ticketId) => cardOf(await read.tickets.get(ticketId)),
    cardByNumber: async (number) => cardOf(await read.tickets.findByNumber(number)),
    message: (messageId) => read.messages.get(messageId),
    async decisions(ticketId, limit) {
      const stored = await read.tickets.get(ticketId);
      return stored === undefined ? [] : decisionHistory(read, stored.ticket.conversationId, limit);
    },
    clocks: (ticketId) => explainClocks(context, ticketId),
    inbox: (staff) => loadInbox(context, staff),
    queue: async () => ({
      ...(await loadList(context, { statuses: ['open'] })),
      expectedWait: context.forecasts?.expectedWait(),
    }),
    search: (text) => search(context, text),
    statistics: async () => ({ ...(await loadStatistics(context)), figures: await overviewFigures(context, report) }),
    savedReplies: (ticketId, staff) => prepareSavedReplies(context, ticketId, staff),
    articleReply: (ticketId, articleId) => toArticleReply(context, ticketId, articleId),
    showTyping(ticketId, staff) {
      read.tickets.get(ticketId).then(
        (stored) => stored && engine.showTyping(stored.ticket.conversationId, staff),
        (error: unknown) => context.logger.warn({ err: error }, 'typing could not be shown'),
      );
    },
  };
}

async function explainClocks(
  { store, serviceLevels, policy, clock }: EngineContext,
  ticketId: string,
): Promise<TicketExplanation | undefined> {
  const stored = await store.read.tickets.get(ticketId);
  if (stored === undefined || serviceLevels === undefined) return undefined;
  const { ticket } = stored;
  const events = await store.read.tickets.events(ticketId);
  return explainTicket(serviceLevels, { ticket, events, weights: policy.priority, now: clock.now() });
}

/** The first of these tickets, in the order in which they are to be taken. */
async function loadList(context: EngineContext, filter: TicketFilter): Promise<TicketList> {
  const { tickets } = context.store.read;
  const page = { weights: context.policy.priority, now: context.clock.now(), limit: LIST_LENGTH };
  return {
    tickets: await summarizeAll(context, (await tickets.queue(filter, page)).tickets),
    total: await tickets.count(filter, MAX_COUNTED),
  };
}

function summarizeAll(context: EngineContext, tickets: StoredTicket[]): Promise<TicketSummary[]> {
  return Promise.all(tickets.map((stored) => summarizeTicket(context, stored)));
}

async function loadInbox(context: EngineContext, { id: assigneeId }: StaffMember): Promise<StaffInbox> {
  const feedback = await recentFeedback(context);
  return {
    mine: await loadList(context, { statuses: ['claimed'], assigneeId }),
    unclaimed: await loadList(context, { statuses: ['open'] }),
    waiting: await loadList(context, { statuses: ['pending'], assigneeId }),
    snoozed: await loadList(context, { statuses: ['snoozed'], assigneeId }),
    satisfaction: satisfactionOf(
      feedback.filter(({ author }) => author.id === assigneeId),
      context.policy,
    ),
  };
}

function recentFeedback({ store, clock }: EngineContext) {
  return store.read.feedback.since(clock.now() - SATISFACTION_MS);
}

async function search(context: EngineContext, text: string): Promise<FoundTickets> {
  const { numbered, tickets, total } = await searchTickets(context.store.read.tickets, text, { limit: LIST_LENGTH });
  const found = [...(numbered === undefined ? [] : [{ ...numbered, said: undefined }]), ...tickets];
  return {
    tickets: await Promise.all(
      found.map(async (stored) => ({ ...(await summarizeTicket(context, stored)), said: stored.said })),
    ),
    total,
  };
}

const OVERVIEW_DAYS = 7;
/** What of the overview is said in a few lines. */
const OVERVIEW_MEASURES = new Set<MeasureName>([
  'conversations',
  'automation_rate',
  'first_response_median',
  'reopen_rate',
  'sla_kept',
  'backlog',
]);

/** The overview's main figures, as people read them; without a report none. */
async function overviewFigures(
  { logger }: EngineContext,
  report: StaffServiceOptions['report'],
): Promise<StaffStatistics['figures']> {
  if (report === undefined) return [];
  try {
    const { blocks } = await report({ name: 'overview', periodDays: OVERVIEW_DAYS });
    const figures = blocks.flatMap((block) => (block.kind === 'figures' ? block.figures : []));
    return figures.filter(({ measure }) => OVERVIEW_MEASURES.has(measure)).map(figureLine);
  } catch (error) {
    // The rest of the statistics is worth having alone.
    logger.warn({ err: error }, 'the overview could not be made');
    return [];
  }
}

function figureLine(figure: Figure): string {
  const { title, value, basis, change, goal } = figureWords(figure);
  return [`${title}: ${value}`, basis, change?.words, goal?.words].filter(Boolean).join('; ');
}

async function loadStatistics(context: EngineContext): Promise<Omit<StaffStatistics, 'figures'>> {
  const figures = await context.store.read.tickets.statistics(context.clock.now() - WEEK_MS);
  const { open, claimed, pending, snoozed } = figures.active;
  return {
    open,
    assigned: claimed + pending,
    snoozed,
    openedThisWeek: figures.opened,
    resolvedThisWeek: figures.resolved,
    medianFirstReplyMs: figures.medianFirstReplyMs,
    satisfaction: satisfactionOf(await recentFeedback(context), context.policy),
  };
}

async function prepareSavedReplies(
  { store, savedReplies = [] }: EngineContext,
  ticketId: string,
  staff: StaffMember,
): Promise<PreparedReply[]> {
  const stored = await store.read.tickets.get(ticketId);
  return stored === undefined ? [] : fillSavedReplies(savedReplies, stored, staff);
}

async function toArticleReply(
  context: EngineContext,
  ticketId: string,
  articleId: string,
): Promise<PreparedReply | undefined> {
  const stored = await context.store.read.tickets.get(ticketId);
  const { locales } = context.trained().content;
  const article = locales[stored?.ticket.locale ?? '']?.articles.find(({ id }) => id === articleId);
  if (article?.audience === 'staff') return undefined;
  return article && { id: article.id, title: article.title, text: unwrapLines(article.body) };
}
