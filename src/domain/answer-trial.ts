/** Several answers of an intent, tried side by side: which one a customer is given, and what it was worth. */

import { hashToUnit, shortHash } from '../lib/hash.ts';
import {
  chancesOfBest,
  type Evidence,
  NO_EVIDENCE,
  pickByShare,
  posteriorOf,
  withUtility,
} from '../lib/statistics/thompson.ts';

/** After so long without a word, nothing more is expected to become known of an answer. */
export const SILENCE_MS = 72 * 60 * 60_000;

/** What an answer is worth of which nothing is known but that nobody complained: neither good nor bad. */
const NEUTRAL = 0.5;
const HANDOVER_COST = 0.5;
const REOPEN_COST = 0.5;

/** An answer that was given, with what is known of it. */
export interface GivenAnswer {
  /** Which text it was: `answerKey`. */
  answer: string;
  /** Epoch milliseconds. */
  at: number;
  /** 1: it helped, 0: it did not. */
  score: 0 | 1 | undefined;
  handedOver: boolean;
  reopened: boolean;
}

/** What a text is known by: another text is another answer, which starts anew. */
export function answerKey(text: string): string {
  return shortHash(text.trim());
}

/**
 * What an answer was worth, from 0 to 1: its score, or one half where there is none, less one half where the customer was then handed over
 * to people, and less one half where the matter came up again. Undefined, and counted for nothing, while nothing is known and something
 * may yet come; once that time is over, silence is worth one half. A score that comes later still counts.
 */
export function utilityOf({ at, score, handedOver, reopened }: GivenAnswer, now: number): number | undefined {
  if (score === undefined && !handedOver && !reopened && now - at < SILENCE_MS) return undefined;
  const worth = (score ?? NEUTRAL) - (handedOver ? HANDOVER_COST : 0) - (reopened ? REOPEN_COST : 0);
  return Math.min(1, Math.max(0, worth));
}

/** What is known of each answer, by its key. */
export function evidenceOf(given: readonly GivenAnswer[], now: number): Map<string, Evidence> {
  const evidence = new Map<string, Evidence>();
  for (const one of given) {
    const utility = utilityOf(one, now);
    if (utility === undefined) continue;
    evidence.set(one.answer, withUtility(evidence.get(one.answer) ?? NO_EVIDENCE, utility));
  }
  return evidence;
}

/** How often each answer is to be given: as often as it is likely to be the best one. */
export function sharesOf(answers: readonly string[], evidence: ReadonlyMap<string, Evidence>): number[] {
  if (answers.length < 2) return answers.map(() => 1);
  return chancesOfBest(answers.map((answer) => posteriorOf(evidence.get(answer) ?? NO_EVIDENCE)));
}

/** Which answer a message is given: always the same for the same message, intent and shares. */
export function drawAnswer(messageId: string, intent: string, shares: readonly number[]): number {
  return pickByShare(shares, hashToUnit(`${intent}\n${messageId}`));
}
