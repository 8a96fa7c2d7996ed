/** The tables and indexes, as the steps that lead to them. A step that has been released is never changed. */

import type { Compilable, SchemaModule } from 'kysely';
import { sql } from 'kysely';
import type { AuthorKind } from '../domain/message.ts';
import type { TicketEventKind } from '../domain/ticket.ts';
import { createTable } from './create-table.ts';
import type { QueryBuilder } from './statement.ts';
import type { Tables } from './tables.ts';
import { toVersion6 } from './to-version-6.ts';
import { toVersion7 } from './to-version-7.ts';
import { toVersion8 } from './to-version-8.ts';
import { toVersion9 } from './to-version-9.ts';
import { toVersion10 } from './to-version-10.ts';
import { toVersion11 } from './to-version-11.ts';
import { toVersion12 } from './to-version-12.ts';
import { toVersion13 } from './to-version-13.ts';

/** Migration n (from 1) brings a store from version n-1 to version n. */
export const MIGRATIONS: readonly ((builder: QueryBuilder) => Compilable[])[] = [
  ({ schema }) => [
    ...createInbox(schema),
    ...createConversations(schema),
    ...createMessages(schema),
    ...createTickets(schema),
    ...createTimers(schema),
    ...createOutbox(schema),
    ...createFeedback(schema),
    ...createStaff(schema),
    createTable(schema, 'counters', { name: 'text key', value: 'bigint' }),
  ],
  ({ schema }) => [
    schema.alterTable('ticket_events').addColumn('origin', 'text'),
    schema.alterTable('feedback').addColumn('reactions', 'text'),
    schema.alterTable('messages').addColumn('delivery_error', 'text'),
    schema.createIndex('feedback_conversation').on('feedback').column('conversation_id'),
    ...createMessageParts(schema),
    ...createRooms(schema),
    ...createLinks(schema),
    createTable(schema, 'leases', { name: 'text key', holder: 'text', expires_at: 'bigint' }),
  ],
  ({ schema }) => [
    schema.alterTable('inbox').addColumn('deaths', 'integer', (definition) => definition.notNull().defaultTo(0)),
  ],
  (builder) => [
    builder.schema.alterTable('staff').addColumn('removed_at', 'bigint'),
    ...['sign_in_links', 'sessions'].map((table) =>
      builder.schema.createIndex(`${table}_staff`).on(table).column('staff_id'),
    ),
    // They were good for a week, and stand in logs.
    builder.deleteFrom('sign_in_links'),
    ...forgetScoresThatDoNotCount(builder),
  ],
  (builder) => [...renameTables(builder.schema), ...renameInValues(builder)],
  toVersion6,
  toVersion7,
  toVersion8,
  toVersion9,
  toVersion10,
  toVersion11,
  toVersion12,
  toVersion13,
];

/** Staff threads were called rooms, their posts' items entries, and merged contacts linked customers. */
function renameTables(schema: SchemaModule): Compilable[] {
  const renames: [table: string, to: string, columns: Record<string, string>][] = [
    ['rooms', 'staff_threads', { place: 'channel_key', thread: 'thread_key', wanted: 'desired_version' }],
    ['room_posts', 'staff_thread_posts', { place: 'channel_key', entry_id: 'item_id' }],
    ['customer_links', 'merged_contacts', { person_id: 'contact_id' }],
    ['link_codes', 'merge_codes', {}],
    ['ticket_events', 'ticket_events', { origin: 'staff_post' }],
  ];
  return renames.flatMap(([table, to, columns]) => [
    ...(table === to ? [] : [schema.alterTable(table).renameTo(to)]),
    ...Object.entries(columns).map(([column, name]) => schema.alterTable(to).renameColumn(column, name)),
  ]);
}

/**
 * The same in JSON and in words of the desk's own. No text of a customer's is changed: JSON escapes the quotes in it, so that what
 * is looked for is not in it.
 */
