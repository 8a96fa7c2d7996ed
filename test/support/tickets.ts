import { DEFAULT_POLICY } from '../../src/domain/policy.ts';
import { queuePosition } from '../../src/domain/queue-order.ts';
import { ACTIVE_STATUSES, TICKET_STATUSES, type Ticket } from '../../src/domain/ticket.ts';
import type { Store, StoreTransaction } from '../../src/ports/store.ts';
import type { StoredTicket } from '../../src/ports/tickets.ts';

const EVERYTHING = { limit: 100_000 };

/** The tickets that are still to be resolved, newest first. */
export async function activeTickets({ read }: Pick<Store, 'read'>): Promise<StoredTicket[]> {
  return (await read.tickets.newest({ statuses: ACTIVE_STATUSES }, EVERYTHING)).tickets;
}

/** All tickets, newest first. */
export async function allTickets({ read }: Pick<Store, 'read'>): Promise<StoredTicket[]> {
  return (await read.tickets.newest({ statuses: TICKET_STATUSES }, EVERYTHING)).tickets;
}

/** Saves a ticket as a desk with the usual weights does. */
export function saveTicket({ tickets }: StoreTransaction, ticket: Ticket): Promise<void> {
  return tickets.save(ticket, queuePosition(ticket, DEFAULT_POLICY.priority));
}

/** Has everything that was said so far found by its words. */
export async function indexAll(store: Pick<Store, 'transaction'>): Promise<void> {
  while ((await store.transaction((tx) => tx.tickets.indexTexts(1_000))) > 0) {
    // Each pass takes in a batch.
  }
}
