/** How well an article fits a query: the measures, what of them is worked out for each article beforehand, and their mix. */

import type { Unit, UnitKind } from './article-units.ts';

/** What each measure says of one article, all from 0 to 1. */
export interface Measures {
  /** BM25F over the best score any article could have for the query, so comparable between queries. */
  bm25f: number;
  /** The cosine of the weighed sets of character grams, which typing errors hardly change: the closest of all texts but tags. */
  grams: number;
  /** The cosine of the query's TF-IDF vector with the article's centroid. */
  centroid: number;
  /**
   * Dice's coefficient of two sets of terms, each term counted by how telling it is: 2·w(A∩B) / (w(A) + w(B))
   * (https://en.wikipedia.org/wiki/Dice-S%C3%B8rensen_coefficient). It is taken for each way of asking by itself, not for the
   * whole article at once: the closest of title and alternates.
   */
  dice: number;
  /** The share of the query's terms, each counted by how telling it is, that the body has. */
  bodyCoverage: number;
  /** The same share over the whole article; not part of the score. */
  coverage: number;
}

const MIX = { bm25f: 0.5, grams: 0.5, centroid: 1, dice: 0.5, bodyCoverage: 0.3 };

/** The measures' weighed sum, from 0 to 2.8. The weights were chosen on public question sets and hold for any desk. */
export function mix(measures: Measures): number {
  return (
    MIX.bm25f * measures.bm25f +
    MIX.grams * measures.grams +
    MIX.centroid * measures.centroid +
    MIX.dice * measures.dice +
    MIX.bodyCoverage * measures.bodyCoverage
  );
}

const SATURATION = 1.2;

/** How much a field counts, and how far its frequencies are put in relation to its length (0 to 1). */
const FIELDS: Record<UnitKind, { weight: number; lengthShare: number }> = {
  title: { weight: 3, lengthShare: 0.5 },
  alternate: { weight: 2, lengthShare: 0.5 },
  tags: { weight: 1, lengthShare: 0 },
  sentence: { weight: 1, lengthShare: 0.6 },
};

/**
 * BM25F's frequency of each term of an article (Zaragoza et al. 2004): added up over the fields, weighed, put in relation
 * to the fields' lengths, and only then saturated, from 0 to 1. A term counts once however often a query has it.
 */
export function saturatedFrequencies(units: Unit[], meanLengths: Record<UnitKind, number>): Map<number, number> {
  const lengths: Record<UnitKind, number> = { title: 0, alternate: 0, tags: 0, sentence: 0 };
  for (const { kind, length } of units) lengths[kind] += length;

  const frequencies = new Map<number, number>();
  for (const { kind, terms, counts } of units) {
    const { weight, lengthShare } = FIELDS[kind];
    const scale = weight / (1 - lengthShare + lengthShare * ratio(lengths[kind], meanLengths[kind]));
    terms.forEach((term, at) => {
      frequencies.set(term, (frequencies.get(term) ?? 0) + scale * (counts[at] ?? 0));
    });
  }
  for (const [term, frequency] of frequencies) frequencies.set(term, frequency / (SATURATION + frequency));
  return frequencies;
}

/** How much each text weighs in the centroid; of sentences, all together. */
const CENTROID_WEIGHTS: Record<UnitKind, number> = { title: 1, alternate: 1, tags: 0.5, sentence: 1 };

/** The unit-length mean of the unit-length TF-IDF vectors of title, alternates and body (Rocchio's prototype). */
export function centroid(units: Unit[], termWeights: Float32Array): Map<number, number> {
  const sum = new Map<number, number>();
  const body = new Map<number, number>();
  for (const unit of units) {
    if (unit.kind === 'sentence') addTo(body, unit, termWeights);
    else addScaled(sum, addTo(new Map(), unit, termWeights), CENTROID_WEIGHTS[unit.kind]);
  }
  addScaled(sum, body, CENTROID_WEIGHTS.sentence);
  return addScaled(new Map(), sum, 1);
}

/** `part / whole`, or 0 when there is no whole. */
export function ratio(part: number, whole: number): number {
  return whole > 0 ? part / whole : 0;
}

function addTo(vector: Map<number, number>, unit: Unit, termWeights: Float32Array): Map<number, number> {
  unit.terms.forEach((term, at) => {
    const weight = (1 + Math.log(unit.counts[at] ?? 1)) * (termWeights[term] ?? 0);
    vector.set(term, (vector.get(term) ?? 0) + weight);
  });
  return vector;
}

function addScaled(sum: Map<number, number>, vector: Map<number, number>, weight: number): Map<number, number> {
  let squares = 0;
  for (const value of vector.values()) squares += value * value;
  const scale = ratio(weight, Math.sqrt(squares));
  for (const [term, value] of vector) sum.set(term, (sum.get(term) ?? 0) + scale * value);
  return sum;
}
