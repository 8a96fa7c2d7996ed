/** Texts and articles weighed against the others, ready to be compared with queries. */

import { saturatedFrequencies } from './bm25f.ts';
import { centroid } from './centroid.ts';
import { sumAt } from './sparse.ts';
import type { Statistics } from './statistics.ts';
import type { Unit } from './units.ts';

/** One text of an article with its weight. */
export interface UnitProfile extends Unit {
  /** The sum of its terms' weights. */
  termMass: number;
}

/** What an article's texts make of its terms together. */
export interface ArticleProfile {
  terms: Uint32Array;
  /** BM25F's saturated term frequency, from 0 to 1; parallel to `terms`. */
  saturation: Float32Array;
  /** The unit-length TF-IDF centroid of the article's texts; parallel to `terms`. */
  centroid: Float32Array;
  bodyTerms: Uint32Array;
}

/** A text weighed by what its terms tell among all articles. */
export function toUnitProfile({ kind, terms, counts, length }: Unit, { termWeights }: Statistics): UnitProfile {
  return { kind, terms, counts, length, termMass: sumAt(terms, termWeights) };
}

/** The profile of an article made of these texts. */
export function toProfile(units: UnitProfile[], statistics: Statistics): ArticleProfile {
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
