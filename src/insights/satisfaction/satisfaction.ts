/** How content customers are, by several measures, and with whom and what. */

import type { NamedValue } from '../../charts/chart.ts';
import { HOUR_MS } from '../../domain/policy.ts';
import { wilsonInterval } from '../../domain/satisfaction.ts';
import { groupBy } from '../../lib/group-by.ts';
import { meanInterval } from '../../lib/statistics/differences.ts';
import { stepsOf } from '../by-time.ts';
import type { ReportInput } from '../create-report.ts';
import { createDayReader } from '../days.ts';
import { type Samples, toFigures } from '../figures.ts';
import type { Score, TicketHistory } from '../history/history.ts';
import { ticketTimes } from '../history/ticket-times.ts';
import type { Block, Period } from '../report.ts';
import { compositeScore, reopenAdjustedMean, responseScore, standardisedIndex } from './indices.ts';

const SATISFIED_AT = 4;
/** A first response within this time is as good as can be wished for. */
const RESPONSE_TARGET_MS = HOUR_MS;
/** A week with fewer ratings has no point in the picture. */
const LEAST_A_STEP = 3;
const MOST_ROWS = 12;

type Rated = Score & { score: number };

/** The blocks of the report. */
export function satisfaction(input: ReportInput): Block[] {
  const { period, history, goals } = input;
  const before = { since: period.since - (period.until - period.since), until: period.since };
  const tickets = new Map(history.tickets.map((ticket) => [ticket.ticketId, ticket]));
  const rated = history.scores.filter(isRated);
  const inPeriod = rated.filter(isIn(period));
  const figures = toFigures(
    [
      'rating_mean',
      'satisfied_share',
      'response_rate',
      'service_effectiveness',
      'satisfaction_index',
      'satisfaction_composite',
      'reopen_adjusted_rating',
      'answers_helped',
    ],
    samplesOf(input, period, rated, tickets),
    input.knownSince !== undefined && input.knownSince <= before.since
      ? samplesOf(input, before, rated, tickets)
      : undefined,
    goals,
  );
  return [
    { kind: 'figures', figures },
    ...ratingsOverTime(input),
    ...by('agent', 'Agents', inPeriod, ({ by: { id } }) => input.staffNames.get(id) ?? id),
    ...by('channel', 'Channels', inPeriod, ({ channel }) => channel),
    ...by('category', 'Categories of tickets', inPeriod, ({ ticketId }) => tickets.get(ticketId ?? '')?.category),
    ...by(
      'intent',
      'What it was about',
      inPeriod,
      ({ ticketId, intent }) => tickets.get(ticketId ?? '')?.intent ?? intent,
    ),
  ];
}

function isRated(score: Score): score is Rated {
  return score.about === 'rating' && score.score !== undefined;
}

function isIn({ since, until }: Period): (score: Pick<Score, 'askedAt'>) => boolean {
  return ({ askedAt }) => askedAt >= since && askedAt < until;
}

