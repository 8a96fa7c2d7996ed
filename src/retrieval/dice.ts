/** The share of terms that two texts have in common. */

import { ratio } from './sparse.ts';

/**
 * Dice's coefficient of the two sets of terms, each term counted by how telling it is: 2·w(A∩B) / (w(A) + w(B)), from
 * 0 to 1; `shared` is w(A∩B). It stands where the source document has "Jaccard / (Len x + Len y)" (4.2.1), corrected: Jaccard's
 * denominator |A∪B| already accounts for both lengths, so dividing by them again only punishes long texts, and the
 * document's own example (3/5) does not follow from its sets (5/10). Dice is Jaccard J put as 2J / (1 + J), which
 * orders texts the same way; and it is taken for each way of asking by itself, not for the whole article at once.
 */
export function weighedDice(shared: number, massA: number, massB: number): number {
  return ratio(2 * shared, massA + massB);
}
