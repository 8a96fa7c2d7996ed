/** How what is known of customers becomes the columns of a regression: learned on some customers, used on any. */

import { quantileOfSorted } from '../../lib/statistics/quantiles.ts';
import { mean, spread } from '../../lib/statistics/vectors.ts';

/** What is known of a customer: amounts, flags and categories by name; undefined where it is not known. */
export type Features = Readonly<Record<string, number | boolean | string | undefined>>;

/** Two features of which the one may count differently for each value of the other. */
export type Interaction = readonly [string, string];

export interface DesignColumn {
  /** What it is about: a feature, or two that act together. */
  about: readonly string[];
  /** Of a customer; an average customer has 0, and all together have about 1 as standard deviation. */
  measure: (features: Features) => number;
}

type Raw = (features: Features) => number;

/** Of an amount, the quantiles between which its curve bends (F. E. Harrell, Regression Modeling Strategies, 2.4.6, for four knots). */
const KNOTS = [0.05, 0.35, 0.65, 0.95];
/** A category's value that fewer customers have gets no column of its own. */
const LEAST_OF_A_LEVEL = 10;
const CONSTANT = 1e-9;

/**
 * The columns for customers like these. An amount counts straight and along a smooth curve of its logarithm, as most of what is counted
 * at a desk is skewed; a category has a column for each value; what is not known has a column that says so.
 */
export function learnDesign(customers: readonly Features[], interactions: readonly Interaction[]): DesignColumn[] {
  const names = [...new Set(customers.flatMap((features) => Object.keys(features)))];
  const mains = new Map(names.map((name) => [name, learnMains(name, customers)]));
  const single = names.flatMap((name) =>
    [...(mains.get(name) ?? []), ...learnCurve(name, customers)].flatMap((raw) => standardise([name], raw, customers)),
  );
  const together = interactions.flatMap(([a, b]) => {
    const ofA = (mains.get(a) ?? []).flatMap((raw) => standardise([a], raw, customers));
    const ofB = (mains.get(b) ?? []).flatMap((raw) => standardise([b], raw, customers));
    return ofA.flatMap((one) => ofB.map((other) => multiply([a, b], one, other)));
  });
  return [...single, ...together];
}

/** A feature's plain columns: the logarithm of an amount, a column for each value of a category, and one for not being known. */
function learnMains(name: string, customers: readonly Features[]): Raw[] {
  const isUnknown: Raw = (features) => Number(features[name] === undefined);
  const levels = levelsOf(name, customers);
  if (levels !== undefined)
    return [
      ...levels.map(
        (level): Raw =>
          (features) =>
            Number(features[name] === level),
      ),
      isUnknown,
    ];
  const toLog = learnLog(name, customers);
  return [toLog, isUnknown];
}

/** The values of a category that are frequent enough; undefined of what is no category. */
function levelsOf(name: string, customers: readonly Features[]): string[] | undefined {
  const values = customers.map((features) => features[name]).filter((value) => typeof value === 'string');
  if (values.length === 0) return undefined;
  const counts = new Map<string, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].filter(([, count]) => count >= LEAST_OF_A_LEVEL).map(([level]) => level);
}

/** What bends: the amount itself beside its logarithm, and a restricted cubic spline of the logarithm. Nothing for flags and categories. */
function learnCurve(name: string, customers: readonly Features[]): Raw[] {
  const amounts = amountsOf(name, customers);
  if (levelsOf(name, customers) !== undefined || new Set(amounts).size < 3) return [];
  const typical = quantileOfSorted(amounts, 0.5) ?? 0;
  const toLog = learnLog(name, customers);
  const logs = Float64Array.from(amounts, (amount) => toLog({ [name]: amount })).sort();
  const knots = [...new Set(KNOTS.map((share) => quantileOfSorted(logs, share) ?? 0))];
  const bends = knots.slice(0, -2).map(
    (_, index): Raw =>
      (features) =>
        bend(toLog(features), knots, index),
  );
  return [(features) => Number(features[name] ?? typical), ...(knots.length < 3 ? [] : bends)];
}

/** The part of a restricted cubic spline that bends at one knot, and is straight beyond the outer ones (C. J. Stone and C. Koo, 1985). */
function bend(x: number, knots: readonly number[], index: number): number {
  const cube = (knot: number) => Math.max(0, x - knot) ** 3;
  const [first = 0, own = 0, nextToLast = 0, last = 0] = [knots[0], knots[index], knots.at(-2), knots.at(-1)];
  const straightened =
    cube(own) -
    (cube(nextToLast) * (last - own)) / (last - nextToLast) +
    (cube(last) * (nextToLast - own)) / (last - nextToLast);
  return straightened / (last - first) ** 2;
}

/** The signed logarithm of an amount, in a unit that its small values set, so that minutes and seconds give the same; unknown is as typical. */
function learnLog(name: string, customers: readonly Features[]): Raw {
  const amounts = amountsOf(name, customers);
  const typical = quantileOfSorted(amounts, 0.5) ?? 0;
  const sizes = Float64Array.from(amounts.map(Math.abs).filter((size) => size > 0)).sort();
  const unit = quantileOfSorted(sizes, 0.05) ?? 1;
  return (features) => {
    const amount = Number(features[name] ?? typical);
    return Math.sign(amount) * Math.log1p(Math.abs(amount) / unit);
  };
}

function amountsOf(name: string, customers: readonly Features[]): number[] {
  const known = customers.flatMap((features) => (features[name] === undefined ? [] : [Number(features[name])]));
  return [...Float64Array.from(known).sort()];
}

/** With mean 0 and standard deviation 1 among these customers; nothing where it is always the same. */
function standardise(about: readonly string[], raw: Raw, customers: readonly Features[]): DesignColumn[] {
  const values = customers.map(raw);
  const centre = mean(values);
  const scale = spread(values, centre);
  if (!(scale > CONSTANT * Math.max(1, Math.abs(centre)))) return [];
  return [{ about, measure: (features) => (raw(features) - centre) / scale }];
}

function multiply(about: readonly string[], one: DesignColumn, other: DesignColumn): DesignColumn {
  return { about, measure: (features) => one.measure(features) * other.measure(features) };
}
