/** Logistic regression by maximum likelihood, with what its coefficients rest on. */

import { examineFit, fitLogistic } from '../logistic-regression.ts';
import { normalP } from './distributions.ts';
import type { Finding } from './finding.ts';
import { type DroppedColumn, independentColumns } from './independent-columns.ts';
import { mean, spread } from './vectors.ts';

/** A weight in log odds, its 95 % interval, and how likely it is by chance alone (A. Wald, 1943). */
export interface LogOdds {
  name: string;
  estimate: number;
  standardError: number;
  low: number;
  high: number;
  p: number;
}

export interface LikelihoodFit {
  /** The constant first. */
  coefficients: LogOdds[];
  logLikelihood: number;
  /** Left out: they are constant, or made of others. */
  dropped: DroppedColumn[];
}

/** The normal quantile for 95 %. */
const Z = 1.959963984540054;
/** A step that would still add so much, in standard deviations of a column, leads to no highest point. */
const STILL_GOING = 1e-2;

/**
 * Fits log odds = b0 + Σ bi·xi. `rows` holds each row's features in the order of `names`. Where features tell the outcomes apart without
 * exception there is no highest likelihood (A. Albert and J. A. Anderson, 1984): that is said, with the feature that goes furthest.
 */
export function fitMaximumLikelihood(
  names: readonly string[],
  rows: readonly (readonly number[])[],
  happened: readonly boolean[],
): Finding<LikelihoodFit> {
  const { kept, dropped } = independentColumns(names, rows);
  const positive = happened.filter(Boolean).length;
  const fewer = Math.min(positive, rows.length - positive);
  if (fewer <= kept.length) {
    return {
      kind: 'unknown',
      reason: `Of ${rows.length} rows ${positive} have the one outcome and ${rows.length - positive} the other; for ${kept.length} features there have to be more than ${kept.length} of each.`,
    };
  }
  const columns = kept.map((column) => rows.map((row) => row[column] as number));
  const centres = columns.map((values) => mean(values));
  const scales = columns.map((values, index) => spread(values, centres[index]));
  const examples = rows.map((row, index) => ({
    features: [1, ...kept.map((column, at) => ((row[column] as number) - (centres[at] ?? 0)) / (scales[at] ?? 1))],
    happened: happened[index] === true,
    weight: 1,
  }));
  const weights = fitLogistic(examples, [0, ...kept.map(() => 0)], 0, 1e-12);
  const { change, covariance, loss } = examineFit(examples, weights, 0);
  const furthest = change.reduce(
    (most, step, index) => (Math.abs(step) > Math.abs(change[most] ?? 0) ? index : most),
    0,
  );
  if (!change.every((step) => Math.abs(step) < STILL_GOING)) {
    const name = names[kept[Math.max(0, furthest - 1)] ?? 0];
    return {
      kind: 'unknown',
      reason: `“${name}”, by itself or with others, tells the outcomes of ${rows.length} rows apart without exception, so that no size of its effect is the most likely one.`,
    };
  }
  const shifts = [1, ...kept.map((_, index) => -(centres[index] ?? 0) / (scales[index] ?? 1))];
  const constant = shifts.reduce((sum, shift, index) => sum + shift * (weights[index] ?? 0), 0);
  const constantVariance = shifts.reduce(
    (sum, a, row) => sum + shifts.reduce((inner, b, column) => inner + a * b * (covariance[row]?.[column] ?? 0), 0),
    0,
  );
  return {
    kind: 'known',
    coefficients: [
      toLogOdds('constant', constant, Math.sqrt(constantVariance)),
      ...kept.map((column, index) => {
        const scale = scales[index] ?? 1;
        const error = Math.sqrt(covariance[index + 1]?.[index + 1] ?? 0);
        return toLogOdds(names[column] ?? '', (weights[index + 1] ?? 0) / scale, error / scale);
      }),
    ],
    logLikelihood: -loss,
    dropped,
  };
}

function toLogOdds(name: string, estimate: number, standardError: number): LogOdds {
  return {
    name,
    estimate,
    standardError,
    low: estimate - Z * standardError,
    high: estimate + Z * standardError,
    p: normalP(estimate / standardError),
  };
}
