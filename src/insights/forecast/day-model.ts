/**
 * How many come on a day and when: the total of a day from its weekday, its place in the month, whether it is a holiday and how the days before
 * went, spread over the day as such days are spread. Totals are worked with by their square roots, which makes chance alike for busy and quiet
 * days (F. J. Anscombe, "The transformation of Poisson, binomial and negative-binomial data", 1948).
 */

import { Matrix, QrDecomposition } from 'ml-matrix';
import { quantile } from '../../lib/statistics/quantiles.ts';
import { weekdayOf } from '../days.ts';

/**
 * A day that is over: how many came in each slot. Slots are those of the clock on the wall, so that the day on which clocks go forward has slots
 * in which nobody can come, and the day on which they go back has twice the time in some. Days may be missing.
 */
export interface CountedDay {
  /** The number of the local day since 1970-01-01. */
  day: number;
  counts: readonly number[];
}

/** A day counts half as much as one so many days later. */
const HALF_LIFE_DAYS = 30;
/** A day whose total is further off than this many typical errors, such as an outage's, is taken to be that far off only. */
const OUTLIER_ERRORS = 2;
const ROBUST_ROUNDS = 3;

export interface DayModel {
  /** Of the square roots of totals: by feature, the constant first. */
  weights: number[];
  /** How far off the newest day was, and how much of that stays until the next. */
  lastError: number;
  lastDay: number;
  persistence: number;
  /** A mean is more than the square of the mean of square roots, by this factor (N. Duan, "Smearing estimate", 1983). */
  smearing: number;
  shares: (weekday: number) => number[];
  isHoliday: (day: number) => boolean;
}

/** Fits to days in their order. */
export function fitDays(days: readonly CountedDay[], isHoliday: (day: number) => boolean): DayModel {
  const lastDay = days.at(-1)?.day ?? 0;
  const roots = days.map(({ counts }) => Math.sqrt(sum(counts) + ROOT_SHIFT));
  const ages = days.map(({ day }) => 0.5 ** ((lastDay - day) / HALF_LIFE_DAYS));
  const rows = days.map(({ day }) => featuresOf(day, lastDay, isHoliday));
  const solve = ridge(rows, ages);
  let targets = roots;
  let weights = solve(roots);
  for (let round = 0; round < ROBUST_ROUNDS; round += 1) {
    targets = drawnNear(
      roots,
      rows.map((row) => dot(weights, row)),
    );
    weights = solve(targets);
  }
  const fitted = rows.map((row) => dot(weights, row));
  const left = targets.map((target, index) => target - (fitted[index] as number));
  const totalOf = (values: readonly number[]) =>
    values.reduce((total, root, index) => total + (ages[index] as number) * totalOfRoot(root), 0);
  return {
    weights,
    lastDay,
    lastError: left.at(-1) ?? 0,
    persistence: persistenceOf(left),
    smearing: totalOf(targets) / Math.max(1e-9, totalOf(fitted)),
    shares: sharesOf(days),
    isHoliday,
  };
}

/** Values with what is far off drawn near: one outage does not move a weekday (P. J. Huber, "Robust Statistics", 7.8). */
function drawnNear(values: readonly number[], fitted: readonly number[]): number[] {
  const errors = values.map((value, index) => value - (fitted[index] as number));
  const typical = Math.max(1e-9, (quantile(errors.map(Math.abs), 0.5) ?? 0) * 1.4826);
  const most = OUTLIER_ERRORS * typical;
  return errors.map((error, index) => (fitted[index] as number) + Math.max(-most, Math.min(most, error)));
}

/** How many are expected in each slot of a day. */
export function expectedOn(model: DayModel, day: number): number[] {
  const steps = Math.max(1, day - model.lastDay);
  const root =
    dot(model.weights, featuresOf(day, model.lastDay, model.isHoliday)) +
    model.lastError * model.persistence ** Math.min(steps, 7);
  const total = model.smearing * totalOfRoot(root);
  return model.shares(weekdayOf(day)).map((share) => share * total);
}

/** Added to a total before its square root is taken, after Anscombe. */
const ROOT_SHIFT = 0.375;

function totalOfRoot(root: number): number {
  return Math.max(0, Math.max(0, root) ** 2 - ROOT_SHIFT);
}

/** Where a day stands in its month: from 0 at its beginning to 1 at its end. */
function placeInMonth(day: number): number {
  const date = new Date(day * 86_400_000);
  const length = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate();
  return (date.getUTCDate() - 1) / length;
}

/** A trend of the last weeks goes on for so many days, and no further. */
const TREND_AHEAD_DAYS = 4;

/** The constant, weekdays, holidays, the month's first and last days and its round, and the trend, in units that a ridge treats alike. */
function featuresOf(day: number, lastDay: number, isHoliday: (day: number) => boolean): number[] {
  const weekday = weekdayOf(day);
  const place = placeInMonth(day);
  const angle = 2 * Math.PI * place;
  return [
    1,
    ...Array.from({ length: 7 }, (_, index) => (index === weekday ? 1 : 0)),
    isHoliday(day) ? 1 : 0,
    ...[Math.cos(angle), Math.sin(angle), Math.cos(2 * angle), Math.sin(2 * angle)],
    place < 0.1 ? 1 : 0,
    place > 0.9 ? 1 : 0,
    Math.min(day - lastDay, TREND_AHEAD_DAYS) / 100,
  ];
}

/** How strongly each feature is held to 0: the constant not at all, holidays hardly, the month's more than weekdays. */
const RIDGE = [1e-6, ...new Array<number>(7).fill(0.3), 0.05, 10, 10, 10, 10, 10, 10, 0.1];

/** Fits targets to these rows: the ridge is rows of its own, all taken apart by QR once for whatever targets there are. */
function ridge(
  rows: readonly (readonly number[])[],
  importance: readonly number[],
): (targets: readonly number[]) => number[] {
  const scales = importance.map(Math.sqrt);
  const held = RIDGE.map((strength, index) => RIDGE.map((_, column) => (column === index ? Math.sqrt(strength) : 0)));
  const decomposition = new QrDecomposition(
    new Matrix([...rows.map((row, index) => row.map((value) => value * (scales[index] as number))), ...held]),
  );
  const nothing = RIDGE.map(() => 0);
  return (targets) => {
    const right = [...targets.map((target, index) => target * (scales[index] as number)), ...nothing];
    return decomposition.solve(Matrix.columnVector(right)).to1DArray();
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

export function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

function dot(a: readonly number[], b: readonly number[]): number {
  return a.reduce((total, value, index) => total + value * (b[index] ?? 0), 0);
}
