import type { Ticket } from '../domain/ticket.ts';
import type { ConsoleOptions } from './console-options.ts';
import type { TicketView } from './pages/ticket.tsx';
import type { TimelinePart } from './pages/timeline.tsx';

/** How many messages a page has, of each no more than `EXCERPT_LENGTH` characters, and how many notes between them. */
const PAGE_LENGTH = 50;
const MAX_NOTES = 100;
const MAX_EVENTS = 200;
const EARLIER_TICKETS = 20;
const BEST_ARTICLES = 3;

/**
 * Reads all that a ticket's page shows, with the newest part of the conversation or that before a message; undefined when there
 * is no ticket of this number.
 */
export async function loadTicketView(
  options: ConsoleOptions,
  number: number,
  before?: string,
): Promise<TicketView | undefined> {
  const { read } = options.store;
  const stored = await read.tickets.findByNumber(number);
  if (stored === undefined) return undefined;
  const { ticket } = stored;
  const [part, events, tickets, colleagues, articles] = await Promise.all([
    loadPart(options, ticket, before),
    read.tickets.events(ticket.id, MAX_EVENTS),
    read.tickets.ofCustomer(ticket.customerId, EARLIER_TICKETS),
    read.staff.all(),
    options.search(ticket.subject, ticket.locale, BEST_ARTICLES),
  ]);
  return {
    stored,
    part,
    events,
    earlier: tickets.filter((earlier) => earlier.ticket.id !== ticket.id),
    articles,
    colleagues,
    policy: options.policy(),
    render: (text, by) => options.renderMarkdown(text, { locale: ticket.locale, lineBreaks: by === 'agent' }),
  };
}

/** The messages, and the notes that staff left between them. */
async function loadPart({ store }: ConsoleOptions, ticket: Ticket, before: string | undefined): Promise<TimelinePart> {
  const { messages, tickets } = store.read;
  const { conversationId } = ticket;
  const found = await messages.transcript(conversationId, { limit: PAGE_LENGTH + 1, before });
  const shown = found.slice(-PAGE_LENGTH);
  const hasEarlier = found.length > PAGE_LENGTH;
  const next = before === undefined ? undefined : await messages.get(before);
  const notes = await tickets.notes(ticket.id, {
    since: hasEarlier ? (shown[0]?.sentAt ?? 0) : 0,
    until: next?.conversationId === conversationId ? next.sentAt : Number.MAX_SAFE_INTEGER,
    limit: MAX_NOTES,
  });
  return { messages: shown, notes, hasEarlier, isNewest: before === undefined };
}
