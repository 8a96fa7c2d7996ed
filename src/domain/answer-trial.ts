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
import type { AnswerVariants, Intent } from './content.ts';
import type { Outcome } from './decision-record.ts';

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

/** One of an intent's several answers as it was given, with what became of the decision. */
export interface VariantGiven {
  conversationId: string;
  at: number;
  locale: string;
  intent: string;
  /** Its `answerKey`. */
  answer: string;
  outcome: Outcome | undefined;
}

/** What was given of each intent, by `drawnFor`; a matter came up again where the same intent was answered once more before silence settled it. */
export function givenAnswers(variants: readonly VariantGiven[]): Map<string, GivenAnswer[]> {
  const byIntent = new Map<string, GivenAnswer[]>();
  const latest = new Map<string, GivenAnswer>();
  for (const { conversationId, at, locale, intent, answer, outcome } of variants.toSorted((a, b) => a.at - b.at)) {
    const name = drawnFor({ locale, name: intent });
    const before = latest.get(`${name} ${conversationId}`);
    if (before !== undefined && at - before.at < SILENCE_MS) before.reopened = true;
    const given = {
      ...{ answer, at, reopened: outcome === 'reopened', handedOver: outcome === 'handed_over' },
      score: scoreOf(outcome),
    };
    latest.set(`${name} ${conversationId}`, given);
    const known = byIntent.get(name) ?? [];
    known.push(given);
    byIntent.set(name, known);
  }
  return byIntent;
}

function scoreOf(outcome: Outcome | undefined): 0 | 1 | undefined {
  if (outcome === 'helped') return 1;
  return outcome === 'not_helped' ? 0 : undefined;
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

/** An answer as it was chosen among several; kept with the decision. */
export interface ChosenAnswer {
  key: string;
  /** Which of them, from 1 as in the file, and of how many. */
  number: number;
  of: number;
  /** How often it is given at this time, from 0 to 1; undefined where it is fixed by hand. */
  share: number | undefined;
}

/** What is given of several answers: which, and its text. */
export function chosenAnswer({ texts }: AnswerVariants, index: number, share: number | undefined): ChosenAnswer {
  return { key: answerKey(texts[index] ?? ''), number: index + 1, of: texts.length, share };
}

/** How often each answer is to be given: as often as it is likely to be the best one. */
export function sharesOf(answers: readonly string[], evidence: ReadonlyMap<string, Evidence>): number[] {
  if (answers.length < 2) return answers.map(() => 1);
  return chancesOfBest(answers.map((answer) => posteriorOf(evidence.get(answer) ?? NO_EVIDENCE)));
}

/** Under what the answers of an intent go: each language has its own. */
export function drawnFor({ locale, name }: Pick<Intent, 'locale' | 'name'>): string {
  return `${locale}/${name}`;
}

/** Which answer a message is given: always the same for the same message, intent (`drawnFor`) and shares. */
export function drawAnswer(messageId: string, intent: string, shares: readonly number[]): number {
  return pickByShare(shares, hashToUnit(`${intent}\n${messageId}`));
}
