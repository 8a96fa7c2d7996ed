/** A query as numbers. */

import { type Quantity, quantitiesAsked } from '../lib/quantities.ts';
import { createSpeller } from '../lib/spelling.ts';
import { asksForQuantity, createStopWordCheck, tellsTrouble } from '../lib/stop-words.ts';
import { isConcept } from '../lib/thesaurus/concepts.ts';
import type { Vocabulary } from '../lib/vocabulary.ts';
import { toTokens } from '../lib/word-tokens.ts';
import type { Vocabularies } from './article-units.ts';
import { conceptShare, inverseDocumentFrequency, type Statistics } from './collection.ts';
import { type Analyzer, normalize } from './text-analysis.ts';

/** A single character of a word tells little by itself. */
const SINGLE_CHARACTER_SHARE = 0.25;
/** In what is asked for, what is meant counts half beside the word that is said for it. */
const CONCEPT_SHARE = 0.5;
const HAS_DIGIT = /\p{N}/u;

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
  /** The sum of the weights of all distinct grams. */
  gramMass: number;
  /** What the most telling term weighs. */
  mostWeight: number;
  /** What is asked for: the terms the index knows without words that only ask, and the mass of all such terms, unknown ones too. */
  asked: {
    terms: Map<number, number>;
    unknown: Map<string, number>;
    mass: number;
    /** Whether it is but one term. */
    isBareWord: boolean;
    forQuantity: boolean;
    tellsTrouble: boolean;
    quantities: ReadonlySet<Quantity>;
    /** Its words. */
    tokens: readonly string[];
  };
}

export interface QueryOptions {
  analyzer: Analyzer;
  vocabularies: Vocabularies;
  statistics: Statistics;
  locale: string;
}

/**
 * A function that takes a query apart. A misspelt word counts as the known word it is like; what no article has weighs
 * as what a single one has.
 */
export function createQueryWeigher(options: QueryOptions): (text: string) => WeighedQuery {
  const { analyzer, vocabularies, statistics, locale } = options;
  const isStopWord = createStopWordCheck(locale);
  const knowsTerm = (term: string) => isHeld(vocabularies.terms.find(term), statistics.termWeights);
  const isUnknownValue = (term: string) => HAS_DIGIT.test(term) && !knowsTerm(term);
  const unknownWeight = inverseDocumentFrequency(statistics.documents, 0);
  const correct = correctTerm(options);

  return (text) => {
    const { terms, grams } = analyzer.analyze(text);
    const plain = normalize(text);
    // What no article speaks of counts by its words alone.
    const isKnown = (term: string) => !isConcept(term) || knowsTerm(term);
    const corrected = terms.filter(isKnown).map(correct);
    const words = corrected.filter((term) => !isConcept(term));
    const weighTerms = (some: string[], shareOf?: (term: string) => number) =>
      weighDistinct(some, vocabularies.terms, statistics.termWeights, unknownWeight, shareOf);
    const weighedTerms = weighTerms(corrected);
    const asked = weighTerms(
      corrected.filter((term) => !isStopWord(term) && !isUnknownValue(term)),
      shareOfTerm(analyzer),
    );
    const weighedGrams = weighDistinct(grams, vocabularies.grams, statistics.gramWeights, unknownWeight);
    return {
      terms: weighedTerms.weights,
      gramSquares: weighedGrams.squares,
      termCount: weighedTerms.count,
      termMass: weighedTerms.mass,
      termNorm: weighedTerms.norm,
      gramNorm: weighedGrams.norm,
      gramMass: weighedGrams.mass,
      mostWeight: unknownWeight,
      asked: {
        terms: asked.weights,
        unknown: asked.unknown,
        mass: asked.mass,
        isBareWord: new Set(words.filter((term) => !isStopWord(term) && !isUnknownValue(term))).size === 1,
        forQuantity: asksForQuantity(plain, locale),
        tellsTrouble: tellsTrouble(plain, locale),
        quantities: quantitiesAsked(plain, locale),
        tokens: toTokens(plain),
      },
    };
  };
}

/** What is asked last counts so many times what was asked before. */
const EMPHASIS = 3;

/** A query in which what another asks, which is a part of it, counts more. */
export function emphasize(query: WeighedQuery, { asked: part }: WeighedQuery): WeighedQuery {
  const { asked } = query;
  if (part.terms.size === 0 && part.quantities.size === 0) return query;
  const terms = new Map(
    Array.from(asked.terms, ([term, weight]) => [term, part.terms.has(term) ? EMPHASIS * weight : weight]),
  );
  const emphasized = {
    ...asked,
    terms,
    mass: asked.mass + (EMPHASIS - 1) * part.mass,
    tokens: part.tokens,
    forQuantity: part.forQuantity || asked.forQuantity,
    quantities: part.quantities.size > 0 ? part.quantities : asked.quantities,
  };
  return { ...query, asked: emphasized };
}

function correctTerm({ analyzer, vocabularies: { terms }, statistics }: QueryOptions): (term: string) => string {
  if (!analyzer.termsAreStems) return (term) => term;
  let nearest: ReturnType<typeof createSpeller> | undefined;
  return (term) => {
    if (isHeld(terms.find(term), statistics.termWeights)) return term;
    nearest ??= createSpeller(
      Array.from(terms.strings(), (known, number): [string, number] => [known, statistics.termWeights[number] ?? 0])
        .filter(([, weight]) => weight > 0)
        .map(([known, weight]) => [known, -weight]),
    );
    return nearest(term) ?? term;
  };
}

function weighDistinct(
  texts: string[],
  vocabulary: Vocabulary,
  known: Float32Array,
  unknownWeight: number,
  shareOf = everything,
) {
  const weights = new Map<number, number>();
  const squares = new Map<number, number>();
  const unknown = new Map<string, number>();
  const distinct = new Set(texts);
  let mass = 0;
  let squaredNorm = 0;
  for (const text of distinct) {
    const number = vocabulary.find(text);
    const isKnown = isHeld(number, known);
    const weight = (isKnown ? (known[number] ?? 0) : unknownWeight) * shareOf(text);
    mass += weight;
    squaredNorm += weight * weight;
    if (!isKnown) {
      unknown.set(text, weight);
      continue;
    }
    weights.set(number, weight);
    squares.set(number, weight * weight);
  }
  return { weights, squares, unknown, count: distinct.size, mass, norm: Math.sqrt(squaredNorm) };
}

/** Whether an article or the background has what has this number: what none of them weighs may have been in one that is gone. */
function isHeld(number: number | undefined, weights: Float32Array): number is number {
  return number !== undefined && (weights[number] ?? 0) > 0;
}

function shareOfTerm(analyzer: Analyzer): (term: string) => number {
  const ofConcept = CONCEPT_SHARE / conceptShare(analyzer);
  return (term) => (isConcept(term) ? ofConcept : term.length === 1 ? SINGLE_CHARACTER_SHARE : 1);
}

function everything(_: string): number {
  return 1;
}
