/** The tickets of the Store port, with their events: found, listed in order, counted and searched without reading them all. */

import type { BoundedCount } from '../domain/bounded-count.ts';
import type { Policy } from '../domain/policy.ts';
import type { QueuePlace, QueuePosition } from '../domain/queue-order.ts';
import type { ActiveStatus, Ticket, TicketEvent, TicketStatus } from '../domain/ticket.ts';

export interface StoredTicket {
  ticket: Ticket;
  /** Short, for people; rises by one with each ticket. */
  number: number;
}

/** Which tickets: those to which all that is given applies. */
export interface TicketFilter {
  statuses: readonly TicketStatus[];
  /** Theirs; null for those of nobody. */
  assigneeId?: string | null | undefined;
  /** Those of anybody but them. */
  notAssigneeId?: string | undefined;
  category?: string | undefined;
  channel?: string | undefined;
  locale?: string | undefined;
  tag?: string | undefined;
}

/** By which weights tickets are put in order, and when. */
export interface QueueMoment {
  weights: Policy['priority'];
  now: number;
}

/** A part of a list; `next` is where the rest of it begins, undefined when this is the last part. */
export interface TicketPage<Cursor> {
  tickets: StoredTicket[];
  next: Cursor | undefined;
}

/** Where the rest of the queue begins, in its order at `at`, whenever it is read. */
export interface QueueCursor extends QueuePlace {
  at: number;
}

/** Where the rest of what was resolved begins. */
export interface ResolvedCursor {
  resolvedAt: number;
  number: number;
}

export interface FoundTicket extends StoredTicket {
  /** The beginning of the newest message or note that has the words; undefined where it is the customer's name that has them. */
  said: { kind: 'message' | 'note'; text: string; at: number } | undefined;
}

export interface TicketSearch {
  /** The one with the newest hit first. */
  tickets: FoundTicket[];
  /** How many tickets the newest `MAX_HITS` hits are in, and whether there are more hits than these. */
  found: BoundedCount;
}

/** So many of the newest things said that have the words of a search are looked at. */
export const MAX_HITS = 1_000;

/** How many tickets somebody holds who is neither done with them nor rid of them. */
export interface AssigneeCount {
  id: string;
  name: string;
  tickets: number;
}

export interface TicketStatistics {
  /** Of all that are still to be resolved. */
  active: Record<ActiveStatus, number>;
  /** Since then: opened, resolved, and of those opened the median time to the first reply, in milliseconds. */
  opened: number;
  resolved: number;
  medianFirstReplyMs: number | undefined;
}

/** A ticket in progress with what its clocks are worked out from. */
export interface TimedTicket {
  ticket: Ticket;
  /** In order. */
  events: Pick<TicketEvent, 'kind' | 'at' | 'clockStep'>[];
}

/** A ticket that was due before, and is now due at another time; `queueKey` is that of its position. */
export interface MovedTicket {
  ticket: Ticket & { dueAt: number };
  queueKey: number;
}

export interface TicketReads {
  get(id: string): Promise<StoredTicket | undefined>;
  findByNumber(number: number): Promise<StoredTicket | undefined>;
  /** In the order in which they are to be taken; of active tickets only. */
  queue(
    filter: TicketFilter,
    page: QueueMoment & { limit: number; after?: QueueCursor | undefined },
  ): Promise<TicketPage<QueueCursor>>;
  /** Those opened last first; `before` is a ticket's number. */
  newest(filter: TicketFilter, page: { limit: number; before?: number | undefined }): Promise<TicketPage<number>>;
  /** Those resolved last first; those that never were are left out. */
  resolved(
    filter: TicketFilter,
    page: { limit: number; before?: ResolvedCursor | undefined },
  ): Promise<TicketPage<ResolvedCursor>>;
  /** Counts no further than to `atMost`. */
  count(filter: TicketFilter, atMost: number): Promise<BoundedCount>;
  /** How many other open tickets are to be taken before one at this place, be it stored or not. */
  countAhead(of: QueuePlace & { id: string }, moment: QueueMoment, atMost: number): Promise<BoundedCount>;
  /** The tickets in which something was said that has one term of each of these lists, and those whose customer is called so. */
  search(
    query: string[][],
    page: { filter?: TicketFilter | undefined; offset: number; limit: number },
  ): Promise<TicketSearch>;
  /** A customer's tickets, in all channels that are joined with this one, newest first. */
  ofCustomer(customerId: string, limit: number): Promise<StoredTicket[]>;
  /** How many tickets a customer has, and in which conversations, in all channels that are joined with this one. */
  countOfCustomer(customerId: string): Promise<{ tickets: number; conversationIds: string[] }>;
  /** Those who hold active tickets, by id. */
  assignees(): Promise<AssigneeCount[]>;
  /** The active tickets of one who holds them. */
  assignedTo(assigneeId: string): Promise<StoredTicket[]>;
  /** The tags in use, in alphabetical order. */
  tags(limit: number): Promise<string[]>;
  statistics(since: number): Promise<TicketStatistics>;
  /** The newest `limit`, oldest first; without a limit all. */
  events(ticketId: string, limit?: number): Promise<TicketEvent[]>;
  /** The newest `limit` notes, and outcomes of actions, of a time at or after `since` and before `until`, oldest first. */
  notes(ticketId: string, range: { since: number; until: number; limit: number }): Promise<TicketEvent[]>;
  /** Active tickets with their events, those opened last first; `before` is a ticket's number, and `next` that of the last. */
  timed(page: {
    limit: number;
    before?: number | undefined;
  }): Promise<{ tickets: TimedTicket[]; next: number | undefined }>;
  /** The name of the order in which all active tickets are; undefined where nobody has said so yet. */
  queueOrder(): Promise<string | undefined>;
}

export interface TicketWrites {
  /** Inserts the ticket, giving it the next number, or replaces it. */
  save(ticket: Ticket, position: QueuePosition): Promise<void>;
  /**
   * Changes nothing of these tickets but when they are due, there and in their conversations, which have a new version each: what
   * is decided by what was there before is a conflict.
   */
  move(moved: readonly MovedTicket[]): Promise<void>;
  addEvent(event: TicketEvent): Promise<void>;
  /**
   * Has the next texts found by their words, at most so many of each kind; resolves to how many there were. What is written is found from
   * then on; what is changed or deleted after that at once.
   */
  indexTexts(limit: number): Promise<number>;
  /** Has the queue keep up with time: tickets whose urgency has reached its highest by `now` rise more slowly from then on. */
  advanceQueue(now: number): Promise<void>;
  /** Notes that all active tickets are in the order of this name. */
  setQueueOrder(name: string): Promise<void>;
}
