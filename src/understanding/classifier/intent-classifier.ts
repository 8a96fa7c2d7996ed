import { backgroundTexts } from '../../lib/background/background.ts';
import { createVocabulary } from '../../lib/vocabulary.ts';
import { createRandom, shuffled } from '../random.ts';
import { calibrate, fitCalibration, type Judged, OUT_OF_SCOPE } from './calibration.ts';
import { type Ensemble, type PreparedText, trainEnsemble } from './ensemble.ts';
import { indexNeighbours } from './neighbours.ts';
import { toNeuralWords, toTerms, withConcepts } from './terms.ts';
import { countTerms, fitTfIdf } from './tf-idf.ts';

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
 * Trains a classifier on examples of one locale. The same examples give the same classifier; without any it knows no intent.
 * The background, which are texts of no intent, is learnt as a label of its own, so that a text may belong to none at all.
 */
export function trainIntentClassifier(
  examples: readonly LabelledText[],
  locale: string,
  background: readonly string[] = backgroundTexts(locale),
): IntentClassifier {
  if (examples.length === 0) return () => [];
  const intents = [...new Set(examples.map((row) => row.intent))];
  const labelOf = new Map(intents.map((intent, label) => [intent, label]));
  const vocabulary = createVocabulary();
  const prepare = (text: string, isExample = false): PreparedText => {
    const terms = withConcepts(toTerms(text), locale);
    const counts = countTerms(terms, isExample ? vocabulary.intern : vocabulary.find);
    return { counts, neuralWords: toNeuralWords(text, locale, terms) };
  };
  const ofIntents = examples.map(({ text, intent }) => ({
    text: prepare(text, true),
    label: labelOf.get(intent) ?? 0,
  }));
  const others = background.map((text) => ({ text: prepare(text, true), label: intents.length }));
  const rows = shuffled([...ofIntents, ...unlike(others, ofIntents, vocabulary.size())], createRandom(SEED));
  const training: Training = { rows, intentCount: intents.length, termCount: vocabulary.size() };
  const calibration = fitCalibration(judgeUnseen(training));
  const ensemble = train(training, rows);
  return (text) => {
    const confidences = calibrate(ensemble(prepare(text)), calibration);
    return intents
      .map((intent, label) => ({ intent, confidence: confidences[label] ?? 0 }))
      .sort((a, b) => b.confidence - a.confidence);
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

function train({ intentCount, termCount }: Training, rows: readonly Row[]): Ensemble {
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
  const tfIdf = fitTfIdf([...counts, ...others.map((row) => row.text.counts)], termCount);
  const nearest = indexNeighbours(counts.map(tfIdf.weigh), new Int32Array(counts.length), 1);
  return others.filter((row) => (nearest(tfIdf.weigh(row.text.counts))[0] ?? 0) < TOO_NEAR);
}

const FOLDS = 4;
/** So many unseen rows say enough about calibration; more folds than they take would only cost time. */
const ENOUGH_UNSEEN = 300;
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
    const ensemble = train(
      training,
      rows.filter((row, index) => index % FOLDS !== fold && !isHeldOut(row)),
    );
    rows.forEach((row, index) => {
      if (index % FOLDS !== fold) return;
      const opinions = ensemble(row.text);
      if (isHeldOut(row)) heldOut.push({ opinions, label: OUT_OF_SCOPE, weight: 1 });
      else if (row.label === intentCount) others.push({ opinions, label: OUT_OF_SCOPE, weight: 1 });
      else inScope.push({ opinions, label: row.label, weight: 1 });
    });
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
