/** The step to version 11: what happened, to be counted without reading what it happened to. */

import type { Compilable } from 'kysely';
import { sql } from 'kysely';
import { createTable } from './create-table.ts';
import type { QueryBuilder } from './statement.ts';

/** What brings a store of version 10 there; it is never changed once it has been released. */
export function toVersion11(builder: QueryBuilder): Compilable[] {
  const { schema } = builder;
  return [
    createTable(schema, 'facts', {
      id: 'rising key',
      at: 'bigint',
      kind: 'text',
      key: 'text',
      name: 'text',
      detail: 'text?',
      reason: 'text?',
      conversation_id: 'text',
      customer_id: 'text',
      channel: 'text',
      locale: 'text?',
      ticket_id: 'text?',
      by_kind: 'text?',
      by_id: 'text?',
      intent: 'text?',
      article_id: 'text?',
      category: 'text?',
      confidence: 'double precision?',
      value: 'double precision?',
      weight: 'double precision?',
      opened_at: 'bigint?',
    }),
    schema.createIndex('facts_at').on('facts').columns(['at', 'id']),
    schema.createIndex('facts_key').on('facts').columns(['key', 'kind']),
    schema.createIndex('facts_ticket').on('facts').columns(['ticket_id', 'id']).where('ticket_id', 'is not', null),
    schema.alterTable('conversations').addColumn('customer_id', 'text', (column) => column.notNull().defaultTo('')),
    builder.updateTable('conversations').set({ customer_id: sql`coalesce(state ->> '$.customer.id', '')` }),
    // The facts themselves are filled in afterwards, a part at a time.
    builder.insertInto('store_values').values({ name: sql.lit('fill:facts'), value: sql.lit('[0]') }),
  ];
}
