/**
 * How many will come in each half-hour of the days ahead: the total of a day from its weekday, its place in the month and how the days before
 * went, spread over the day as such days are spread. Totals are worked with by their square roots, which makes chance alike for busy and quiet days
 * (F. J. Anscombe, "The transformation of Poisson, binomial and negative-binomial data", 1948).
 */

import { Matrix, solve } from 'ml-matrix';
import type { Finding } from '../../lib/statistics/finding.ts';
import { quantile } from '../../lib/statistics/quantiles.ts';

/** A day that is over: how many came in each slot; all days have the slots of the same times of day, and days may be missing. */
export interface CountedDay {
  /** The number of the local day since 1970-01-01. */
  day: number;
  counts: readonly number[];
}

export interface SlotForecast {
  expected: number;
  /** Between these four of five will lie. */
  low: number;
  high: number;
}

export interface DayForecast {
  day: number;
  slots: SlotForecast[];
  total: SlotForecast;
}

/** With less nothing can be said of weekdays. */
export const LEAST_DAYS = 21;
/** Older days than this tell little of tomorrow, and cost time. */
const MOST_DAYS = 200;
/** A day counts half as much as one so many days later. */
const HALF_LIFE_DAYS = 30;
/** A day whose total is further off than this many typical errors, such as an outage's, is taken to be that far off only. */
const OUTLIER_ERRORS = 2;
/** So many past days are forecast again, to see how far off forecasts are. */
const BACKTEST_DAYS = 30;
/** The share of what comes that lies between `low` and `high`. */
export const COVERED = 0.8;

/** Forecasts these days, each later than all that are counted; says why where that cannot be told. */
export function forecastDays(
  history: readonly CountedDay[],
  ahead: readonly number[],
): Finding<{ days: DayForecast[]; rests: number }> {
  const days = history.toSorted((a, b) => a.day - b.day).slice(-MOST_DAYS);
  if (days.length < LEAST_DAYS) {
    return { kind: 'unknown', reason: `${days.length} days are known; it takes ${LEAST_DAYS} to tell weekdays apart.` };
  }
  if (days.every(({ counts }) => sum(counts) === 0)) {
    return { kind: 'unknown', reason: `Nobody came on any of ${days.length} days.` };
  }
  const spread = spreadOf(days);
  const model = fitModel(days);
  return { kind: 'known', rests: days.length, days: ahead.map((day) => withRanges(day, predict(model, day), spread)) };
}

interface Model {
  days: readonly CountedDay[];
  /** Of the square roots of totals: by feature, the constant first. */
  weights: number[];
  /** How far off the newest day was, and how much of that stays until the next. */
  lastError: number;
  lastDay: number;
  persistence: number;
  shares: (weekday: number) => number[];
}

function weekdayOf(day: number): number {
  return (((day + 3) % 7) + 7) % 7;
}

/** Where a day stands in its month: from 0 at its beginning to 1 at its end. */
function placeInMonth(day: number): number {
  const date = new Date(day * 86_400_000);
  const length = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate();
  return (date.getUTCDate() - 1) / length;
}

/** A trend of the last weeks goes on for so many days, and no further. */
const TREND_AHEAD_DAYS = 4;

/** The constant, weekdays, the month's first and last days and its round, and the trend, in units that a ridge treats alike. */
function featuresOf(day: number, lastDay: number): number[] {
  const weekday = weekdayOf(day);
  const place = placeInMonth(day);
  const angle = 2 * Math.PI * place;
  return [
    1,
    ...Array.from({ length: 7 }, (_, index) => (index === weekday ? 1 : 0)),
    ...[Math.cos(angle), Math.sin(angle), Math.cos(2 * angle), Math.sin(2 * angle)],
    place < 0.1 ? 1 : 0,
    place > 0.9 ? 1 : 0,
    Math.min(day - lastDay, TREND_AHEAD_DAYS) / 100,
  ];
}

/** How strongly each feature is held to 0: the constant not at all, the month's more than weekdays. */
const RIDGE = [1e-6, ...new Array<number>(7).fill(0.3), 10, 10, 10, 10, 10, 10, 0.1];

function rootOf(total: number): number {
  return Math.sqrt(total + 0.375);
}

function fitModel(days: readonly CountedDay[]): Model {
  const lastDay = days.at(-1)?.day ?? 0;
  const roots = days.map(({ counts }) => rootOf(sum(counts)));
  const ages = days.map(({ day }) => 0.5 ** ((lastDay - day) / HALF_LIFE_DAYS));
  const rows = days.map(({ day }) => featuresOf(day, lastDay));
  let targets = roots;
  let weights = ridge(rows, targets, ages);
  // Once more with what is far off drawn near: one outage does not move a weekday.
  const errors = roots.map((root, index) => root - dot(weights, rows[index] as number[]));
  const typical = Math.max(1e-9, (quantile(errors.map(Math.abs), 0.5) ?? 0) * 1.4826);
  targets = roots.map((root, index) => {
    const error = errors[index] ?? 0;
    return root - error + Math.max(-OUTLIER_ERRORS * typical, Math.min(OUTLIER_ERRORS * typical, error));
  });
  weights = ridge(rows, targets, ages);
  const left = targets.map((target, index) => target - dot(weights, rows[index] as number[]));
  return {
    days,
    weights,
    lastDay,
    lastError: left.at(-1) ?? 0,
    persistence: persistenceOf(left),
    shares: sharesOf(days),
  };
}

/** Errors that were fitted are more alike than those to come: their autocorrelation is too small by about this. */
const PERSISTENCE_SHRUNK = 1.4;

