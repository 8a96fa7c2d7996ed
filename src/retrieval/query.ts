/** A query as numbers. */

import type { Analyzer } from './analyzer.ts';
import { createSpeller } from './spelling.ts';
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

export interface QueryOptions {
  analyzer: Analyzer;
  vocabularies: Vocabularies;
  statistics: Statistics;
}

/**
 * A function that takes a query apart. A misspelt word counts as the known word it is like; what no article has weighs
 * as what a single one has.
 */
export function createQueryWeigher(options: QueryOptions): (text: string) => WeighedQuery {
  const { analyzer, vocabularies, statistics } = options;
  const unknownWeight = inverseDocumentFrequency(statistics.articles, 0);
  const correct = correctTerm(options);

  return (text) => {
    const { terms, grams } = analyzer.analyze(text);
    const weighedTerms = weighDistinct(terms.map(correct), vocabularies.terms, statistics.termWeights, unknownWeight);
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
  };
}

function correctTerm({ analyzer, vocabularies: { terms }, statistics }: QueryOptions): (term: string) => string {
  if (!analyzer.termsAreStems) return (term) => term;
  let nearest: ReturnType<typeof createSpeller> | undefined;
  return (term) => {
    if (terms.find(term) !== undefined) return term;
    nearest ??= createSpeller(
      Array.from(terms.strings(), (known, number) => [known, -(statistics.termWeights[number] ?? 0)]),
    );
    return nearest(term) ?? term;
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
