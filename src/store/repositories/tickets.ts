import { type RawBuilder, type Selectable, sql } from 'kysely';
import type { QueuePosition } from '../../domain/queue-order.ts';
import {
  ACTIVE_STATUSES,
  isActive,
  type Ticket,
  type TicketEvent,
  type TicketEventKind,
  type TicketStatus,
} from '../../domain/ticket.ts';
import type { TicketReads, TicketWrites } from '../../ports/tickets.ts';
import { toJson } from '../encoding.ts';
import type { FullText } from '../full-text.ts';
import type { Connection, Given, QueryBuilder } from '../statement.ts';
import { statement } from '../statement.ts';
import type { Tables } from '../tables.ts';
import { createContactMerges } from './contact-merges.ts';
import { createFactLog } from './facts.ts';
import { readStoreValue, writeStoreValue } from './store-values.ts';
import { indexTexts } from './text-index.ts';
import { createTicketLists } from './ticket-lists.ts';
import { readTicket, toStoredTicket } from './ticket-row.ts';
import { createTicketSearch } from './ticket-search.ts';
import { createTicketStatistics } from './ticket-statistics.ts';
import { createTimedTickets } from './timed-tickets.ts';

type EventTable = Tables['ticket_events'];

const selectByNumber = statement((builder: QueryBuilder, given: Given<{ number: number }>) =>
  builder.selectFrom('tickets').selectAll().where('number', '=', given('number')),
);

const selectOfCustomer = statement((builder: QueryBuilder, given: Given<{ customerId: string; limit: number }>) =>
  builder
    .selectFrom('tickets')
    .selectAll()
    .where('customer_id', '=', given('customerId'))
    .orderBy('number', 'desc')
    .limit(given('limit')),
);

const countOfCustomer = statement((builder: QueryBuilder, given: Given<{ customerId: string }>) =>
  builder
    .selectFrom('tickets')
    .select(({ fn }) => ['conversation_id', fn.countAll<number>().as('count')])
    .where('customer_id', '=', given('customerId'))
    .groupBy('conversation_id'),
);

const selectEvents = statement((builder: QueryBuilder, given: Given<{ ticketId: string; limit: number }>) =>
  builder
    .selectFrom('ticket_events')
    .selectAll()
    .where('ticket_id', '=', given('ticketId'))
    .orderBy('id', 'desc')
    .limit(given('limit')),
);

const selectNotes = statement(
  (builder: QueryBuilder, given: Given<{ ticketId: string; since: number; until: number; limit: number }>) =>
    builder
      .selectFrom('ticket_events')
      .selectAll()
      .where('ticket_id', '=', given('ticketId'))
      .where('kind', 'in', [sql<TicketEventKind>`'note'`, sql<TicketEventKind>`'action_ended'`])
      .where('at', '>=', given('since'))
      .where('at', '<', given('until'))
      .orderBy('id', 'desc')
      .limit(given('limit')),
);

type Columns = Omit<Tables['tickets'], 'id' | 'number' | 'customer_id'>;
type SavedValues = Columns & { id: string };

const COLUMNS = [
  'active',
  'ticket',
  'conversation_id',
  'status',
  'assignee_id',
  'assignee_name',
  'customer_name',
  'category',
  'channel',
  'locale',
  'opened_at',
  'first_reply_at',
  'resolved_at',
  'reopened',
  'queue_class',
  'queue_key',
  'queue_next_at',
  'queue_next_key',
] as const satisfies readonly (keyof Columns)[];

/** Each column with its value. */
function columns(given: Given<SavedValues>) {
  return Object.fromEntries(COLUMNS.map((name) => [name, given(name)])) as {
    [Name in keyof Columns]: RawBuilder<Columns[Name]>;
  };
}

const update = statement((builder: QueryBuilder, given: Given<SavedValues>) =>
  builder.updateTable('tickets').set(columns(given)).where('id', '=', given('id')),
);

const insert = statement(
  (builder: QueryBuilder, given: Given<Columns & { id: string; number: number; customerId: string }>) =>
    builder.insertInto('tickets').values({
      ...columns(given as Given<SavedValues>),
      id: given('id'),
      number: given('number'),
      customer_id: given('customerId'),
    }),
);

const selectTags = statement((builder: QueryBuilder, given: Given<{ id: string }>) =>
  builder.selectFrom('ticket_tags').select('tag').where('ticket_id', '=', given('id')).orderBy('tag'),
);

const insertTag = statement((builder: QueryBuilder, given: Given<{ id: string; tag: string }>) =>
  builder.insertInto('ticket_tags').values({ ticket_id: given('id'), tag: given('tag') }),
);

const deleteTags = statement((builder: QueryBuilder, given: Given<{ id: string }>) =>
  builder.deleteFrom('ticket_tags').where('ticket_id', '=', given('id')),
);

const updateWaitedLong = statement((builder: QueryBuilder, given: Given<{ now: number }>) =>
  builder
    .updateTable('tickets')
    .set({
      queue_class: sql.lit('urgency_highest'),
      queue_key: sql`queue_next_key`,
      queue_next_at: null,
      queue_next_key: null,
    })
    .where('active', '=', sql.lit(1))
    .where(
      'status',
      'in',
      ACTIVE_STATUSES.map((status) => sql<TicketStatus>`${sql.lit(status)}`),
    )
    .where('queue_next_at', 'is not', null)
    .where('queue_next_at', '<=', given('now')),
);