/** How much of a day's error stays until the next: the lag-1 autocorrelation, within what a desk may have. */
function persistenceOf(errors: readonly number[]): number {
  let product = 0;
  let squares = 1e-9;
  for (let index = 1; index < errors.length; index += 1) {
    product += (errors[index] as number) * (errors[index - 1] as number);
    squares += (errors[index - 1] as number) ** 2;
  }
  return Math.max(0, Math.min(0.9, (PERSISTENCE_SHRUNK * product) / squares));
}

function ridge(
  rows: readonly (readonly number[])[],
  targets: readonly number[],
  importance: readonly number[],
): number[] {
  const size = rows[0]?.length ?? 0;
  // The ridge as rows of its own, solved by QR with the others.
  const design = [
    ...rows.map((row, index) => row.map((value) => value * Math.sqrt(importance[index] ?? 1))),
    ...Array.from({ length: size }, (_, index) =>
      Array.from({ length: size }, (__, column) => (column === index ? Math.sqrt(RIDGE[index] ?? 1) : 0)),
    ),
  ];
  const right = [
    ...targets.map((target, index) => target * Math.sqrt(importance[index] ?? 1)),
    ...new Array<number>(size).fill(0),
  ];
  return solve(new Matrix(design), Matrix.columnVector(right)).to1DArray();
}

/** So many days of all weekdays count as one of the weekday itself, for how a day is spread. */
const ALL_DAYS_WEIGHT = 0.12;

/** How the day is spread over its slots by weekday: the newest of the weekday most, and all days a little. */
function sharesOf(days: readonly CountedDay[]): (weekday: number) => number[] {
  const lastDay = days.at(-1)?.day ?? 0;
  const slots = Math.max(...days.map(({ counts }) => counts.length));
  const known = new Map<number, number[]>();
  return (weekday) => {
    const found = known.get(weekday);
    if (found !== undefined) return found;
    const sums = new Array<number>(slots).fill(0);
    for (const { day, counts } of days) {
      const total = sum(counts);
      if (total === 0) continue;
      const importance = (weekdayOf(day) === weekday ? 1 : ALL_DAYS_WEIGHT) * 0.5 ** ((lastDay - day) / HALF_LIFE_DAYS);
      // A day of few counts as little as it tells: with its number, and no more than one of a hundred.
      const weight = (importance * Math.min(100, total)) / 100;
      counts.forEach((count, slot) => {
        sums[slot] = (sums[slot] ?? 0) + (weight * count) / total;
      });
    }
    const all = sum(sums);
    const shares = sums.map((value) => (all === 0 ? 1 / slots : value / all));
    known.set(weekday, shares);
    return shares;
  };
}

function predict(model: Model, day: number): number[] {
  const steps = Math.max(1, day - model.lastDay);
  const level =
    dot(model.weights, featuresOf(day, model.lastDay)) + model.lastError * model.persistence ** Math.min(steps, 7);
  const total = Math.max(0, Math.max(0, level) ** 2 - 0.375);
  return model.shares(weekdayOf(day)).map((share) => share * total);
}

/** How far off forecasts are beside what Poisson's chance makes: of a slot, and of a day; each at both ends. */
interface Spread {
  slot: Ends;
  total: Ends;
}

interface Ends {
  /** The share by which everything is off together, beyond chance. */
  extra: number;
  /** In typical errors: at the lower end, and at the upper one. */
  low: number;
  high: number;
}

/** Forecasts the last days from those before each, and looks how far off they were. */
function spreadOf(days: readonly CountedDay[]): Spread {
  const first = Math.max(LEAST_DAYS - 7, days.length - BACKTEST_DAYS);
  const slots: { expected: number; actual: number }[] = [];
  const totals: { expected: number; actual: number }[] = [];
  for (let index = first; index < days.length; index += 1) {
    const day = days[index] as CountedDay;
    const predicted = predict(fitModel(days.slice(0, index)), day.day);
    for (const [slot, actual] of day.counts.entries()) slots.push({ expected: predicted[slot] ?? 0, actual });
    totals.push({ expected: sum(predicted), actual: sum(day.counts) });
  }
  return { slot: endsOf(slots), total: endsOf(totals) };
}

function endsOf(pairs: readonly { expected: number; actual: number }[]): Ends {
  const beyond = pairs.reduce((total, { expected, actual }) => total + (actual - expected) ** 2 - expected, 0);
  const squares = pairs.reduce((total, { expected }) => total + expected ** 2, 0);
  const extra = squares > 0 ? Math.sqrt(Math.max(0, beyond / squares)) : 0;
  const off = pairs.map(({ expected, actual }) => (actual - expected) / deviationOf(expected, extra));
  const tail = (1 - COVERED) / 2;
  return { extra, low: quantile(off, tail) ?? -1.2816, high: quantile(off, 1 - tail) ?? 1.2816 };
}

function deviationOf(expected: number, extra: number): number {
  return Math.sqrt(Math.max(expected, 0.05) + (extra * expected) ** 2);
}

function withRanges(day: number, expected: readonly number[], { slot, total }: Spread): DayForecast {
  return { day, slots: expected.map((value) => withRange(value, slot)), total: withRange(sum(expected), total) };
}

function withRange(expected: number, { extra, low, high }: Ends): SlotForecast {
  const deviation = deviationOf(expected, extra);
  return { expected, low: Math.max(0, expected + low * deviation), high: Math.max(0, expected + high * deviation) };
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

function dot(a: readonly number[], b: readonly number[]): number {
  return a.reduce((total, value, index) => total + value * (b[index] ?? 0), 0);
}
