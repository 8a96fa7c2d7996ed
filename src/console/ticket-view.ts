import { runnableActions } from '../domain/actions/runnable-actions.ts';
import type { StoredDecision } from '../domain/decision-record.ts';
import type { TranscriptMessage } from '../domain/message.ts';
import { explainTicket } from '../domain/sla/explain-ticket.ts';
import { policyOf } from '../domain/sla/service-levels.ts';
import type { StaffMember } from '../domain/staff.ts';
import { isActive, type Ticket } from '../domain/ticket.ts';
import { firstUnits } from '../lib/text.ts';
import { EXCERPT_LENGTH, type StoreReads } from '../ports/store.ts';
import { fillSavedReplies } from '../staff/saved-replies.ts';
import type { ConsoleOptions } from './console-options.ts';
import type { ClocksView } from './pages/clocks.tsx';
import type { DecisionView } from './pages/decision.tsx';
import type { TicketView } from './pages/ticket.tsx';
import type { TimelinePart } from './pages/timeline.tsx';

/** How many messages a page has, of each no more than `EXCERPT_LENGTH` characters, and how many notes between them. */
const PAGE_LENGTH = 50;
const MAX_NOTES = 100;
const MAX_EVENTS = 200;
const EARLIER_TICKETS = 20;
const BEST_ARTICLES = 3;
/** Of a turn of many messages, so many stand on its decision's page. */
const SHOWN_MESSAGES = 10;

/**
 * Reads all that a ticket's page shows, with the newest part of the conversation or that before a message; undefined when there
 * is no ticket of this number.
 */
export async function loadTicketView(
  options: ConsoleOptions,
  staff: StaffMember,
  number: number,
  before?: string,
): Promise<TicketView | undefined> {
  const { read } = options.store;
  const stored = await read.tickets.findByNumber(number);
  if (stored === undefined) return undefined;
  const { ticket } = stored;
  const [conversation, part, events, tickets, mergedWith, colleagues, articles] = await Promise.all([
    read.conversations.get(ticket.conversationId),
    loadPart(options, ticket, before),
    read.tickets.events(ticket.id, MAX_EVENTS),
    read.tickets.ofCustomer(ticket.customerId, EARLIER_TICKETS),
    read.contactMerges.mergedWith(ticket.customerId),
    read.staff.all(),
    options.search(ticket.subject, ticket.locale, BEST_ARTICLES),
  ]);
  return {
    stored,
    part,
    events,
    earlier: tickets.filter((earlier) => earlier.ticket.id !== ticket.id),
    mergedWith,
    articles,
    savedReplies: fillSavedReplies(options.savedReplies(), stored, staff),
    colleagues,
    runnable: runnableActions(options.content.current(), ticket, conversation?.state.memory),
    policy: options.policy(),
    leaving: isActive(ticket) ? options.forecasts?.leaving(ticket.customerId) : undefined,
    isPromised: policyOf(options.serviceLevels(), ticket, options.policy().priority) !== undefined,
    render: (text, by) => options.renderMarkdown(text, { locale: ticket.locale, lineBreaks: by === 'agent' }),
  };
}

/** The messages, and the notes that staff left between them. */
async function loadPart({ store }: ConsoleOptions, ticket: Ticket, before: string | undefined): Promise<TimelinePart> {
  const { messages, tickets, decisions } = store.read;
  const { conversationId } = ticket;
  const said = await messages.transcript(conversationId, { limit: PAGE_LENGTH + 1, before });
  const shown = said.slice(-PAGE_LENGTH);
  const hasEarlier = said.length > PAGE_LENGTH;
  const next = before === undefined ? undefined : await messages.get(before);
  const notes = await tickets.notes(ticket.id, {
    since: hasEarlier ? (shown[0]?.sentAt ?? 0) : 0,
    until: next?.conversationId === conversationId ? next.sentAt : Number.MAX_SAFE_INTEGER,
    limit: MAX_NOTES,
  });
  const found = await loadDecisions(decisions, shown);
  return { messages: shown, notes, decisions: found, hasEarlier, isNewest: before === undefined };
}

/** Why the bot, or the desk, said what it said: by the ids of decisions. */
async function loadDecisions(
  decisions: StoreReads['decisions'],
  messages: TranscriptMessage[],
): Promise<ReadonlyMap<number, StoredDecision>> {
  const said = messages.filter(({ author }) => author.kind === 'bot' || author.kind === 'system');
  const ids = new Set(said.flatMap(({ decisionId }) => decisionId ?? []));
  const found = await Promise.all([...ids].map((id) => decisions.get(id)));
  return new Map(found.flatMap((decision) => (decision === undefined ? [] : [[decision.id, decision]])));
}

/** Reads all that the page of a decision shows; undefined when there is none of this id in the ticket's conversation. */
export async function loadDecisionView(
  options: ConsoleOptions,
  number: number,
  decisionId: number,
): Promise<DecisionView | undefined> {
  const { read } = options.store;
  const stored = await read.tickets.findByNumber(number);
  const decision = await read.decisions.get(decisionId);
  if (stored === undefined || decision?.conversationId !== stored.ticket.conversationId) return undefined;
  const ids = [...decision.messageIds.slice(0, SHOWN_MESSAGES), ...decision.answerIds];
  const messages = await Promise.all(ids.map((id) => read.messages.get(id)));
  const { intents = [], articles = [] } = options.content.current().locales[decision.locale] ?? {};
  return {
    stored,
    decision,
    messages: messages.flatMap((message) => (message === undefined ? [] : [beginningOf(message)])),
    intents,
    articles,
    render: (text, by) => options.renderMarkdown(text, { locale: decision.locale, lineBreaks: by === 'agent' }),
  };
}

/** Reads what the page of a ticket's clocks shows; undefined when there is none of this number, or nothing is promised for it. */
export async function loadClocksView(options: ConsoleOptions, number: number): Promise<ClocksView | undefined> {
  const { tickets } = options.store.read;
  const stored = await tickets.findByNumber(number);
  if (stored === undefined) return undefined;
  const { ticket } = stored;
  const events = await tickets.events(ticket.id);
  const asked = { ticket, events, weights: options.policy().priority, now: options.clock.now() };
  const explanation = explainTicket(options.serviceLevels(), asked);
  return explanation && { stored, explanation };
}

function beginningOf(message: TranscriptMessage): TranscriptMessage {
  if (message.text.length <= EXCERPT_LENGTH) return message;
  return { ...message, text: firstUnits(message.text, EXCERPT_LENGTH), isCut: true };
}
