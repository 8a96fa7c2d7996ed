/**
 * Full-text search by FTS5 (https://www.sqlite.org/fts5.html): an index of terms alone, without the texts and without positions.
 * Terms hold letters and digits only; the `ascii` tokenizer leaves them as they are.
 */

import type { FullText, FullTextSource } from '../full-text.ts';

const TABLES: Record<FullTextSource, string> = {
  messages: 'message_terms',
  notes: 'note_terms',
  tickets: 'ticket_terms',
};

/** Creates what is missing. */
export const CREATE_FULL_TEXT_TABLES = Object.values(TABLES)
  .map(
    (table) =>
      `create virtual table if not exists ${table} using fts5(terms, content='', contentless_delete=1, detail=none, tokenize='ascii')`,
  )
  .join('; ');

export const SQLITE_FULL_TEXT: FullText = {
  async add(connection, source, id, terms) {
    if (terms.length === 0) return;
    await connection.run(`insert into ${TABLES[source]} (rowid, terms) values (?, ?)`, [id, terms.join(' ')]);
  },
  async remove(connection, source, id) {
    await connection.run(`delete from ${TABLES[source]} where rowid = ?`, [id]);
  },
  async find(connection, source, query, limit) {
    if (query.length === 0) return [];
    const table = TABLES[source];
    const rows = await connection.rows<{ rowid: number }>(
      `select rowid from ${table} where ${table} match ? order by rowid desc limit ?`,
      [query.map((terms) => `(${terms.map((term) => `"${term}"`).join(' OR ')})`).join(' AND '), limit],
    );
    return rows.map(({ rowid }) => rowid);
  },
};
