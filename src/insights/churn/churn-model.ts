/**
 * Who will not come back: P(churn) = 1 / (1 + e^-(b0 + Σ bi·xi)) by maximum likelihood with a ridge (D. R. Cox, 1958; S. le Cessie and J. C. van
 * Houwelingen, 1992), judged by cross-validation only.
 */

import { expectedCalibrationError } from '../../domain/confidence/fit.ts';
import { type Example, fitLogistic, logistic } from '../../lib/logistic-regression.ts';
import { createRandom, shuffled } from '../../lib/random.ts';
import type { Finding } from '../../lib/statistics/finding.ts';
import { areaUnderCurve, liftOfTopTenth } from '../../lib/statistics/ranking.ts';

/** What is known of a customer, and whether they left. */
export interface ChurnRow {
  id: string;
  features: readonly number[];
  churned: boolean;
}

export interface ChurnModel {
  /** The probability that somebody with these features leaves. */
  predict(features: readonly number[]): number;
  /** What each feature adds to the log odds beside the average customer, the most first. */
  reasons(features: readonly number[]): { name: string; logOdds: number }[];
}

/** How good the model is on customers it has not seen. */
export interface ChurnQuality {
  auc: { value: number; low: number; high: number };
  calibrationError: number;
  lift: number;
}

const FOLDS = 10;
const RIDGES = [0.3, 3, 30];
/** Below this many of those who left, or of those who stayed, nothing is claimed. */
export const LEAST_OF_EACH = 50;

/** Fits and judges; says why where there is too little, or what it finds is no better than chance. */
export function findChurn(
  names: readonly string[],
  rows: readonly ChurnRow[],
  seed: number,
): Finding<{ model: ChurnModel; quality: ChurnQuality }> {
  const churned = rows.filter((row) => row.churned).length;
  const stayed = rows.length - churned;
  if (Math.min(churned, stayed) < LEAST_OF_EACH) {
    return {
      kind: 'unknown',
      reason: `${churned} customers left and ${stayed} stayed; it takes ${LEAST_OF_EACH} of each.`,
    };
  }
  const quality = judgeChurn(rows, seed);
  if (quality === undefined || quality.auc.low <= 0.5) {
    return {
      kind: 'unknown',
      reason: `Nothing that is known of ${rows.length} customers tells who leaves, beyond what chance does.`,
    };
  }
  return { kind: 'known', model: fitChurn(names, rows, seed), quality };
}

/** Judges by stratified ten-fold cross-validation; the ridge is chosen within each fold's training part. Undefined without both outcomes. */
export function judgeChurn(rows: readonly ChurnRow[], seed: number): ChurnQuality | undefined {
  const scored = crossValidated(rows, seed);
  const auc = areaUnderCurve(scored);
  const lift = liftOfTopTenth(scored);
  if (auc === undefined || lift === undefined) return undefined;
  const calibrationError = expectedCalibrationError(
    scored.map(({ score, happened }) => ({ confidence: score, right: happened })),
  );
  return { auc, calibrationError, lift };
}

/** Each row's probability by a model that has not seen it. */
export function crossValidated(rows: readonly ChurnRow[], seed: number): { score: number; happened: boolean }[] {
  const random = createRandom(seed + 1);
  const inOrder = [
    ...shuffled(
      rows.filter((row) => row.churned),
      random,
    ),
    ...shuffled(
      rows.filter((row) => !row.churned),
      random,
    ),
  ];
  return Array.from({ length: FOLDS }, (_, fold) => {
    const training = inOrder.filter((__, index) => index % FOLDS !== fold);
    const model = fitChurn([], training, seed + fold);
    return inOrder
      .filter((__, index) => index % FOLDS === fold)
      .map((row) => ({ score: model.predict(row.features), happened: row.churned }));
  }).flat();
}

/** Fits with the ridge that tells a fifth of the rows best, learnt from the others. */
export function fitChurn(names: readonly string[], rows: readonly ChurnRow[], seed: number): ChurnModel {
  const order = shuffled(rows, createRandom(seed + 1));
  const held = order.filter((_, index) => index % 5 === 0);
  const rest = order.filter((_, index) => index % 5 !== 0);
  const losses = RIDGES.map((ridge) => lossOf(fitWith(rest, ridge), held));
  const ridge = RIDGES[losses.indexOf(Math.min(...losses))] ?? 3;
  const { weights, centres, scales } = fitWith(rows, ridge);
  const scaled = (features: readonly number[]) =>
    features.map((value, index) => (value - (centres[index] ?? 0)) / (scales[index] ?? 1));
  return {
    predict: (features) => logistic(weights, [1, ...scaled(features)]),
    reasons: (features) =>
      scaled(features)
        .map((value, index) => ({ name: names[index] ?? String(index), logOdds: value * (weights[index + 1] ?? 0) }))
        .toSorted((a, b) => Math.abs(b.logOdds) - Math.abs(a.logOdds)),
  };
}

interface Fitted {
  weights: number[];
  centres: number[];
  scales: number[];
}

function fitWith(rows: readonly ChurnRow[], ridge: number): Fitted {
  const columns = rows[0]?.features.length ?? 0;
  const centres = Array.from(
    { length: columns },
    (_, column) => rows.reduce((sum, { features }) => sum + (features[column] ?? 0), 0) / rows.length,
  );
  const scales = centres.map((centre, column) => {
    const squares = rows.reduce((sum, { features }) => sum + ((features[column] ?? 0) - centre) ** 2, 0) / rows.length;
    // A constant column says nothing, and is held at 0.
    return squares > 1e-18 ? Math.sqrt(squares) : Number.POSITIVE_INFINITY;
  });
  const examples = rows.map(
    ({ features, churned }): Example => ({
      features: [1, ...features.map((value, column) => (value - (centres[column] ?? 0)) / (scales[column] ?? 1))],
      happened: churned,
      weight: 1,
    }),
  );
  const prior = new Array<number>(columns + 1).fill(0);
  return { weights: fitLogistic(examples, prior, [1e-9, ...centres.map(() => ridge)]), centres, scales };
}

function lossOf({ weights, centres, scales }: Fitted, rows: readonly ChurnRow[]): number {
  return rows.reduce((sum, { features, churned }) => {
    const scaled = features.map((value, index) => (value - (centres[index] ?? 0)) / (scales[index] ?? 1));
    const probability = logistic(weights, [1, ...scaled]);
    return sum - Math.log(Math.max(churned ? probability : 1 - probability, 1e-12));
  }, 0);
}
