/** How well leaving can be told of customers that a model has not seen. */

import { expectedCalibrationError } from '../../domain/confidence/fit.ts';
import { createRandom, shuffled } from '../../lib/random.ts';
import type { Interval } from '../../lib/statistics/differences.ts';
import { areaUnderCurve, liftOfTopTenth, type Scored } from '../../lib/statistics/ranking.ts';
import { type ChurnModel, type CustomerRow, learnChurn, probabilityOf } from './churn-model.ts';
import type { Interaction } from './design.ts';

const FOLDS = 10;

/** How likely each customer leaves and whether they did, by a model of the other nine tenths; each tenth has as many of those who left. */
export function crossValidate(
  customers: readonly CustomerRow[],
  interactions: readonly Interaction[],
  seed: number,
): Scored[] {
  const foldOf = foldsOf(customers, seed);
  const models = Array.from({ length: FOLDS }, (_, fold) =>
    learnChurn(
      customers.filter((__, index) => foldOf[index] !== fold),
      interactions,
    ),
  );
  return customers.map(({ features, churned }, index) => {
    const model = models[foldOf[index] as number] as ChurnModel;
    return { score: probabilityOf(model, features), happened: churned };
  });
}

/** The tenth that each customer is in. */
export function foldsOf(customers: readonly Pick<CustomerRow, 'churned'>[], seed: number): number[] {
  const random = createRandom(seed);
  const indexes = shuffled([...customers.keys()], random);
  const inOrder = [true, false].flatMap((outcome) => indexes.filter((index) => customers[index]?.churned === outcome));
  const folds = new Array<number>(customers.length).fill(0);
  for (const [place, index] of inOrder.entries()) folds[index] = place % FOLDS;
  return folds;
}

const BINS = 15;

/** What probabilities are worth, put beside what happened. */
export interface ChurnQuality {
  /** How likely one who left is told from one who did not, with its 95 % interval. */
  areaUnderCurve: Interval & { value: number };
  /**
   * How far probabilities are from shares: Σ (count / all) · |share − mean probability| over 15 bins of equal width, from 0 to 1/15 and so
   * on; the bins of all tenths are pooled.
   */
  calibrationError: number;
  /** The same over 15 bins of as many customers each, in the order of their probabilities. */
  calibrationErrorByCount: number;
  /** How many times as many leave among the tenth with the highest probabilities as among all. */
  liftOfTopTenth: number;
}

/** Undefined without both outcomes. */
export function qualityOf(scored: readonly Scored[]): ChurnQuality | undefined {
  const area = areaUnderCurve(scored);
  const lift = liftOfTopTenth(scored);
  if (area === undefined || lift === undefined) return undefined;
  const opinions = scored.map(({ score, happened }) => ({ confidence: score, right: happened }));
  return {
    areaUnderCurve: area,
    calibrationError: expectedCalibrationError(opinions),
    calibrationErrorByCount: calibrationErrorByCount(scored),
    liftOfTopTenth: lift,
  };
}

function calibrationErrorByCount(scored: readonly Scored[]): number {
  const sorted = scored.toSorted((a, b) => a.score - b.score);
  const gaps = new Array<number>(BINS).fill(0);
  for (const [place, { score, happened }] of sorted.entries()) {
    const bin = Math.floor((place * BINS) / sorted.length);
    gaps[bin] = (gaps[bin] ?? 0) + Number(happened) - score;
  }
  return gaps.reduce((sum, gap) => sum + Math.abs(gap), 0) / sorted.length;
}
