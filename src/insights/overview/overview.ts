/** The overview: how the desk did in a period, beside the period of the same length before it. */

import type { MeasureName } from '../../domain/measures.ts';
import { DAY_MS } from '../../domain/policy.ts';
import type { ReportInput } from '../create-report.ts';
import { type Sample, type Samples, toFigures } from '../figures.ts';
import type { TicketHistory } from '../history/history.ts';
import { type Talk, type TalkEnd, toTalks } from '../history/talks.ts';
import { calendarOf, promisesOf } from '../history/ticket-promises.ts';
import { REOPENED_WITHIN_MS, type TicketTimes, ticketTimes } from '../history/ticket-times.ts';
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
  const timed = input.history.tickets.map((ticket) => ({
    ticket,
    times: ticketTimes(ticket, calendarOf(ticket, input.levels), input.now),
  }));
  const talks = toTalks(input.history.turns, input.now);
  const now = count(input, period, talks, timed);
  const before = isKnown(input)
    ? count(input, { since: period.since - lengthMs, until: period.since }, talks, timed)
    : undefined;
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

interface Timed {
  ticket: TicketHistory;
  times: TicketTimes;
}

function count(input: ReportInput, period: Period, talks: readonly Talk[], timed: readonly Timed[]): Samples {
  const isIn = (at: number | undefined): at is number => at !== undefined && at >= period.since && at < period.until;
  const begun = talks.filter(({ startedAt }) => isIn(startedAt));
  const over = begun.filter(({ end }) => end !== 'unfinished');
  const opened = timed.filter(({ times }) => isIn(times.openedAt)).map(({ times }) => times.openedAt);
  const replied = timed.filter(({ times }) => isIn(times.firstReplyAt));
  const resolved = timed.filter(({ times }) => resolutionIn(times, period) !== undefined);
  const lengths = (
    found: readonly Timed[],
    of: 'firstReply' | 'handling' | 'resolution',
    by: 'wallMs' | 'businessMs',
  ) => found.flatMap(({ times }) => times[of]?.[by] ?? []);
  const share = (successes: number, trials: number): Sample => ({ kind: 'share', successes, trials });
  const ended = (...ends: TalkEnd[]) => share(over.filter(({ end }) => ends.includes(end)).length, over.length);
  const both = (name: 'first_response' | 'handling' | 'resolution', values: number[]): Samples => ({
    [`${name}_median`]: { kind: 'quantile', values, share: 0.5 },
    [`${name}_p90`]: { kind: 'quantile', values, share: 0.9 },
  });
  const inBusiness = (name: 'first_response' | 'resolution', values: number[]): Samples => ({
    [`${name}_business_median`]: { kind: 'quantile', values, share: 0.5 },
    [`${name}_business_p90`]: { kind: 'quantile', values, share: 0.9 },
  });
  const moments = (found: readonly number[]): Sample => ({
    ...{ kind: 'count', value: found.length },
    daily: countEach24Hours(found, period),
  });
  return {
    automation_rate: ended('confirmed', 'assumed'),
    confirmed: ended('confirmed'),
    assumed: ended('assumed'),
    handed_over: ended('with_people'),
    unanswered: ended('unanswered'),
    reopen_rate: reopened(timed, period, input.now),
    sla_kept: kept(timed, period, input),
    ...both('first_response', lengths(replied, 'firstReply', 'wallMs')),
    ...inBusiness('first_response', lengths(replied, 'firstReply', 'businessMs')),
    ...both('handling', lengths(resolved, 'handling', 'wallMs')),
    ...both('resolution', lengths(resolved, 'resolution', 'wallMs')),
    ...inBusiness('resolution', lengths(resolved, 'resolution', 'businessMs')),
    conversations: moments(begun.map(({ startedAt }) => startedAt)),
    tickets_opened: moments(opened),
    tickets_resolved: moments(resolved.flatMap(({ times }) => resolutionIn(times, period) ?? [])),
    backlog: {
      kind: 'count',
      value: timed.filter(({ times }) => isOpenAt(times, period.until)).length,
      daily: undefined,
    },
  };
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

function reopened(timed: readonly Timed[], { since, until }: Period, now: number): Sample {
  const over = timed
    .flatMap(({ times }) => times.resolutions)
    .filter(({ at }) => at >= since && at < until && now - at >= REOPENED_WITHIN_MS);
  const again = over.filter(({ at, reopenedAt }) => reopenedAt !== undefined && reopenedAt - at <= REOPENED_WITHIN_MS);
  return { kind: 'share', successes: again.length, trials: over.length };
}

function kept(timed: readonly Timed[], { since, until }: Period, { levels, now }: ReportInput): Sample {
  const sum = { kind: 'share' as const, successes: 0, trials: 0 };
  for (const { ticket, times } of timed) {
    if (times.resolvedAt !== undefined && times.resolvedAt < since) continue;
    for (const { state, endedAt, breachedAt } of promisesOf(ticket, levels, now)) {
      const decidedAt = state === 'met' ? endedAt : breachedAt;
      if (decidedAt === undefined || decidedAt < since || decidedAt >= until) continue;
      sum.trials += 1;
      if (state === 'met') sum.successes += 1;
    }
  }
  return sum;
}
