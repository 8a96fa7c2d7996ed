/** The drivers of satisfaction as a report shows them. */

import { HOUR_MS } from '../../domain/policy.ts';
import type { ReportInput } from '../create-report.ts';
import type { History } from '../history/history.ts';
import { ticketTimes } from '../history/ticket-times.ts';
import type { Block, Period } from '../report.ts';
import { type Driver, findDrivers, type RatedRow } from './drivers.ts';

/** What ratings are held against, in words and in their units. */
const FEATURES = {
  firstResponse: 'first response, doubled',
  handling: 'handling, doubled',
  replies: 'replies',
  reassigned: 'passed on',
  reopened: 'opened again',
  afterHandover: 'asked for a person',
} as const;

/** The rated tickets of a period with what ratings are held against. */
export function ratedRows({ tickets, scores }: History, { since, until }: Period): RatedRow[] {
  const byId = new Map(tickets.map((ticket) => [ticket.ticketId, ticket]));
  return scores.flatMap(({ about, score, askedAt, scoredAt, ticketId }) => {
    const ticket = byId.get(ticketId ?? '');
    if (about !== 'rating' || score === undefined || askedAt < since || askedAt >= until || ticket === undefined)
      return [];
    // What came after the rating says nothing of it.
    const ratedAt = scoredAt ?? askedAt;
    const { firstReply, handling, replies, reassigned, resolutions } = ticketTimes(ticket, undefined, ratedAt);
    if (firstReply === undefined) return [];
    const wasReopened = resolutions.some(({ reopenedAt }) => reopenedAt !== undefined);
    return [
      {
        rating: score,
        features: {
          [FEATURES.firstResponse]: Math.log2(1 + firstReply.wallMs / HOUR_MS),
          [FEATURES.handling]: Math.log2(1 + (handling?.wallMs ?? 0) / HOUR_MS),
          [FEATURES.replies]: replies,
          [FEATURES.reassigned]: reassigned,
          [FEATURES.reopened]: wasReopened ? 1 : 0,
          [FEATURES.afterHandover]: ticket.reason === 'requested' ? 1 : 0,
        },
      },
    ];
  });
}

/** The blocks of the report. */
export function drivers({ history, period }: ReportInput): Block[] {
  const found = findDrivers(ratedRows(history, period));
  if (found.kind === 'unknown') return [{ kind: 'unknown', what: 'What goes with satisfaction', reason: found.reason }];
  const { drivers: all, rSquared, rootMeanSquareError, rows, leftOut, dropped } = found;
  const named = all.filter(({ isNamed }) => isNamed);
  const names = named.map(({ name, estimate }) => `${name} (${estimate > 0 ? 'higher' : 'lower'} ratings)`);
  return [
    {
      kind: 'text',
      text:
        named.length === 0
          ? `Of ${rows} rated tickets nothing is known to go with ratings: whatever differs may be chance.`
          : `Of ${rows} rated tickets these go with ratings, with a chance of at most 1 % that any is named wrongly: ${names.join('; ')}.`,
    },
    {
      kind: 'text',
      text: `All together they tell ${(rSquared * 100).toFixed(0)} % of how ratings differ (R²), and are ${rootMeanSquareError.toFixed(2)} off in the mean (RMSE). These are associations: what goes with low ratings need not cause them. Ratings are ordinal data, treated as numbers here; ${ordinalWords(named)}${caveats(all, leftOut)}`,
    },
    {
      kind: 'chart',
      chart: {
        kind: 'intervals',
        title: 'What ratings go with',
        says: 'By how much the rating differs, all others alike, with its 95 % interval: for twice the time (hours + 1), for one reply more, and where a ticket was passed on, was opened again, or came of asking for a person rather than of what the bot could not answer.',
        axis: { label: 'difference of the rating', unit: 'score' },
        rows: all.map(({ name, estimate, low, high }) => ({ name, value: estimate, low, high })),
        reference: { value: 0, label: 'none' },
      },
    },
    {
      kind: 'table',
      title: 'Coefficients',
      columns: [
        ...[
          { title: 'What' },
          { title: 'Difference', unit: 'number' as const },
          { title: 'Standard error', unit: 'number' as const },
        ],
        ...[
          { title: 'p, corrected' },
          { title: 'Standardised', unit: 'number' as const },
          { title: 'VIF', unit: 'number' as const },
        ],
      ],
      rows: all.map(({ name, estimate, standardError, adjustedP, standardised, varianceInflation }) => [
        ...[name, estimate, standardError],
        ...[adjustedP < 0.0001 ? '< 0.0001' : adjustedP.toFixed(4), standardised, varianceInflation],
      ]),
    },
    ...dropped.map(
      ({ name, reason }): Block => ({
        kind: 'unknown',
        what: name,
        reason: DROPPED_WORDS[reason],
      }),
    ),
  ];
}

/** Above this a feature is told so far by the others that its part can hardly be told apart (D. W. Marquardt, 1970). */
const HIGH_INFLATION = 10;

const DROPPED_WORDS = {
  constant: 'It is the same in all rated tickets.',
  collinear: 'The others tell it already.',
  missing: 'It is not known of enough rated tickets.',
};

/** What is to be known beside the figures; an empty text where there is nothing. */
function caveats(all: readonly Driver[], leftOut: number): string {
  const entangled = all.filter(({ varianceInflation = 1 }) => varianceInflation > HIGH_INFLATION);
  const parts = [
    entangled.length > 0 &&
      ` The others tell nearly all of ${entangled.map(({ name }) => name).join(' and ')} (VIF above ${HIGH_INFLATION}): what belongs to which can hardly be told.`,
    leftOut > 0 && ` ${leftOut} rated tickets of which something is not known are not counted.`,
  ];
  return parts.filter(Boolean).join('');
}

function ordinalWords(named: readonly { name: string; holdsForRanks: boolean }[]): string {
  const weak = named.filter(({ holdsForRanks }) => !holdsForRanks);
  return weak.length === 0
    ? 'their order alone says the same.'
    : `by their order alone ${weak.map(({ name }) => name).join(' and ')} would not be named.`;
}