function renameInValues(builder: QueryBuilder): Compilable[] {
  const inJson = (table: keyof Tables, column: string, from: string, to: string) =>
    builder
      .updateTable(table)
      .set({ [column]: sql`replace(${sql.ref(column)}, ${sql.lit(from)}, ${sql.lit(to)})` })
      .where(sql.ref(column), 'like', sql.lit(`%${from}%`));
  const eventKind = (from: string, to: TicketEventKind) =>
    builder
      .updateTable('ticket_events')
      .set({ kind: sql.lit(to) })
      .where(sql<string>`kind`, '=', sql.lit(from));
  const { reason, staffPost } = {
    reason: ['"reason":"delivery_trouble"', '"reason":"delivery_failed"'],
    staffPost: ['"origin":', '"staffPost":'],
  } as const;
  return [
    eventKind('delivery_trouble', 'delivery_failed'),
    eventKind('customer_linked', 'contacts_merged'),
    inJson('tickets', 'ticket', ...reason),
    inJson('conversations', 'state', ...reason),
    inJson('messages', 'details', ...staffPost),
    inJson('outbox', 'message', ...staffPost),
    inJson('inbox', 'body', ...staffPost),
    inJson('inbox', 'body', '{"kind":"command","ticketId":', '{"kind":"staff_command","ticketId":'),
    inJson('inbox', 'body', '"kind":"request"', '"kind":"command"'),
    inJson('inbox', 'body', '"request":"', '"command":"'),
    inJson('inbox', 'body', '"kind":"linked"', '"kind":"contacts_merged"'),
    inJson('inbox', 'body', '"kind":"delivery_trouble"', '"kind":"delivery_failed"'),
    inJson('inbox', 'body', '"holderId":', '"assigneeId":'),
  ];
}

/** Scores that customers could put under their own words or the desk's announcements, and 👎 under a rating request. */
function forgetScoresThatDoNotCount(builder: QueryBuilder): Compilable[] {
  return [
    builder
      .deleteFrom('feedback')
      .where('kind', '=', sql.lit('answer'))
      .where('author_kind', 'in', [sql<AuthorKind>`'customer'`, sql<AuthorKind>`'system'`]),
    builder
      .updateTable('feedback')
      .set({ score: sql.lit(null), scored_at: sql.lit(null) })
      .where('kind', '=', sql.lit('rating'))
      .where('score', '=', sql.lit(0)),
  ];
}

function createMessageParts(schema: SchemaModule): Compilable[] {
  return [
    createTable(schema, 'message_parts', {
      conversation_id: 'text',
      message_key: 'text',
      message_id: 'text',
      part: 'integer',
    }),
    schema
      .createIndex('message_parts_key')
      .unique()
      .on('message_parts')
      .columns(['conversation_id', 'message_key', 'message_id']),
    schema.createIndex('message_parts_message').on('message_parts').columns(['message_id', 'part']),
  ];
}

function createRooms(schema: SchemaModule): Compilable[] {
  return [
    createTable(schema, 'rooms', {
      ticket_id: 'text key',
      place: 'text?',
      thread: 'text?',
      card: 'text?',
      wanted: 'integer',
      shown: 'integer',
      attempts: 'integer',
      next_attempt_at: 'bigint',
      may_be_there: 'integer',
      last_error: 'text?',
    }),
    schema.createIndex('rooms_thread').on('rooms').columns(['place', 'thread']),
    schema
      .createIndex('rooms_waiting')
      .on('rooms')
      .column('next_attempt_at')
      .where(sql.ref('wanted'), '>', sql.ref('shown')),
    createTable(schema, 'room_posts', {
      sequence: 'rising key',
      ticket_id: 'text',
      entry_id: 'text',
      place: 'text?',
      post_key: 'text?',
      shown: 'text',
    }),
    schema.createIndex('room_posts_entry').unique().on('room_posts').columns(['ticket_id', 'entry_id']),
    schema.createIndex('room_posts_key').on('room_posts').columns(['place', 'post_key']),
  ];
}

function createLinks(schema: SchemaModule): Compilable[] {
  return [
    createTable(schema, 'customer_links', { customer_id: 'text key', person_id: 'text' }),
    schema.createIndex('customer_links_person').on('customer_links').column('person_id'),
    createTable(schema, 'link_codes', {
      digest: 'text key',
      owner: 'text',
      other: 'text?',
      expires_at: 'bigint',
    }),
    schema.createIndex('link_codes_expiry').on('link_codes').column('expires_at'),
  ];
}

function createInbox(schema: SchemaModule): Compilable[] {
  return [
    createTable(schema, 'inbox', {
      id: 'rising key',
      channel: 'text',
      account: 'text',
      event_key: 'text',
      conversation_id: 'text',
      conversation_key: 'text',
      occurred_at: 'bigint',
      received_at: 'bigint',
      customer: 'text?',
      body: 'text',
      state: 'text',
      attempts: 'integer',
      last_error: 'text?',
      outcome: 'text?',
    }),
    schema.createIndex('inbox_event').unique().on('inbox').columns(['event_key', 'channel', 'account']),
    schema
      .createIndex('inbox_pending')
      .on('inbox')
      .columns(['conversation_id', 'id'])
      .where(sql.ref('state'), '=', sql.lit('pending')),
    schema.createIndex('inbox_done').on('inbox').column('received_at').where(sql.ref('state'), '=', sql.lit('done')),
    schema.createIndex('inbox_dead').on('inbox').column('id').where(sql.ref('state'), '=', sql.lit('dead')),
  ];
}

