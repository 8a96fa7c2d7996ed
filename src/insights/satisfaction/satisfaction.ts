/** How content customers are, by several measures, and with whom and what. */

import { HOUR_MS } from '../../domain/policy.ts';
import { meanInterval } from '../../lib/statistics/differences.ts';
import { stepsOf } from '../by-time.ts';
import type { ReportInput } from '../create-report.ts';
import { createDayReader } from '../days.ts';
import { type Samples, toFigures } from '../figures.ts';
import type { Score, TicketHistory } from '../history/history.ts';
import { ticketTimes } from '../history/ticket-times.ts';
import type { Block, Figure, Period } from '../report.ts';
import { compositeScore, reopenAdjustedMean, responseScore, standardisedIndex } from './indices.ts';
import { bySubject } from './subjects.ts';
import { surveys } from './surveys.ts';

const SATISFIED_AT = 4;
/** A first response within this time is as good as can be wished for. */
const RESPONSE_TARGET_MS = HOUR_MS;
/** A week with fewer ratings has no point in the picture. */
const LEAST_A_STEP = 3;

type Rated = Score & { score: number };

/** The blocks of the report. */
export async function satisfaction(input: ReportInput): Promise<Block[]> {
  return [
    { kind: 'figures', figures: satisfactionFigures(input) },
    ...ratingsOverTime(input),
    ...bySubject(input),
    ...(await surveys(input)),
  ];
}

/** The measures of satisfaction, beside those of the period before. */
export function satisfactionFigures(input: ReportInput): Figure[] {
  const { period, history, goals } = input;
  const before = { since: period.since - (period.until - period.since), until: period.since };
  const tickets = new Map(history.tickets.map((ticket) => [ticket.ticketId, ticket]));
  const rated = history.scores.filter(isRated);
  return toFigures(
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
