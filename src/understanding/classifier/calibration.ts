import { type Example, fitLogistic, logistic, solve } from '../../lib/logistic-regression.ts';
import { MEMBERS, type Opinions } from './ensemble.ts';

/** How opinions become probabilities; fitted to texts that the ensemble had not seen. */
export interface Calibration {
  /** What each member's opinion weighs in the common score, in the order of `MEMBERS`. */
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

/** Desks of fewer intents than this have a head of more features: there the common score alone tells less. */
const FEW_INTENTS = 30;

/**
 * Where a fit starts and stays while there are few examples: the fit to desks of two to forty intents drawn from the training rows of public
 * intent sets, with other intents and other sets' texts as what is out of scope. The features of the heads are those of `headFeatures`.
 */
const PRIORS = {
  words: { members: [1, 1, 5.5, 3.5, 8, 0.3, 0, 0], few: [-0.8, 0.8, 0.5, 1.2, 1.7], many: [-2.9, 7.2, -2.6] },
  terms: { members: [1.6, 1, 8, 3.2, 0, 0, 0, 0], few: [0.9, 0, 0.1, 3.4, 2.3], many: [-1.1, 7.8, -3.4] },
  sentences: {
    members: [0.4, 0.8, 4.2, 3.5, 5.4, 0, 5.5, 0.6],
    few: [-0.8, 0.7, 0.6, 1.1, 1.4],
    many: [-3.2, 7, -3.5],
  },
};
const OTHER_SHARE = 0.4;

/** What is known of a text's meaning: nothing beyond its terms, what its words mean, what a sentence encoder makes of all of it. */
export type MeaningKnown = keyof typeof PRIORS;

/** What a desk of so many intents is taken to be like before anything is known of it. */
export function priorFor(intentCount: number, known: MeaningKnown): Calibration {
  const { members, few, many } = PRIORS[known];
  return { members, head: intentCount < FEW_INTENTS ? few : many, otherShare: OTHER_SHARE };
}

/** What the members say of a text that no encoder was asked about. */
export function withoutSentence(opinions: Opinions): Opinions {
  const silent = new Float32Array(opinions.linear.length);
  return { ...opinions, sentence: silent, sentenceDiscriminant: silent };
}

/** How firmly a fit is held to its prior. */
const STRENGTH = 2;

/** Fits all three parts, held to a prior, in the order in which they depend on each other. */
export function fitCalibration(judged: readonly Judged[], prior: Calibration): Calibration {
  const inScope = judged.filter((one) => one.label !== OUT_OF_SCOPE);
  const members = fitMembers(inScope, prior.members);
  const examples: Example[] = [];
  let wrong = 1;
  let otherRight = prior.otherShare;
  for (const { opinions, label, weight } of judged) {
    const scores = commonScores(opinions, members);
    const best = bestIntent(scores);
    examples.push({ features: headFeatures(opinions, scores, best), happened: best === label, weight });
    if (best === label) continue;
    wrong += weight;
    if (label !== OUT_OF_SCOPE) otherRight += weight;
  }
  return { members, head: fitLogistic(examples, prior.head, STRENGTH), otherShare: otherRight / wrong };
}

/** The calibrated probability of each intent: that it is right and the text in scope. They add up to at most 1. */
export function calibrate(opinions: Opinions, calibration: Calibration): Float32Array {
  const scores = commonScores(opinions, calibration.members);
  const best = bestIntent(scores);
  const shares = softmax(scores).slice(0, -1);
  const confidence = logistic(calibration.head, headFeatures(opinions, scores, best));
  const others = shares.reduce((sum, share) => sum + share, -(shares[best] as number));
  const rest = ((1 - confidence) * calibration.otherShare) / Math.max(others, 1e-9);
  // The best one stays the best, however little is known.
  const most = confidence * (1 - 1e-6);
  return shares.map((share, label) => (label === best ? confidence : Math.min(most, share * rest)));
}

function commonScores(opinions: Opinions, members: readonly number[]): Float32Array {
  const scores = new Float32Array(opinions.linear.length);
  MEMBERS.forEach((member, index) => {
    const weight = members[index] ?? 0;
    const values = opinions[member];
    for (let label = 0; label < scores.length; label += 1) {
      scores[label] = (scores[label] as number) + weight * (values[label] as number);
    }
  });
  return scores;
}

/**
 * What tells whether the best label is right and the text in scope. Of many intents: how much the best label is claimed, and how much all
 * labels are together. Of few: how much it is claimed, its lead, and what the linear classifier and the network say of it.
 */
function headFeatures({ linear, neural }: Opinions, scores: Float32Array, best: number): number[] {
  const score = (scores[best] as number) / SCORE_SCALE;
  if (scores.length - 1 >= FEW_INTENTS) return [1, score, logSumOfPowers(scores) / SCORE_SCALE];
  return [1, score, logOdds(softmax(scores)[best] as number), linear[best] as number, neural[best] as number];
}

function logOdds(share: number): number {
  return Math.log((share + 1e-4) / (1 - share + 1e-4));
}

/** Brings scores to the order of 1. */
const SCORE_SCALE = 10;

function logSumOfPowers(scores: Float32Array): number {
  const largest = scores.reduce((most, score) => Math.max(most, score), Number.NEGATIVE_INFINITY);
  return largest + Math.log(scores.reduce((sum, score) => sum + Math.exp(score - largest), 0));
}

const MEMBER_STEPS = 12;

/**
 * Finds the members' weights under which the right labels are most probable, by Newton's method from the prior; none below 0. A step
 * that would make things worse is halved.
 */
function fitMembers(judged: readonly Judged[], prior: readonly number[]): number[] {
  let members = [...prior];
  let loss = memberLoss(judged, members, prior);
  for (let step = 0; step < MEMBER_STEPS; step += 1) {
    const change = memberStep(judged, members, prior);
    let scale = 1;
    let next = members;
    let nextLoss = loss;
    do {
      next = members.map((weight, member) => Math.max(0, weight + scale * (change[member] as number)));
      nextLoss = memberLoss(judged, next, prior);
      scale /= 2;
    } while (nextLoss > loss && scale > 1e-3);
    if (nextLoss >= loss) break;
    const gained = loss - nextLoss;
    members = next;
    loss = nextLoss;
    if (gained < 1e-6 * loss) break;
  }
  return members;
}

function memberLoss(judged: readonly Judged[], members: readonly number[], prior: readonly number[]): number {
  const held = members.reduce((sum, weight, member) => sum + (weight - (prior[member] as number)) ** 2, 0);
  return judged.reduce(
    (sum, { opinions, label, weight }) => {
      const share = softmax(commonScores(opinions, members))[label] as number;
      return sum - weight * Math.log(Math.max(share, 1e-12));
    },
    (STRENGTH * held) / 2,
  );
}

/** How Newton's method would change the weights; one that is 0 and would fall stays. */
function memberStep(judged: readonly Judged[], members: readonly number[], prior: readonly number[]): number[] {
  const gradient = members.map((weight, member) => STRENGTH * ((prior[member] as number) - weight));
  const curvature = members.map((_, row) => members.map((__, column) => (row === column ? STRENGTH : 0)));
  for (const { opinions, label, weight } of judged) {
    addMemberSlope(opinions, label, weight, softmax(commonScores(opinions, members)), gradient, curvature);
  }
  const isHeld = members.map((weight, member) => weight === 0 && (gradient[member] as number) <= 0);
  const free = curvature.map((line, row) =>
    line.map((value, column) => (isHeld[row] || isHeld[column] ? Number(row === column) : value)),
  );
  return solve(
    free,
    gradient.map((value, member) => (isHeld[member] ? 0 : value)),
  );
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
  const members = MEMBERS.map((member) => opinions[member]);
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
  return shares.reduce((sum, share, index) => sum + share * (values[index] as number) * (others?.[index] ?? 1), 0);
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
