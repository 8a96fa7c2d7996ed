/** A query as numbers. */

import type { Vocabulary } from '../lib/vocabulary.ts';
import type { Statistics, Vocabularies } from './article-units.ts';
import { inverseDocumentFrequency } from './article-units.ts';
import { createSpeller } from './spelling.ts';
import type { Analyzer } from './text-analysis.ts';

/** A query's distinct terms and grams. */
export interface WeighedQuery {
  /** The weights of the terms the index knows, by their numbers. */
  terms: Map<number, number>;
  /** The squared weights of the grams the index knows, by their numbers. */
  gramSquares: Map<number, number>;
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
  const unknownWeight = inverseDocumentFrequency(statistics.documents, 0);
  const correct = correctTerm(options);

  return (text) => {
    const { terms, grams } = analyzer.analyze(text);
    const weighedTerms = weighDistinct(terms.map(correct), vocabularies.terms, statistics.termWeights, unknownWeight);
    const weighedGrams = weighDistinct(grams, vocabularies.grams, statistics.gramWeights, unknownWeight);
    return {
      terms: weighedTerms.weights,
      gramSquares: weighedGrams.squares,
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
  const weights = new Map<number, number>();
  const squares = new Map<number, number>();
  const distinct = new Set(texts);
  let mass = 0;
  let squaredNorm = 0;
  for (const text of distinct) {
    const number = vocabulary.find(text);
    const weight = number === undefined ? unknownWeight : (known[number] ?? unknownWeight);
    mass += weight;
    squaredNorm += weight * weight;
    if (number === undefined) continue;
    weights.set(number, weight);
    squares.set(number, weight * weight);
  }
  return { weights, squares, count: distinct.size, mass, norm: Math.sqrt(squaredNorm) };
}