function samplesOf(
  { history, now }: ReportInput,
  period: Period,
  rated: readonly Rated[],
  tickets: ReadonlyMap<string, TicketHistory>,
): Samples {
  const asked = history.scores.filter(isIn(period));
  const ratings = rated.filter(isIn(period));
  const values = ratings.map(({ score }) => score);
  const answers = asked.filter(({ about, score }) => about === 'answer' && score !== undefined);
  const weight = ratings.reduce((sum, one) => sum + one.weight, 0);
  const of = ratings.flatMap(({ score, ticketId }) => {
    const ticket = tickets.get(ticketId ?? '');
    return ticket === undefined ? [] : [{ score, times: ticketTimes(ticket, undefined, now) }];
  });
  const customers = new Set(ratings.map(({ customerId }) => customerId));
  const earlier = rated.filter(({ askedAt, customerId }) => askedAt < period.since && customers.has(customerId));
  const composite = compositeScore({
    historyMean: meanOf(earlier.map(({ score }) => score)),
    currentMean: meanOf(values),
    responseScore: responseScore(
      of.flatMap(({ times }) => times.firstReply?.wallMs ?? []),
      RESPONSE_TARGET_MS,
    ),
  });
  const adjusted = reopenAdjustedMean(
    of.map(({ score, times }) => ({
      score,
      wasReopened: times.resolutions.some(({ reopenedAt }) => reopenedAt !== undefined),
    })),
  );
  return {
    rating_mean: { kind: 'mean', values },
    satisfied_share: {
      kind: 'share',
      successes: values.filter((score) => score >= SATISFIED_AT).length,
      trials: values.length,
    },
    response_rate: {
      ...{ kind: 'share', successes: values.length },
      trials: asked.filter(({ about }) => about === 'rating').length,
    },
    service_effectiveness: {
      ...{ kind: 'value', count: values.length },
      value: weight > 0 ? ratings.reduce((sum, one) => sum + one.weight * one.score, 0) / weight : undefined,
    },
    satisfaction_index: { kind: 'value', value: standardisedIndex(values), count: values.length },
    satisfaction_composite: { kind: 'value', value: composite, count: values.length },
    reopen_adjusted_rating: { kind: 'value', value: adjusted, count: of.length },
    answers_helped: {
      kind: 'share',
      successes: answers.filter(({ score }) => score === 1).length,
      trials: answers.length,
    },
  };
}

function meanOf(values: readonly number[]): number | undefined {
  return values.length === 0 ? undefined : values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** The mean rating a day, or a week in long periods; why there is no picture where there are too few. */
export function ratingsOverTime({ period, timeZone, history }: ReportInput): Block[] {
  const ratings = history.scores.filter(isRated).filter(isIn(period));
  const { starts, unit } = stepsOf(period, createDayReader(timeZone));
  const weeks = starts.filter((_, index) => index % 7 === 0);
  const steps = starts.length > 20 && weeks.length > 2 ? weeks : starts;
  const points = steps.flatMap((from, index) => {
    const until = steps[index + 1] ?? period.until;
    const values = ratings.filter(({ askedAt }) => askedAt >= from && askedAt < until).map(({ score }) => score);
    const interval = values.length < LEAST_A_STEP ? undefined : meanInterval(values);
    return interval === undefined
      ? []
      : [{ x: from, y: interval.value, low: Math.max(1, interval.low), high: Math.min(5, interval.high) }];
  });
  if (points.length < 2) {
    return [
      {
        kind: 'unknown',
        what: 'How ratings went over time',
        reason: `There are ${ratings.length} ratings in the period, too few to draw a line.`,
      },
    ];
  }
  return [
    {
      kind: 'chart',
      chart: {
        kind: 'lines',
        title: 'Mean rating over time',
        says: `With its 95 % interval; ${ratings.length} ratings in all. The scale is from 1 to 5.`,
        x: { kind: 'time', label: `beginning of the ${steps === starts ? unit : 'week'}`, timeZone },
        y: { label: 'mean rating', unit: 'score' },
        series: [{ name: 'rating', points }],
      },
    },
  ];
}

function by(
  what: string,
  title: string,
  ratings: readonly Rated[],
  nameOf: (rating: Rated) => string | undefined,
): Block[] {
  const groups = groupBy(
    ratings.filter((rating) => nameOf(rating) !== undefined),
    (rating) => nameOf(rating) as string,
  );
  const rows = [...groups].map(([name, found]): NamedValue => {
    const satisfied = found.filter(({ score }) => score >= SATISFIED_AT).length;
    return { name, value: satisfied / found.length, ...wilsonInterval(satisfied, found.length), count: found.length };
  });
  if (rows.length === 0) return [];
  const all = ratings.filter(({ score }) => score >= SATISFIED_AT).length / ratings.length;
  return [
    {
      kind: 'chart',
      chart: {
        kind: 'intervals',
        title,
        says: `The share of ratings of 4 and 5 by ${what}, with its 95 % Wilson interval: where intervals overlap, the order may be chance.`,
        axis: { label: 'satisfied', unit: 'share' },
        rows: rows.toSorted((a, b) => (b.count ?? 0) - (a.count ?? 0)).slice(0, MOST_ROWS),
        reference: { value: all, label: 'all' },
      },
    },
  ];
}
