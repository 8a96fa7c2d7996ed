import type { Figures } from './figures.ts';
import { isRight } from './figures.ts';
import type { Judged } from './judge-fold.ts';

/** What differs between two evaluations: positive where the figure has grown. */
export interface FigureChanges {
  accuracy: number;
  macroF1: number;
  /** Smaller is better. */
  calibrationError: number;
  /** By F1, of the intents that both have: the largest change first, without those that stayed. */
  intents: { intent: string; before: number; now: number }[];
  addedIntents: string[];
  removedIntents: string[];
  /** Utterances of the same intent in both: those that were right and are wrong now, and the other way round. */
  newlyWrong: Judged[];
  newlyRight: Judged[];
}

/** One evaluation: the figures and what they are of. */
export interface Evaluation {
  judged: Judged[];
  figures: Figures;
}

/** How an evaluation differs from an earlier one. */
export function compareEvaluations(now: Evaluation, before: Evaluation): FigureChanges {
  const f1Before = new Map(before.figures.intents.map(({ intent, f1 }) => [intent, f1]));
  const f1Now = new Map(now.figures.intents.map(({ intent, f1 }) => [intent, f1]));
  const wasRight = new Map(before.judged.map((one) => [keyOf(one), isRight(one)]));
  const changes = [...f1Now].map(([intent, f1]) => ({ intent, before: f1Before.get(intent) ?? f1, now: f1 }));
  return {
    accuracy: now.figures.accuracy - before.figures.accuracy,
    macroF1: now.figures.macroF1 - before.figures.macroF1,
    calibrationError: now.figures.calibrationError - before.figures.calibrationError,
    intents: changes
      .filter((one) => one.before !== one.now)
      .sort((a, b) => Math.abs(b.now - b.before) - Math.abs(a.now - a.before)),
    addedIntents: [...f1Now.keys()].filter((intent) => !f1Before.has(intent)),
    removedIntents: [...f1Before.keys()].filter((intent) => !f1Now.has(intent)),
    newlyWrong: now.judged.filter((one) => !isRight(one) && wasRight.get(keyOf(one)) === true),
    newlyRight: now.judged.filter((one) => isRight(one) && wasRight.get(keyOf(one)) === false),
  };
}

function keyOf({ meant, text }: Judged): string {
  return JSON.stringify([meant, text]);
}
