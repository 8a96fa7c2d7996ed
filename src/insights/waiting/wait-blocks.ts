/** How long customers wait for people, where, and what somebody who comes now may expect. */

import { MINUTE_MS } from '../../domain/policy.ts';
import { duration } from '../../domain/staff-wording.ts';
import { groupBy } from '../../lib/group-by.ts';
import { quantileInterval } from '../../lib/statistics/differences.ts';
import { quantile } from '../../lib/statistics/quantiles.ts';
import type { ReportInput } from '../create-report.ts';
import { createDayReader } from '../days.ts';
import type { TicketHistory } from '../history/history.ts';
import { type TicketTimes, ticketTimes } from '../history/ticket-times.ts';
import type { Block, Cell } from '../report.ts';
import { learnExpectedWait } from './expected-wait.ts';
import type { Wait } from './wait.ts';
import type { WaitWay } from './wait-model.ts';

const WAY_WORDS: Record<WaitWay, string> = {
  constant: 'the same each time (the median)',
  lastToEnterService: 'as long as the last one who was taken up',
  headOfLine: 'as long as the one who waits longest',
  queueLength: '(waiting + 1) times the time between two who are taken up',
  queueFormula: 'the usual wait, and so much more as more wait than usual',
  neighbours: 'as in the most similar states of the queue',
};
const RECENT = 500;
const MOST_ROWS = 12;

/** The blocks of the report. */
export function waits(input: ReportInput): Block[] {
  const timed = input.history.tickets.map((ticket) => ({ ticket, times: ticketTimes(ticket, undefined, input.now) }));
  return [
    { kind: 'heading', text: 'What somebody who comes now may expect' },
    ...expected(input, timed),
    { kind: 'heading', text: 'Where tickets wait' },
    ...bottlenecks(input, timed),
  ];
}

interface Timed {
  ticket: TicketHistory;
  times: TicketTimes;
}

function toWait({ times, ticket }: Timed): Wait {
  const taken = times.firstClaimedAt ?? times.firstReplyAt;
  const over = taken ?? times.resolutions[0]?.at ?? Number.POSITIVE_INFINITY;
  return {
    arrivedAt: times.openedAt,
    endedAt: over,
    served: taken !== undefined,
    ...(ticket.priority !== undefined && { priority: -ticket.priority }),
  };
}

function expected({ now, timeZone }: ReportInput, timed: readonly Timed[]): Block[] {
  const all = timed.map(toWait).toSorted((a, b) => a.arrivedAt - b.arrivedAt);
  const over = all.filter(({ endedAt }) => endedAt < now);
  const found = learnExpectedWait(over, createDayReader(timeZone));
  if (found.kind === 'unknown') return [{ kind: 'unknown', what: 'The expected wait', reason: found.reason }];
  const { medianMs, lowMs, highMs } = found.expect(all.slice(-RECENT), { arrivedAt: now });
  return [
    {
      kind: 'text',
      text: `About ${roundWords(medianMs)}; four of five between ${roundWords(lowMs)} and ${roundWords(highMs)}. This is told ${WAY_WORDS[found.way]}, which was closest on past waits; in the last third of them, which it had not seen, its range held ${(found.rangeCovers * 100).toFixed(0)} %.`,
    },
    {
      kind: 'chart',
      chart: {
        kind: 'bars',
        title: 'How far off each way of telling is',
        says: `On ${found.tested} waits of the last third: the mean distance between what it told and what came.`,
        axis: { label: 'mean distance', unit: 'ms' },
        bars: Object.entries(found.meanErrorsMs)
          .map(([way, value]) => ({ name: WAY_WORDS[way as WaitWay], value }))
          .toSorted((a, b) => a.value - b.value),
      },
    },
  ];
}

/** To what people would say: five minutes from ten minutes on, whole minutes below. */
function roundWords(ms: number): string {
  const minutes = ms / MINUTE_MS;
  return duration((minutes < 10 ? Math.max(1, Math.round(minutes)) : 5 * Math.round(minutes / 5)) * MINUTE_MS);
}

/** Of all time that tickets of the period waited for staff, how much falls to which stage and category. */
function bottlenecks({ period, now }: ReportInput, timed: readonly Timed[]): Block[] {
  const opened = timed.filter(({ times }) => times.openedAt >= period.since && times.openedAt < period.until);
  const stages = opened.flatMap(({ ticket, times }) => {
    const taken = Math.min(times.firstClaimedAt ?? now, times.firstReplyAt ?? now, times.resolutions[0]?.at ?? now);
    const replied = Math.min(times.firstReplyAt ?? times.resolutions[0]?.at ?? now, now);
    return [
      { stage: 'to be taken up', category: ticket.category, ms: taken - times.openedAt },
      { stage: 'from then to the first reply', category: ticket.category, ms: Math.max(0, replied - taken) },
      {
        stage: 'from then for staff, until resolved',
        category: ticket.category,
        ms: Math.max(0, (times.handling?.wallMs ?? 0) - Math.max(0, replied - taken)),
      },
    ];
  });
  const total = stages.reduce((sum, { ms }) => sum + ms, 0);
  if (total === 0)
    return [{ kind: 'unknown', what: 'Where tickets wait', reason: 'No ticket was opened in the period.' }];
  const groups = [...groupBy(stages, ({ stage, category }) => `${stage}, ${category}`)].map(([name, found]) => ({
    name,
    found: found.map(({ ms }) => ms),
    sum: found.reduce((sum, { ms }) => sum + ms, 0),
  }));
  const sorted = groups.toSorted((a, b) => b.sum - a.sum).slice(0, MOST_ROWS);
  const [worst] = sorted;
  return [
    {
      kind: 'text',
      text: `Of all the time that ${opened.length} tickets waited for staff, ${((100 * (worst?.sum ?? 0)) / total).toFixed(0)} % is ${worst?.name}.`,
    },
    {
      kind: 'chart',
      chart: {
        kind: 'bars',
        title: 'Share of all waiting',
        says: 'By what is waited for, and the category of the ticket.',
        axis: { label: 'of all time waited for staff', unit: 'share' },
        bars: sorted.map(({ name, sum, found }) => ({ name, value: sum / total, count: found.length })),
      },
    },
    {
      kind: 'table',
      title: 'How long each takes',
      columns: [
        { title: 'Waiting' },
        { title: 'Tickets', unit: 'count' },
        { title: 'Median', unit: 'ms' },
        { title: 'from', unit: 'ms' },
        { title: 'to', unit: 'ms' },
        { title: '90th percentile', unit: 'ms' },
      ],
      rows: sorted.map(({ name, found }): Cell[] => {
        const interval = quantileInterval(found, 0.5);
        return [name, found.length, quantile(found, 0.5), interval?.low, interval?.high, quantile(found, 0.9)];
      }),
    },
  ];
}
