/** How long customers wait for people, where, and what somebody who comes now may expect. */

import { MINUTE_MS } from '../../domain/policy.ts';
import { duration } from '../../domain/staff-wording.ts';
import type { ReportInput } from '../create-report.ts';
import { createDayReader } from '../days.ts';
import type { TicketHistory } from '../history/history.ts';
import { type TicketTimes, ticketTimes } from '../history/ticket-times.ts';
import type { Block, Cell } from '../report.ts';
import { riskBlocks } from '../sla-risk/risk-blocks.ts';
import { type Bottleneck, findBottlenecks, type Stage } from '../staffing/bottlenecks.ts';
import { QUEUE_LENGTH } from './current-wait.ts';
import { learnExpectedWait } from './expected-wait.ts';
import { waitsOf } from './ticket-wait.ts';
import type { WaitWay } from './wait-model.ts';

const WAY_WORDS: Record<WaitWay, string> = {
  constant: 'the same each time (the median)',
  lastToEnterService: 'as long as the last one who was taken up',
  headOfLine: 'as long as the one who waits longest',
  queueLength: '(waiting + 1) times the time between two who are taken up',
  queueFormula: 'the usual wait, and so much more as more wait than usual',
  neighbours: 'as in the most similar states of the queue',
};
/** The same on a chart. */
const WAY_NAMES: Record<WaitWay, string> = {
  constant: 'always the median',
  lastToEnterService: 'as the last taken up',
  headOfLine: 'as the longest waiting',
  queueLength: 'queue length × interval',
  queueFormula: 'queue formula',
  neighbours: 'similar queues',
};
const MOST_ROWS = 12;

/** The blocks of the report. */
export async function waits(input: ReportInput): Promise<Block[]> {
  const timed = input.history.tickets.map((ticket) => ({ ticket, times: ticketTimes(ticket, undefined, input.now) }));
  return [
    { kind: 'heading', text: 'What somebody who comes now may expect' },
    ...expected(input),
    ...(await riskBlocks(input)),
    { kind: 'heading', text: 'Where tickets wait' },
    ...bottlenecks(input, timed),
  ];
}

interface Timed {
  ticket: TicketHistory;
  times: TicketTimes;
}

function expected({ now, timeZone, history }: ReportInput): Block[] {
  const all = waitsOf(history.tickets, now);
  const over = all.filter(({ endedAt }) => endedAt < now);
  const found = learnExpectedWait(over, createDayReader(timeZone));
  if (found.kind === 'unknown') return [{ kind: 'unknown', what: 'The expected wait', reason: found.reason }];
  const { medianMs, lowMs, highMs } = found.expect(all.slice(-QUEUE_LENGTH), { arrivedAt: now });
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
          .map(([way, value]) => ({ name: WAY_NAMES[way as WaitWay], value }))
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

const STAGE_WORDS: Record<Stage, string> = {
  claim: 'to be taken up',
  first_reply: 'for the first reply',
  work: 'for staff, after it',
  customer: 'for the customer',
};

/** Of all time that tickets of the period waited, how much falls to which stage and category. */
function bottlenecks({ period, now }: ReportInput, timed: readonly Timed[]): Block[] {
  const opened = timed.filter(({ times }) => times.openedAt >= period.since && times.openedAt < period.until);
  const rows = opened.map(({ ticket, times }) => ({
    category: ticket.category,
    openedAt: times.openedAt,
    claimedAt: times.firstClaimedAt,
    firstReplyAt: times.firstReplyAt,
    waitingForCustomerMs: times.withCustomerMs,
    resolvedAt: times.resolvedAt,
  }));
  const found = findBottlenecks(rows, { until: now });
  if (found.kind === 'unknown') return [{ kind: 'unknown', what: 'Where tickets wait', reason: found.reason }];
  const shown = found.bottlenecks.slice(0, MOST_ROWS);
  const overdue = found.bottlenecks.filter(({ isOverdue }) => isOverdue).map(nameOf);
  const [most] = shown;
  return [
    {
      kind: 'text',
      text: [
        most &&
          `Of all the time that ${found.tickets} tickets waited, ${percent(most.share)} went by in ${nameOf(most)}: the most of all.`,
        overdue.length === 0
          ? 'No category waits longer for anything than chance would have it.'
          : `Longer than tickets of other categories wait: ${overdue.join('; ')}.`,
      ].join(' '),
    },
    {
      kind: 'chart',
      chart: {
        kind: 'intervals',
        title: 'Share of all waiting',
        says: 'By category, and what is waited for.',
        axis: { label: 'of all time waited, with the 95 % interval', unit: 'share' },
        rows: shown.map((one) => ({ name: nameOf(one), value: one.share, ...one.interval, count: one.tickets })),
      },
    },
    {
      kind: 'table',
      title: 'How long each takes',
      columns: [
        { title: 'Waiting' },
        { title: 'Tickets', unit: 'count' },
        { title: 'not over', unit: 'count' },
        { title: 'Median', unit: 'ms' },
        { title: 'from', unit: 'ms' },
        { title: 'to', unit: 'ms' },
        { title: '90th percentile', unit: 'ms' },
      ],
      rows: shown.map((one): Cell[] => {
        const { tickets, unfinished, median, ninetieth, isFew } = one;
        const name = isFew ? `${nameOf(one)} (few)` : nameOf(one);
        return [name, tickets, unfinished, median.value, median.low, median.high, ninetieth.value];
      }),
    },
  ];
}

function nameOf({ category, stage }: Bottleneck): string {
  return `${category}: ${STAGE_WORDS[stage]}`;
}

function percent(share: number): string {
  return `${(100 * share).toFixed(0)} %`;
}
