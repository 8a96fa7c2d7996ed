/** How much of what is asked an article speaks of. */

import type { IndexedArticle } from './article-index.ts';
import { ratio } from './measures.ts';
import type { WeighedQuery } from './query.ts';

/** What customers say who are answered from an article: the terms that the index knows, and the others. */
export interface SpokenTerms {
  known: Set<number>;
  unknown: Set<string>;
  /** Of the known ones those that many of them say: they ask for the article as a whole. */
  common: Set<number>;
}

/** A term that stands in so many of the texts that mean an article is said of all of it. */
const COMMON_SHARE = 0.1;

/** The terms of texts that all mean the same article. */
export function toSpokenTerms(queries: WeighedQuery[]): SpokenTerms {
  const holders = new Map<number, number>();
  for (const { asked } of queries)
    for (const term of asked.terms.keys()) holders.set(term, (holders.get(term) ?? 0) + 1);
  const fewest = Math.max(2, COMMON_SHARE * queries.length);
  return {
    common: new Set([...holders].filter(([, count]) => count >= fewest).map(([term]) => term)),
    known: new Set(queries.flatMap(({ asked }) => [...asked.terms.keys()])),
    unknown: new Set(queries.flatMap(({ asked }) => [...asked.unknown.keys()])),
  };
}

/**
 * The share, from 0 to 1, of what is asked that the article has words for anywhere, or customers who mean it; each term counted by
 * how telling it is. 1 where nothing is asked; 0 for a single word that only stands somewhere in the text.
 */
export function answeredShare({ asked }: WeighedQuery, { units }: IndexedArticle, spoken?: SpokenTerms): number {
  const written = new Set(units.flatMap(({ terms }) => [...terms]));
  let shared = 0;
  for (const [term, weight] of asked.terms) if (written.has(term) || spoken?.known.has(term)) shared += weight;
  for (const [term, weight] of asked.unknown) if (spoken?.unknown.has(term)) shared += weight;
  if (asked.mass === 0) return 1;
  return asked.isBareWord && !isNamed(asked, units, spoken) ? 0 : ratio(shared, asked.mass);
}

type Asked = WeighedQuery['asked'];

function isNamed({ terms }: Asked, units: IndexedArticle['units'], spoken: SpokenTerms | undefined): boolean {
  const named = new Set(units.flatMap((unit) => (unit.kind === 'sentence' ? [] : [...unit.terms])));
  return [...terms.keys()].some((term) => named.has(term) || spoken?.known.has(term));
}
