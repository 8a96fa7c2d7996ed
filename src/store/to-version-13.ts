/** The step to version 13: what is said in public channels, and what is read and searched in the help articles. */

import type { Compilable } from 'kysely';
import { createTable } from './create-table.ts';
import type { QueryBuilder } from './statement.ts';

/** What brings a store of version 12 there; it is never changed once it has been released. */
export function toVersion13({ schema }: QueryBuilder): Compilable[] {
  return [
    createTable(schema, 'public_messages', {
      id: 'rising key',
      at: 'bigint',
      channel: 'text',
      place: 'text',
      place_name: 'text',
      messages: 'integer',
      locale: 'text?',
      intent: 'text?',
      sentiment: 'double precision?',
      names_desk: 'integer?',
    }),
    schema.createIndex('public_messages_at').on('public_messages').columns(['at', 'id']),
    createTable(schema, 'help_reads', {
      day: 'bigint',
      article_id: 'text',
      locale: 'text',
      way: 'text',
      count: 'integer',
    }),
    schema.createIndex('help_reads_key').unique().on('help_reads').columns(['day', 'article_id', 'locale', 'way']),
    createTable(schema, 'help_searches', {
      id: 'rising key',
      at: 'bigint',
      locale: 'text',
      words_digest: 'text',
      searcher: 'text',
      words: 'text?',
      is_found: 'integer',
    }),
    schema.createIndex('help_searches_at').on('help_searches').column('at'),
    schema.createIndex('help_searches_words').on('help_searches').columns(['words_digest', 'searcher']),
  ];
}
