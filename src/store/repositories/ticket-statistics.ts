import { sql } from 'kysely';
import { isActiveStatus, type TicketStatus } from '../../domain/ticket.ts';
import type { TicketReads } from '../../ports/tickets.ts';
import type { Connection, Given, QueryBuilder } from '../statement.ts';
import { statement } from '../statement.ts';
import { readTickets } from './ticket-row.ts';

const countActive = statement((builder: QueryBuilder) =>
  builder
    .selectFrom('tickets')
    .select(({ fn }) => ['status', fn.countAll<number>().as('count')])
    .where('active', '=', sql.lit(1))
    .groupBy('status'),
);

const countOpened = statement((builder: QueryBuilder, given: Given<{ since: number }>) =>
  builder
    .selectFrom('tickets')
    .select(({ fn }) => [fn.countAll<number>().as('opened'), fn.count<number>('first_reply_at').as('replied')])
    .where('opened_at', '>=', given('since')),
);

const countResolved = statement((builder: QueryBuilder, given: Given<{ since: number }>) =>
  builder
    .selectFrom('tickets')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('status', 'in', [sql<TicketStatus>`'resolved'`, sql<TicketStatus>`'closed'`])
    .where('resolved_at', '>=', given('since')),
);

const selectReplyTimes = statement(
  (builder: QueryBuilder, given: Given<{ since: number; skip: number; limit: number }>) =>
    builder
      .selectFrom('tickets')
      .select(sql<number>`first_reply_at - opened_at`.as('ms'))
      .where('opened_at', '>=', given('since'))
      .where('first_reply_at', 'is not', null)
      .orderBy('ms')
      .offset(given('skip'))
      .limit(given('limit')),
);

const selectAssignees = statement((builder: QueryBuilder) =>
  builder
    .selectFrom('tickets')
    .select(({ fn }) => ['assignee_id', fn.max('assignee_name').as('name'), fn.countAll<number>().as('tickets')])
    .where('active', '=', sql.lit(1))
    .where('assignee_id', 'is not', null)
    .groupBy('assignee_id')
    .orderBy('assignee_id'),
);

const selectAssigned = statement((builder: QueryBuilder, given: Given<{ assigneeId: string }>) =>
  builder
    .selectFrom('tickets')
    .select('id')
    .where('active', '=', sql.lit(1))
    .where('assignee_id', '=', given('assigneeId'))
    .orderBy('number'),
);

const selectTags = statement((builder: QueryBuilder, given: Given<{ limit: number }>) =>
  builder.selectFrom('ticket_tags').select('tag').distinct().orderBy('tag').limit(given('limit')),
);

/** What is counted of tickets, over one connection. */
export function createTicketStatistics(
  connection: Connection,
): Pick<TicketReads, 'assignees' | 'assignedTo' | 'tags' | 'statistics'> {
  return {
    async assignees() {
      const rows = await selectAssignees.rows(connection, {});
      return rows.map(({ assignee_id, name, tickets }) => ({ id: assignee_id ?? '', name: name ?? '', tickets }));
    },
    async assignedTo(assigneeId) {
      const rows = await selectAssigned.rows(connection, { assigneeId });
      return readTickets(
        connection,
        rows.map(({ id }) => id),
      );
    },
    async tags(limit) {
      return (await selectTags.rows(connection, { limit })).map(({ tag }) => tag);
    },
    async statistics(since) {
      const active = { open: 0, claimed: 0, pending: 0, snoozed: 0 };
      for (const { status, count } of await countActive.rows(connection, {})) {
        if (isActiveStatus(status)) active[status] = count;
      }
      const { opened = 0, replied = 0 } = (await countOpened.row(connection, { since })) ?? {};
      const middle = { since, skip: Math.floor((replied - 1) / 2), limit: replied % 2 === 0 ? 2 : 1 };
      const times = replied === 0 ? [] : await selectReplyTimes.rows(connection, middle);
      return {
        active,
        opened,
        resolved: (await countResolved.row(connection, { since }))?.count ?? 0,
        medianFirstReplyMs: times.length === 0 ? undefined : times.reduce((sum, { ms }) => sum + ms, 0) / times.length,
      };
    },
  };
}
