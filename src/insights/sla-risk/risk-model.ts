/** How likely a ticket's service level is to be missed, by what is known when it is opened. */

import { HOUR_MS } from '../../domain/policy.ts';
import { type Example, fitLogistic, logistic } from '../../lib/logistic-regression.ts';
import type { DayReader } from '../days.ts';
import { outcomesKnownAt } from './known-outcomes.ts';
import type { SlaRow } from './sla-row.ts';

export interface RiskModel {
  /** The probability that the service level is missed. */
  missed(row: Pick<SlaRow, 'openedAt' | 'known'>): number;
}

export interface RiskOptions {
  /** What is not known by then is not used. */
  at: number;
  days: DayReader;
  /** After how long an example counts half; Infinity for never. */
  halfLifeMs: number;
}

/** So many examples of the average stand beside those of a class. */
const SMOOTHING = 10;
/** What is learnt of a class of an example must not come from itself: it comes from the other fifths. */
const FOLDS = 5;
/** The strength of the prior for each example. */
const STRENGTH = 0.03;

/** What is counted of a class in each fold: how much was kept, and of how much. */
interface ClassCounts {
  kept: Float64Array;
  all: Float64Array;
}

/**
 * Learns from tickets opened before a time. Each thing known, each two of them together, the time of day and the day of the week stand as the log
 * odds of those of the same class to be kept, held to the average (D. Micci-Barreca, "A Preprocessing Scheme for High-Cardinality Categorical
 * Attributes", 2001) and not counting the example itself; a logistic regression weighs them. Later tickets count more.
 */
export function fitRisk(rows: readonly SlaRow[], { at, days, halfLifeMs }: RiskOptions): RiskModel {
  const past = rows.filter(({ openedAt }) => openedAt < at);
  const outcomes = outcomesKnownAt(past, at);
  const weights = Float64Array.from(past, ({ openedAt }) => 0.5 ** ((at - openedAt) / halfLifeMs));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const average = weights.reduce((sum, weight, index) => sum + weight * (outcomes[index] as number), 0) / total;
  const classes = past.map((row) => classesOf(row, days));
  const counts = countClasses(classes, outcomes, weights);
  const logOddsOf = (ofRow: readonly string[], fold: number | undefined) =>
    ofRow.map((name, column) => logOdds(counts[column]?.get(name), fold, average));
  const columns = classes.map((ofRow, index) => logOddsOf(ofRow, index % FOLDS));
  const scale = standardise(columns, weights, total);
  const examples = columns.flatMap((values, index): Example[] => {
    const features = [1, ...scale(values)];
    const chance = outcomes[index] as number;
    const weight = weights[index] as number;
    return [
      { features, happened: true, weight: weight * (1 - chance) },
      { features, happened: false, weight: weight * chance },
    ].filter((example) => example.weight > 0);
  });
  const size = (columns[0]?.length ?? 0) + 1;
  const strengths = Array.from({ length: size }, (_, index) => (index === 0 ? 1e-6 : STRENGTH * total));
  const fitted = fitLogistic(examples, new Array<number>(size).fill(0), strengths);
  return { missed: (row) => logistic(fitted, [1, ...scale(logOddsOf(classesOf(row, days), undefined))]) };
}

/** The classes that a ticket belongs to, a column each: of each thing known, of each two of them, of its hour and of its weekday. */
function classesOf({ openedAt, known }: Pick<SlaRow, 'openedAt' | 'known'>, days: DayReader): string[] {
  const names = Object.keys(known).sort();
  const pairs = names.flatMap((first, index) =>
    names.slice(index + 1).map((second) => JSON.stringify([known[first], known[second]])),
  );
  return [
    ...names.map((name) => known[name] ?? ''),
    ...pairs,
    String(Math.floor(days.timeOfDayMs(openedAt) / (2 * HOUR_MS))),
    String(days.dayOf(openedAt) % 7),
  ];
}

function countClasses(
  classes: readonly (readonly string[])[],
  outcomes: Float64Array,
  weights: Float64Array,
): Map<string, ClassCounts>[] {
  const counts = (classes[0] ?? []).map(() => new Map<string, ClassCounts>());
  classes.forEach((ofRow, index) => {
    const fold = index % FOLDS;
    const weight = weights[index] as number;
    ofRow.forEach((name, column) => {
      let count = counts[column]?.get(name);
      if (count === undefined) {
        count = { kept: new Float64Array(FOLDS), all: new Float64Array(FOLDS) };
        counts[column]?.set(name, count);
      }
      count.kept[fold] = (count.kept[fold] as number) + weight * (outcomes[index] as number);
      count.all[fold] = (count.all[fold] as number) + weight;
    });
  });
  return counts;
}

/** The log odds of a class to be kept, without one fold. */
function logOdds(count: ClassCounts | undefined, without: number | undefined, average: number): number {
  let kept = SMOOTHING * average;
  let all = SMOOTHING;
  for (let fold = 0; count !== undefined && fold < FOLDS; fold += 1) {
    if (fold === without) continue;
    kept += count.kept[fold] as number;
    all += count.all[fold] as number;
  }
  const share = Math.min(1 - 1e-3, Math.max(1e-3, kept / all));
  return Math.log(share / (1 - share));
}

/** Columns with a mean of 0 and a spread of 1 each; what is always the same is 0. */
function standardise(
  columns: readonly (readonly number[])[],
  weights: Float64Array,
  total: number,
): (values: readonly number[]) => number[] {
  const average = (of: (value: number, column: number) => number) =>
    (columns[0] ?? []).map(
      (_, column) =>
        columns.reduce((sum, values, row) => sum + (weights[row] as number) * of(values[column] as number, column), 0) /
        total,
    );
  const means = average((value) => value);
  const spreads = average((value, column) => (value - (means[column] as number)) ** 2).map(Math.sqrt);
  return (values) =>
    values.map((value, column) => {
      const spread = spreads[column] as number;
      return spread < 1e-9 ? 0 : (value - (means[column] as number)) / spread;
    });
}
