/** How well a desk's intents are told apart, and how far the bot's confidence can be trusted. */

import { expectedCalibrationError, type Opinion, reliabilityTable } from '../domain/confidence/fit.ts';
import type { Judged } from './judge-fold.ts';

export interface Figures {
  /** How many were judged. */
  utterances: number;
  right: number;
  /** The share of them that was right, from 0 to 1; 0 where there is none. */
  accuracy: number;
  /** The mean of the intents' F1, each counting the same however many utterances it has. */
  macroF1: number;
  /** Expected calibration error: how far confidence and accuracy are apart on average, from 0 to 1. */
  calibrationError: number;
  /** Fifteen, from confidence 0 to 1. */
  reliability: ReliabilityBin[];
  /** The least well told first. */
  intents: IntentFigures[];
  /** The most frequent first. */
  confusions: ConfusedPair[];
}

/** The utterances whose confidence was `from` or above, and below `to` or 1. */
export interface ReliabilityBin {
  from: number;
  to: number;
  utterances: number;
  /** Their mean; 0 where there is none. */
  confidence: number;
  accuracy: number;
}

export interface IntentFigures {
  intent: string;
  utterances: number;
  precision: number;
  recall: number;
  f1: number;
}

/** Two intents of which one was taken for the other, with the utterances, those it was surest of first. */
export interface ConfusedPair {
  intents: [string, string];
  utterances: Judged[];
}

/** What an utterance is said to be that was not understood at all. */
export const NOT_UNDERSTOOD = '(nothing)';

const BINS = 15;

/** The figures of utterances that were judged, whichever fold they were in. */
export function figuresOf(judged: readonly Judged[]): Figures {
  const right = judged.filter(isRight).length;
  const intents = intentFigures(judged);
  const opinions = judged.map((one) => ({ confidence: one.confidence, right: isRight(one) }));
  return {
    utterances: judged.length,
    right,
    accuracy: ratio(right, judged.length),
    macroF1: ratio(sum(intents.map(({ f1 }) => f1)), intents.length),
    calibrationError: expectedCalibrationError(opinions),
    reliability: reliabilityOf(opinions),
    intents,
    confusions: confusionsOf(judged),
  };
}

export function isRight({ meant, takenFor }: Judged): boolean {
  return meant === takenFor;
}

/** Of the intents that were meant; what was taken for another of the desk's intents counts against both. */
function intentFigures(judged: readonly Judged[]): IntentFigures[] {
  const names = [...new Set(judged.map(({ meant }) => meant))];
  return names
    .map((intent) => {
      const own = judged.filter(({ meant }) => meant === intent);
      const taken = judged.filter(({ takenFor }) => takenFor === intent);
      const right = own.filter(isRight).length;
      const [precision, recall] = [ratio(right, taken.length), ratio(right, own.length)];
      const f1 = ratio(2 * right, own.length + taken.length);
      return { intent, utterances: own.length, precision, recall, f1 };
    })
    .sort((a, b) => a.f1 - b.f1 || compare(a.intent, b.intent));
}

/** All bins, also those without an utterance. */
function reliabilityOf(opinions: readonly Opinion[]): ReliabilityBin[] {
  const rows = new Map(reliabilityTable(opinions, BINS).map((row) => [row.from, row]));
  return Array.from({ length: BINS }, (_, index) => {
    const [from, to] = [index / BINS, (index + 1) / BINS];
    const { count = 0, meanConfidence = 0, shareRight = 0 } = rows.get(from) ?? {};
    return { from, to, utterances: count, confidence: meanConfidence, accuracy: shareRight };
  });
}

function confusionsOf(judged: readonly Judged[]): ConfusedPair[] {
  const pairs = new Map<string, ConfusedPair>();
  for (const one of judged.filter((each) => !isRight(each))) {
    const [a, b] = [one.meant, one.takenFor ?? NOT_UNDERSTOOD].sort(compare) as [string, string];
    const key = JSON.stringify([a, b]);
    const pair = pairs.get(key) ?? { intents: [a, b], utterances: [] };
    pairs.set(key, pair);
    pair.utterances.push(one);
  }
  for (const { utterances } of pairs.values()) utterances.sort((a, b) => b.confidence - a.confidence);
  return [...pairs.values()].sort(
    (a, b) => b.utterances.length - a.utterances.length || compare(a.intents.join(), b.intents.join()),
  );
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}

function ratio(part: number, whole: number): number {
  return whole === 0 ? 0 : part / whole;
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
