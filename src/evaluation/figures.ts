/** How well a desk's intents are told apart, and how far the bot's confidence can be trusted. */

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

/** The utterances whose confidence was above `from` and not above `to`. */
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
  const reliability = reliabilityOf(judged);
  return {
    utterances: judged.length,
    right,
    accuracy: ratio(right, judged.length),
    macroF1: ratio(sum(intents.map(({ f1 }) => f1)), intents.length),
    calibrationError: calibrationErrorOf(reliability, judged.length),
    reliability,
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

/** Bins of equal width, as in Guo et al., On Calibration of Modern Neural Networks (2017), section 2; 0 is in the first. */
function reliabilityOf(judged: readonly Judged[]): ReliabilityBin[] {
  const bins: Judged[][] = Array.from({ length: BINS }, () => []);
  for (const one of judged) bins[Math.min(BINS - 1, Math.max(0, Math.ceil(one.confidence * BINS) - 1))]?.push(one);
  return bins.map((inBin, index) => ({
    from: index / BINS,
    to: (index + 1) / BINS,
    utterances: inBin.length,
    confidence: ratio(sum(inBin.map(({ confidence }) => confidence)), inBin.length),
    accuracy: ratio(inBin.filter(isRight).length, inBin.length),
  }));
}

/** The same paper's expected calibration error. */
function calibrationErrorOf(bins: readonly ReliabilityBin[], utterances: number): number {
  return ratio(sum(bins.map((bin) => bin.utterances * Math.abs(bin.confidence - bin.accuracy))), utterances);
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
