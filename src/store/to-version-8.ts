/** The step to version 8: what was done about a ticket's clocks, and the calendars by which they counted. */

import type { Compilable } from 'kysely';
import { createTable } from './create-table.ts';
import type { QueryBuilder } from './statement.ts';

/** What brings a store of version 7 there; it is never changed once it has been released. */
export function toVersion8({ schema }: QueryBuilder): Compilable[] {
  return [
    schema.alterTable('ticket_events').addColumn('clock_step', 'text'),
    createTable(schema, 'calendar_versions', { name: 'text', from_at: 'bigint', settings: 'text' }),
    schema.createIndex('calendar_versions_key').unique().on('calendar_versions').columns(['name', 'from_at']),
  ];
}
