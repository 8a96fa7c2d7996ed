/** How two rates compare that are known by counts. */

import { incompleteBeta } from '../../lib/statistics/distributions.ts';

interface Counted {
  count: number;
  /** Of the time in which it was counted, in any unit. */
  length: number;
}

export interface RateComparison {
  /** The rate now by the rate before, with its interval of 95 %; undefined where there was nothing before. */
  times: number | undefined;
  low: number;
  high: number | undefined;
  /** Of two rates that are the same to be at least so far apart, on both sides. */
  p: number;
}

/**
 * Given both counts together, the one now is binomial (J. Przyborowski and H. Wilenski, 1940); the interval is that of C. J. Clopper
 * and E. S. Pearson (1934). `spread` is how many times as much counts vary as Poisson's do.
 */
export function compareRates(now: Counted, before: Counted, spread: number): RateComparison {
  const a = now.count / spread;
  const b = before.count / spread;
  const expected = now.length / (now.length + before.length);
  const above = a === 0 ? 1 : incompleteBeta(expected, a, b + 1);
  const below = b === 0 ? 1 : 1 - incompleteBeta(expected, a + 1, b);
  const toTimes = (share: number) => ((share / (1 - share)) * before.length) / now.length;
  return {
    times: before.count === 0 ? undefined : ((now.count / before.count) * before.length) / now.length,
    low: a === 0 ? 0 : toTimes(betaQuantile(0.025, a, b + 1)),
    high: b === 0 ? undefined : toTimes(betaQuantile(0.975, a + 1, b)),
    p: Math.min(1, 2 * Math.min(above, below)),
  };
}

/** Found by halves. */
function betaQuantile(probability: number, a: number, b: number): number {
  let low = 0;
  let high = 1;
  for (let step = 0; step < 60; step += 1) {
    const middle = (low + high) / 2;
    if (incompleteBeta(middle, a, b) < probability) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}
