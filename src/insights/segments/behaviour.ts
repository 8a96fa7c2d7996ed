/** How customers behave, as numbers that can be compared. */

import { quantileOfSorted } from '../../lib/statistics/quantiles.ts';

/** What one customer did in the period. Counts are whole and not negative. */
export interface BehaviourRow {
  customerId: string;
  /** Talks the customer began, at least 1. */
  conversations: number;
  messages: number;
  /** Of the conversations, those begun at night, from 21:00 to 7:00 by the desk's clock. */
  atNight: number;
  /** Of the conversations, those that the bot answered with nobody's help. */
  answeredByBot: number;
  /** How often the customer was asked for a score, and gave one. */
  askedForScore: number;
  scored: number;
}

export interface Feature {
  name: string;
  /** What is said of a segment that has more, or less, of it than other customers. */
  more: string;
  less: string;
  of(row: BehaviourRow, usual: Usual): number;
}

/** What is usual on this desk: the shares of all customers together. */
interface Usual {
  night: number;
  bot: number;
  scored: number;
}

/** A customer's share counts as if so many times the usual had been seen before: one talk by night makes nobody somebody of the night. */
const HELD_TO_USUAL = 2;

/** Counts by their logarithm, since ten talks and eleven are alike where one and two are not. */
export const FEATURES: readonly Feature[] = [
  {
    name: 'conversations',
    more: 'write often',
    less: 'write seldom',
    of: ({ conversations }) => Math.log(conversations),
  },
  {
    name: 'messages a conversation',
    more: 'write much at a time',
    less: 'write little at a time',
    of: ({ messages, conversations }) => Math.log((messages + 1) / conversations),
  },
  {
    name: 'by night',
    more: 'mostly by night',
    less: 'mostly by day',
    of: ({ atNight, conversations }, { night }) => heldShare(atNight, conversations, night),
  },
  {
    name: 'answered by the bot',
    more: 'get answered by the bot',
    less: 'are answered by people',
    of: ({ answeredByBot, conversations }, { bot }) => heldShare(answeredByBot, conversations, bot),
  },
  {
    name: 'scores given',
    more: 'rate what they get',
    less: 'rarely rate',
    of: ({ scored, askedForScore }, { scored: usual }) => heldShare(scored, askedForScore, usual),
  },
];

function heldShare(count: number, of: number, usual: number): number {
  return (count + HELD_TO_USUAL * usual) / (of + HELD_TO_USUAL);
}

/** Values further from the middle count as so far: a robot that writes ten thousand times is no segment of its own. */
const FARTHEST = 3;

/**
 * Each customer as a point: features about their mean in standard deviations, outliers held at three. Features in which everybody is
 * alike are left out. The spread is worked out between the first and the last hundredth, which outliers do not move.
 */
export function toPoints(rows: readonly BehaviourRow[]): { features: Feature[]; points: number[][] } {
  const sum = (of: (row: BehaviourRow) => number) => rows.reduce((total, row) => total + of(row), 0);
  const conversations = sum((row) => row.conversations);
  const asked = sum((row) => row.askedForScore);
  const usual = {
    night: sum((row) => row.atNight) / conversations,
    bot: sum((row) => row.answeredByBot) / conversations,
    scored: asked === 0 ? 0 : sum((row) => row.scored) / asked,
  };
  const columns = FEATURES.map((feature) => ({
    feature,
    values: standardise(rows.map((row) => feature.of(row, usual))),
  })).filter(({ values }) => values !== undefined);
  return {
    features: columns.map(({ feature }) => feature),
    points: rows.map((_, index) => columns.map(({ values }) => values?.[index] ?? 0)),
  };
}

function standardise(values: readonly number[]): number[] | undefined {
  const sorted = Float64Array.from(values).sort();
  const low = quantileOfSorted(sorted, 0.01) ?? 0;
  const high = quantileOfSorted(sorted, 0.99) ?? 0;
  const held = values.map((value) => Math.min(high, Math.max(low, value)));
  const mean = held.reduce((total, value) => total + value, 0) / held.length;
  const spread = Math.sqrt(held.reduce((total, value) => total + (value - mean) ** 2, 0) / held.length);
  if (!(spread > 1e-9 * Math.max(1, Math.abs(mean)))) return undefined;
  return values.map((value) => Math.min(FARTHEST, Math.max(-FARTHEST, (value - mean) / spread)));
}
