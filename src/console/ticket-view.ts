import type { ConsoleOptions } from './console-options.ts';
import type { TicketView } from './pages/ticket.tsx';

const TRANSCRIPT_LENGTH = 200;
const EARLIER_TICKETS = 20;
const BEST_ARTICLES = 3;

/** Reads all that a ticket's page shows; undefined when there is no ticket of this number. */
export async function loadTicketView(options: ConsoleOptions, number: number): Promise<TicketView | undefined> {
  const { read } = options.store;
  const stored = await read.tickets.findByNumber(number);
  if (stored === undefined) return undefined;
  const { ticket } = stored;
  const [messages, events, tickets, colleagues, articles] = await Promise.all([
    read.messages.transcript(ticket.conversationId, { limit: TRANSCRIPT_LENGTH }),
    read.tickets.events(ticket.id),
    read.tickets.ofCustomer(ticket.customerId, EARLIER_TICKETS),
    read.staff.all(),
    options.search(ticket.subject, ticket.locale, BEST_ARTICLES),
  ]);
  return {
    stored,
    messages,
    events,
    earlier: tickets.filter((earlier) => earlier.ticket.id !== ticket.id),
    articles,
    colleagues,
    policy: options.policy(),
    render: (text, by) => options.renderMarkdown(text, { locale: ticket.locale, lineBreaks: by === 'agent' }),
  };
}
