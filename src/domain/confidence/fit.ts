/** Fits a scaling to what became of a desk's own messages, and judges whether it is better than what is in force. */

import { type Example, fitLogistic } from '../../lib/logistic-regression.ts';
import { logOdds, type Scaling, scaleConfidence } from './scaling.ts';

/** What is known of one message: how sure the bot was of its best candidate, and whether that was right. */
export interface Label {
  /** As it was read, before any scaling. */
  confidence: number;
  right: boolean;
  /** The candidate. */
  about: string;
}

/** Fewer labels than this change nothing. */
export const LEAST_LABELS = 50;
/**
 * How firmly slope and intercept are held to where they start, as the precisions of normal priors. The slope is held more firmly: scores
 * are given of answers alone, of which the bot was sure, and how far apart confidences are to be cannot be told at one end of them.
 * Chosen on CLINC150's validation rows.
 */
const STRENGTH = { slope: 16, intercept: 1 };
/** No candidate counts for more than this share of the labels: a single broken answer says little about the others. */
const LARGEST_SHARE = 0.2;

/** The scaling under which the labels are most probable, held to a prior that few of them move little. */
export function fitScaling(labels: readonly Label[], prior: Scaling): Scaling {
  const weights = weightsOf(labels);
  // In this unit the intercept is held as firmly as the slope.
  const unit = Math.sqrt(STRENGTH.slope / STRENGTH.intercept);
  const examples = labels.map(({ confidence, right }, index): Example => {
    return { features: [unit, logOdds(confidence)], happened: right, weight: weights[index] ?? 1 };
  });
  const [intercept = 0, slope = 1] = fitLogistic(examples, [prior.intercept / unit, prior.slope], STRENGTH.slope);
  return { slope, intercept: intercept * unit };
}

function weightsOf(labels: readonly Label[]): number[] {
  const counts = new Map<string, number>();
  for (const { about } of labels) counts.set(about, (counts.get(about) ?? 0) + 1);
  const most = Math.max(1, LARGEST_SHARE * labels.length);
  return labels.map(({ about }) => Math.min(1, most / (counts.get(about) ?? 1)));
}

/** How far confidences are from what happened: the mean log loss, the expected calibration error, and the table to look at. */
export interface Calibratedness {
  loss: number;
  error: number;
  table: ReliabilityRow[];
}

/** A fit, and how far confidences are off without and with it; with it, each label is judged by a fit that did not see it. */
export interface Fit {
  scaling: Scaling;
  labels: number;
  before: Calibratedness;
  after: Calibratedness;
  /** Whether it is worth being put in force. */
  isBetter: boolean;
}

const FOLDS = 5;
/** So many rows of a table are looked at. */
const SHOWN_RANGES = 10;
/** With a smaller slope confidences would hardly tell anything apart, and with one below 0 the wrong way round. */
const LEAST_SLOPE = 0.1;

/** A fit to labels, held to a prior, and judged beside what is in force. */
export function judgeFit(labels: readonly Label[], prior: Scaling, inForce: (confidence: number) => number): Fit {
  const scaling = fitScaling(labels, prior);
  const unseen = labels.map((): Opinion => ({ confidence: 0, right: false }));
  for (let fold = 0; fold < FOLDS; fold += 1) {
    const others = fitScaling(
      labels.filter((_, index) => index % FOLDS !== fold),
      prior,
    );
    labels.forEach((label, index) => {
      if (index % FOLDS === fold) unseen[index] = scaled(label, others);
    });
  }
  const before = measure(labels.map(({ confidence, right }) => ({ confidence: inForce(confidence), right })));
  const after = measure(unseen);
  return {
    scaling,
    labels: labels.length,
    before,
    after,
    isBetter: scaling.slope >= LEAST_SLOPE && after.loss < before.loss,
  };
}

/** A confidence, and whether what it was about was right. */
export type Opinion = Pick<Label, 'confidence' | 'right'>;

function scaled({ confidence, right }: Opinion, scaling: Scaling): Opinion {
  return { confidence: scaleConfidence(confidence, scaling), right };
}

function measure(opinions: readonly Opinion[]): Calibratedness {
  return {
    loss: meanLogLoss(opinions),
    error: expectedCalibrationError(opinions),
    table: reliabilityTable(opinions, SHOWN_RANGES),
  };
}

function meanLogLoss(opinions: readonly Opinion[]): number {
  const losses = opinions.map(
    ({ confidence, right }) => -Math.log(Math.max(right ? confidence : 1 - confidence, 1e-12)),
  );
  return losses.reduce((sum, loss) => sum + loss, 0) / Math.max(1, losses.length);
}

/** One row of a reliability table: those with confidences in a range, how sure they were on average, and how many were right. */
export interface ReliabilityRow {
  /** The range's bounds. */
  from: number;
  to: number;
  count: number;
  meanConfidence: number;
  shareRight: number;
}

/** Opinions in ranges of equal width, from 0 on; ranges without any are left out. */
export function reliabilityTable(opinions: readonly Opinion[], ranges: number): ReliabilityRow[] {
  const groups = Array.from({ length: ranges }, (): Opinion[] => []);
  for (const opinion of opinions) groups[Math.min(ranges - 1, Math.floor(opinion.confidence * ranges))]?.push(opinion);
  return groups.flatMap((group, index) => {
    if (group.length === 0) return [];
    const meanConfidence = group.reduce((sum, { confidence }) => sum + confidence, 0) / group.length;
    const shareRight = group.filter(({ right }) => right).length / group.length;
    return [{ from: index / ranges, to: (index + 1) / ranges, count: group.length, meanConfidence, shareRight }];
  });
}

const RANGES = 15;

/**
 * The expected calibration error over 15 ranges of equal width: Σ (count / all) · |share right − mean confidence|. Naeini, Cooper and
 * Hauskrecht, Obtaining Well Calibrated Probabilities Using Bayesian Binning (2015). 0 for none.
 */
export function expectedCalibrationError(opinions: readonly Opinion[]): number {
  const off = reliabilityTable(opinions, RANGES).map(
    ({ count, meanConfidence, shareRight }) => count * Math.abs(shareRight - meanConfidence),
  );
  return off.reduce((sum, one) => sum + one, 0) / Math.max(1, opinions.length);
}
