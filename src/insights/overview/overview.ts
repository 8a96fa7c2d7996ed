/** The overview: how the desk did in a period, beside the period of the same length before it. */

import { type MeasureName, measureOf } from '../../domain/measures.ts';
import { DAY_MS } from '../../domain/policy.ts';
import type { Calendar } from '../../domain/sla/calendar.ts';
import { targetClocks } from '../../domain/sla/clock.ts';
import type { ServiceLevels } from '../../domain/sla/service-levels.ts';
import { findPolicy } from '../../domain/sla/sla-policy.ts';
import {
  differenceOfDailySums,
  differenceOfQuantiles,
  differenceOfShares,
  type Interval,
} from '../../lib/statistics/differences.ts';
import { quantile } from '../../lib/statistics/quantiles.ts';
import type { ReportInput } from '../create-report.ts';
import type { TicketHistory } from '../history/history.ts';
import { type Talk, type TalkEnd, toTalks } from '../history/talks.ts';
import { REOPENED_WITHIN_MS, type TicketTimes, ticketTimes } from '../history/ticket-times.ts';
import type { Block, Figure, Period } from '../report.ts';
import { overviewCharts } from './overview-charts.ts';

/** The figures of one period, before they are compared. */
interface Counted {
  shares: Partial<Record<MeasureName, { successes: number; trials: number }>>;
  lengths: Partial<Record<MeasureName, { values: number[]; share: number }>>;
  counts: Partial<Record<MeasureName, { value: number; daily: number[] | undefined }>>;
}

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
    { kind: 'figures' as const, figures: measures.map((name) => toFigure(name, now, before, input.goals[name])) },
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

function calendarOf({ category, channel, priority = 0 }: TicketHistory, levels: ServiceLevels): Calendar | undefined {
  const policy = findPolicy(levels.policies, { category, channel, priority });
  return (policy && levels.calendars[policy.calendar]?.calendar) ?? levels.openingHours?.calendar;
}

interface Timed {
  ticket: TicketHistory;
  times: TicketTimes;
}

