/** Counts that differ from what is expected by chance, and by how far the expectation itself is off. */

import { incompleteBeta } from './distributions.ts';

/**
 * A negative binomial distribution: Poisson's with a mean that is itself off by a share, so that the variance is mean + (off · mean)²
 * (M. Greenwood and G. U. Yule, 1920).
 */
export interface CountDistribution {
  mean: number;
  /** By which share the mean is off, as a standard deviation; 0 leaves Poisson's chance alone. */
  off: number;
}

/** Being off by less than this makes no difference to any count, and very small values are hard to compute with. */
const LEAST_OFF = 0.01;

/** How likely at most so many are. */
export function chanceOfAtMost({ mean, off }: CountDistribution, count: number): number {
  if (count < 0) return 0;
  if (mean <= 0) return 1;
  const size = 1 / Math.max(LEAST_OFF, off) ** 2;
  return incompleteBeta(size / (size + mean), size, Math.floor(count) + 1);
}

/** The smallest count that is not exceeded with this probability; found by halves. */
export function countQuantile(distribution: CountDistribution, probability: number): number {
  if (probability <= 0) return 0;
  let below = -1;
  let above = 1;
  const most = Math.min(probability, 1 - 1e-9);
  while (chanceOfAtMost(distribution, above) < most) {
    below = above;
    above *= 2;
  }
  while (above - below > 1) {
    const middle = Math.floor((below + above) / 2);
    if (chanceOfAtMost(distribution, middle) < most) below = middle;
    else above = middle;
  }
  return above;
}

/** A range may hold so much less than it promises where a count more would hold much more. */
const SHORT_BY = 0.01;

/**
 * From the count of one probability to that of another, both included, without ends that it does not take: what lies within is as likely as the
 * one probability is from the other, or more where counts are few.
 */
export function rangeOfCounts(
  distribution: CountDistribution,
  from: number,
  to: number,
): { low: number; high: number } {
  let low = countQuantile(distribution, from);
  let high = countQuantile(distribution, to);
  const within = (first: number, last: number) =>
    chanceOfAtMost(distribution, last) - chanceOfAtMost(distribution, first - 1);
  while (low < high) {
    const withoutLow = within(low + 1, high);
    const withoutHigh = within(low, high - 1);
    if (Math.max(withoutLow, withoutHigh) < to - from - SHORT_BY) break;
    if (withoutLow > withoutHigh) low += 1;
    else high -= 1;
  }
  return { low, high };
}

/**
 * The probability that a share of these counts lies below, as their distributions have it: where the distributions are right it is the share
 * itself. Each count is spread evenly over the stretch of probability that it stands for (C. Czado, T. Gneiting and L. Held, "Predictive Model
 * Assessment for Count Data", 2009).
 */
export function probabilityBelow(stretches: readonly (readonly [number, number])[], share: number): number {
  const below = (probability: number) =>
    stretches.reduce((sum, [from, to]) => {
      if (probability >= to) return sum + 1;
      return probability <= from ? sum : sum + (probability - from) / (to - from);
    }, 0) / stretches.length;
  let low = 0;
  let high = 1;
  for (let step = 0; step < 30; step += 1) {
    const middle = (low + high) / 2;
    if (below(middle) < share) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

/** The stretch of probability that a count stands for. */
export function stretchOf(distribution: CountDistribution, count: number): readonly [number, number] {
  return [chanceOfAtMost(distribution, count - 1), chanceOfAtMost(distribution, count)];
}
