/** The step to version 12: which of several answers was given. */

import type { Compilable } from 'kysely';
import { sql } from 'kysely';
import type { QueryBuilder } from './statement.ts';

/** What brings a store of version 11 there; it is never changed once it has been released. */
export function toVersion12({ schema }: QueryBuilder): Compilable[] {
  return [
    schema.alterTable('decisions').addColumn('answer_key', 'text'),
    schema
      .createIndex('decisions_answer')
      .on('decisions')
      .columns(['at', 'id'])
      .where(sql.ref('answer_key'), 'is not', null),
  ];
}
