import type { StoredTicket } from '../../ports/tickets.ts';
import { parseJson } from '../encoding.ts';
import type { Connection, Given, QueryBuilder } from '../statement.ts';
import { statement } from '../statement.ts';
import type { Tables } from '../tables.ts';

const select = statement((builder: QueryBuilder, given: Given<{ id: string }>) =>
  builder.selectFrom('tickets').select(['id', 'ticket', 'number']).where('id', '=', given('id')),
);

/** A ticket as it was saved; undefined when there is none of this id. */
export async function readTicket(connection: Connection, id: string): Promise<StoredTicket | undefined> {
  const row = await select.row(connection, { id });
  return row && toStoredTicket(row);
}

/** The tickets of these ids, in their order. */
export async function readTickets(connection: Connection, ids: readonly string[]): Promise<StoredTicket[]> {
  const found = [];
  for (const id of ids) {
    const stored = await readTicket(connection, id);
    if (stored !== undefined) found.push(stored);
  }
  return found;
}

export function toStoredTicket(row: Pick<Tables['tickets'], 'id' | 'ticket' | 'number'>): StoredTicket {
  return { ticket: parseJson(row.ticket, 'tickets', row.id), number: row.number };
}
