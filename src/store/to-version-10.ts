/** The step to version 10: confidences that are fitted to the desk's own messages. */

import type { Compilable } from 'kysely';
import { sql } from 'kysely';
import { createTable } from './create-table.ts';
import type { QueryBuilder } from './statement.ts';

/** What brings a store of version 9 there; it is never changed once it has been released. */
export function toVersion10({ schema }: QueryBuilder): Compilable[] {
  return [
    createTable(schema, 'confidence_fits', {
      id: 'rising key',
      kind: 'text',
      locale: 'text',
      at: 'bigint',
      state: 'text',
      slope: 'double precision',
      intercept: 'double precision',
      details: 'text',
      undone: 'text?',
    }),
    schema
      .createIndex('confidence_fits_in_force')
      .unique()
      .on('confidence_fits')
      .columns(['kind', 'locale'])
      .where(sql.ref('state'), '=', sql.lit('in_force')),
    createTable(schema, 'confidence_labels', {
      id: 'rising key',
      kind: 'text',
      locale: 'text',
      about: 'text',
      confidence: 'double precision',
      is_right: 'integer',
      at: 'bigint',
    }),
    schema
      .createIndex('decisions_judged')
      .on('decisions')
      .column('id')
      .where(sql<boolean>`(outcome in ('helped', 'not_helped', 'picked') or correction is not null)`),
  ];
}
