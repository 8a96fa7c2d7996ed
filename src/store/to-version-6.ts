/** The step to version 6: tickets that can be queried, decisions, staff identities, what adapters remember. */

import type { Compilable, SchemaModule } from 'kysely';
import { sql } from 'kysely';
import { createTable } from './create-table.ts';
import type { QueryBuilder } from './statement.ts';

/** What brings a store of version 5 there; it is never changed once it has been released. */
export function toVersion6(builder: QueryBuilder): Compilable[] {
  return [
    ...addTicketColumns(builder.schema),
    ...addTags(builder),
    ...createStoreValues(builder),
    ...identifyStaff(builder),
    ...createDecisions(builder.schema),
    ...createKeyValues(builder.schema),
  ];
}

/** Filled in afterwards, as `fill-tickets.ts` does: the values come out of JSON, and the order of the queue out of `desk.yaml`. */
function addTicketColumns(schema: SchemaModule): Compilable[] {
  const columns: Record<string, ['text' | 'integer' | 'bigint' | 'double precision', (string | number)?]> = {
    conversation_id: ['text', ''],
    status: ['text', ''],
    assignee_id: ['text'],
    assignee_name: ['text'],
    customer_name: ['text', ''],
    category: ['text', ''],
    channel: ['text', ''],
    locale: ['text', ''],
    opened_at: ['bigint', 0],
    first_reply_at: ['bigint'],
    resolved_at: ['bigint'],
    reopened: ['integer', 0],
    queue_class: ['text', 'not_waiting'],
    queue_key: ['double precision', 0],
    queue_next_at: ['bigint'],
    queue_next_key: ['double precision'],
  };
  return [
    ...Object.entries(columns).map(([name, [type, initial]]) =>
      schema
        .alterTable('tickets')
        .addColumn(name, type, (column) => (initial === undefined ? column : column.notNull().defaultTo(initial))),
    ),
    ...indexTickets(schema),
  ];
}

/** Tickets of before have none; the one in a conversation's state is the same one. */
function addTags(builder: QueryBuilder): Compilable[] {
  return [
    createTable(builder.schema, 'ticket_tags', { ticket_id: 'text', tag: 'text' }),
    builder.schema.createIndex('ticket_tags_key').unique().on('ticket_tags').columns(['ticket_id', 'tag']),
    builder.schema.createIndex('ticket_tags_tag').on('ticket_tags').columns(['tag', 'ticket_id']),
    builder.updateTable('tickets').set({ ticket: sql`${sql.lit('{"tags":[],')} || substr(ticket, 2)` }),
    builder.updateTable('conversations').set({
      state: sql`replace(state, ${sql.lit('"ticket":{"id":')}, ${sql.lit('"ticket":{"tags":[],"id":')})`,
    }),
  ];
}

/** What a list is narrowed by without a look at each ticket's row. */
const NARROWED_BY = ['assignee_id', 'category', 'channel', 'locale', 'queue_next_at', 'id'];

function indexTickets(schema: SchemaModule): Compilable[] {
  const index = (name: string, columns: string[]) => schema.createIndex(name).on('tickets').columns(columns);
  const isActive = sql<boolean>`${sql.ref('active')} = ${sql.lit(1)}`;
  const inOrder = ['queue_class', 'queue_key desc', 'opened_at', 'number'];
  return [
    index('tickets_queue', ['status', ...inOrder, ...NARROWED_BY]).where(isActive),
    index('tickets_assignee_queue', ['assignee_id', 'status', ...inOrder]).where(isActive),
    index('tickets_queue_next', ['status', 'queue_next_at']).where(isActive).where('queue_next_at', 'is not', null),
    index('tickets_status', ['status', 'number', ...NARROWED_BY]),
    index('tickets_assignee', ['assignee_id', 'number']),
    index('tickets_category', ['category', 'number']),
    index('tickets_channel', ['channel', 'number']),
    index('tickets_locale', ['locale', 'number']),
    index('tickets_customer_conversation', ['customer_id', 'conversation_id']),
    index('tickets_conversation', ['conversation_id', 'opened_at']),
    index('tickets_opened', ['opened_at', 'first_reply_at']),
    index('tickets_resolved', ['status', 'resolved_at', 'number', ...NARROWED_BY]).where('resolved_at', 'is not', null),
  ];
}

/** Whoever was removed before was removed by an admin. */
function identifyStaff(builder: QueryBuilder): Compilable[] {
  const { schema } = builder;
  return [
    schema.alterTable('staff').addColumn('removed_for', 'text'),
    schema.alterTable('staff').addColumn('role_from_platform', 'integer', (column) => column.notNull().defaultTo(0)),
    builder
      .updateTable('staff')
      .set({ removed_for: sql.lit('removed') })
      .where('removed_at', 'is not', null),
    createTable(schema, 'staff_identities', {
      platform: 'text',
      account: 'text',
      user_key: 'text',
      staff_id: 'staff key',
    }),
    schema
      .createIndex('staff_identities_key')
      .unique()
      .on('staff_identities')
      .columns(['platform', 'account', 'user_key']),
    schema
      .createIndex('staff_identities_staff')
      .on('staff_identities')
      .columns(['staff_id', 'platform', 'account', 'user_key']),
    schema.createIndex('feedback_author').on('feedback').columns(['author_id', 'asked_at']),
  ];
}

/** What the store remembers of itself: what is still to be filled in, and by which weights the queue is in order. */
function createStoreValues(builder: QueryBuilder): Compilable[] {
  return [
    createTable(builder.schema, 'store_values', { name: 'text key', value: 'text' }),
    builder.insertInto('store_values').values({ name: sql.lit('fill:tickets'), value: sql.lit('0') }),
  ];
}

/** What is known of a turn leads from each of its messages, so that a decision costs one row. */
function createDecisions(schema: SchemaModule): Compilable[] {
  return [
    createTable(schema, 'decisions', {
      id: 'rising key',
      conversation_id: 'text',
      channel: 'text',
      at: 'bigint',
      content_version: 'text',
      locale: 'text',
      rule: 'text',
      action: 'text',
      reason: 'text?',
      intent: 'text?',
      intent_confidence: 'double precision?',
      article_id: 'text?',
      article_confidence: 'double precision?',
      ticket_id: 'text?',
      analysis: 'text?',
      details: 'text',
      outcome: 'text?',
      outcome_choice: 'text?',
      outcome_at: 'bigint?',
      correction: 'text?',
    }),
    schema.createIndex('decisions_conversation').on('decisions').columns(['conversation_id', 'id']),
    schema.createIndex('decisions_at').on('decisions').columns(['at', 'id', 'outcome']),
    schema.alterTable('messages').addColumn('decision_id', 'integer'),
  ];
}

/** What adapters remember. */
function createKeyValues(schema: SchemaModule): Compilable[] {
  return [
    createTable(schema, 'key_values', { namespace: 'text', key: 'text', value: 'text', expires_at: 'bigint' }),
    schema.createIndex('key_values_key').unique().on('key_values').columns(['namespace', 'key']),
    schema.createIndex('key_values_expiry').on('key_values').column('expires_at'),
  ];
}
