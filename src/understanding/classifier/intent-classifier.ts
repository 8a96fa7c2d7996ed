import { createRandom, shuffled } from '../../lib/random.ts';
import { createSpeller } from '../../lib/spelling.ts';
import { createVocabulary } from '../../lib/vocabulary.ts';
import { replaceTokens } from '../../lib/word-tokens.ts';
import { knownWords, meaningOf } from '../../lib/word-vectors/word-vectors.ts';
import {
  type Calibration,
  calibrate,
  fitCalibration,
  type Judged,
  OUT_OF_SCOPE,
  priorFor,
  withoutSentence,
} from './calibration.ts';
import { createEnsemble, type EnsembleModel, type PreparedText, trainEnsemble } from './ensemble.ts';
import { indexNeighbours, nearestCosines } from './neighbours.ts';
import { toNeuralWords, toTerms, withConcepts } from './terms.ts';
import { countTerms, createTfIdf, fitInverseFrequencies, toRows } from './tf-idf.ts';

/** An example of an intent. */
export interface LabelledText {
  intent: string;
  text: string;
}

/** An intent with the probability that it is right and the text in scope. */
export interface IntentGuess {
  intent: string;
  confidence: number;
}

/** Every intent for a text, best first; confidences add up to at most 1. `sentence`: what the text means to the encoder that was learnt with. */
export type IntentClassifier = (text: string, sentence?: Float32Array) => IntentGuess[];

/** What a classifier has learnt: plain data, so that it can be kept. */
export interface ClassifierModel {
  locale: string;
  intents: string[];
  /** Every term by its number. */
  terms: string[];
  ensemble: EnsembleModel;
  calibration: Calibration;
  /** For texts that the encoder was asked about; undefined where the classifier learnt without one. */
  sentenceCalibration: Calibration | undefined;
}

/** What a classifier learns from. */
export interface TrainingTexts {
  locale: string;
  examples: readonly LabelledText[];
  /** Texts of no intent, learnt as a label of their own, so that a text may belong to none at all. */
  background: readonly string[];
  /** The name of the sentence encoder that is learnt with. */
  encoder?: string;
}

/**
 * Trains a classifier on the texts of one locale; without examples it knows no intent. The same texts give the same model. `sentences`: what
 * an encoder makes of the examples, and of the background after them.
 */
export function trainIntentClassifier(
  texts: TrainingTexts,
  sentences: readonly Float32Array[] = [],
): ClassifierModel | undefined {
  if (texts.examples.length === 0) return undefined;
  const { locale, examples, background } = texts;
  const intents = [...new Set(examples.map((row) => row.intent))];
  const labelOf = new Map(intents.map((intent, label) => [intent, label]));
  const vocabulary = createVocabulary();
  const read = (text: string, number: number) => prepare(text, locale, vocabulary.intern, sentences[number]);
  const ofIntents = examples.map(({ text, intent }, row) => ({
    text: read(text, row),
    label: labelOf.get(intent) ?? 0,
  }));
  const others = background.map((text, row) => ({ text: read(text, examples.length + row), label: intents.length }));
  const rows = shuffled([...ofIntents, ...unlike(others, ofIntents, vocabulary.size())], createRandom(SEED));
  const isMeaningKnown = rows.some(({ text }) => text.meaning !== undefined);
  const training: Training = { rows, intentCount: intents.length, termCount: vocabulary.size() };
  const judged = judgeUnseen(training);
  return {
    locale,
    intents,
    terms: [...vocabulary.strings()],
    calibration: fitCalibration(
      judged.map((one) => ({ ...one, opinions: withoutSentence(one.opinions) })),
      priorFor(intents.length, isMeaningKnown ? 'words' : 'terms'),
    ),
    sentenceCalibration:
      sentences.length > 0 ? fitCalibration(judged, priorFor(intents.length, 'sentences')) : undefined,
    ensemble: train(training, rows),
  };
}

/** The trained classifier, to be asked. */
export function createIntentClassifier(model: ClassifierModel | undefined): IntentClassifier {
  if (model === undefined) return () => [];
  const { locale, intents, terms, calibration, sentenceCalibration } = model;
  const numbers = new Map(terms.map((term, number) => [term, number]));
  const ensemble = createEnsemble(model.ensemble);
  const spell = toSpeller(model, numbers);
  return (text, sentence) => {
    const known = sentenceCalibration === undefined ? undefined : sentence;
    const read = prepare(replaceTokens(text, spell), locale, (term) => numbers.get(term), known);
    const confidences = calibrate(ensemble(read), known && sentenceCalibration ? sentenceCalibration : calibration);
    return intents
      .map((intent, label) => ({ intent, confidence: confidences[label] ?? 0 }))
      .sort((a, b) => b.confidence - a.confidence);
  };
}

