/** How far off forecasts may be, learnt by forecasting days that are over from what was known before them. */

import { type CountDistribution, probabilityBelow, rangeOfCounts, stretchOf } from '../../lib/statistics/counts.ts';
import { type CountedDay, type DayModel, expectedOn, fitDays, sum } from './day-model.ts';

/** The share of what comes that lies within a range. */
export const COVERED = 0.8;
/** So many past days are forecast again: for totals more than for slots, of which each day has many. */
const BACKTEST_DAYS = { totals: 60, slots: 30 };
/** With fewer days nothing is fitted. */
const LEAST_FITTED_DAYS = 14;
/** Days are forecast from so many days before; a day ahead has the range of the first of these that is no sooner. */
const HORIZONS_DAYS = [1, 3, 7, 14];
/** Each horizon is so many times the one before, roughly. */
const LATER_TIMES = 2;
/** From fewer days than this it cannot be seen how far off forecasts of a horizon are. */
const LEAST_BACKTEST_DAYS = 10;

export interface Range {
  low: number;
  high: number;
}

/** How far off forecasts are beside what Poisson's chance makes, and between which probabilities counts then lie. */
interface Reach {
  off: number;
  from: number;
  to: number;
}

/** The ranges of a slot and of a day's total, for a day so many days ahead. */
export interface Ranges {
  ofSlot(daysAhead: number, expected: number): Range;
  ofTotal(daysAhead: number, expected: number): Range;
}

/** Learns from days in their order. */
export function learnRanges(days: readonly CountedDay[], isHoliday: (day: number) => boolean): Ranges {
  const models = new Map<number, DayModel>();
  const modelOf = (length: number) => {
    const model = models.get(length) ?? fitDays(days.slice(0, length), isHoliday);
    models.set(length, model);
    return model;
  };
  const slots: Reach[] = [];
  const totals: Reach[] = [];
  for (const horizon of HORIZONS_DAYS) {
    const pairs = backtest(days, horizon, modelOf);
    slots.push(reachOf(pairs.slice(-BACKTEST_DAYS.slots).flatMap(ofSlots), pairs.length, slots.at(-1)));
    totals.push(reachOf(pairs.map(ofTotals), pairs.length, totals.at(-1)));
  }
  const at = (reaches: readonly Reach[], daysAhead: number) => {
    const index = HORIZONS_DAYS.findIndex((horizon) => horizon >= daysAhead);
    return reaches[index] ?? (reaches.at(-1) as Reach);
  };
  return {
    ofSlot: (daysAhead, expected) => rangeOf(at(slots, daysAhead), expected),
    ofTotal: (daysAhead, expected) => rangeOf(at(totals, daysAhead), expected),
  };
}

interface ForecastDay {
  expected: readonly number[];
  counts: readonly number[];
}

interface Pair {
  expected: number;
  count: number;
}

/** Forecasts the last days from those that were over so many days before each. */
function backtest(days: readonly CountedDay[], horizon: number, modelOf: (length: number) => DayModel): ForecastDay[] {
  return days.slice(-BACKTEST_DAYS.totals).flatMap(({ day, counts }) => {
    const length = days.filter((before) => before.day <= day - horizon).length;
    return length < LEAST_FITTED_DAYS ? [] : [{ expected: expectedOn(modelOf(length), day), counts }];
  });
}

function ofSlots({ expected, counts }: ForecastDay): Pair[] {
  return counts.map((count, slot) => ({ expected: expected[slot] ?? 0, count }));
}

function ofTotals({ expected, counts }: ForecastDay): Pair {
  return { expected: sum(expected), count: sum(counts) };
}

/** Forecasts of a longer horizon are never less far off than those `sooner`; where it cannot be seen they are further off as a random walk is. */
function reachOf(pairs: readonly Pair[], days: number, sooner: Reach | undefined): Reach {
  if (days < LEAST_BACKTEST_DAYS && sooner !== undefined) {
    return { ...sooner, off: sooner.off * Math.sqrt(LATER_TIMES) };
  }
  const least = sooner?.off ?? 0;
  const beyond = pairs.reduce((total, { expected, count }) => total + (count - expected) ** 2 - expected, 0);
  const squares = pairs.reduce((total, { expected }) => total + expected ** 2, 0);
  const off = squares > 0 ? Math.max(least, Math.sqrt(Math.max(0, beyond / squares))) : least;
  // What nobody expects and nobody does tells nothing of ranges.
  const stretches = pairs
    .filter(({ expected, count }) => expected > 0 || count > 0)
    .map(({ expected, count }) => stretchOf(distributionOf(expected, off), count));
  if (stretches.length === 0) return { off, from: (1 - COVERED) / 2, to: (1 + COVERED) / 2 };
  // The outermost of few are less far out than those of many would be.
  const tail = Math.max(0, (1 - COVERED) / 2 - 0.4 / stretches.length);
  return { off, from: probabilityBelow(stretches, tail), to: probabilityBelow(stretches, 1 - tail) };
}

/** Where somebody came although nobody was expected, few are. */
const LEAST_EXPECTED = 0.005;

function distributionOf(expected: number, off: number): CountDistribution {
  return { mean: Math.max(LEAST_EXPECTED, expected), off };
}

function rangeOf({ off, from, to }: Reach, expected: number): Range {
  return rangeOfCounts(distributionOf(expected, off), from, to);
}
