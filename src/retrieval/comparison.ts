/** A query laid beside all texts and articles of an index. */

import { weighedDice } from './dice.ts';
import { gramCosine } from './gram-cosine.ts';
import type { Listing } from './postings.ts';
import { createPostings } from './postings.ts';
import type { ArticleProfile, UnitProfile } from './profile.ts';
import type { WeighedQuery } from './query.ts';
import { squaresAt } from './sparse.ts';
import type { Statistics } from './statistics.ts';

/** How like the query each text is, in the texts' order over all articles; 0 where a likeness does not count. */
export interface UnitLikeness {
  /** Weighed Dice shares of titles and alternates. */
  dice: Float64Array;
  /** Gram cosines of all texts but tags. */
  grams: Float64Array;
}

/** What each article has of the query's terms, in the articles' order: sums of the terms' weights in the query … */
export interface ArticleSums {
  /** … times BM25F's saturated frequency. */
  saturation: Float64Array;
  /** … times the weight in the centroid. */
  centroid: Float64Array;
  /** … where the body has them. */
  body: Float64Array;
  /** … where any text has them. */
  anywhere: Float64Array;
}

/** All that the measures read. */
export interface Comparison {
  query: WeighedQuery;
  units: UnitLikeness;
  articles: ArticleSums;
}

const NOTHING: Listing = { numbers: new Uint32Array() };

/** A function that compares a query with texts in order; `gramLists` are their distinct grams. */
export function createUnitComparer(
  units: UnitProfile[],
  gramLists: Uint32Array[],
  { termWeights, gramWeights }: Statistics,
): (query: WeighedQuery) => UnitLikeness {
  const termPostings = createPostings(
    units.map(({ kind, terms }) => (kind === 'title' || kind === 'alternate' ? { numbers: terms } : NOTHING)),
    termWeights.length,
  );
  const gramPostings = createPostings(
    gramLists.map((numbers, at) => (units[at]?.kind === 'tags' ? NOTHING : { numbers })),
    gramWeights.length,
  );
  const termMasses = Float64Array.from(units, ({ termMass }) => termMass);
  const gramNorms = Float64Array.from(gramLists, (numbers) => Math.sqrt(squaresAt(numbers, gramWeights)));

  return (query) => {
    const dice = termPostings.addUp(query.terms);
    const grams = gramPostings.addUp(query.gramSquares);
    for (let at = 0; at < dice.length; at += 1) {
      dice[at] = weighedDice(dice[at] ?? 0, query.termMass, termMasses[at] ?? 0);
      grams[at] = gramCosine(grams[at] ?? 0, query.gramNorm, gramNorms[at] ?? 0);
    }
    return { dice, grams };
  };
}

/** A function that adds up for articles in order, whose terms have numbers below `termCount`. */
export function createArticleComparer(
  profiles: ArticleProfile[],
  termCount: number,
): (query: WeighedQuery) => ArticleSums {
  const saturation = createPostings(
    profiles.map((profile) => ({ numbers: profile.terms, weights: profile.saturation })),
    termCount,
  );
  const centroid = createPostings(
    profiles.map((profile) => ({ numbers: profile.terms, weights: profile.centroid })),
    termCount,
  );
  const body = createPostings(
    profiles.map((profile) => ({ numbers: profile.bodyTerms })),
    termCount,
  );
  const anywhere = createPostings(
    profiles.map((profile) => ({ numbers: profile.terms })),
    termCount,
  );

  return ({ terms }) => ({
    saturation: saturation.addUp(terms),
    centroid: centroid.addUp(terms),
    body: body.addUp(terms),
    anywhere: anywhere.addUp(terms),
  });
}
