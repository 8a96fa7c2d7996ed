import type { BoundedCount } from '../domain/bounded-count.ts';
import type { StaffMember } from '../domain/staff.ts';
import { STATUS_WORDS } from '../domain/staff-wording.ts';
import type { StoredTicket, TicketFilter } from '../ports/tickets.ts';
import type { ConsoleOptions } from './console-options.ts';
import { listHref } from './ticket-list-query.ts';

/** So many of a group are on the queue's page, and more than so many are said to be more. */
const GROUP_LENGTH = 25;
const RESOLVED_LENGTH = 15;
const MAX_COUNTED = 1_000;

/** Tickets that are much the same to somebody who looks for the next one. */
export interface QueueGroup {
  title: string;
  /** Said when there is none; a group without it is left out then. */
  empty: string | undefined;
  tickets: StoredTicket[];
  total: BoundedCount;
  /** Where all of them are. */
  href: string;
}

/** What the queue's page shows to a staff member. */
export async function loadQueueGroups(options: ConsoleOptions, { id }: StaffMember): Promise<QueueGroup[]> {
  const { tickets } = options.store.read;
  const moment = { weights: options.policy().priority, now: options.clock.now() };
  const load = async (title: string, filter: TicketFilter, empty?: string): Promise<QueueGroup> => ({
    title,
    empty,
    tickets: (await tickets.queue(filter, { ...moment, limit: GROUP_LENGTH })).tickets,
    total: await tickets.count(filter, MAX_COUNTED),
    href: listHref(filter),
  });
  const resolved: TicketFilter = { statuses: ['resolved', 'closed'] };
  const latest = (await tickets.resolved(resolved, { limit: RESOLVED_LENGTH })).tickets;
  return [
    await load(STATUS_WORDS.open, { statuses: ['open'] }, 'Nobody is waiting.'),
    await load('Mine', { statuses: ['claimed'], assigneeId: id }, 'No ticket is assigned to you.'),
    await load('With colleagues', { statuses: ['claimed'], notAssigneeId: id }),
    await load(STATUS_WORDS.pending, { statuses: ['pending'] }),
    await load(STATUS_WORDS.snoozed, { statuses: ['snoozed'] }),
    {
      title: 'Recently resolved',
      empty: undefined,
      tickets: latest,
      total: await tickets.count(resolved, MAX_COUNTED),
      href: listHref(resolved),
    },
  ];
}
