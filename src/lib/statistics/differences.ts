/** Intervals of differences between two samples, so that what is noise is not read as news. All are of 95 %. */

import { studentQuantile } from './distributions.ts';
import { quantileOfSorted } from './quantiles.ts';

export interface Interval {
  low: number;
  high: number;
}

/** The normal quantile for 95 %. */
const Z = 1.959964;

/**
 * Of two shares, `now - before`: the hybrid score interval (R. G. Newcombe, "Interval estimation for the difference between
 * independent proportions", 1998, method 10). `wilson` gives each share's own interval.
 */
export function differenceOfShares(
  now: { successes: number; trials: number },
  before: { successes: number; trials: number },
): Interval | undefined {
  if (now.trials === 0 || before.trials === 0) return undefined;
  const a = now.successes / now.trials;
  const b = before.successes / before.trials;
  const ofA = wilson(now);
  const ofB = wilson(before);
  return {
    low: a - b - Math.hypot(a - ofA.low, ofB.high - b),
    high: a - b + Math.hypot(ofA.high - a, b - ofB.low),
  };
}

/** The score interval of one share (E. B. Wilson, 1927). */
export function wilson({ successes, trials }: { successes: number; trials: number }): Interval {
  const share = successes / trials;
  const scale = 1 + Z ** 2 / trials;
  const centre = (share + Z ** 2 / (2 * trials)) / scale;
  const reach = (Z / scale) * Math.sqrt((share * (1 - share)) / trials + Z ** 2 / (4 * trials ** 2));
  return { low: centre - reach, high: centre + reach };
}

/**
 * Of two quantiles, `now - before`: each one's own interval is that of its order statistics (H. A. David and H. N. Nagaraja, "Order
 * Statistics", 7.1, with the normal approximation of the ranks), and the two are put together as Newcombe puts shares together.
 * Undefined where a sample is too small for its quantile to have an interval.
 */
export function differenceOfQuantiles(
  now: readonly number[],
  before: readonly number[],
  share: number,
): Interval | undefined {
  const a = quantileInterval(now, share);
  const b = quantileInterval(before, share);
  if (a === undefined || b === undefined) return undefined;
  const difference = a.value - b.value;
  return {
    low: difference - Math.hypot(a.value - a.low, b.high - b.value),
    high: difference + Math.hypot(a.high - a.value, b.value - b.low),
  };
}

/** A quantile with the interval of its order statistics; undefined where the sample does not reach that far. */
export function quantileInterval(values: readonly number[], share: number): (Interval & { value: number }) | undefined {
  const sorted = Float64Array.from(values).sort();
  const reach = Z * Math.sqrt(sorted.length * share * (1 - share));
  const low = Math.floor(sorted.length * share - reach);
  const high = Math.ceil(sorted.length * share + reach);
  const value = quantileOfSorted(sorted, share);
  if (value === undefined || low < 1 || high > sorted.length) return undefined;
  return { value, low: sorted[low - 1] as number, high: sorted[high - 1] as number };
}

/** Of two means, `now - before` (B. L. Welch, 1947). Undefined where a sample has fewer than two values. */
export function differenceOfMeans(now: readonly number[], before: readonly number[]): Interval | undefined {
  if (now.length < 2 || before.length < 2) return undefined;
  const a = momentsOf(now);
  const b = momentsOf(before);
  const error = a.squaredError + b.squaredError;
  const difference = a.mean - b.mean;
  if (error === 0) return { low: difference, high: difference };
  const degrees = error ** 2 / (a.squaredError ** 2 / (now.length - 1) + b.squaredError ** 2 / (before.length - 1));
  const reach = studentQuantile(0.95, degrees) * Math.sqrt(error);
  return { low: difference - reach, high: difference + reach };
}

/** The mean of values with its 95 % interval (Student, 1908); undefined for fewer than two. */
export function meanInterval(values: readonly number[]): (Interval & { value: number }) | undefined {
  if (values.length < 2) return undefined;
  const { mean, squaredError } = momentsOf(values);
  const reach = studentQuantile(0.95, values.length - 1) * Math.sqrt(squaredError);
  return { value: mean, low: mean - reach, high: mean + reach };
}

/** The mean, and the square of its standard error. */
function momentsOf(values: readonly number[]): { mean: number; squaredError: number } {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return { mean, squaredError: squares / (values.length - 1) / values.length };
}

/**
 * Of two sums over equally many days, `now - before`, as far as the days of each differ among themselves (B. L. Welch, 1947): what
 * comes in bursts is not taken for news as soon as it would be if each came by itself. Undefined for fewer than 7 days.
 */
export function differenceOfDailySums(now: readonly number[], before: readonly number[]): Interval | undefined {
  if (now.length < 7 || before.length < 7) return undefined;
  const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
  const spread = (values: readonly number[]) => {
    const mean = sum(values) / values.length;
    const squares = sum(values.map((value) => (value - mean) ** 2)) / (values.length - 1);
    // Days that happen to be alike still are counts, which differ by chance alone.
    return values.length * Math.max(squares, mean);
  };
  const difference = sum(now) - sum(before);
  const reach = 2.1 * Math.sqrt(spread(now) + spread(before));
  return { low: difference - reach, high: difference + reach };
}
