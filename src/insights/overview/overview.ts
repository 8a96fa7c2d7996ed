/** The overview: how the desk did in a period, beside the period of the same length before it. */

import type { MeasureName } from '../../domain/measures.ts';
import { DAY_MS } from '../../domain/policy.ts';
import type { ReportInput } from '../create-report.ts';
import { type Sample, type Samples, toFigures } from '../figures.ts';
import type { TicketHistory } from '../history/history.ts';
import type { Talk, TalkEnd } from '../history/talks.ts';
import { calendarOf, promisesOf } from '../history/ticket-promises.ts';
import { type Length, REOPENED_WITHIN_MS, type TicketTimes, ticketTimes } from '../history/ticket-times.ts';
import type { Block, Period } from '../report.ts';
import { overviewCharts } from './overview-charts.ts';

/** The measures in the order in which they are shown, under their headings. */
const SECTIONS: { heading: string; measures: MeasureName[] }[] = [
  {
    heading: 'What the bot settled',
    measures: ['conversations', 'automation_rate', 'confirmed', 'assumed', 'handed_over', 'unanswered'],
  },
  {
    heading: 'How long people took',
    measures: [
      'first_response_median',
      'first_response_p90',
      'first_response_business_median',
      'first_response_business_p90',
      'handling_median',
      'handling_p90',
      'resolution_median',
      'resolution_p90',
      'resolution_business_median',
      'resolution_business_p90',
    ],
  },
  {
    heading: 'What became of tickets',
    measures: ['tickets_opened', 'tickets_resolved', 'reopen_rate', 'sla_kept', 'backlog'],
  },
];

/** The blocks of the overview. */
export function overview(input: ReportInput): Block[] {
  const { period } = input;
  const lengthMs = period.until - period.since;
  const periods = isKnown(input) ? [period, { since: period.since - lengthMs, until: period.since }] : [period];
  const { talks } = input.history;
  const counted = countTickets(input, periods);
  const [now = {}, before] = periods.map((one, index) => ({ ...talkSamples(talks, one), ...counted[index] }));
  const sections = SECTIONS.flatMap(({ heading, measures }): Block[] => [
    { kind: 'heading' as const, text: heading },
    { kind: 'figures' as const, figures: toFigures(measures, now, before, input.goals) },
  ]);
  return [...notes(input), ...sections, ...overviewCharts(input, talks)];
}

/** A period in which the desk was not there yet is none to compare with. */
function isKnown({ knownSince, period }: ReportInput): boolean {
  const begins = period.since - (period.until - period.since);
  return knownSince !== undefined && knownSince <= begins + DAY_MS;
}

function notes(input: ReportInput): Block[] {
  const { knownSince, timeZone } = input;
  if (isKnown(input)) return [];
  const since = knownSince && new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone }).format(knownSince);
  return [
    {
      kind: 'text',
      text: since
        ? `What happened is known since ${since}, so that there is no whole period before to compare with.`
        : 'Nothing has happened yet.',
    },
  ];
}

function isIn(at: number | undefined, { since, until }: Period): at is number {
  return at !== undefined && at >= since && at < until;
}

function talkSamples(talks: readonly Talk[], period: Period): Samples {
  const begun = talks.filter(({ startedAt }) => isIn(startedAt, period));
  const over = begun.filter(({ end }) => end !== 'unfinished');
  const ended = (...ends: TalkEnd[]): Sample => ({
    kind: 'share',
    successes: over.filter(({ end }) => ends.includes(end)).length,
    trials: over.length,
  });
  return {
    conversations: momentsOf(
      begun.map(({ startedAt }) => startedAt),
      period,
    ),
    automation_rate: ended('confirmed', 'assumed'),
    confirmed: ended('confirmed'),
    assumed: ended('assumed'),
    handed_over: ended('with_people'),
    unanswered: ended('unanswered'),
  };
}

/** What tickets add to the figures of one period. */
interface TicketCounts {
  opened: number[];
  resolved: number[];
  firstReplies: Lengths;
  handling: Lengths;
  resolutions: Lengths;
  reopened: { successes: number; trials: number };
  kept: { successes: number; trials: number };
  backlog: number;
}

interface Lengths {
  wallMs: number[];
  businessMs: number[];
}

/** The times of each ticket are worked out once, and not kept. */
function countTickets(input: ReportInput, periods: readonly Period[]): Samples[] {
  const lengths = (): Lengths => ({ wallMs: [], businessMs: [] });
  const counts = periods.map(
    (): TicketCounts => ({
      ...{ opened: [], resolved: [], backlog: 0 },
      ...{ firstReplies: lengths(), handling: lengths(), resolutions: lengths() },
      ...{ reopened: { successes: 0, trials: 0 }, kept: { successes: 0, trials: 0 } },
    }),
  );
  for (const ticket of input.history.tickets) {
    const times = ticketTimes(ticket, calendarOf(ticket, input.levels), input.now);
    const decided = decidedClocks(ticket, times, input, periods);
    for (const [index, period] of periods.entries()) {
      const count = counts[index] as TicketCounts;
      addTimes(count, times, period, input.now);
      for (const { at, isMet } of decided) if (isIn(at, period)) addShare(count.kept, isMet);
    }
  }
  return counts.map((count, index) => ticketSamples(count, periods[index] as Period));
}

