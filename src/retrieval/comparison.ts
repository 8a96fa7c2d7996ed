/** A query laid beside articles. */

import { type ArticleUnits, distinct, type Unit, type UnitKind } from './article-units.ts';
import type { Statistics } from './collection.ts';
import { type Measures, ratio } from './measures.ts';
import type { WeighedQuery } from './query.ts';

/** A query ready to be laid beside the articles of an index. */
export interface Comparison {
  query: WeighedQuery;
  /** What the article has of the query. Rounded sums may exceed 1 by little. */
  measure(article: Pick<ArticleUnits, 'units' | 'windows'>): Measures;
  /** How alike the grams of the query and of these are, as a cosine. */
  likeness(grams: Uint32Array): number;
}

/** How much a field counts, and how far its frequencies are put in relation to its length (0 to 1). */
const FIELDS: Record<UnitKind, { weight: number; lengthShare: number }> = {
  title: { weight: 3, lengthShare: 0.5 },
  alternate: { weight: 2, lengthShare: 0.5 },
  tags: { weight: 1, lengthShare: 0 },
  sentence: { weight: 1, lengthShare: 0.6 },
};
const SATURATION = 1.2;

/** How much each text weighs in the centroid; of sentences, all together. */
const CENTROID_WEIGHTS: Record<UnitKind, number> = { title: 1, alternate: 1, tags: 0.5, sentence: 1 };

/** Lays a query beside articles with these statistics. */
export function createComparison(query: WeighedQuery, statistics: Statistics): Comparison {
  const terms = scatter(query.terms, statistics.termWeights.length);
  const gramSquares = scatter(query.gramSquares, statistics.gramWeights.length);
  const vector = new Float64Array(statistics.termWeights.length);
  const likeness = (grams: Uint32Array) =>
    ratio(sumAt(grams, gramSquares), query.gramNorm * Math.sqrt(sumOfSquaresAt(grams, statistics.gramWeights)));
  const shareOf = (numbers: Iterable<number>) => ratio(sumOver(numbers, terms), query.termMass);

  return {
    query,
    likeness,
    measure({ units, windows }) {
      const named = units.filter(({ kind }) => kind === 'title' || kind === 'alternate');
      const shown = new Set<number>();
      const inBody = new Set<number>();
      for (const { kind, terms: own } of units) {
        for (const term of own) {
          if (terms[term] === 0) continue;
          shown.add(term);
          if (kind === 'sentence') inBody.add(term);
        }
      }
      return {
        bm25f: ratio(sumOfSaturated(units, terms, statistics.meanLengths), query.termMass),
        grams: highest(units, (unit) => (unit.kind === 'tags' ? 0 : likeness(unit.grams))),
        gramCoverage: ratio(gramsShared(units, query, gramSquares), query.gramMass),
        centroid: ratio(alongCentroid(units, terms, statistics.termWeights, vector), query.termNorm),
        dice: highest(named, ({ terms: own }) =>
          ratio(2 * sumAt(own, terms), query.termMass + sumAt(own, statistics.termWeights)),
        ),
        windowCoverage: highest(windows, (window) => shareOf(window.terms)),
        windowGrams: highest(windows, (window) => likeness(window.grams)),
        bodyCoverage: shareOf(inBody),
        coverage: shareOf(shown),
      };
    },
  };
}

/**
 * BM25F (Zaragoza et al. 2004): the frequency of each of the query's terms is added up over the fields, weighed, put in relation
 * to the fields' lengths, and only then saturated. A term counts once however often a query has it.
 */
function sumOfSaturated(units: Unit[], terms: Float64Array, meanLengths: Record<UnitKind, number>): number {
  const lengths: Record<UnitKind, number> = { title: 0, alternate: 0, tags: 0, sentence: 0 };
  for (const { kind, length } of units) lengths[kind] += length;
  const frequencies = new Map<number, number>();
  for (const { kind, terms: own, counts } of units) {
    const { weight, lengthShare } = FIELDS[kind];
    const perCount = weight / (1 - lengthShare + lengthShare * ratio(lengths[kind], meanLengths[kind]));
    for (let at = 0; at < own.length; at += 1) {
      const term = own[at] ?? 0;
      if (terms[term] !== 0) frequencies.set(term, (frequencies.get(term) ?? 0) + perCount * (counts[at] ?? 0));
    }
  }
  let sum = 0;
  for (const [term, frequency] of frequencies) sum += ((terms[term] ?? 0) * frequency) / (SATURATION + frequency);
  return sum;
}

