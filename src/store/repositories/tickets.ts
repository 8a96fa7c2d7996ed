import { type Selectable, sql } from 'kysely';
import { isActive, type TicketEvent } from '../../domain/ticket.ts';
import type { StoredTicket, TicketReads, TicketWrites } from '../../ports/store.ts';
import { parseJson, toJson } from '../encoding.ts';
import type { Connection, Given, QueryBuilder } from '../statement.ts';
import { statement } from '../statement.ts';
import type { Tables } from '../tables.ts';
import { createContactMerges } from './contact-merges.ts';

type EventTable = Tables['ticket_events'];

const select = statement((builder: QueryBuilder, given: Given<{ id: string }>) =>
  builder.selectFrom('tickets').selectAll().where('id', '=', given('id')),
);

const selectByNumber = statement((builder: QueryBuilder, given: Given<{ number: number }>) =>
  builder.selectFrom('tickets').selectAll().where('number', '=', given('number')),
);

const selectActive = statement((builder: QueryBuilder, given: Given<{ limit: number }>) =>
  builder.selectFrom('tickets').selectAll().where('active', '=', sql.lit(1)).orderBy('number').limit(given('limit')),
);

const selectRecent = statement((builder: QueryBuilder, given: Given<{ limit: number }>) =>
  builder.selectFrom('tickets').selectAll().orderBy('number', 'desc').limit(given('limit')),
);

const selectOfCustomer = statement((builder: QueryBuilder, given: Given<{ customerId: string; limit: number }>) =>
  builder
    .selectFrom('tickets')
    .selectAll()
    .where('customer_id', '=', given('customerId'))
    .orderBy('number', 'desc')
    .limit(given('limit')),
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
      .where('kind', '=', sql.lit('note'))
      .where('at', '>=', given('since'))
      .where('at', '<', given('until'))
      .orderBy('id', 'desc')
      .limit(given('limit')),
);

const update = statement((builder: QueryBuilder, given: Given<{ id: string; active: number; ticket: string }>) =>
  builder
    .updateTable('tickets')
    .set({ active: given('active'), ticket: given('ticket') })
    .where('id', '=', given('id')),
);

const insert = statement(
  (
    builder: QueryBuilder,
    given: Given<{ id: string; number: number; customerId: string; active: number; ticket: string }>,
  ) =>
    builder.insertInto('tickets').values({
      id: given('id'),
      number: given('number'),
      customer_id: given('customerId'),
      active: given('active'),
      ticket: given('ticket'),
    }),
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
    }>,
  ) =>
    builder.insertInto('ticket_events').values({
      ticket_id: given('ticketId'),
      kind: given('kind'),
      at: given('at'),
      by_kind: given('byKind'),
      by_id: given('byId'),
      by_name: given('byName'),
      detail: given('detail'),
      staff_post: given('staffPost'),
    }),
);

/** The tickets over one connection. */
export function createTickets(connection: Connection): TicketReads & TicketWrites {
  return {
    async get(id) {
      const row = await select.row(connection, { id });
      return row && toStoredTicket(row);
    },
    async findByNumber(number) {
      const row = await selectByNumber.row(connection, { number });
      return row && toStoredTicket(row);
    },
    async active(limit) {
      return (await selectActive.rows(connection, { limit })).map(toStoredTicket);
    },
    async recent(limit) {
      return (await selectRecent.rows(connection, { limit })).map(toStoredTicket);
    },
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
    async events(ticketId, limit = Number.MAX_SAFE_INTEGER) {
      return (await selectEvents.rows(connection, { ticketId, limit })).reverse().map(toTicketEvent);
    },
    async notes(ticketId, range) {
      return (await selectNotes.rows(connection, { ticketId, ...range })).reverse().map(toTicketEvent);
    },
    async save(ticket) {
      const values = { id: ticket.id, active: isActive(ticket) ? 1 : 0, ticket: toJson(ticket) };
      if ((await update.run(connection, values)) > 0) return;
      const number = (await takeNumber.row(connection, {}))?.value ?? 1;
      await insert.run(connection, { ...values, number, customerId: ticket.customerId });
    },
    async addEvent({ ticketId, kind, at, by, detail, staffPost }) {
      const author = { byKind: by.kind, byId: by.id, byName: by.name };
      const values = { ticketId, kind, at, ...author, detail, staffPost: staffPost ?? null };
      await insertEvent.run(connection, values);
    },
  };
}

function toStoredTicket(row: Tables['tickets']): StoredTicket {
  return { ticket: parseJson(row.ticket, 'tickets', row.id), number: row.number };
}

function toTicketEvent(row: Selectable<EventTable>): TicketEvent {
  const { ticket_id, kind, at, by_kind, by_id, by_name, detail, staff_post } = row;
  const by = { kind: by_kind, id: by_id, name: by_name };
  return { ticketId: ticket_id, kind, at, by, detail, staffPost: staff_post ?? undefined };
}
