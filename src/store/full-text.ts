/** Full-text search, which each engine does in its own way; what a text is found by is decided before (`lib/search-terms.ts`). */

import type { Connection } from './statement.ts';

/** What is searched: messages by their sequence, notes by their event's id, tickets (their customers' names) by their number. */
export type FullTextSource = 'messages' | 'notes' | 'tickets';

export interface FullText {
  /** Has a row found by these terms; it must not be found by any yet. */
  add(connection: Connection, source: FullTextSource, id: number, terms: string[]): Promise<void>;
  /** Has a row not found any more. */
  remove(connection: Connection, source: FullTextSource, id: number): Promise<void>;
  /** The rows that have one term at least of each list, those of the highest ids first. */
  find(connection: Connection, source: FullTextSource, query: string[][], limit: number): Promise<number[]>;
}
