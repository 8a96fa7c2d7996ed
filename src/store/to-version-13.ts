/** The step to version 13: what is said in public channels. */

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
  ];
}
