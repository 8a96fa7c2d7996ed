/** The step to version 7: each merge of two customers by itself, so that it can be taken back. */

import type { Compilable } from 'kysely';
import { sql } from 'kysely';
import { createTable } from './create-table.ts';
import type { QueryBuilder } from './statement.ts';

/** What brings a store of version 6 there; it is never changed once it has been released. */
export function toVersion7(builder: QueryBuilder): Compilable[] {
  const { schema } = builder;
  return [
    createTable(schema, 'contact_merges', { customer_id: 'text', other_id: 'text', other_conversation_id: 'text' }),
    schema.createIndex('contact_merges_key').unique().on('contact_merges').columns(['customer_id', 'other_id']),
    ...['member.customer_id, first.customer_id', 'first.customer_id, member.customer_id'].map((pair) =>
      mergeWithFirst(builder, pair),
    ),
    schema.dropTable('merged_contacts'),
    // Codes are good for a quarter of an hour: none outlives the update.
    schema.dropTable('merge_codes'),
    createTable(schema, 'merge_codes', {
      digest: 'text key',
      owner_id: 'text',
      owner: 'text',
      taker_id: 'text?',
      taker: 'text?',
      taker_agreed: 'integer',
      expires_at: 'bigint',
    }),
    schema.createIndex('merge_codes_owner').unique().on('merge_codes').column('owner_id'),
    schema.createIndex('merge_codes_expiry').on('merge_codes').column('expires_at'),
  ];
}

/** Who had joined with whom was not kept: each is joined with one of their contact. */
function mergeWithFirst(builder: QueryBuilder, pair: string): Compilable {
  return builder
    .insertInto('contact_merges')
    .columns(['customer_id', 'other_id', 'other_conversation_id'])
    .expression(
      sql`select ${sql.raw(pair)}, '' from merged_contacts as member
        inner join (select contact_id, min(customer_id) as customer_id from merged_contacts group by contact_id) as first
        on first.contact_id = member.contact_id and first.customer_id <> member.customer_id`,
    );
}
