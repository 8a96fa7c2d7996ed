/**
 * What a migration cannot say in SQL: columns that come out of JSON, and the terms that texts are found by. It is done a batch at a time,
 * each committed with how far it got, so that it goes on where it stopped when the process ends in its midst.
 */

import { DEFAULT_POLICY } from '../domain/policy.ts';
import { queuePosition } from '../domain/queue-order.ts';
import type { Ticket } from '../domain/ticket.ts';
import { searchTerms } from '../lib/search-terms.ts';
import { parseJson } from './encoding.ts';
import type { FullText } from './full-text.ts';
import { readStoreValue, removeStoreValue, writeStoreValue } from './repositories/store-values.ts';
import { createTickets } from './repositories/tickets.ts';
import type { Connection, Given, QueryBuilder } from './statement.ts';
import { statement } from './statement.ts';

const BATCH_SIZE = 1_000;

type Batch = { after: number };

const selectTickets = statement((builder: QueryBuilder, given: Given<Batch>) =>
  builder
    .selectFrom('tickets')
    .select(['number as key', 'id', 'ticket'])
    .where('number', '>', given('after'))
    .orderBy('number')
    .limit(BATCH_SIZE),
);

const selectMessages = statement((builder: QueryBuilder, given: Given<Batch>) =>
  builder
    .selectFrom('messages')
    .select(['sequence as key', 'text'])
    .where('sequence', '>', given('after'))
    .orderBy('sequence')
    .limit(BATCH_SIZE),
);

const selectEvents = statement((builder: QueryBuilder, given: Given<Batch>) =>
  builder
    .selectFrom('ticket_events')
    .select(['id as key', 'kind', 'detail'])
    .where('id', '>', given('after'))
    .orderBy('id')
    .limit(BATCH_SIZE),
);

/** Does the rows of a batch; resolves to the key of the last one, or undefined when there were none. */
type FillBatch = (connection: Connection, fullText: FullText, after: number) => Promise<number | undefined>;

const FILLS: Record<string, FillBatch> = {
  async tickets(connection, fullText, after) {
    const rows = await selectTickets.rows(connection, { after });
    for (const { key, id, ticket: json } of rows) {
      const ticket = parseJson<Ticket>(json, 'tickets', id);
      // The desk puts them in the order of its own weights when it starts.
      const position = queuePosition(ticket, DEFAULT_POLICY.priority);
      await createTickets(connection, fullText).save(ticket, position);
      await fullText.add(connection, 'tickets', key, searchTerms(ticket.customerName));
    }
    return rows.at(-1)?.key;
  },
  async messages(connection, fullText, after) {
    const rows = await selectMessages.rows(connection, { after });
    for (const { key, text } of rows) await fullText.add(connection, 'messages', key, searchTerms(text));
    return rows.at(-1)?.key;
  },
  async notes(connection, fullText, after) {
    const rows = await selectEvents.rows(connection, { after });
    for (const { key, kind, detail } of rows) {
      if (kind === 'note') await fullText.add(connection, 'notes', key, searchTerms(detail));
    }
    return rows.at(-1)?.key;
  },
};

/** How far filling has got: the last row that was done, of a table whose rows are numbered. */
export interface FillProgress {
  table: string;
  row: number;
}

/**
 * Fills the next batch of what a migration left to be filled, in one transaction that the caller begins and ends. Undefined when nothing
 * was left.
 */
export async function fillNextBatch(connection: Connection, fullText: FullText): Promise<FillProgress | undefined> {
  for (const [name, fill] of Object.entries(FILLS)) {
    const after = await readStoreValue(connection, `fill:${name}`);
    if (after === undefined) continue;
    const last = await fill(connection, fullText, Number(after));
    if (last === undefined) await removeStoreValue(connection, `fill:${name}`);
    else await writeStoreValue(connection, `fill:${name}`, String(last));
    return { table: name, row: last ?? Number(after) };
  }
  return undefined;
}
