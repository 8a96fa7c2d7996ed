/** Tickets in progress as their clocks see them: many at once, as a change of hours concerns them all. */

import { sql } from 'kysely';
import type { TicketEventKind } from '../../domain/ticket.ts';
import type { TicketReads, TicketWrites, TimedTicket } from '../../ports/tickets.ts';
import { parseJson, toJson } from '../encoding.ts';
import type { Connection, Given, QueryBuilder } from '../statement.ts';
import { inSql, statement } from '../statement.ts';

/** One row for each ticket, with its events as one JSON text: a row more costs more than what it says. */
const selectTimed = statement((builder: QueryBuilder, given: Given<{ before: number; limit: number }>) =>
  inSql(
    builder,
    sql<{ id: string; number: number; ticket: string; events: string }>`
    select id, number, ticket, (
      select json_group_array(json_array(kind, at, clock_step) order by ticket_events.id)
      from ticket_events where ticket_id = tickets.id
    ) as events
    from tickets where active = 1 and number < ${given('before')}
    order by number desc limit ${given('limit')}`,
  ),
);

const moveTickets = statement((builder: QueryBuilder, given: Given<{ moved: string }>) =>
  inSql(
    builder,
    sql`
    update tickets set ticket = json_set(ticket, '$.dueAt', moved.value ->> 'dueAt'), queue_key = moved.value ->> 'key'
    from json_each(${given('moved')}) as moved where tickets.id = moved.value ->> 'id'`,
  ),
);

const moveConversations = statement((builder: QueryBuilder, given: Given<{ moved: string }>) =>
  inSql(
    builder,
    sql`
    update conversations set
      state = json_set(state, '$.ticket.dueAt', moved.value ->> 'dueAt'),
      version = version + 1
    from json_each(${given('moved')}) as moved
    where conversations.id = moved.value ->> 'conversationId' and state ->> '$.ticket.id' = moved.value ->> 'id'`,
  ),
);

type TimedEvent = [kind: TicketEventKind, at: number, clockStep: string | null];

/** The tickets in progress over one connection. */
export function createTimedTickets(connection: Connection): Pick<TicketReads, 'timed'> & Pick<TicketWrites, 'move'> {
  return {
    async timed({ limit, before = Number.MAX_SAFE_INTEGER }) {
      const rows = await selectTimed.rows(connection, { before, limit });
      const tickets = rows.map(({ id, ticket, events }): TimedTicket => {
        const kept = parseJson<TimedEvent[]>(events, 'ticket_events', id);
        return {
          ticket: parseJson(ticket, 'tickets', id),
          events: kept.map(([kind, at, clockStep]) => ({ kind, at, clockStep: clockStep ?? undefined })),
        };
      });
      return { tickets, next: rows.length < limit ? undefined : rows.at(-1)?.number };
    },
    async move(tickets) {
      const moved = toJson(
        tickets.map(({ ticket: { id, conversationId, dueAt }, queueKey: key }) => ({ id, conversationId, dueAt, key })),
      );
      await moveTickets.run(connection, { moved });
      await moveConversations.run(connection, { moved });
    },
  };
}
