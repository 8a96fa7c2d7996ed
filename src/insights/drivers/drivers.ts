/**
 * What goes with satisfaction: S = b0 + b1·x1 + … + e by linear regression, each coefficient in its own unit and with its standard error. Slow
 * answers are expected to lower ratings, so that nothing is assumed of a sign. Only associations are claimed.
 */

import { holm } from '../../lib/statistics/distributions.ts';
import type { Finding } from '../../lib/statistics/finding.ts';
import { type Coefficient, fitLinear, type LinearFit } from '../../lib/statistics/linear-regression.ts';

/** A rated ticket: features are numbers, and flags as 0 and 1. */
export interface RatedRow {
  rating: number;
  features: Readonly<Record<string, number>>;
}

export interface Driver extends Coefficient {
  /** After Holm's correction for as many tests as there are drivers. */
  adjustedP: number;
  /** Whether the chance of naming any driver wrongly stays within 1 %. */
  isNamed: boolean;
  /** Whether the ratings' ranks alone, which is all that is certain of a scale from 1 to 5, name it with the same sign. */
  holdsForRanks: boolean;
  /** How many standard deviations the rating moves with one of the feature's. */
  standardised: number;
}

export interface DriversFound {
  drivers: Driver[];
  rSquared: number;
  rootMeanSquareError: number;
  rows: number;
  dropped: LinearFit['dropped'];
}

/** The chance of naming any driver where there is none. */
const FAMILY_WISE_ERROR = 0.01;
/** F. E. Harrell, "Regression Modeling Strategies": ten to twenty cases for each thing that is estimated. */
const ROWS_A_FEATURE = 15;

/** Finds what goes with ratings; says why where that cannot be told. */
export function findDrivers(rows: readonly RatedRow[]): Finding<DriversFound> {
  const names = Object.keys(rows[0]?.features ?? {});
  const needed = ROWS_A_FEATURE * Math.max(1, names.length);
  if (rows.length < needed) {
    return {
      kind: 'unknown',
      reason: `${rows.length} tickets were rated; it takes ${needed} to look at ${names.length} things.`,
    };
  }
  const ratings = rows.map(({ rating }) => rating);
  if (ratings.every((rating) => rating === ratings[0])) {
    return { kind: 'unknown', reason: `All ${rows.length} ratings are ${ratings[0]}: there is nothing to explain.` };
  }
  const values = rows.map(({ features }) => names.map((name) => features[name] ?? 0));
  const fit = fitLinear(names, values, ratings);
  const ranked = fitLinear(names, values, ranksOf(ratings));
  if (fit === undefined || ranked === undefined || fit.coefficients.length < 2) {
    return { kind: 'unknown', reason: 'Nothing that is looked at differs between the rated tickets.' };
  }
  const own = fit.coefficients.slice(1);
  const adjusted = holm(own.map(({ p }) => p));
  const byRank = holm(ranked.coefficients.slice(1).map(({ p }) => p));
  const spread = deviation(ratings);
  const drivers = own.map((coefficient, index): Driver => {
    const adjustedP = adjusted[index] ?? 1;
    const isNamed = adjustedP < FAMILY_WISE_ERROR;
    const other = ranked.coefficients[index + 1]?.estimate ?? 0;
    const column = values.map((row) => row[names.indexOf(coefficient.name)] ?? 0);
    return {
      ...coefficient,
      adjustedP,
      isNamed,
      holdsForRanks: (byRank[index] ?? 1) < FAMILY_WISE_ERROR && Math.sign(other) === Math.sign(coefficient.estimate),
      standardised: (coefficient.estimate * deviation(column)) / spread,
    };
  });
  const { rSquared, rootMeanSquareError, dropped } = fit;
  return { kind: 'known', drivers, rSquared, rootMeanSquareError, rows: rows.length, dropped };
}

function deviation(values: readonly number[]): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length);
}

/** Each value's place in order; of those alike the middle of their places. */
function ranksOf(values: readonly number[]): number[] {
  const sorted = values.toSorted((a, b) => a - b);
  const places = new Map<number, number>();
  for (let first = 0; first < sorted.length; ) {
    const value = sorted[first] as number;
    let last = first;
    while (sorted[last + 1] === value) last += 1;
    places.set(value, (first + last) / 2);
    first = last + 1;
  }
  return values.map((value) => places.get(value) ?? 0);
}
