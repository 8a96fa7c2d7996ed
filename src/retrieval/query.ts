/** A query as numbers. */

import type { Analyzer } from './analyzer.ts';
import type { Statistics } from './statistics.ts';
import type { Vocabularies } from './units.ts';
import type { Vocabulary } from './vocabulary.ts';
import { inverseDocumentFrequency } from './vocabulary.ts';

/** The weights of a query's distinct terms and grams by their numbers, 0 for what it has not. */
export interface WeighedQuery {
  terms: Float32Array;
  grams: Float32Array;
  /** The numbers of the terms and grams the index knows. */
  termNumbers: number[];
  gramNumbers: number[];
  /** Over all distinct terms, unknown ones too: their number, the sum of their weights, the length of their vector. */
  termCount: number;
  termMass: number;
  termNorm: number;
  gramNorm: number;
}

/** Takes a query apart; what no article has weighs as what a single one has. */
export function weighQuery(
  text: string,
  analyze: Analyzer,
  vocabularies: Vocabularies,
  statistics: Statistics,
): WeighedQuery {
  const { terms, grams } = analyze(text);
  const unknownWeight = inverseDocumentFrequency(statistics.articles, 0);
  const weighedTerms = weighDistinct(terms, vocabularies.terms, statistics.termWeights, unknownWeight);
  const weighedGrams = weighDistinct(grams, vocabularies.grams, statistics.gramWeights, unknownWeight);
  return {
    terms: weighedTerms.weights,
    grams: weighedGrams.weights,
    termNumbers: weighedTerms.numbers,
    gramNumbers: weighedGrams.numbers,
    termCount: weighedTerms.count,
    termMass: weighedTerms.mass,
    termNorm: weighedTerms.norm,
    gramNorm: weighedGrams.norm,
  };
}

function weighDistinct(texts: string[], vocabulary: Vocabulary, known: Float32Array, unknownWeight: number) {
  const weights = new Float32Array(known.length);
  const numbers: number[] = [];
  const distinct = new Set(texts);
  let mass = 0;
  let squares = 0;
  for (const text of distinct) {
    const number = vocabulary.find(text);
    const weight = number === undefined ? unknownWeight : (known[number] ?? unknownWeight);
    mass += weight;
    squares += weight * weight;
    if (number === undefined) continue;
    weights[number] = weight;
    numbers.push(number);
  }
  return { weights, numbers, count: distinct.size, mass, norm: Math.sqrt(squares) };
}
