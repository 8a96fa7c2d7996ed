/**
 * Which of several ways is best, learnt while they are used: Thompson sampling (W. R. Thompson, On the likelihood that one unknown
 * probability exceeds another, 1933). Each way is taken as often as it is likely to be the best, so that these shares are all that a draw
 * needs. The document that names "Bayesian optimisation" writes Bayes' rule without its condition and defines no utility; here the posterior
 * is that of a mean utility between 0 and 1.
 */

import { createRandom } from '../random.ts';
import { drawBeta } from './beta.ts';
import { quantileOfSorted } from './quantiles.ts';

/** What is known of one way: utilities between 0 and 1. */
export interface Evidence {
  count: number;
  sum: number;
  sumOfSquares: number;
}

/** The posterior of a mean utility: a beta distribution. */
export interface Posterior {
  alpha: number;
  beta: number;
}

export const NO_EVIDENCE: Evidence = { count: 0, sum: 0, sumOfSquares: 0 };

/** The means are compared at so many values, between these many standard deviations around them. */
const GRID = 1_000;
const REACH = 8;
/** The interval of the regret is that of so many draws from the posteriors. */
const DRAWS = 4_000;
/** As if so much had been seen of 0 and of 1 each, for the spread alone: few utilities that are alike say little of how alike the next are. */
const PRIOR_EXTREMES = 2;

/** Evidence with one more utility. */
export function withUtility({ count, sum, sumOfSquares }: Evidence, utility: number): Evidence {
  return { count: count + 1, sum: sum + utility, sumOfSquares: sumOfSquares + utility ** 2 };
}

/**
 * Starts from all means being as likely. Utilities that are neither 0 nor 1 spread less than the successes and failures that a beta
 * posterior counts: the counts are scaled by how much less, so that the mean is known as well as it is. Where all are 0 or 1 it is the
 * usual count of successes and failures. (S. Agrawal and N. Goyal, Analysis of Thompson sampling, 2012, round each utility to 0 or 1 at
 * random instead, which adds noise.)
 */
export function posteriorOf({ count, sum, sumOfSquares }: Evidence): Posterior {
  if (count === 0) return { alpha: 1, beta: 1 };
  const seen = count + 2 * PRIOR_EXTREMES;
  const mean = (sum + PRIOR_EXTREMES) / seen;
  const variance = (sumOfSquares + PRIOR_EXTREMES) / seen - mean ** 2;
  const scale = Math.max(1, (mean * (1 - mean)) / variance);
  return { alpha: 1 + scale * sum, beta: 1 + scale * (count - sum) };
}

/** The mean of a posterior. */
export function meanOf({ alpha, beta }: Posterior): number {
  return alpha / (alpha + beta);
}

/** For each, how likely it is to have the highest mean; together 1. Worked out on a grid: each one's density, times that all others are lower. */
export function chancesOfBest(posteriors: readonly Posterior[]): number[] {
  const grid = gridOf(posteriors);
  const densities = posteriors.map((posterior) => densityOn(grid, posterior));
  const below = densities.map((density) => {
    let sum = 0;
    return density.map((mass) => {
      sum += mass;
      return sum - mass / 2;
    });
  });
  const chances = densities.map((density, index) => {
    const others = below.filter((_, other) => other !== index);
    return density.reduce(
      (sum, mass, at) => sum + others.reduce((chance, other) => chance * (other[at] ?? 0), mass),
      0,
    );
  });
  const total = chances.reduce((sum, chance) => sum + chance, 0);
  return chances.map((chance) => chance / total);
}

function gridOf(posteriors: readonly Posterior[]): number[] {
  const reaches = posteriors.map((posterior) => REACH * deviationOf(posterior));
  const means = posteriors.map(meanOf);
  const low = Math.max(0, Math.min(...means.map((mean, index) => mean - (reaches[index] ?? 0))));
  const high = Math.min(1, Math.max(...means.map((mean, index) => mean + (reaches[index] ?? 0))));
  return Array.from({ length: GRID }, (_, index) => low + ((index + 0.5) / GRID) * (high - low));
}

function deviationOf({ alpha, beta }: Posterior): number {
  return Math.sqrt((alpha * beta) / (alpha + beta + 1)) / (alpha + beta);
}

/** Sums to 1. */
function densityOn(grid: readonly number[], { alpha, beta }: Posterior): number[] {
  const logs = grid.map((value) => (alpha - 1) * Math.log(value) + (beta - 1) * Math.log1p(-value));
  const largest = logs.reduce((most, log) => Math.max(most, log), Number.NEGATIVE_INFINITY);
  const weights = logs.map((log) => Math.exp(log - largest));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return weights.map((weight) => weight / total);
}

export interface Spread {
  /** The 95 % interval of each mean. */
  intervals: { low: number; high: number }[];
  /** What was lost, in utilities, by not using the best all the time: expected, and the 95 % interval. */
  regret: { expected: number; low: number; high: number };
}

/** How sure the means are, and the regret where each was used so often. The same for the same posteriors each time. */
export function spreadOf(posteriors: readonly Posterior[], used: readonly number[]): Spread {
  const random = createRandom(20_933);
  const drawn = posteriors.map(() => new Float64Array(DRAWS));
  const regrets = new Float64Array(DRAWS);
  const regretOf = (means: readonly number[]) => {
    const best = Math.max(...means);
    return means.reduce((sum, mean, index) => sum + (used[index] ?? 0) * (best - mean), 0);
  };
  for (let draw = 0; draw < DRAWS; draw++) {
    const means = posteriors.map(({ alpha, beta }) => drawBeta(alpha, beta, random));
    for (const [index, mean] of means.entries()) drawn[index]?.fill(mean, draw, draw + 1);
    regrets[draw] = regretOf(means);
  }
  const expected = regretOf(posteriors.map(meanOf));
  return { intervals: drawn.map(intervalOf), regret: { expected, ...intervalOf(regrets) } };
}

function intervalOf(values: Float64Array): { low: number; high: number } {
  values.sort();
  return { low: quantileOfSorted(values, 0.025) ?? 0, high: quantileOfSorted(values, 0.975) ?? 0 };
}

/** Which of them is taken, by their shares and a number from 0 to 1; the last where shares sum to less. */
export function pickByShare(shares: readonly number[], at: number): number {
  let sum = 0;
  const index = shares.findIndex((share) => {
    sum += share;
    return at < sum;
  });
  return index === -1 ? shares.length - 1 : index;
}
