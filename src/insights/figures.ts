/** Figures from samples of the period and of the period before. */

import { type Goals, type MeasureName, measureOf } from '../domain/measures.ts';
import {
  differenceOfDailySums,
  differenceOfMeans,
  differenceOfQuantiles,
  differenceOfShares,
  type Interval,
} from '../lib/statistics/differences.ts';
import { quantile } from '../lib/statistics/quantiles.ts';
import type { Figure } from './report.ts';

/** What a measure is worked out from in one period. */
export type Sample =
  | { kind: 'share'; successes: number; trials: number }
  | { kind: 'quantile'; values: readonly number[]; share: number }
  | { kind: 'mean'; values: readonly number[] }
  /** `daily` are its parts, for as many days in both periods; without them no difference is told. */
  | { kind: 'count'; value: number; daily: readonly number[] | undefined }
  /** A number that is worked out otherwise, from so many. */
  | { kind: 'value'; value: number | undefined; count: number };

export type Samples = Partial<Record<MeasureName, Sample>>;

/** The figures of these measures, in order; a measure without a sample is left out. */
export function toFigures(
  names: readonly MeasureName[],
  now: Samples,
  before: Samples | undefined,
  goals: Goals,
): Figure[] {
  return names.flatMap((name) => {
    const sample = now[name];
    return sample === undefined ? [] : [toFigure(name, sample, before?.[name], goals[name])];
  });
}

const NOTHING = 'nothing of the kind in the period';

function toFigure(measure: MeasureName, now: Sample, before: Sample | undefined, target: number | undefined): Figure {
  const value = valueIn(now);
  return {
    measure,
    value,
    count: sizeOf(now),
    before: before && valueIn(before),
    difference: before && differenceOf(now, before),
    goal:
      target === undefined ? undefined : { target, isMet: value !== undefined && isGoodEnough(measure, value, target) },
    reason: value === undefined ? NOTHING : undefined,
  };
}

function valueIn(sample: Sample): number | undefined {
  switch (sample.kind) {
    case 'share':
      return sample.trials === 0 ? undefined : sample.successes / sample.trials;
    case 'quantile':
      return quantile(sample.values, sample.share);
    case 'mean':
      return sample.values.length === 0
        ? undefined
        : sample.values.reduce((sum, value) => sum + value, 0) / sample.values.length;
    default:
      return sample.value;
  }
}

function sizeOf(sample: Sample): number {
  switch (sample.kind) {
    case 'share':
      return sample.trials;
    case 'count':
      return sample.value;
    case 'value':
      return sample.count;
    default:
      return sample.values.length;
  }
}

function differenceOf(now: Sample, before: Sample): Interval | undefined {
  if (now.kind === 'share' && before.kind === 'share') return differenceOfShares(now, before);
  if (now.kind === 'quantile' && before.kind === 'quantile') {
    return differenceOfQuantiles(now.values, before.values, now.share);
  }
  if (now.kind === 'mean' && before.kind === 'mean') return differenceOfMeans(now.values, before.values);
  if (now.kind !== 'count' || before.kind !== 'count') return undefined;
  return now.daily && before.daily && differenceOfDailySums(now.daily, before.daily);
}

function isGoodEnough(measure: MeasureName, value: number, target: number): boolean {
  return measureOf(measure).better === 'less' ? value <= target : value >= target;
}
