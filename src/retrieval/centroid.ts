/** The middle of an article's texts. */

import type { Comparison } from './comparison.ts';
import { ratio } from './sparse.ts';
import type { Unit, UnitKind } from './units.ts';

/** How much each text weighs; of sentences, all together. */
const WEIGHTS: Record<UnitKind, number> = { title: 1, alternate: 1, tags: 0.5, sentence: 1 };

/** The cosine of the query's TF-IDF vector with the article's centroid, from 0 to 1. */
export function centroidCosine({ query, articles }: Comparison, article: number): number {
  return ratio(articles.centroid[article] ?? 0, query.termNorm);
}

/** The unit-length mean of the unit-length TF-IDF vectors of title, alternates and body (Rocchio's prototype). */
export function centroid(units: Unit[], termWeights: Float32Array): Map<number, number> {
  const sum = new Map<number, number>();
  const body = new Map<number, number>();
  for (const unit of units) {
    if (unit.kind === 'sentence') addTo(body, unit, termWeights);
    else addScaled(sum, addTo(new Map(), unit, termWeights), WEIGHTS[unit.kind]);
  }
  addScaled(sum, body, WEIGHTS.sentence);
  return addScaled(new Map(), sum, 1);
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
