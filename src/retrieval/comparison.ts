/** Texts and articles weighed against the others, and a query laid beside all of them. */

import type { Statistics, Unit } from './article-units.ts';
import type { Measures } from './measures.ts';
import { centroid, ratio, saturatedFrequencies } from './measures.ts';
import type { Listing } from './postings.ts';
import { createPostings } from './postings.ts';
import type { WeighedQuery } from './query.ts';

/** One text of an article with its weight. */
export interface UnitProfile extends Unit {
  /** The sum of its terms' weights. */
  termMass: number;
}

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

/** A text weighed by what its terms tell among all articles. */
export function toUnitProfile({ kind, terms, counts, length }: Unit, { termWeights }: Statistics): UnitProfile {
  return { kind, terms, counts, length, termMass: sumAt(terms, termWeights) };
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
  const gramSquares = Float64Array.from(gramWeights, (weight) => weight * weight);
  const gramNorms = Float64Array.from(gramLists, (numbers) => Math.sqrt(sumAt(numbers, gramSquares)));

  return (query) => {
    const dice = termPostings.addUp(query.terms);
    const grams = gramPostings.addUp(query.gramSquares);
    for (let at = 0; at < dice.length; at += 1) {
      dice[at] = ratio(2 * (dice[at] ?? 0), query.termMass + (termMasses[at] ?? 0));
      grams[at] = ratio(grams[at] ?? 0, query.gramNorm * (gramNorms[at] ?? 0));
    }
    return { dice, grams };
  };
}

/** A function that compares a query with articles in order, each made of these texts. */
export function createArticleComparer(
  articles: UnitProfile[][],
  statistics: Statistics,
): (query: WeighedQuery) => ArticleSums {
  const profiles = articles.map((units) => toProfile(units, statistics));
  const postingsOf = (toListing: (profile: ArticleProfile) => Listing) =>
    createPostings(profiles.map(toListing), statistics.termWeights.length);
  const saturation = postingsOf((profile) => ({ numbers: profile.terms, weights: profile.saturation }));
  const centroid = postingsOf((profile) => ({ numbers: profile.terms, weights: profile.centroid }));
  const body = postingsOf((profile) => ({ numbers: profile.bodyTerms }));
  const anywhere = postingsOf((profile) => ({ numbers: profile.terms }));

  return ({ terms }) => ({
    saturation: saturation.addUp(terms),
    centroid: centroid.addUp(terms),
    body: body.addUp(terms),
    anywhere: anywhere.addUp(terms),
  });
}

/** Measures one article of a comparison, whose texts are those from `start` up to `end`. */
export function measure({ query, units, articles }: Comparison, article: number, start: number, end: number): Measures {
  return {
    bm25f: ratio(articles.saturation[article] ?? 0, query.termMass),
    grams: highest(units.grams, start, end),
    centroid: ratio(articles.centroid[article] ?? 0, query.termNorm),
    dice: highest(units.dice, start, end),
    bodyCoverage: ratio(articles.body[article] ?? 0, query.termMass),
    coverage: ratio(articles.anywhere[article] ?? 0, query.termMass),
  };
}

/** What an article's texts make of its terms together. */
interface ArticleProfile {
  terms: Uint32Array;
  /** BM25F's saturated term frequency, from 0 to 1; parallel to `terms`. */
  saturation: Float32Array;
  /** The unit-length TF-IDF centroid of the article's texts; parallel to `terms`. */
  centroid: Float32Array;
  bodyTerms: Uint32Array;
}

/** The profile of an article made of these texts. */
function toProfile(units: UnitProfile[], statistics: Statistics): ArticleProfile {
  const saturation = saturatedFrequencies(units, statistics.meanLengths);
  const center = centroid(units, statistics.termWeights);
  const terms = Uint32Array.from(saturation.keys());
  const bodyTerms = new Set<number>();
  for (const unit of units) if (unit.kind === 'sentence') for (const term of unit.terms) bodyTerms.add(term);
  return {
    terms,
    saturation: Float32Array.from(saturation.values()),
    centroid: Float32Array.from(terms, (term) => center.get(term) ?? 0),
    bodyTerms: Uint32Array.from(bodyTerms),
  };
}

function highest(values: Float64Array, start: number, end: number): number {
  let found = 0;
  for (let at = start; at < end; at += 1) found = Math.max(found, values[at] ?? 0);
  return found;
}

/** Σ weights[i] over the given numbers i; a number beyond the array weighs nothing. */
function sumAt(numbers: Uint32Array, weights: ArrayLike<number>): number {
  let sum = 0;
  for (const number of numbers) sum += weights[number] ?? 0;
  return sum;
}