function createConversations(schema: SchemaModule): Compilable[] {
  return [
    createTable(schema, 'conversations', {
      id: 'text key',
      channel: 'text',
      account: 'text',
      conversation_key: 'text',
      state: 'text',
      version: 'integer',
      updated_at: 'bigint',
    }),
  ];
}

function createMessages(schema: SchemaModule): Compilable[] {
  return [
    createTable(schema, 'messages', {
      sequence: 'rising key',
      id: 'text',
      conversation_id: 'text',
      author_kind: 'text',
      author_id: 'text',
      author_name: 'text',
      text: 'text',
      details: 'text?',
      message_key: 'text?',
      delivery: 'text?',
      sent_at: 'bigint',
      edited_at: 'bigint?',
      deleted_at: 'bigint?',
    }),
    schema.createIndex('messages_id').unique().on('messages').column('id'),
    schema.createIndex('messages_transcript').on('messages').columns(['conversation_id', 'sequence']),
    schema
      .createIndex('messages_platform_key')
      .on('messages')
      .columns(['conversation_id', 'message_key'])
      .where('message_key', 'is not', null),
  ];
}

function createTickets(schema: SchemaModule): Compilable[] {
  return [
    createTable(schema, 'tickets', {
      id: 'text key',
      number: 'integer',
      customer_id: 'text',
      active: 'integer',
      ticket: 'text',
    }),
    schema.createIndex('tickets_number').unique().on('tickets').column('number'),
    schema.createIndex('tickets_active').on('tickets').column('number').where(sql.ref('active'), '=', sql.lit(1)),
    schema.createIndex('tickets_customer').on('tickets').columns(['customer_id', 'number']),
    createTable(schema, 'ticket_events', {
      id: 'rising key',
      ticket_id: 'text',
      kind: 'text',
      at: 'bigint',
      by_kind: 'text',
      by_id: 'text',
      by_name: 'text',
      detail: 'text',
    }),
    schema.createIndex('ticket_events_ticket').on('ticket_events').columns(['ticket_id', 'id']),
  ];
}

function createTimers(schema: SchemaModule): Compilable[] {
  return [
    createTable(schema, 'timers', { conversation_id: 'text', kind: 'text', due_at: 'bigint' }),
    schema.createIndex('timers_key').unique().on('timers').columns(['conversation_id', 'kind']),
    schema.createIndex('timers_due').on('timers').column('due_at'),
  ];
}

function createOutbox(schema: SchemaModule): Compilable[] {
  return [
    createTable(schema, 'outbox', {
      id: 'rising key',
      conversation_id: 'text',
      channel: 'text',
      account: 'text',
      conversation_key: 'text',
      kind: 'text',
      message_id: 'text',
      message: 'text',
      state: 'text',
      ended: 'integer',
      attempts: 'integer',
      next_attempt_at: 'bigint',
      last_error: 'text?',
    }),
    schema
      .createIndex('outbox_unsent')
      .on('outbox')
      .columns(['conversation_id', 'id'])
      .where(sql.ref('ended'), '=', sql.lit(0)),
    schema.createIndex('outbox_ended').on('outbox').column('next_attempt_at').where(sql.ref('ended'), '=', sql.lit(1)),
  ];
}

function createFeedback(schema: SchemaModule): Compilable[] {
  return [
    createTable(schema, 'feedback', {
      message_id: 'text key',
      kind: 'text',
      conversation_id: 'text',
      channel: 'text',
      author_kind: 'text',
      author_id: 'text',
      author_name: 'text',
      intent: 'text?',
      article_id: 'text?',
      ticket_id: 'text?',
      weight: 'double precision',
      asked_at: 'bigint',
      score: 'integer?',
      scored_at: 'bigint?',
    }),
    schema.createIndex('feedback_asked').on('feedback').column('asked_at'),
  ];
}

function createStaff(schema: SchemaModule): Compilable[] {
  return [
    createTable(schema, 'staff', { id: 'text key', name: 'text', role: 'text', updated_at: 'bigint' }),
    ...['sign_in_links', 'sessions'].flatMap((table) => [
      createTable(schema, table, { digest: 'text key', staff_id: 'staff key', expires_at: 'bigint' }),
      schema.createIndex(`${table}_expiry`).on(table).column('expires_at'),
    ]),
  ];
}
