/** How much of a query a body speaks of. */

import type { Comparison } from './comparison.ts';
import { ratio } from './sparse.ts';

/** The share of the query's terms, each counted by how telling it is, that the article's body has: 0 to 1. */
export function bodyCoverage({ query, articles }: Comparison, article: number): number {
  return ratio(articles.body[article] ?? 0, query.termMass);
}

/** The same share over the whole article. */
export function coverage({ query, articles }: Comparison, article: number): number {
  return ratio(articles.anywhere[article] ?? 0, query.termMass);
}
