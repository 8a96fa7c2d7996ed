/**
 * What goes with satisfaction: S = b0 + b1·x1 + … + e by linear regression, each coefficient in its own unit and with its standard error. Slow
 * answers are expected to lower ratings, so that nothing is assumed of a sign. Only associations are claimed.
 */

import { holm } from '../../lib/statistics/distributions.ts';
import type { Finding } from '../../lib/statistics/finding.ts';
import type { DroppedColumn } from '../../lib/statistics/independent-columns.ts';
import { type Coefficient, fitLinear } from '../../lib/statistics/linear-regression.ts';
import { midranks, spread } from '../../lib/statistics/vectors.ts';

/** A rated ticket: features are numbers, and flags as 0 and 1; undefined where they are not known. */
export interface RatedRow {
  rating: number;
  features: Readonly<Record<string, number | undefined>>;
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
  /** Rated tickets that lack a feature, which are not counted. */
  leftOut: number;
  /** Features that are the same in all rows, told by others, or not known too often. */
  dropped: (DroppedColumn | { name: string; reason: 'missing' })[];
}

/** The chance of naming any driver where there is none. */
const FAMILY_WISE_ERROR = 0.01;
/** F. E. Harrell, "Regression Modeling Strategies": ten to twenty cases for each thing that is estimated. */
const ROWS_A_FEATURE = 15;
/** What a larger share of the rows lacks is left out, rather than these rows. */
const MOST_MISSING = 0.2;

/** Finds what goes with ratings; says why where that cannot be told. */
export function findDrivers(rows: readonly RatedRow[]): Finding<DriversFound> {
  const { names, missing } = featuresOf(rows);
  const whole = rows.filter(({ features }) => names.every((name) => isKnown(features[name])));
  const needed = ROWS_A_FEATURE * Math.max(1, names.length);
  if (whole.length < needed) {
    return {
      kind: 'unknown',
      reason: `${whole.length} tickets were rated; it takes ${needed} to look at ${names.length} things.`,
    };
  }
  const ratings = whole.map(({ rating }) => rating);
  if (ratings.every((rating) => rating === ratings[0])) {
    return { kind: 'unknown', reason: `All ${whole.length} ratings are ${ratings[0]}: there is nothing to explain.` };
  }
  const values = whole.map(({ features }) => names.map((name) => features[name] ?? 0));
  const fit = fitLinear(names, values, ratings);
  const ranked = fitLinear(names, values, midranks(ratings));
  if (fit === undefined || ranked === undefined || fit.coefficients.length < 2) {
    return { kind: 'unknown', reason: 'Nothing that is looked at differs between the rated tickets.' };
  }
  const own = fit.coefficients.slice(1);
  const adjusted = holm(own.map(({ p }) => p));
  const byRank = holm(ranked.coefficients.slice(1).map(({ p }) => p));
  const ratingSpread = spread(ratings);
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
      standardised: (coefficient.estimate * spread(column)) / ratingSpread,
    };
  });
  const { rSquared, rootMeanSquareError } = fit;
  return {
    kind: 'known',
    ...{ drivers, rSquared, rootMeanSquareError },
    rows: whole.length,
    leftOut: rows.length - whole.length,
    dropped: [...fit.dropped, ...missing.map((name) => ({ name, reason: 'missing' as const }))],
  };
}

/** The features that enough rows know, in the order they come in, and the others. */
function featuresOf(rows: readonly RatedRow[]): { names: string[]; missing: string[] } {
  const known = new Map<string, number>();
  for (const { features } of rows) {
    for (const [name, value] of Object.entries(features))
      known.set(name, (known.get(name) ?? 0) + Number(isKnown(value)));
  }
  const isMissing = (name: string) => (known.get(name) ?? 0) < (1 - MOST_MISSING) * rows.length;
  const names = [...known.keys()];
  return { names: names.filter((name) => !isMissing(name)), missing: names.filter(isMissing) };
}

function isKnown(value: number | undefined): boolean {
  return Number.isFinite(value);
}
