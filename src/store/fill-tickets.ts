/**
 * What a migration cannot say in SQL: the columns of tickets, which come out of JSON. It is done a batch at a time, each committed with how
 * far it got, so that it goes on where it stopped when the process ends in its midst.
 */

import { DEFAULT_POLICY } from '../domain/policy.ts';
import { queuePosition } from '../domain/queue-order.ts';
import type { Ticket } from '../domain/ticket.ts';
import { parseJson } from './encoding.ts';
import type { FullText } from './full-text.ts';
import { readStoreValue, removeStoreValue, writeStoreValue } from './repositories/store-values.ts';
import { createTickets } from './repositories/tickets.ts';
import type { Connection, Given, QueryBuilder } from './statement.ts';
import { statement } from './statement.ts';

const BATCH_SIZE = 1_000;
const PROGRESS = 'fill:tickets';

const selectTickets = statement((builder: QueryBuilder, given: Given<{ after: number }>) =>
  builder
    .selectFrom('tickets')
    .select(['number', 'id', 'ticket'])
    .where('number', '>', given('after'))
    .orderBy('number')
    .limit(BATCH_SIZE),
);

/**
 * Fills the next batch, in one transaction that the caller begins and ends; resolves to the number of the last ticket that is done.
 * Undefined when nothing was left.
 */
export async function fillNextTickets(connection: Connection, fullText: FullText): Promise<number | undefined> {
  const after = await readStoreValue(connection, PROGRESS);
  if (after === undefined) return undefined;
  const rows = await selectTickets.rows(connection, { after: Number(after) });
  for (const { id, ticket: json } of rows) {
    const ticket = parseJson<Ticket>(json, 'tickets', id);
    // The desk puts them in the order of its own weights when it starts.
    await createTickets(connection, fullText).save(ticket, queuePosition(ticket, DEFAULT_POLICY.priority));
  }
  const last = rows.at(-1)?.number;
  if (last === undefined) await removeStoreValue(connection, PROGRESS);
  else await writeStoreValue(connection, PROGRESS, String(last));
  return last ?? Number(after);
}