function addTimes(count: TicketCounts, times: TicketTimes, period: Period, now: number): void {
  if (isIn(times.openedAt, period)) count.opened.push(times.openedAt);
  if (isIn(times.firstReplyAt, period)) addLength(count.firstReplies, times.firstReply);
  const resolvedAt = resolutionIn(times, period);
  if (resolvedAt !== undefined) {
    count.resolved.push(resolvedAt);
    addLength(count.handling, times.handling);
    addLength(count.resolutions, times.resolution);
  }
  for (const { at, reopenedAt } of times.resolutions) {
    if (!isIn(at, period) || now - at < REOPENED_WITHIN_MS) continue;
    addShare(count.reopened, reopenedAt !== undefined && reopenedAt - at <= REOPENED_WITHIN_MS);
  }
  if (isOpenAt(times, period.until)) count.backlog += 1;
}

function addLength(lengths: Lengths, length: Length | undefined): void {
  if (length === undefined) return;
  lengths.wallMs.push(length.wallMs);
  if (length.businessMs !== undefined) lengths.businessMs.push(length.businessMs);
}

function addShare(share: { successes: number; trials: number }, isSuccess: boolean): void {
  share.trials += 1;
  if (isSuccess) share.successes += 1;
}

function ticketSamples(count: TicketCounts, period: Period): Samples {
  const median = (values: number[]): Sample => ({ kind: 'quantile', values, share: 0.5 });
  const p90 = (values: number[]): Sample => ({ kind: 'quantile', values, share: 0.9 });
  const { firstReplies, handling, resolutions } = count;
  return {
    first_response_median: median(firstReplies.wallMs),
    first_response_p90: p90(firstReplies.wallMs),
    first_response_business_median: median(firstReplies.businessMs),
    first_response_business_p90: p90(firstReplies.businessMs),
    handling_median: median(handling.wallMs),
    handling_p90: p90(handling.wallMs),
    resolution_median: median(resolutions.wallMs),
    resolution_p90: p90(resolutions.wallMs),
    resolution_business_median: median(resolutions.businessMs),
    resolution_business_p90: p90(resolutions.businessMs),
    reopen_rate: { kind: 'share', ...count.reopened },
    sla_kept: { kind: 'share', ...count.kept },
    tickets_opened: momentsOf(count.opened, period),
    tickets_resolved: momentsOf(count.resolved, period),
    backlog: { kind: 'count', value: count.backlog, daily: undefined },
  };
}

function momentsOf(moments: readonly number[], period: Period): Sample {
  return { kind: 'count', value: moments.length, daily: countEach24Hours(moments, period) };
}

/** From the beginning of the period, so that two periods of the same length have equally many. */
function countEach24Hours(moments: readonly number[], { since, until }: Period): number[] {
  const counts = new Array<number>(Math.max(1, Math.round((until - since) / DAY_MS))).fill(0);
  for (const at of moments) {
    const index = Math.min(Math.floor((at - since) / DAY_MS), counts.length - 1);
    counts[index] = (counts[index] ?? 0) + 1;
  }
  return counts;
}

/** When a ticket was resolved in the period for good, as far as the period goes. */
function resolutionIn({ resolutions }: TicketTimes, { since, until }: Period): number | undefined {
  const last = resolutions.findLast(({ at }) => at < until);
  if (last === undefined || last.at < since) return undefined;
  return last.reopenedAt === undefined || last.reopenedAt >= until ? last.at : undefined;
}

function isOpenAt({ openedAt, resolutions }: TicketTimes, at: number): boolean {
  if (openedAt >= at) return false;
  const last = resolutions.findLast((resolution) => resolution.at < at);
  return last === undefined || (last.reopenedAt !== undefined && last.reopenedAt < at);
}

/** When each of a ticket's promises was kept or broken, as far as that is in one of the periods. */
function decidedClocks(
  ticket: TicketHistory,
  { resolvedAt }: TicketTimes,
  { levels, now }: ReportInput,
  periods: readonly Period[],
): { at: number | undefined; isMet: boolean }[] {
  if (resolvedAt !== undefined && resolvedAt < Math.min(...periods.map(({ since }) => since))) return [];
  return promisesOf(ticket, levels, now).map(({ state, endedAt, breachedAt }) => ({
    at: state === 'met' ? endedAt : breachedAt,
    isMet: state === 'met',
  }));
}
