/** How staff do: with intervals and beside what their mix of tickets would lead to expect, and never as a ranking. */

import { wilsonInterval } from '../../domain/satisfaction.ts';
import { groupBy } from '../../lib/group-by.ts';
import { meanInterval } from '../../lib/statistics/differences.ts';
import { quantile } from '../../lib/statistics/quantiles.ts';
import { costBlocks } from '../costs/cost-blocks.ts';
import type { ReportInput } from '../create-report.ts';
import type { TicketHistory } from '../history/history.ts';
import { REOPENED_WITHIN_MS, type TicketTimes, ticketTimes } from '../history/ticket-times.ts';
import type { Block, Cell, Column } from '../report.ts';
import { FEW } from '../report-words.ts';

interface Handled {
  ticket: TicketHistory;
  times: TicketTimes;
  resolvedBy: string;
  resolvedAt: number;
  isUndone: boolean;
  rating: number | undefined;
}

const COLUMNS: Column[] = [
  { title: 'Who' },
  { title: 'Resolved', unit: 'count' },
  { title: 'First reply, median', unit: 'ms' },
  { title: 'Handling, median', unit: 'ms' },
  { title: 'Handling expected by mix', unit: 'ms' },
  { title: 'Ratings', unit: 'count' },
  { title: 'Mean rating', unit: 'score' },
  { title: 'from', unit: 'score' },
  { title: 'to', unit: 'score' },
  { title: 'Expected by mix', unit: 'score' },
  { title: 'Opened again', unit: 'share' },
  { title: 'from', unit: 'share' },
  { title: 'to', unit: 'share' },
];

/** The blocks of the report; `onlyFor` narrows it to one agent, beside the mean of all. */
export async function agents(input: ReportInput): Promise<Block[]> {
  const handled = handledIn(input);
  if (handled.length === 0) {
    return [{ kind: 'unknown', what: 'How staff do', reason: 'Nobody resolved a ticket in the period.' }];
  }
  const byAgent = groupBy(handled, ({ resolvedBy }) => resolvedBy);
  const nameOf = (id: string) => input.staffNames.get(id) ?? id;
  const shown = [...byAgent].filter(([id]) => input.viewer === undefined || input.viewer === id);
  const sorted = shown.toSorted(([a], [b]) => nameOf(a).localeCompare(nameOf(b), 'en'));
  const expected = expectations(handled);
  return [
    {
      kind: 'text',
      text: 'In the order of the alphabet; where intervals overlap, a difference may be chance. Expected by mix is what everybody together needs for tickets of the same categories.',
    },
    {
      kind: 'table',
      title: 'Tickets resolved in the period',
      columns: COLUMNS,
      rows: sorted.map(([id, found]) => toCells(nameOf(id), found, expected)),
    },
    ...satisfactionChart(sorted.map(([id, found]) => [nameOf(id), found])),
    ...(await standsOut(
      input,
      handled,
      sorted.map(([id, found]) => [nameOf(id), found]),
    )),
    ...(input.viewer === undefined ? costBlocks(input) : []),
  ];
}

function handledIn({ history, period, now }: ReportInput): Handled[] {
  const ratings = new Map(
    history.scores.flatMap(({ about, ticketId, score }) =>
      about === 'rating' && ticketId !== undefined && score !== undefined ? [[ticketId, score]] : [],
    ),
  );
  return history.tickets.flatMap((ticket) => {
    const times = ticketTimes(ticket, undefined, now);
    const resolution = times.resolutions.findLast(({ at }) => at >= period.since && at < period.until);
    if (resolution === undefined || !ticket.events.some(({ kind, by }) => kind === 'replied' && by.kind === 'agent'))
      return [];
    const { at, by, reopenedAt } = resolution;
    const first = times.resolutions.find((one) => one.at >= period.since);
    const isUndone = first?.reopenedAt !== undefined && first.reopenedAt - first.at <= REOPENED_WITHIN_MS;
    return [
      {
        ticket,
        times,
        resolvedBy: reopenedAt === undefined ? by : (first?.by ?? by),
        resolvedAt: at,
        isUndone,
        rating: ratings.get(ticket.ticketId),
      },
    ];
  });
}

/** What all together need and get for tickets of a category: the expectation that a mix is weighed with. */
interface Expectation {
  handlingMs: number | undefined;
  rating: number | undefined;
}

function expectations(handled: readonly Handled[]): ReadonlyMap<string, Expectation> {
  return new Map(
    [...groupBy(handled, ({ ticket }) => ticket.category)].map(([category, found]) => [
      category,
      { handlingMs: quantile(handlingOf(found), 0.5), rating: meanOf(ratingsOf(found)) },
    ]),
  );
}

