/** The step to version 9: calls of other systems that were asked for, and what surveys were answered. */

import type { Compilable } from 'kysely';
import { sql } from 'kysely';
import { createTable } from './create-table.ts';
import type { QueryBuilder } from './statement.ts';

/** What brings a store of version 8 there; it is never changed once it has been released. */
export function toVersion9({ schema }: QueryBuilder): Compilable[] {
  return [
    createTable(schema, 'action_calls', {
      sequence: 'rising key',
      id: 'text',
      conversation_id: 'text',
      call: 'text',
      state: 'text',
      requested_at: 'bigint',
      result: 'text?',
      ended_at: 'bigint?',
    }),
    schema.createIndex('action_calls_id').unique().on('action_calls').column('id'),
    schema
      .createIndex('action_calls_unfinished')
      .on('action_calls')
      .columns(['conversation_id', 'sequence'])
      .where(sql.ref('result'), 'is', null),
    schema
      .createIndex('action_calls_ended')
      .on('action_calls')
      .column('ended_at')
      .where(sql.ref('ended_at'), 'is not', null),
    createTable(schema, 'survey_answers', {
      id: 'rising key',
      survey: 'text',
      conversation_id: 'text',
      question: 'text?',
      value: 'text?',
      at: 'bigint',
    }),
    schema.createIndex('survey_answers_at').on('survey_answers').column('at'),
  ];
}
