import { type Example, fitLogistic, logistic, solve } from '../../lib/logistic-regression.ts';
import type { Opinions } from './ensemble.ts';

/** How opinions become probabilities; fitted to texts that the ensemble had not seen. */
export interface Calibration {
  /** What each member's opinion weighs in the common score: linear, neural, neighbours. */
  members: number[];
  /** The weights of the logistic regression that says whether the best label is right and the text in scope. */
  head: number[];
  /** Given that the best label is wrong: the probability that another one is right. */
  otherShare: number;
}

/** The label of a text that belongs to no intent, for judging; in opinions, the background is the last label. */
export const OUT_OF_SCOPE = -1;

/** A text the ensemble had not seen, with the label it should get. */
export interface Judged {
  opinions: Opinions;
  label: number;
  weight: number;
}

/**
 * Where a fit starts and stays while there are few examples: the fit to desks of two to forty intents drawn from
 * public intent sets, with other sets' texts as what is out of scope.
 * The features of the head are those of `headFeatures`.
 */
const PRIOR: Calibration = {
  members: [3.8, 4.7, 4.2],
  head: [-0.6, -0.1, 2.9, 6.5, 2.3, -1, -0.5, -2.1],
  otherShare: 0.6,
};
const MEMBERS_STRENGTH = 2;
const HEAD_STRENGTH = 2;

/** Fits all three parts, in the order in which they depend on each other. */
export function fitCalibration(judged: readonly Judged[]): Calibration {
  const members = fitMembers(judged.filter((one) => one.label !== OUT_OF_SCOPE));
  const examples: Example[] = [];
  let wrong = 1;
  let otherRight = PRIOR.otherShare;
  for (const { opinions, label, weight } of judged) {
    const scores = commonScores(opinions, members);
    const best = bestIntent(scores);
    examples.push({ features: headFeatures(opinions, scores, best), happened: best === label, weight });
    if (best === label) continue;
    wrong += weight;
    if (label !== OUT_OF_SCOPE) otherRight += weight;
  }
  return { members, head: fitLogistic(examples, PRIOR.head, HEAD_STRENGTH), otherShare: otherRight / wrong };
}

/** The calibrated probability of each intent: that it is right and the text in scope. They add up to at most 1. */
export function calibrate(opinions: Opinions, calibration: Calibration): Float32Array {
  const scores = commonScores(opinions, calibration.members);
  const best = bestIntent(scores);
  const shares = softmax(scores).slice(0, -1);
  const confidence = logistic(calibration.head, headFeatures(opinions, scores, best));
  const others = shares.reduce((sum, share) => sum + share, -(shares[best] as number));
  const rest = ((1 - confidence) * calibration.otherShare) / Math.max(others, 1e-9);
  return shares.map((share, label) => (label === best ? confidence : Math.min(confidence, share * rest)));
}

function commonScores(opinions: Opinions, members: readonly number[]): Float32Array {
  const [linear = 0, neural = 0, neighbours = 0] = members;
  return opinions.linear.map(
    (margin, label) =>
      linear * margin +
      neural * (opinions.neural[label] as number) +
      neighbours * (opinions.neighbours[label] as number),
  );
}

function headFeatures(opinions: Opinions, scores: Float32Array, best: number): number[] {
  const share = softmax(scores)[best] as number;
  const nearest = opinions.neighbours.reduce((most, cosine) => Math.max(most, cosine), 0);
  return [
    1,
    Math.log((share + 1e-4) / (1 - share + 1e-4)),
    opinions.linear[best] as number,
    opinions.neural[best] as number,
    opinions.neighbours[best] as number,
    opinions.unseenShare,
    Math.log(1 + opinions.tokenCount),
    nearest - (opinions.neighbours[best] as number),
  ];
}

const MEMBER_STEPS = 12;

/** Finds the members' weights under which the right labels are most probable, by Newton's method from the prior. */
function fitMembers(judged: readonly Judged[]): number[] {
  let members = [...PRIOR.members];
  for (let step = 0; step < MEMBER_STEPS; step += 1) {
    const gradient = members.map((weight, member) => MEMBERS_STRENGTH * ((PRIOR.members[member] as number) - weight));
    const curvature = members.map((_, row) => members.map((__, column) => (row === column ? MEMBERS_STRENGTH : 0)));
    for (const { opinions, label, weight } of judged) {
      addMemberSlope(opinions, label, weight, softmax(commonScores(opinions, members)), gradient, curvature);
    }
    const change = solve(curvature, gradient);
    members = members.map((weight, member) => Math.max(0, weight + (change[member] as number)));
    if (change.every((value) => Math.abs(value) < 1e-3)) break;
  }
  return members;
}

/** Adds one text's part to the slope of the likelihood: what its label got less what was expected, and their spread. */
function addMemberSlope(
  opinions: Opinions,
  label: number,
  weight: number,
  shares: Float32Array,
  gradient: number[],
  curvature: number[][],
): void {
  const members = [opinions.linear, opinions.neural, opinions.neighbours];
  const expected = members.map((values) => weightedSum(values, shares));
  members.forEach((values, row) => {
    gradient[row] = (gradient[row] as number) + weight * ((values[label] as number) - (expected[row] as number));
    const line = curvature[row] as number[];
    members.forEach((others, column) => {
      const together = weightedSum(values, shares, others);
      line[column] =
        (line[column] as number) + weight * (together - (expected[row] as number) * (expected[column] as number));
    });
  });
}

function weightedSum(values: Float32Array, shares: Float32Array, others?: Float32Array): number {
  return values.reduce((sum, value, index) => sum + value * (shares[index] as number) * (others?.[index] ?? 1), 0);
}

function softmax(scores: Float32Array): Float32Array {
  const largest = scores.reduce((most, score) => Math.max(most, score), Number.NEGATIVE_INFINITY);
  const powers = scores.map((score) => Math.exp(score - largest));
  const sum = powers.reduce((total, power) => total + power, 0);
  return powers.map((power) => power / sum);
}

/** The intent with the largest score, the background left aside. */
function bestIntent(scores: Float32Array): number {
  let best = 0;
  for (let label = 1; label < scores.length - 1; label += 1) {
    if ((scores[label] as number) > (scores[best] as number)) best = label;
  }
  return best;
}
