/** Tickets in order, a page at a time: what is read is little more than what is shown, however many there are. */

import { type SqlBool, sql } from 'kysely';
import { boundedCount } from '../../domain/bounded-count.ts';
import { compareInQueue, QUEUE_CLASSES, type QueueClass, type QueuePlace, rankAt } from '../../domain/queue-order.ts';
import { isActiveStatus, type TicketStatus } from '../../domain/ticket.ts';
import type { QueueMoment, ResolvedCursor, TicketReads } from '../../ports/tickets.ts';
import type { Connection, Given, QueryBuilder } from '../statement.ts';
import { statement } from '../statement.ts';
import { type FilterValues, filterValues, type Narrow, narrowedStatement } from './ticket-filter.ts';
import { readTickets } from './ticket-row.ts';

/** What of the queue's tickets of one class is asked for: those after a place, or before it. */
type Range = {
  status: TicketStatus;
  class: QueueClass;
  now: number;
  /** What makes a key of this class its rank. */
  gain: number;
  rank: number;
  openedAt: number;
  number: number;
  limit: number;
};
type RangeValues = Range & FilterValues;

/** Keys and ranks are rounded sums: by so much more of the index is looked at than what is wanted. */
const ROUNDING = 1e-6;
/** A place before all others. */
const FIRST: QueuePlace = { rank: Number.MAX_VALUE, openedAt: 0, number: 0 };

const selectAfter = narrowedStatement((builder: QueryBuilder, given: Given<RangeValues>, narrow) =>
  ofClass(builder, given, narrow, 'after')
    .orderBy('queue_key', 'desc')
    .orderBy('opened_at')
    .orderBy('number')
    .limit(given('limit')),
);

const selectTurnedAfter = narrowedStatement((builder: QueryBuilder, given: Given<RangeValues>, narrow) =>
  turned(builder, given, narrow, 'after'),
);

type RangeOfOthers = RangeValues & { id: string };

const countBefore = statement((builder: QueryBuilder, given: Given<RangeOfOthers>) =>
  builder
    .selectFrom(
      ofClass(builder, given, everything, 'before').where('id', '!=', given('id')).limit(given('limit')).as('counted'),
    )
    .select(({ fn }) => fn.countAll<number>().as('count')),
);

const countTurnedBefore = statement((builder: QueryBuilder, given: Given<RangeOfOthers>) =>
  builder
    .selectFrom(turned(builder, given, everything, 'before').where('id', '!=', given('id')).as('counted'))
    .select(({ fn }) => fn.countAll<number>().as('count')),
);

/** What of the tickets of one status is asked for, those opened last first. */
type Slice = { status: TicketStatus; before: number; limit: number };

const selectNewest = narrowedStatement((builder: QueryBuilder, given: Given<Slice & FilterValues>, narrow) =>
  narrow(builder.selectFrom('tickets').select(['id', 'number']))
    .where('status', '=', given('status'))
    .where('number', '<', given('before'))
    .orderBy('number', 'desc')
    .limit(given('limit')),
);

type ResolvedSlice = Slice & { number: number };

const selectResolved = narrowedStatement((builder: QueryBuilder, given: Given<ResolvedSlice & FilterValues>, narrow) =>
  narrow(builder.selectFrom('tickets').select(['id', 'number', 'resolved_at']))
    .where('status', '=', given('status'))
    .where('resolved_at', 'is not', null)
    .where(sql<SqlBool>`(resolved_at, number) < (${given('before')}, ${given('number')})`)
    .orderBy('resolved_at', 'desc')
    .orderBy('number', 'desc')
    .limit(given('limit')),
);

const countUpTo = narrowedStatement(
  (builder: QueryBuilder, given: Given<{ status: TicketStatus; limit: number } & FilterValues>, narrow) =>
    builder
      .selectFrom(
        narrow(builder.selectFrom('tickets').select('number'))
          .where('status', '=', given('status'))
          .limit(given('limit'))
          .as('counted'),
      )
      .select(({ fn }) => fn.countAll<number>().as('count')),
);

