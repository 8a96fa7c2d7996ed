/** Drawing from gamma and beta distributions. */

import { drawNormal } from './draws.ts';

/** From a beta distribution; both parameters at least 1. As the share of one of two gammas (L. Devroye, Non-Uniform Random Variate Generation, 1986, IX.4). */
export function drawBeta(alpha: number, beta: number, random: () => number): number {
  const one = drawGamma(alpha, random);
  return one / (one + drawGamma(beta, random));
}

/** From a gamma distribution of this shape, at least 1 (G. Marsaglia and W. W. Tsang, A simple method for generating gamma variables, 2000). */
function drawGamma(shape: number, random: () => number): number {
  const d = shape - 1 / 3;
  const c = 1 / Math.sqrt(9 * d);
  for (;;) {
    const normal = drawNormal(random);
    const v = (1 + c * normal) ** 3;
    if (v > 0 && Math.log(random()) < normal ** 2 / 2 + d - d * v + d * Math.log(v)) return d * v;
  }
}
