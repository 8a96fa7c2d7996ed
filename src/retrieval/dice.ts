/** The share of terms that two texts have in common. */

import { ratio } from './sparse.ts';

/**
 * Dice's coefficient of the two sets of terms, each term counted by how telling it is: 2·w(A∩B) / (w(A) + w(B)), from
 * 0 to 1; `shared` is w(A∩B) (https://en.wikipedia.org/wiki/Dice-S%C3%B8rensen_coefficient). It orders texts as Jaccard's index J
 * does, being 2J / (1 + J); and it is taken for each way of asking by itself, not for the whole article at once.
 */
export function weighedDice(shared: number, massA: number, massB: number): number {
  return ratio(2 * shared, massA + massB);
}
