import { createRandom, shuffled } from '../random.ts';
import { calibrate, fitCalibration, type Judged } from './calibration.ts';
import { type PreparedText, trainEnsemble } from './ensemble.ts';
import { everydayMessages } from './everyday.ts';
import { toNeuralWords, toTerms } from './terms.ts';
import { Vocabulary } from './tf-idf.ts';

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

/** Every intent for a text, best first; confidences add up to at most 1. */
export type IntentClassifier = (text: string) => IntentGuess[];

/**
 * Trains a classifier on examples of one locale. The same examples give the same classifier. Without examples it knows no
 * intent; with examples of one intent only it still tells them from everyday talk.
 */
export function trainIntentClassifier(examples: readonly LabelledText[], locale: string): IntentClassifier {
  if (examples.length === 0) return () => [];
  const rows = shuffled(examples, createRandom(SEED));
  const intents = [...new Set(examples.map((row) => row.intent))];
  const labelOf = new Map(intents.map((intent, label) => [intent, label]));
  const labels = Int32Array.from(rows, (row) => labelOf.get(row.intent) ?? 0);
  const vocabulary = new Vocabulary();
  const texts = rows.map((row): PreparedText => {
    const terms = toTerms(row.text);
    return { counts: vocabulary.learn(terms), neuralWords: toNeuralWords(row.text, locale, terms) };
  });
  const prepare = (text: string): PreparedText => {
    const terms = toTerms(text);
    return { counts: vocabulary.count(terms), neuralWords: toNeuralWords(text, locale, terms) };
  };
  const everyday = everydayMessages(locale).map(prepare);
  const training: Training = { texts, labels, labelCount: intents.length, termCount: vocabulary.size };
  const calibration = fitCalibration(judgeUnseen(training, everyday));
  const ensemble = trainEnsemble(texts, labels, intents.length, vocabulary.size);
  return (text) =>
    Array.from(calibrate(ensemble(prepare(text)), calibration), (confidence, label) => ({
      intent: intents[label] ?? '',
      confidence,
    })).sort((a, b) => b.confidence - a.confidence);
}

const SEED = 20_240_229;

interface Training {
  texts: PreparedText[];
  labels: Int32Array;
  labelCount: number;
  termCount: number;
}

const FOLDS = 4;
/** So many unseen rows say enough about calibration; more folds than they take would only cost time. */
const ENOUGH_UNSEEN = 300;
/**
 * What the out-of-scope examples weigh together for each in-scope example, held-out intents and everyday talk: about one
 * message in eleven is taken to be out of scope.
 */
const HELD_OUT_WEIGHT = 0.05;
const EVERYDAY_WEIGHT = 0.05;

/**
 * Has every text judged by an ensemble trained without it. Each fold also leaves a share of the intents out of its
 * training: to that ensemble their texts are out of scope, and close to what is in scope.
 */
function judgeUnseen(training: Training, everyday: readonly PreparedText[]): Judged[] {
  const { texts, labels, labelCount, termCount } = training;
  const heldOutIntents = Math.floor(labelCount / FOLDS);
  const inScope: Judged[] = [];
  const heldOut: Judged[] = [];
  const talk: Judged[] = [];
  const folds = Math.min(FOLDS, Math.ceil((ENOUGH_UNSEEN * FOLDS) / texts.length));
  for (let fold = 0; fold < folds; fold += 1) {
    const isHeldOut = (label: number) => Math.floor(label / Math.max(heldOutIntents, 1)) === fold && heldOutIntents > 0;
    const seen = [...texts.keys()].filter((row) => row % FOLDS !== fold && !isHeldOut(labels[row] as number));
    if (seen.length === 0) continue;
    const ensemble = trainEnsemble(
      seen.map((row) => texts[row] as PreparedText),
      Int32Array.from(seen, (row) => labels[row] as number),
      labelCount,
      termCount,
    );
    texts.forEach((text, row) => {
      const label = labels[row] as number;
      if (row % FOLDS !== fold) return;
      if (isHeldOut(label)) heldOut.push({ opinions: ensemble(text), label: -1, weight: 1 });
      else inScope.push({ opinions: ensemble(text), label, weight: 1 });
    });
    talk.push(...everyday.map((text) => ({ opinions: ensemble(text), label: -1, weight: 1 })));
  }
  return [
    ...inScope,
    ...weighted(heldOut, HELD_OUT_WEIGHT * inScope.length),
    ...weighted(talk, EVERYDAY_WEIGHT * inScope.length),
  ];
}

/** Spreads a total weight evenly over examples. */
function weighted(examples: readonly Judged[], total: number): Judged[] {
  return examples.map((example) => ({ ...example, weight: total / examples.length }));
}
