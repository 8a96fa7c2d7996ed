/** How people sound in public channels: shares of what is positive, neutral and negative, by week. */

import { DAY_MS } from '../../domain/policy.ts';
import { groupBy } from '../../lib/group-by.ts';
import { differenceOfShares, type Interval, wilson } from '../../lib/statistics/differences.ts';
import type { Finding } from '../../lib/statistics/finding.ts';
import { type DayReader, mondayOf } from '../days.ts';

/** A message somebody wrote. */
export interface MoodRow {
  /** Epoch milliseconds. */
  at: number;
  /** The channel it was written in. */
  source: string;
  /** From -1 to 1; 0 when nothing in it tells. */
  sentiment: number;
}

export const MOODS = ['positive', 'neutral', 'negative'] as const;
export type Mood = (typeof MOODS)[number];

export interface MoodShare extends Interval {
  share: number;
}

export type MoodShares = Record<Mood, MoodShare>;

/** A week, or the period, of one channel or of all. */
export interface MoodPeriod {
  since: number;
  messages: number;
  /** Unknown with too few messages. */
  shares: Finding<MoodShares>;
  /** Shares less those of the period before; undefined where either is unknown. An interval without 0 is beyond chance. */
  change: Record<Mood, Interval & { difference: number }> | undefined;
}

export interface SourceMood {
  /** Undefined for all channels together. */
  source: string | undefined;
  weeks: MoodPeriod[];
  /** The whole period, compared with the one before of the same length. */
  whole: MoodPeriod;
}

/** What is further from 0 is told from neutral, as C. Hutto and E. Gilbert have it ("VADER", 2014). */
const TELLS_FROM = 0.05;
const LEAST_MESSAGES = 20;

/**
 * The mood of all channels together, then of each, the busiest first. Weeks begin on Mondays by the desk's clock, and only whole weeks of
 * the period are told. Rows from as long before `since` are compared with.
 */
export function findMood(
  rows: readonly MoodRow[],
  { since, until, days }: { since: number; until: number; days: DayReader },
): Finding<{ sources: SourceMood[] }> {
  const sorted = rows.toSorted((a, b) => a.at - b.at);
  const now = between(sorted, since, until);
  if (now.length < LEAST_MESSAGES) {
    const reason = `There are ${now.length} messages of public channels in the period; ${LEAST_MESSAGES} are needed.`;
    return { kind: 'unknown', reason };
  }
  const starts = weekStarts(since, until, days);
  const bySource = groupBy(sorted, ({ source }) => source);
  const names = [...groupBy(now, ({ source }) => source)].toSorted((a, b) => b[1].length - a[1].length);
  const moodIn = (source: string | undefined): SourceMood => {
    const own = source === undefined ? sorted : (bySource.get(source) ?? []);
    const weeks = starts.map(([from, to, before]) =>
      toPeriod(from, between(own, from, to), between(own, before, from)),
    );
    const whole = toPeriod(since, between(own, since, until), between(own, 2 * since - until, since));
    return { source, weeks, whole };
  };
  return { kind: 'known', sources: [undefined, ...names.map(([source]) => source)].map(moodIn) };
}

/** Those from one moment until before another, of rows in order of time. */
function between(sorted: readonly MoodRow[], from: number, to: number): readonly MoodRow[] {
  return sorted.slice(firstFrom(sorted, from), firstFrom(sorted, to));
}

/** The index of the first row that is not earlier, found by halves. */
function firstFrom(sorted: readonly MoodRow[], from: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle]?.at ?? 0) < from) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The beginning and end of each whole week, and the beginning of the one before. */
function weekStarts(since: number, until: number, days: DayReader): [number, number, number][] {
  const starts: [number, number, number][] = [];
  for (let day = mondayOf(days.dayOf(since)); days.startOf(day) < until + DAY_MS; day += 7) {
    const week = [days.startOf(day), days.startOf(day + 7), days.startOf(day - 7)] as [number, number, number];
    if (week[0] >= since && week[1] <= until) starts.push(week);
  }
  return starts;
}

function toPeriod(since: number, rows: readonly MoodRow[], before: readonly MoodRow[]): MoodPeriod {
  const shares = toShares(rows);
  const change =
    shares.kind === 'known' && before.length >= LEAST_MESSAGES
      ? byMood((mood) => {
          const now = { successes: countOf(rows, mood), trials: rows.length };
          const then = { successes: countOf(before, mood), trials: before.length };
          const difference = now.successes / now.trials - then.successes / then.trials;
          return { difference, ...(differenceOfShares(now, then) ?? { low: difference, high: difference }) };
        })
      : undefined;
  return { since, messages: rows.length, shares, change };
}

function toShares(rows: readonly MoodRow[]): Finding<MoodShares> {
  if (rows.length < LEAST_MESSAGES) {
    return { kind: 'unknown', reason: `There are ${rows.length} messages; ${LEAST_MESSAGES} are needed.` };
  }
  const shares = byMood((mood) => {
    const successes = countOf(rows, mood);
    return { share: successes / rows.length, ...wilson({ successes, trials: rows.length }) };
  });
  return { kind: 'known', ...shares };
}

function byMood<T>(of: (mood: Mood) => T): Record<Mood, T> {
  return { positive: of('positive'), neutral: of('neutral'), negative: of('negative') };
}

function countOf(rows: readonly MoodRow[], mood: Mood): number {
  return rows.filter(({ sentiment }) => moodOf(sentiment) === mood).length;
}

/** How a message sounds. */
export function moodOf(sentiment: number): Mood {
  if (sentiment >= TELLS_FROM) return 'positive';
  return sentiment <= -TELLS_FROM ? 'negative' : 'neutral';
}