/** Words that no example has and the language does not know are read as the word of an example that they are one edit away from. */
function toSpeller(
  { locale, terms, ensemble }: ClassifierModel,
  numbers: ReadonlyMap<string, number>,
): (token: string) => string {
  const known = knownWords(locale);
  if (known === undefined) return (token) => token;
  const nearest = createSpeller(terms.map((term, number) => [term, -(ensemble.inverseFrequencies[number] ?? 0)]));
  return (token) => (numbers.has(token) || known.has(token) ? token : (nearest(token) ?? token));
}

/** Reads a text as the members do. */
function prepare(
  text: string,
  locale: string,
  numberOf: (term: string) => number | undefined,
  sentence: Float32Array | undefined,
): PreparedText {
  const terms = withConcepts(toTerms(text), locale);
  return {
    counts: countTerms(terms, numberOf),
    neuralWords: toNeuralWords(text, locale, terms),
    meaning: meaningOf(terms.tokens, locale),
    sentence,
  };
}

const SEED = 20_240_229;

interface Row {
  text: PreparedText;
  /** The index of an intent, or the number of intents for the background. */
  label: number;
}

interface Training {
  rows: readonly Row[];
  intentCount: number;
  termCount: number;
}

function train({ intentCount, termCount }: Training, rows: readonly Row[]): EnsembleModel {
  const labels = Int32Array.from(rows, (row) => row.label);
  return trainEnsemble(
    rows.map((row) => row.text),
    labels,
    intentCount + 1,
    termCount,
  );
}

/** A background text this near to an example of an intent is not out of scope on this desk. */
const TOO_NEAR = 0.45;

/** Leaves out the background that the desk has an intent for. */
function unlike(others: readonly Row[], examples: readonly Row[], termCount: number): Row[] {
  const counts = examples.map((row) => row.text.counts);
  const { weigh } = createTfIdf(fitInverseFrequencies([...counts, ...others.map((row) => row.text.counts)], termCount));
  const index = indexNeighbours(toRows(counts.map(weigh)), new Int32Array(counts.length), 1, termCount);
  return others.filter((row) => (nearestCosines(index, weigh(row.text.counts))[0] ?? 0) < TOO_NEAR);
}

const FOLDS = 4;
/** So many unseen rows say enough about calibration; more folds than they take would only cost time, and more than the most memory. */
const ENOUGH_UNSEEN = 300;
const MOST_UNSEEN = 1_500;
/**
 * What the out-of-scope examples weigh together for each in-scope example, held-out intents and background: about one message in
 * four is taken to be out of scope.
 */
const HELD_OUT_WEIGHT = 0.25;
const BACKGROUND_WEIGHT = 0.05;
/** However few examples a desk has, everybody else has as much to say. */
const LEAST_BACKGROUND = 30;

/**
 * Has rows judged by an ensemble trained without them. Each fold also leaves a share of the intents out of its training: to
 * that ensemble their texts are out of scope, and close to what is in scope.
 */
function judgeUnseen(training: Training): Judged[] {
  const { rows, intentCount } = training;
  const heldOutIntents = Math.floor(intentCount / FOLDS);
  const inScope: Judged[] = [];
  const heldOut: Judged[] = [];
  const others: Judged[] = [];
  const folds = Math.min(FOLDS, Math.ceil((ENOUGH_UNSEEN * FOLDS) / rows.length));
  for (let fold = 0; fold < folds; fold += 1) {
    const isHeldOut = ({ label }: Row) => label >= fold * heldOutIntents && label < (fold + 1) * heldOutIntents;
    const seen = rows.filter((row, index) => index % FOLDS !== fold && !isHeldOut(row));
    const ensemble = createEnsemble(train(training, seen));
    const unseen = rows.filter((_, index) => index % FOLDS === fold).slice(0, MOST_UNSEEN);
    for (const row of unseen) {
      const opinions = ensemble(row.text);
      if (isHeldOut(row)) heldOut.push({ opinions, label: OUT_OF_SCOPE, weight: 1 });
      else if (row.label === intentCount) others.push({ opinions, label: OUT_OF_SCOPE, weight: 1 });
      else inScope.push({ opinions, label: row.label, weight: 1 });
    }
  }
  return [
    ...inScope,
    ...weighted(heldOut, HELD_OUT_WEIGHT * inScope.length),
    ...weighted(others, Math.max(BACKGROUND_WEIGHT * inScope.length, LEAST_BACKGROUND)),
  ];
}

/** Spreads a total weight evenly over examples. */
function weighted(examples: readonly Judged[], total: number): Judged[] {
  return examples.map((example) => ({ ...example, weight: total / examples.length }));
}