function handlingOf(found: readonly Handled[]): number[] {
  return found.flatMap(({ times }) => times.handling?.wallMs ?? []);
}

function ratingsOf(found: readonly Handled[]): number[] {
  return found.flatMap(({ rating }) => rating ?? []);
}

function meanOf(values: readonly number[]): number | undefined {
  return values.length === 0 ? undefined : values.reduce((sum, value) => sum + value, 0) / values.length;
}

function toCells(name: string, found: readonly Handled[], expected: ReadonlyMap<string, Expectation>): Cell[] {
  const ratings = ratingsOf(found);
  const interval = meanInterval(ratings);
  const undone = found.filter(({ isUndone }) => isUndone).length;
  const again = wilsonInterval(undone, found.length);
  const expectedOf = (what: keyof Expectation) =>
    meanOf(found.flatMap(({ ticket }) => expected.get(ticket.category)?.[what] ?? []));
  return [
    ...[
      name,
      found.length,
      quantile(
        found.flatMap(({ times }) => times.firstReply?.wallMs ?? []),
        0.5,
      ),
    ],
    ...[quantile(handlingOf(found), 0.5), expectedOf('handlingMs')],
    ...[
      ratings.length,
      meanOf(ratings),
      interval && Math.max(1, interval.low),
      interval && Math.min(5, interval.high),
      expectedOf('rating'),
    ],
    ...[undone / found.length, again.low, again.high],
  ];
}

function satisfactionChart(groups: readonly (readonly [string, readonly Handled[]])[]): Block[] {
  const rows = groups.flatMap(([name, found]) => {
    const interval = meanInterval(ratingsOf(found));
    return interval === undefined ? [] : [{ name, ...interval, count: ratingsOf(found).length }];
  });
  if (rows.length === 0) return [];
  return [
    {
      kind: 'chart',
      chart: {
        kind: 'intervals',
        title: 'Mean rating',
        says: 'With 95 % intervals. Where they overlap, nobody is better than anybody.',
        axis: { label: 'mean rating, 1 to 5', unit: 'score' },
        rows,
      },
    },
  ];
}

/**
 * Where somebody's tickets of a category are opened again more often than everybody's, beyond what chance does, with what there is to learn from:
 * the articles of that category, and tickets of it that others settled well.
 */
async function standsOut(
  { content, ticketNumber }: ReportInput,
  all: readonly Handled[],
  groups: readonly (readonly [string, readonly Handled[]])[],
): Promise<Block[]> {
  const rows: Cell[][] = [];
  for (const [name, found] of groups) {
    for (const [category, own] of groupBy(found, ({ ticket }) => ticket.category)) {
      const others = all.filter(
        ({ ticket, resolvedBy }) => ticket.category === category && resolvedBy !== own[0]?.resolvedBy,
      );
      if (own.length < FEW || others.length < FEW) continue;
      const undone = own.filter(({ isUndone }) => isUndone).length;
      const share = others.filter(({ isUndone }) => isUndone).length / others.length;
      // Of 99 %, since many are compared.
      if (wilsonInterval(undone, own.length, 2.576).low > share)
        rows.push([
          ...[name, category, own.length, undone / own.length, share],
          { text: '', tickets: await settledWell(others, ticketNumber) },
          (content.articles[category] ?? []).slice(0, MOST_TO_LEARN_FROM).join('; '),
        ]);
    }
  }
  if (rows.length === 0) return [];
  return [
    {
      kind: 'table',
      title: 'Opened again more often than elsewhere (99 % certain), with what there is to learn from',
      columns: [
        { title: 'Who' },
        { title: 'Category' },
        { title: 'Resolved', unit: 'count' },
        { title: 'Opened again', unit: 'share' },
        { title: 'Elsewhere', unit: 'share' },
        { title: 'Settled well' },
        { title: 'Articles' },
      ],
      rows,
    },
  ];
}

const MOST_TO_LEARN_FROM = 3;
const GOOD_RATING = 4;

/** The numbers of the latest tickets that were not opened again and are rated well. */
async function settledWell(found: readonly Handled[], ticketNumber: ReportInput['ticketNumber']): Promise<number[]> {
  const good = found
    .filter(({ isUndone, rating = 0 }) => !isUndone && rating >= GOOD_RATING)
    .toSorted((a, b) => b.resolvedAt - a.resolvedAt)
    .slice(0, MOST_TO_LEARN_FROM);
  const numbers = await Promise.all(good.map(({ ticket }) => ticketNumber(ticket.ticketId)));
  return numbers.flatMap((number) => number ?? []);
}