function count(input: ReportInput, period: Period, talks: readonly Talk[], timed: readonly Timed[]): Counted {
  const isIn = (at: number | undefined): at is number => at !== undefined && at >= period.since && at < period.until;
  const begun = talks.filter(({ startedAt }) => isIn(startedAt));
  const over = begun.filter(({ end }) => end !== 'unfinished');
  const ended = (...ends: TalkEnd[]) => ({
    successes: over.filter(({ end }) => ends.includes(end)).length,
    trials: over.length,
  });
  const opened = timed.filter(({ times }) => isIn(times.openedAt)).map(({ times }) => times.openedAt);
  const replied = timed.filter(({ times }) => isIn(times.firstReplyAt));
  const resolved = timed.filter(({ times }) => resolutionIn(times, period) !== undefined);
  const lengths = (
    found: readonly Timed[],
    of: 'firstReply' | 'handling' | 'resolution',
    by: 'wallMs' | 'businessMs',
  ) => found.flatMap(({ times }) => times[of]?.[by] ?? []);
  const both = (median: MeasureName, p90: MeasureName, values: number[]) => ({
    [median]: { values, share: 0.5 },
    [p90]: { values, share: 0.9 },
  });
  const resolvedAt = resolved.flatMap(({ times }) => resolutionIn(times, period) ?? []);
  const moments = (found: readonly number[]) => ({ value: found.length, daily: countEach24Hours(found, period) });
  return {
    shares: {
      automation_rate: ended('confirmed', 'assumed'),
      confirmed: ended('confirmed'),
      assumed: ended('assumed'),
      handed_over: ended('with_people'),
      unanswered: ended('unanswered'),
      reopen_rate: reopened(timed, period, input.now),
      sla_kept: kept(timed, period, input),
    },
    lengths: {
      ...both('first_response_median', 'first_response_p90', lengths(replied, 'firstReply', 'wallMs')),
      ...both(
        'first_response_business_median',
        'first_response_business_p90',
        lengths(replied, 'firstReply', 'businessMs'),
      ),
      ...both('handling_median', 'handling_p90', lengths(resolved, 'handling', 'wallMs')),
      ...both('resolution_median', 'resolution_p90', lengths(resolved, 'resolution', 'wallMs')),
      ...both('resolution_business_median', 'resolution_business_p90', lengths(resolved, 'resolution', 'businessMs')),
    },
    counts: {
      conversations: moments(begun.map(({ startedAt }) => startedAt)),
      tickets_opened: moments(opened),
      tickets_resolved: moments(resolvedAt),
      backlog: { value: timed.filter(({ times }) => isOpenAt(times, period.until)).length, daily: undefined },
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

function reopened(timed: readonly Timed[], { since, until }: Period, now: number) {
  const over = timed
    .flatMap(({ times }) => times.resolutions)
    .filter(({ at }) => at >= since && at < until && now - at >= REOPENED_WITHIN_MS);
  const again = over.filter(({ at, reopenedAt }) => reopenedAt !== undefined && reopenedAt - at <= REOPENED_WITHIN_MS);
  return { successes: again.length, trials: over.length };
}

function kept(timed: readonly Timed[], { since, until }: Period, { levels, now }: ReportInput) {
  const sum = { successes: 0, trials: 0 };
  for (const { ticket, times } of timed) {
    if (times.resolvedAt !== undefined && times.resolvedAt < since) continue;
    const { category, channel, priority = 0, events } = ticket;
    const policy = findPolicy(levels.policies, { category, channel, priority });
    const calendar = policy && levels.calendars[policy.calendar]?.calendar;
    if (policy === undefined || calendar === undefined) continue;
    for (const { state, endedAt, breachedAt } of targetClocks({ events, policy, calendar, now })) {
      const decidedAt = state === 'met' ? endedAt : breachedAt;
      if (decidedAt === undefined || decidedAt < since || decidedAt >= until) continue;
      sum.trials += 1;
      if (state === 'met') sum.successes += 1;
    }
  }
  return sum;
}

function toFigure(measure: MeasureName, now: Counted, before: Counted | undefined, target: number | undefined): Figure {
  const { value, previous, difference, size, reason } = compare(measure, now, before);
  const isMet = value !== undefined && target !== undefined && isGoodEnough(measure, value, target);
  const goal = target === undefined ? undefined : { target, isMet };
  return { measure, value, count: size, before: previous, difference, goal, reason };
}

interface Compared {
  value: number | undefined;
  previous: number | undefined;
  difference: Interval | undefined;
  size: number;
  reason: string | undefined;
}

function compare(measure: MeasureName, now: Counted, before: Counted = NOTHING_BEFORE): Compared {
  const share = now.shares[measure];
  if (share) {
    const shareBefore = before.shares[measure] ?? { successes: 0, trials: 0 };
    return {
      value: shareOf(share),
      previous: shareOf(shareBefore),
      difference: differenceOfShares(share, shareBefore),
      size: share.trials,
      reason: share.trials === 0 ? NOTHING : undefined,
    };
  }
  const length = now.lengths[measure];
  if (length) {
    const lengthBefore = before.lengths[measure] ?? { values: [], share: length.share };
    return {
      value: quantile(length.values, length.share),
      previous: quantile(lengthBefore.values, length.share),
      difference: differenceOfQuantiles(length.values, lengthBefore.values, length.share),
      size: length.values.length,
      reason: length.values.length === 0 ? NOTHING : undefined,
    };
  }
  const { value, daily } = now.counts[measure] ?? { value: 0, daily: undefined };
  const { value: previous, daily: dailyBefore } = before.counts[measure] ?? { value: undefined, daily: undefined };
  const difference = daily && dailyBefore && differenceOfDailySums(daily, dailyBefore);
  return { value, previous, difference, size: value, reason: undefined };
}

const NOTHING_BEFORE: Counted = { shares: {}, lengths: {}, counts: {} };

const NOTHING = 'nothing of the kind in the period';

function shareOf({ successes, trials }: { successes: number; trials: number }): number | undefined {
  return trials === 0 ? undefined : successes / trials;
}

function isGoodEnough(measure: MeasureName, value: number, target: number): boolean {
  return measureOf(measure).better === 'less' ? value <= target : value >= target;
}
