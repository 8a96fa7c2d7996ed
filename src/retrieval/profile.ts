/** An article weighed against the others, so that a query is compared with it by sums alone. */

import { saturatedFrequencies } from './bm25f.ts';
import { centroid } from './centroid.ts';
import { squaresAt, sumAt } from './sparse.ts';
import type { Statistics } from './statistics.ts';
import type { Unit } from './units.ts';

/** One text of an article with its weights. */
export interface UnitProfile extends Unit {
  /** The sum of its terms' weights. */
  termMass: number;
  /** The length of its vector of grams. */
  gramNorm: number;
}

/** All that the measures read of an article; the arrays beside `terms` are parallel to it. */
export interface ArticleProfile {
  terms: Uint32Array;
  /** BM25F's saturated term frequency, from 0 to 1. */
  saturation: Float32Array;
  /** The unit-length TF-IDF centroid of the article's texts. */
  centroid: Float32Array;
  /** 1 where the body has the term. */
  inBody: Float32Array;
  units: UnitProfile[];
}

/** A text weighed by what its terms and grams tell among all articles. */
export function toUnitProfile(unit: Unit, { termWeights, gramWeights }: Statistics): UnitProfile {
  return {
    ...unit,
    termMass: sumAt(unit.terms, termWeights),
    gramNorm: Math.sqrt(squaresAt(unit.grams, gramWeights)),
  };
}

/** The profile of an article made of these texts. */
export function toProfile(units: UnitProfile[], statistics: Statistics): ArticleProfile {
  const saturation = saturatedFrequencies(units, statistics.meanLengths);
  const center = centroid(units, statistics.termWeights);
  const inBody = new Set<number>();
  for (const { kind, terms } of units) if (kind === 'sentence') for (const term of terms) inBody.add(term);
  const terms = Uint32Array.from(saturation.keys());
  return {
    terms,
    saturation: Float32Array.from(saturation.values()),
    centroid: Float32Array.from(terms, (term) => center.get(term) ?? 0),
    inBody: Float32Array.from(terms, (term) => (inBody.has(term) ? 1 : 0)),
    units,
  };
}