/** The sum of the squared weights of the query's grams that any text has, by their roots. */
function gramsShared(units: Unit[], { gramSquares: asked }: WeighedQuery, gramSquares: Float64Array): number {
  const left = new Set<number>();
  for (const { grams } of units) {
    for (let at = 0; at < grams.length; at += 1) {
      const gram = grams[at] ?? 0;
      if (gramSquares[gram] !== 0) left.add(gram);
    }
  }
  let sum = 0;
  for (const [gram, square] of asked) if (left.has(gram)) sum += Math.sqrt(square);
  return sum;
}

/**
 * The query's terms along the article's centroid: the unit-length mean of the unit-length TF-IDF vectors of title, alternates and body
 * (Rocchio's prototype). `vector` is all zero, before and after.
 */
function alongCentroid(units: Unit[], terms: Float64Array, termWeights: Float32Array, vector: Float64Array): number {
  for (const unit of units) if (unit.kind === 'sentence') addVector(unit, 1, termWeights, vector);
  scale(units, CENTROID_WEIGHTS.sentence, vector);
  for (const unit of units) {
    if (unit.kind === 'sentence') continue;
    addVector(unit, ratio(CENTROID_WEIGHTS[unit.kind], normOf(unit, termWeights)), termWeights, vector);
  }
  let along = 0;
  let squares = 0;
  for (const { terms: own } of units) {
    for (let at = 0; at < own.length; at += 1) {
      const term = own[at] ?? 0;
      const value = vector[term] ?? 0;
      vector[term] = 0;
      along += value * (terms[term] ?? 0);
      squares += value * value;
    }
  }
  return ratio(along, Math.sqrt(squares));
}

/** Makes what the body's sentences have added to the vector this long. */
function scale(units: Unit[], length: number, vector: Float64Array): void {
  const body = distinct(units.flatMap(({ kind, terms }) => (kind === 'sentence' ? [terms] : [])));
  let squares = 0;
  for (const term of body) squares += (vector[term] ?? 0) ** 2;
  const factor = ratio(length, Math.sqrt(squares));
  for (const term of body) vector[term] = (vector[term] ?? 0) * factor;
}

function normOf({ terms, counts }: Unit, termWeights: Float32Array): number {
  let squares = 0;
  for (let at = 0; at < terms.length; at += 1) {
    squares += (frequencyWeight(counts[at] ?? 1) * (termWeights[terms[at] ?? 0] ?? 0)) ** 2;
  }
  return Math.sqrt(squares);
}

function addVector({ terms, counts }: Unit, factor: number, termWeights: Float32Array, vector: Float64Array): void {
  for (let at = 0; at < terms.length; at += 1) {
    const term = terms[at] ?? 0;
    const value = factor * frequencyWeight(counts[at] ?? 1) * (termWeights[term] ?? 0);
    vector[term] = (vector[term] ?? 0) + value;
  }
}

function frequencyWeight(count: number): number {
  return count === 1 ? 1 : 1 + Math.log(count);
}

function scatter(amounts: Map<number, number>, size: number): Float64Array {
  const all = new Float64Array(size);
  for (const [number, amount] of amounts) all[number] = amount;
  return all;
}

function highest<T>(all: T[], measure: (one: T) => number): number {
  let found = 0;
  for (const one of all) found = Math.max(found, measure(one));
  return found;
}

/** Σ weights[i] over the given numbers i. */
function sumAt(numbers: Uint32Array, weights: ArrayLike<number>): number {
  let sum = 0;
  for (let at = 0; at < numbers.length; at += 1) sum += weights[numbers[at] ?? 0] ?? 0;
  return sum;
}

function sumOver(numbers: Iterable<number>, weights: ArrayLike<number>): number {
  let sum = 0;
  for (const number of numbers) sum += weights[number] ?? 0;
  return sum;
}

function sumOfSquaresAt(numbers: Uint32Array, weights: ArrayLike<number>): number {
  let sum = 0;
  for (let at = 0; at < numbers.length; at += 1) sum += (weights[numbers[at] ?? 0] ?? 0) ** 2;
  return sum;
}
