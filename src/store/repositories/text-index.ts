/**
 * Which texts are found by their words: those up to a mark in each table. They are taken in some time after they were written, many at
 * once, as adding them one by one would cost the way of a message a fifth.
 */

import { searchTerms } from '../../lib/search-terms.ts';
import type { FullText, FullTextSource } from '../full-text.ts';
import type { Connection, Given, QueryBuilder, Statement } from '../statement.ts';
import { statement } from '../statement.ts';
import { searchableText } from './searchable-text.ts';
import { readStoreValue, writeStoreValue } from './store-values.ts';

type Batch = { after: number; limit: number };
type TextRow = { id: number; text: string; details?: string | null };

const selectMessages = statement((builder: QueryBuilder, given: Given<Batch>) =>
  builder
    .selectFrom('messages')
    .select(['sequence as id', 'text', 'details'])
    .where('sequence', '>', given('after'))
    .orderBy('sequence')
    .limit(given('limit')),
);

const selectEvents = statement((builder: QueryBuilder, given: Given<Batch>) =>
  builder
    .selectFrom('ticket_events')
    .select(({ eb }) => ['id', eb.case().when('kind', '=', 'note').then(eb.ref('detail')).else('').end().as('text')])
    .where('id', '>', given('after'))
    .orderBy('id')
    .limit(given('limit')),
);

const selectNames = statement((builder: QueryBuilder, given: Given<Batch>) =>
  builder
    .selectFrom('tickets')
    .select(['number as id', 'customer_name as text'])
    .where('number', '>', given('after'))
    .orderBy('number')
    .limit(given('limit')),
);

const SOURCES: [FullTextSource, Statement<Batch, TextRow>][] = [
  ['messages', selectMessages],
  ['notes', selectEvents],
  ['tickets', selectNames],
];

/** Takes in at most so many texts of each table; resolves to how many there were. */
export async function indexTexts(connection: Connection, fullText: FullText, limit: number): Promise<number> {
  let count = 0;
  for (const [source, select] of SOURCES) {
    const rows = await select.rows(connection, { after: await indexedUpTo(connection, source), limit });
    for (const { id, text, details = null } of rows) {
      await fullText.add(connection, source, id, searchTerms(searchableText(text, details)));
    }
    const last = rows.at(-1);
    if (last !== undefined) await writeStoreValue(connection, progressName(source), String(last.id));
    count += rows.length;
  }
  return count;
}

/** Has a message that was changed found by its words of now; one that is not taken in yet will be as it is then. */
export async function reindexMessage(
  connection: Connection,
  fullText: FullText,
  { sequence, text, details }: { sequence: number; text: string; details: string | null },
): Promise<void> {
  if (sequence > (await indexedUpTo(connection, 'messages'))) return;
  await fullText.remove(connection, 'messages', sequence);
  await fullText.add(connection, 'messages', sequence, searchTerms(searchableText(text, details)));
}

function progressName(source: FullTextSource): string {
  return `indexed:${source}`;
}

async function indexedUpTo(connection: Connection, source: FullTextSource): Promise<number> {
  return Number((await readStoreValue(connection, progressName(source))) ?? 0);
}
