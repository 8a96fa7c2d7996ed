import type { BoundedCount } from '../domain/bounded-count.ts';
import { isActiveStatus } from '../domain/ticket.ts';
import { ticketCategories } from '../domain/ticket-categories.ts';
import type { AssigneeCount, StoredTicket } from '../ports/tickets.ts';
import { searchTickets } from '../staff/search-tickets.ts';
import type { ConsoleOptions } from './console-options.ts';
import {
  filterOf,
  parseNumberFrom,
  parseOffset,
  parseQueueFrom,
  parseResolvedFrom,
  type TicketListQuery,
  toQueueFrom,
  toResolvedFrom,
} from './ticket-list-query.ts';

const PAGE_LENGTH = 50;
const MAX_COUNTED = 1_000;
const MAX_TAGS = 500;

/** A part of a list of tickets. */
export interface TicketListView {
  asked: TicketListQuery;
  tickets: (StoredTicket & { said?: string | undefined })[];
  /** Of all parts together; of a search, in how many tickets the newest hits are. */
  total: BoundedCount;
  /** Where the next part begins; undefined when this is the last one. */
  next: string | undefined;
  choices: ListChoices;
}

/** What a list can be narrowed to. */
export interface ListChoices {
  assignees: Pick<AssigneeCount, 'id' | 'name'>[];
  categories: string[];
  channels: string[];
  locales: string[];
  tags: string[];
}

/** Reads what a list's page shows. */
export async function loadTicketList(options: ConsoleOptions, asked: TicketListQuery): Promise<TicketListView> {
  const part = asked.text.trim() === '' ? await loadPart(options, asked) : await loadFound(options, asked);
  return { asked, ...part, choices: await loadChoices(options) };
}

type Part = Pick<TicketListView, 'tickets' | 'total' | 'next'>;

async function loadPart(options: ConsoleOptions, asked: TicketListQuery): Promise<Part> {
  const { tickets } = options.store.read;
  const filter = filterOf(asked);
  const total = await tickets.count(filter, MAX_COUNTED);
  if (filter.statuses.every(isActiveStatus)) {
    const moment = { weights: options.policy().priority, now: options.clock.now() };
    const page = await tickets.queue(filter, { ...moment, limit: PAGE_LENGTH, after: parseQueueFrom(asked.from) });
    return { tickets: page.tickets, total, next: page.next && toQueueFrom(page.next) };
  }
  if (!filter.statuses.some(isActiveStatus)) {
    const page = await tickets.resolved(filter, { limit: PAGE_LENGTH, before: parseResolvedFrom(asked.from) });
    return { tickets: page.tickets, total, next: page.next && toResolvedFrom(page.next) };
  }
  const page = await tickets.newest(filter, { limit: PAGE_LENGTH, before: parseNumberFrom(asked.from) });
  return { tickets: page.tickets, total, next: page.next === undefined ? undefined : String(page.next) };
}

async function loadFound({ store }: ConsoleOptions, asked: TicketListQuery): Promise<Part> {
  const offset = parseOffset(asked.from);
  const range = { filter: filterOf(asked), offset, limit: PAGE_LENGTH };
  const { numbered, tickets, total } = await searchTickets(store.read.tickets, asked.text, range);
  const next = offset + PAGE_LENGTH;
  return {
    tickets: numbered === undefined ? tickets : [numbered, ...tickets],
    total,
    next: next < total.count ? String(next) : undefined,
  };
}

async function loadChoices({ store, content, channels }: ConsoleOptions): Promise<ListChoices> {
  const { staff, tickets } = store.read;
  const people = new Map<string, string>();
  for (const { id, name } of [...(await tickets.assignees()), ...(await staff.all())]) people.set(id, name);
  return {
    assignees: [...people].map(([id, name]) => ({ id, name })).sort((a, b) => a.name.localeCompare(b.name, 'en')),
    categories: ticketCategories(content.current()),
    channels: channels(),
    locales: Object.keys(content.current().locales),
    tags: await tickets.tags(MAX_TAGS),
  };
}
