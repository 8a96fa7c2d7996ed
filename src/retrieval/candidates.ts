/** Which articles are worth measuring. */

import type { Postings, Weighed } from './postings.ts';
import { createPostings } from './postings.ts';
import type { ArticleProfile } from './profile.ts';
import type { WeighedQuery } from './query.ts';
import { ratio } from './sparse.ts';
import type { Statistics } from './statistics.ts';

/** Up to this many articles are all measured; of more, the most promising ones are. */
const MAX_CANDIDATES = 250;

/** A gram that a larger share of the articles has tells too little to look for candidates by. */
const MAX_GRAM_SHARE = 0.05;

/** The numbers of the articles to measure for a query, in no particular order. */
export type CandidateFinder = (query: WeighedQuery) => number[];

/** A finder over profiles in order: by BM25F and by the cosine of grams, so that misspelt queries find something too. */
export function createCandidateFinder(profiles: ArticleProfile[], statistics: Statistics): CandidateFinder {
  const all = [...profiles.keys()];
  if (profiles.length <= MAX_CANDIDATES) return () => all;

  const terms = termPostings(profiles, statistics);
  const grams = gramPostings(profiles, statistics);
  return (query) => {
    const byTerms = new Float32Array(profiles.length);
    terms.addTo(byTerms, query.termNumbers, query.terms);
    const byGrams = new Float32Array(profiles.length);
    grams.addTo(byGrams, query.gramNumbers, query.grams);
    return highest(
      byTerms.map((sum, article) => ratio(sum, query.termMass) + ratio(byGrams[article] ?? 0, query.gramNorm)),
    );
  };
}

function highest(totals: Float32Array): number[] {
  const lowest = Math.max(Number.MIN_VALUE, totals.toSorted().at(-MAX_CANDIDATES) ?? 0);
  const found: number[] = [];
  for (const [article, total] of totals.entries()) if (total >= lowest) found.push(article);
  return found.slice(0, 2 * MAX_CANDIDATES);
}

function termPostings(profiles: ArticleProfile[], statistics: Statistics): Postings {
  const lists = profiles.map(({ terms, saturation }) => ({ numbers: terms, weights: saturation }));
  return createPostings(lists, statistics.termWeights.length, profiles.length);
}

function gramPostings(profiles: ArticleProfile[], statistics: Statistics): Postings {
  const lists = profiles.map((profile) => allGrams(profile, statistics.gramWeights));
  return createPostings(lists, statistics.gramWeights.length, MAX_GRAM_SHARE * profiles.length);
}

function allGrams(profile: ArticleProfile, gramWeights: Float32Array): Weighed {
  const distinct = new Set<number>();
  for (const { grams } of profile.units) for (const gram of grams) distinct.add(gram);
  const numbers = Uint32Array.from(distinct);
  const weights = Float32Array.from(numbers, (gram) => gramWeights[gram] ?? 0);
  const norm = Math.sqrt(weights.reduce((sum, weight) => sum + weight ** 2, 0));
  return { numbers, weights: weights.map((weight) => ratio(weight, norm)) };
}
