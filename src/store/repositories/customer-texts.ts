import { sql } from 'kysely';
import { EXCERPT_LENGTH, type MessageReads } from '../../ports/store.ts';
import type { Connection, Given, QueryBuilder } from '../statement.ts';
import { statement } from '../statement.ts';

const selectCustomerTexts = statement(
  (builder: QueryBuilder, given: Given<{ after: number; length: number; limit: number }>) =>
    builder
      .selectFrom('messages')
      .select([
        'sequence',
        'conversation_id',
        'sent_at',
        'deleted_at',
        sql<string>`substr(text, 1, ${given('length')})`.as('text'),
      ])
      .where('sequence', '>', given('after'))
      .where('author_kind', '=', sql.lit('customer'))
      .orderBy('sequence')
      .limit(given('limit')),
);

const selectSentAt = statement((builder: QueryBuilder, given: Given<{ from: number }>) =>
  builder
    .selectFrom('messages')
    .select(['sequence', 'sent_at'])
    .where('sequence', '>=', given('from'))
    .orderBy('sequence')
    .limit(1),
);

const selectLastSequence = statement((builder: QueryBuilder) =>
  builder.selectFrom('messages').select('sequence').orderBy('sequence', 'desc').limit(1),
);

/** Messages are recorded about in order of time; one may be as much late as it was held back. */
const RECORDED_LATE_MS = 24 * 3_600_000;

/** The sequence before the first message that may have been sent at `since` or later, found by halves. */
async function sequenceBefore(connection: Connection, since: number): Promise<number> {
  let low = 0;
  let high = (await selectLastSequence.row(connection, {}))?.sequence ?? 0;
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    const found = await selectSentAt.row(connection, { from: middle });
    if (found !== undefined && found.sent_at < since - RECORDED_LATE_MS) low = middle + 1;
    else high = middle;
  }
  return Math.max(0, low - 1);
}

type Parameters = globalThis.Parameters<MessageReads['customerTexts']>;

/** As the port promises of `customerTexts`. */
export async function readCustomerTexts(
  connection: Connection,
  { since, until }: Parameters[0],
  { limit, after }: Parameters[1],
): ReturnType<MessageReads['customerTexts']> {
  const from = after ?? (await sequenceBefore(connection, since));
  const values = { after: from, length: EXCERPT_LENGTH, limit };
  const rows = await selectCustomerTexts.rows(connection, values);
  const last = rows.at(-1);
  const isOver = last === undefined || last.sent_at >= until + RECORDED_LATE_MS;
  return {
    texts: rows
      .filter((row) => row.deleted_at === null && row.sent_at >= since && row.sent_at < until)
      .map((row) => ({ conversationId: row.conversation_id, at: row.sent_at, text: row.text })),
    next: isOver ? undefined : last.sequence,
  };
}
