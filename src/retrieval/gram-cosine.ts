/** Likeness of spelling, which typing errors and endings hardly change. */

import type { UnitProfile } from './profile.ts';
import type { WeighedQuery } from './query.ts';
import { ratio, squaresAt } from './sparse.ts';

/** The cosine of the weighed sets of character grams of a query and a text, from 0 to 1. */
export function gramCosine(query: WeighedQuery, unit: UnitProfile): number {
  return ratio(squaresAt(unit.grams, query.grams), query.gramNorm * unit.gramNorm);
}