const takeNumber = statement((builder: QueryBuilder) =>
  builder
    .insertInto('counters')
    .values({ name: 'ticket', value: 1 })
    .onConflict((conflict) => conflict.column('name').doUpdateSet({ value: sql`counters.value + 1` }))
    .returning('value'),
);

const insertEvent = statement(
  (
    builder: QueryBuilder,
    given: Given<{
      ticketId: string;
      kind: EventTable['kind'];
      at: number;
      byKind: EventTable['by_kind'];
      byId: string;
      byName: string;
      detail: string;
      staffPost: string | null;
      clockStep: string | null;
    }>,
  ) =>
    builder
      .insertInto('ticket_events')
      .values({
        ticket_id: given('ticketId'),
        kind: given('kind'),
        at: given('at'),
        by_kind: given('byKind'),
        by_id: given('byId'),
        by_name: given('byName'),
        detail: given('detail'),
        staff_post: given('staffPost'),
        clock_step: given('clockStep'),
      })
      .returning('id'),
);

const QUEUE_ORDER = 'queue_weights';

/** The tickets over one connection. */
export function createTickets(connection: Connection, fullText: FullText): TicketReads & TicketWrites {
  return {
    get: (id) => readTicket(connection, id),
    async findByNumber(number) {
      const row = await selectByNumber.row(connection, { number });
      return row && toStoredTicket(row);
    },
    ...createTicketLists(connection),
    ...createTicketStatistics(connection),
    ...createTimedTickets(connection),
    search: createTicketSearch(connection, fullText),
    async ofCustomer(customerId, limit) {
      const found = [];
      for (const id of await createContactMerges(connection).contactOf(customerId)) {
        found.push(...(await selectOfCustomer.rows(connection, { customerId: id, limit })));
      }
      return found
        .sort((a, b) => b.number - a.number)
        .slice(0, limit)
        .map(toStoredTicket);
    },
    async countOfCustomer(customerId) {
      const counts = [];
      for (const id of await createContactMerges(connection).contactOf(customerId)) {
        counts.push(...(await countOfCustomer.rows(connection, { customerId: id })));
      }
      return {
        tickets: counts.reduce((sum, { count }) => sum + count, 0),
        conversationIds: [...new Set(counts.map((row) => row.conversation_id))],
      };
    },
    async events(ticketId, limit = Number.MAX_SAFE_INTEGER) {
      return (await selectEvents.rows(connection, { ticketId, limit })).reverse().map(toTicketEvent);
    },
    async notes(ticketId, range) {
      return (await selectNotes.rows(connection, { ticketId, ...range })).reverse().map(toTicketEvent);
    },
    async save(ticket, position) {
      const values = { id: ticket.id, ...toColumns(ticket, position) };
      if ((await update.run(connection, values)) === 0) {
        const number = (await takeNumber.row(connection, {}))?.value ?? 1;
        await insert.run(connection, { ...values, number, customerId: ticket.customerId });
      }
      await saveTags(connection, ticket);
    },
    indexTexts: (limit) => indexTexts(connection, fullText, limit),
    async advanceQueue(now) {
      await updateWaitedLong.run(connection, { now });
    },
    async addEvent({ ticketId, kind, at, by, detail, staffPost, clockStep }) {
      const author = { byKind: by.kind, byId: by.id, byName: by.name };
      const values = {
        ticketId,
        kind,
        at,
        ...author,
        detail,
        staffPost: staffPost ?? null,
        clockStep: clockStep ?? null,
      };
      const inserted = await insertEvent.row(connection, values);
      if (inserted === undefined) throw new Error('An inserted event has an id.');
      await createFactLog(connection).append('ticket', inserted.id);
    },
    queueOrder: () => readStoreValue(connection, QUEUE_ORDER),
    setQueueOrder: (name) => writeStoreValue(connection, QUEUE_ORDER, name),
  };
}

/** What the columns say of a ticket. */
function toColumns(ticket: Ticket, position: QueuePosition): Columns {
  return {
    active: isActive(ticket) ? 1 : 0,
    ticket: toJson(ticket),
    conversation_id: ticket.conversationId,
    status: ticket.status,
    assignee_id: ticket.assignee?.id ?? null,
    assignee_name: ticket.assignee?.name ?? null,
    customer_name: ticket.customerName,
    category: ticket.category,
    channel: ticket.channel,
    locale: ticket.locale,
    opened_at: ticket.openedAt,
    first_reply_at: ticket.firstReplyAt ?? null,
    resolved_at: ticket.resolvedAt ?? null,
    reopened: ticket.reopened,
    queue_class: position.class,
    queue_key: position.key,
    queue_next_at: position.next?.at ?? null,
    queue_next_key: position.next?.key ?? null,
  };
}

async function saveTags(connection: Connection, { id, tags }: Ticket): Promise<void> {
  const known = (await selectTags.rows(connection, { id })).map(({ tag }) => tag);
  if (known.join('\n') === tags.toSorted().join('\n')) return;
  await deleteTags.run(connection, { id });
  for (const tag of new Set(tags)) await insertTag.run(connection, { id, tag });
}

function toTicketEvent(row: Selectable<EventTable>): TicketEvent {
  const { ticket_id, kind, at, by_kind, by_id, by_name, detail, staff_post, clock_step } = row;
  const by = { kind: by_kind, id: by_id, name: by_name };
  return {
    ticketId: ticket_id,
    kind,
    at,
    by,
    detail,
    staffPost: staff_post ?? undefined,
    clockStep: clock_step ?? undefined,
  };
}
