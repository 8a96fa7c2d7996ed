/** What a list of tickets is asked for in its address, and the address of a list. */

import { z } from 'zod';
import { ACTIVE_STATUSES, TICKET_STATUSES, type TicketStatus } from '../domain/ticket.ts';
import type { QueueCursor, ResolvedCursor, TicketFilter } from '../ports/tickets.ts';

/** What a list may be narrowed to by the state of its tickets, as in addresses. */
export const STATUS_CHOICES = ['active', ...TICKET_STATUSES, 'done', 'all'] as const;
export type StatusChoice = (typeof STATUS_CHOICES)[number];

export const NOBODY = 'nobody';
const NOT = 'not:';
const MAX_TEXT_LENGTH = 200;
/** A search looks at so many hits at most. */
const MAX_OFFSET = 1_000;

const line = z.string().max(MAX_TEXT_LENGTH).catch('');
const query = z.object({
  text: line,
  status: z.enum(STATUS_CHOICES).optional().catch(undefined),
  assignee: line,
  category: line,
  channel: line,
  locale: line,
  tag: line,
  from: line,
});

/** A list somebody asks for; empty texts ask for nothing. */
export type TicketListQuery = z.infer<typeof query> & { status: StatusChoice };

/** Reads a list's address; what is not understood in it is left out. */
export function parseListQuery(values: Record<string, string>): TicketListQuery {
  const parsed = query.parse(values);
  return { ...parsed, status: parsed.status ?? (parsed.text.trim() === '' ? 'active' : 'all') };
}

/** The tickets a list is to have. */
export function filterOf(asked: TicketListQuery): TicketFilter {
  const { assignee, category, channel, locale, tag } = asked;
  return {
    statuses: STATUSES_OF[asked.status],
    ...(assignee === NOBODY && { assigneeId: null }),
    ...(assignee.startsWith(NOT) && { notAssigneeId: assignee.slice(NOT.length) }),
    ...(assignee !== '' && assignee !== NOBODY && !assignee.startsWith(NOT) && { assigneeId: assignee }),
    ...(category !== '' && { category }),
    ...(channel !== '' && { channel }),
    ...(locale !== '' && { locale }),
    ...(tag !== '' && { tag }),
  };
}

const DONE: TicketStatus[] = ['resolved', 'closed'];
const STATUSES_OF: Record<StatusChoice, readonly TicketStatus[]> = {
  active: ACTIVE_STATUSES,
  open: ['open'],
  claimed: ['claimed'],
  pending: ['pending'],
  snoozed: ['snoozed'],
  resolved: ['resolved'],
  closed: ['closed'],
  done: DONE,
  all: TICKET_STATUSES,
};

/** The address of the list of these tickets. */
export function listHref({ statuses, assigneeId, notAssigneeId }: TicketFilter): string {
  const status = STATUS_CHOICES.find((choice) => STATUSES_OF[choice].join() === statuses.join()) ?? 'all';
  const assignee = assigneeId === null ? NOBODY : (assigneeId ?? (notAssigneeId && NOT + notAssigneeId));
  return addressOf({ status, ...(assignee && { assignee }) });
}

/** The address of the part of a list that begins there. */
export function partHref({ from: _from, ...asked }: TicketListQuery, from: string): string {
  return addressOf({ ...asked, from });
}

function addressOf(values: Record<string, string>): string {
  const filled = Object.entries(values).filter(([, value]) => value !== '');
  return `/console/tickets?${new URLSearchParams(filled)}`;
}

/** Where a part of the queue begins, as in an address. */
export function toQueueFrom({ at, rank, openedAt, number }: QueueCursor): string {
  return [at, rank, openedAt, number].join('_');
}

export function parseQueueFrom(from: string): QueueCursor | undefined {
  const [at, rank, openedAt, number] = numbersOf(from, 4);
  if (at === undefined || rank === undefined || openedAt === undefined || number === undefined) return undefined;
  return { at, rank, openedAt, number };
}

export function toResolvedFrom({ resolvedAt, number }: ResolvedCursor): string {
  return `${resolvedAt}_${number}`;
}

export function parseResolvedFrom(from: string): ResolvedCursor | undefined {
  const [resolvedAt, number] = numbersOf(from, 2);
  return resolvedAt === undefined || number === undefined ? undefined : { resolvedAt, number };
}

/** A single number: of a ticket, or of hits to pass over. */
export function parseNumberFrom(from: string): number | undefined {
  return numbersOf(from, 1)[0];
}

/** How many hits a part of a search passes over. */
export function parseOffset(from: string): number {
  const offset = parseNumberFrom(from) ?? 0;
  return Number.isInteger(offset) && offset >= 0 ? Math.min(offset, MAX_OFFSET) : 0;
}

function numbersOf(from: string, count: number): number[] {
  const numbers = from.split('_').map(Number);
  return numbers.length === count && from !== '' && numbers.every(Number.isFinite) ? numbers : [];
}
