/** Likeness of spelling, which typing errors and endings hardly change. */

import { ratio } from './sparse.ts';

/**
 * The cosine of the weighed sets of character grams of two texts, from 0 to 1, by the sum of the squared weights they
 * share and the lengths of both.
 */
export function gramCosine(shared: number, normA: number, normB: number): number {
  return ratio(shared, normA * normB);
}
