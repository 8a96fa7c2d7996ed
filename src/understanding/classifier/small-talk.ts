import { createVocabulary } from '../../lib/vocabulary.ts';
import type { IntentGuess, LabelledText } from './intent-classifier.ts';
import { indexNeighbours, nearestCosines } from './neighbours.ts';
import { toTerms } from './terms.ts';
import { countTerms, createTfIdf, fitInverseFrequencies, toRows } from './tf-idf.ts';

/** The built-in intent that is all a text says; undefined for a text that says something else. */
export type SmallTalk = (text: string) => IntentGuess | undefined;

/** A text less like the nearest example than this says something else, in the same words. */
const LEAST_LIKENESS = 0.6;

/**
 * Learns the examples of built-in intents. A text is one of them when it has no word that none of the examples has, and is as much
 * like one of them as its confidence says, from 0 to 1. So "who are you" is small talk, and "who are your suppliers" is not.
 * `background` tells how common words are.
 */
export function learnSmallTalk(examples: readonly LabelledText[], background: readonly string[]): SmallTalk {
  const vocabulary = createVocabulary();
  const rows = examples.map(({ text }) => toTerms(text));
  const words = new Set(rows.flatMap(({ tokens }) => tokens));
  const counts = rows.map((terms) => countTerms(terms, vocabulary.intern));
  const others = background.map((text) => countTerms(toTerms(text), vocabulary.intern));
  const { weigh } = createTfIdf(fitInverseFrequencies([...counts, ...others], vocabulary.size()));
  const intents = [...new Set(examples.map(({ intent }) => intent))];
  const labels = Int32Array.from(examples, ({ intent }) => intents.indexOf(intent));
  const index = indexNeighbours(toRows(counts.map(weigh)), labels, intents.length, vocabulary.size());
  return (text) => {
    const terms = toTerms(text);
    if (terms.tokens.length === 0 || !terms.tokens.every((token) => words.has(token))) return undefined;
    const likeness = nearestCosines(index, weigh(countTerms(terms, vocabulary.find)));
    const confidence = likeness.reduce((most, value) => Math.max(most, value), 0);
    const intent = intents[likeness.indexOf(confidence)];
    if (intent === undefined || confidence < LEAST_LIKENESS) return undefined;
    return { intent, confidence: Math.min(1, confidence) };
  };
}