/** The lists over one connection. */
export function createTicketLists(
  connection: Connection,
): Pick<TicketReads, 'queue' | 'newest' | 'resolved' | 'count' | 'countAhead'> {
  return {
    async queue(filter, { weights, now, limit, after }) {
      const moment = { weights, now: after?.at ?? now };
      const found: PlacedRow[] = [];
      for (const status of filter.statuses.filter(isActiveStatus)) {
        for (const range of rangesOf(status, after ?? FIRST, moment, limit + 1)) {
          const values = { ...filterValues(filter), ...range };
          const rows = await selectAfter(filter).rows(connection, values);
          if (range.class === TURNED_INTO) rows.push(...(await selectTurnedAfter(filter).rows(connection, values)));
          found.push(...rows.map((row) => toPlaced(row, range.class, moment)));
        }
      }
      const page = found.sort(compareInQueue).slice(0, limit);
      const last = page.at(-1);
      const hasMore = found.length > page.length && last !== undefined;
      const next = hasMore
        ? { at: moment.now, rank: last.rank, openedAt: last.openedAt, number: last.number }
        : undefined;
      return { tickets: await readTickets(connection, idsOf(page)), next };
    },
    async newest(filter, { limit, before = Number.MAX_SAFE_INTEGER }) {
      const found: { id: string; number: number }[] = [];
      for (const status of filter.statuses) {
        const values = { ...filterValues(filter), status, before, limit: limit + 1 };
        found.push(...(await selectNewest(filter).rows(connection, values)));
      }
      const page = found.sort((a, b) => b.number - a.number).slice(0, limit);
      const next = found.length > page.length ? page.at(-1)?.number : undefined;
      return { tickets: await readTickets(connection, idsOf(page)), next };
    },
    async resolved(filter, { limit, before = { resolvedAt: Number.MAX_SAFE_INTEGER, number: 0 } }) {
      const found: (ResolvedCursor & { id: string })[] = [];
      for (const status of filter.statuses) {
        const slice = { status, before: before.resolvedAt, number: before.number, limit: limit + 1 };
        const rows = await selectResolved(filter).rows(connection, { ...filterValues(filter), ...slice });
        found.push(...rows.map(({ id, number, resolved_at }) => ({ id, number, resolvedAt: resolved_at ?? 0 })));
      }
      const page = found.sort((a, b) => b.resolvedAt - a.resolvedAt || b.number - a.number).slice(0, limit);
      const last = page.at(-1);
      const next =
        found.length > page.length && last ? { resolvedAt: last.resolvedAt, number: last.number } : undefined;
      return { tickets: await readTickets(connection, idsOf(page)), next };
    },
    async count(filter, atMost) {
      let count = 0;
      for (const status of filter.statuses) {
        const values = { ...filterValues(filter), status, limit: atMost + 1 };
        count += (await countUpTo(filter).row(connection, values))?.count ?? 0;
      }
      return boundedCount(count, atMost);
    },
    async countAhead({ id, ...place }, moment, atMost) {
      let count = 0;
      for (const range of rangesOf('open', place, moment, atMost + 1)) {
        const values = { ...filterValues({}), ...range, id };
        count += (await countBefore.row(connection, values))?.count ?? 0;
        if (range.class === TURNED_INTO) count += (await countTurnedBefore.row(connection, values))?.count ?? 0;
      }
      return boundedCount(count, atMost);
    },
  };
}

/** A ticket's place in the queue, and which it is. */
interface PlacedRow extends QueuePlace {
  id: string;
}

/** The class of a ticket whose urgency has reached its highest, also while its row still says that it rises. */
const TURNED_INTO: QueueClass = 'urgency_highest';

function rangesOf(
  status: TicketStatus,
  { rank, openedAt, number }: QueuePlace,
  moment: QueueMoment,
  limit: number,
): Range[] {
  return QUEUE_CLASSES.map((queueClass) => {
    const gain = rankAt(queueClass, 0, moment.weights, moment.now);
    return { status, class: queueClass, now: moment.now, gain, rank, openedAt, number, limit };
  });
}

function toPlaced(
  row: { id: string; number: number; opened_at: number; key: number },
  queueClass: QueueClass,
  { weights, now }: QueueMoment,
): PlacedRow {
  return { id: row.id, rank: rankAt(queueClass, row.key, weights, now), openedAt: row.opened_at, number: row.number };
}

/** The tickets of a status and class, but for those that have left it since their row was written. */
function ofClass(builder: QueryBuilder, given: Given<RangeValues>, narrow: Narrow, side: 'after' | 'before') {
  return narrow(builder.selectFrom('tickets').select(['id', 'number', 'opened_at', 'queue_key as key']))
    .where('active', '=', sql.lit(1))
    .where('status', '=', given('status'))
    .where('queue_class', '=', given('class'))
    .where(({ eb }) => eb.or([eb('queue_next_at', 'is', null), eb('queue_next_at', '>', given('now'))]))
    .where(isOnSide('queue_key', given, side));
}

/** Those whose urgency has reached its highest since their row was written: few, as the queue is made to keep up. */
function turned(builder: QueryBuilder, given: Given<RangeValues>, narrow: Narrow, side: 'after' | 'before') {
  const key = sql<number>`queue_next_key`.as('key');
  return narrow(builder.selectFrom('tickets').select(['id', 'number', 'opened_at', key]))
    .where('active', '=', sql.lit(1))
    .where('status', '=', given('status'))
    .where('queue_next_at', 'is not', null)
    .where('queue_next_at', '<=', given('now'))
    .where(isOnSide('queue_next_key', given, side));
}

/** Whether a ticket comes after a place or before it, as `compareInQueue` has it; the first condition is one on the index. */
function isOnSide(column: 'queue_key' | 'queue_next_key', given: Given<RangeValues>, side: 'after' | 'before') {
  const key = sql.ref(column);
  const bound = sql`${given('rank')} - ${given('gain')}`;
  const rank = sql`${key} + ${given('gain')}`;
  const rounding = sql.lit(ROUNDING);
  return side === 'after'
    ? sql<SqlBool>`${key} <= ${bound} + ${rounding} and (${rank} < ${given('rank')} or (${rank} = ${given('rank')} and (opened_at, number) > (${given('openedAt')}, ${given('number')})))`
    : sql<SqlBool>`${key} >= ${bound} - ${rounding} and (${rank} > ${given('rank')} or (${rank} = ${given('rank')} and (opened_at, number) < (${given('openedAt')}, ${given('number')})))`;
}

function everything<Query>(query: Query): Query {
  return query;
}

function idsOf(rows: readonly { id: string }[]): string[] {
  return rows.map(({ id }) => id);
}
