/** Which utterances are held out together, so that each is judged by a bot that never saw it. */

import { createHash } from 'node:crypto';
import type { Intent, LocaleContent } from '../domain/content.ts';

/** An utterance of an intent of the desk. */
export interface Example {
  intent: string;
  text: string;
}

/** What is learnt and what is judged in one fold. */
export interface Fold {
  /** The locale without the utterances that are held out. */
  content: LocaleContent;
  heldOut: Example[];
}

/** As many different splits as anybody needs; the same one gives the same folds. */
export const SEED = 1;

/**
 * Deals each intent's utterances out over the folds, so that every fold has about the same share of each. An intent with a single
 * utterance is only learnt: without it nothing would be known of it. The folds of one intent do not depend on the others.
 */
export function toFolds(content: LocaleContent, count: number, seed = SEED): Fold[] {
  const dealt = new Map(content.intents.map((intent) => [intent.name, dealOut(intent, count, seed)]));
  return Array.from({ length: count }, (_, fold) => {
    const isHeldOut = ({ name }: Intent, index: number) => dealt.get(name)?.[index] === fold;
    return {
      content: {
        ...content,
        intents: content.intents.map((intent) => ({
          ...intent,
          utterances: intent.utterances.filter((_, index) => !isHeldOut(intent, index)),
        })),
      },
      heldOut: content.intents.flatMap((intent) =>
        intent.utterances.filter((_, index) => isHeldOut(intent, index)).map((text) => ({ intent: intent.name, text })),
      ),
    };
  }).filter(({ heldOut }) => heldOut.length > 0);
}

/** The fold of each utterance; none of an intent that comes with the desk, or has one utterance only. */
function dealOut({ name, utterances, builtIn }: Intent, count: number, seed: number): number[] {
  if (builtIn === true || utterances.length < 2) return [];
  const order = utterances
    .map((text, index) => ({ index, key: digest(`${seed}\n${name}\n${text}`) }))
    .sort((a, b) => (a.key < b.key ? -1 : 1));
  const first = Number.parseInt(digest(`${seed}\n${name}`).slice(0, 8), 16);
  const folds: number[] = [];
  for (const [place, { index }] of order.entries()) folds[index] = (first + place) % count;
  return folds;
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
