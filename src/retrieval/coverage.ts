/** How much of a query a body speaks of. */

import type { ArticleProfile } from './profile.ts';
import type { WeighedQuery } from './query.ts';
import { dotAt, ratio, sumAt } from './sparse.ts';

/** The share of the query's terms, each counted by how telling it is, that the article's body has: 0 to 1. */
export function bodyCoverage(query: WeighedQuery, profile: ArticleProfile): number {
  return ratio(dotAt(profile.terms, profile.inBody, query.terms), query.termMass);
}

/** The same share over the whole article. */
export function coverage(query: WeighedQuery, profile: ArticleProfile): number {
  return ratio(sumAt(profile.terms, query.terms), query.termMass);
}
