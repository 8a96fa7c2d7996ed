/** Whether a text denies an intent: "don't cancel my order" asks for no cancellation. */

import { contentOf, denialsOf } from './denial.ts';

/** Tells whether a text denies what an intent is about. */
export type DeniesIntent = (text: string) => boolean;

/** A word that stands in so many of an intent's utterances names what it is about. */
const NAMING_SHARE = 0.1;
/** … and so does a word that stands in a few, if most utterances with it are the intent's. */
const FEWEST_HOLDERS = 2;
const OWN_SHARE = 0.6;
/** Of many utterances one may deny a word by chance. */
const DENYING_SHARE = 0.03;

export interface DeniedBy {
  /** How many utterances of all intents have each word. */
  all?: ReadonlyMap<string, number>;
  /** Of so many words that are denied, one is to name the intent. */
  reach?: number;
}

/**
 * An intent is denied where the first word of what is denied names it, and no way of saying the intent denies the same: "I do not want
 * my order any more" is how people cancel, and "my parcel has not arrived" how they report that.
 */
export function toDeniesIntent(
  utterances: readonly string[],
  { all = new Map(), reach = 1 }: DeniedBy = {},
): DeniesIntent {
  const holders = countHolders(utterances);
  const denials = new Map<string, number>();
  for (const utterance of utterances) {
    for (const [first = ''] of denialsOf(utterance)) denials.set(first, (denials.get(first) ?? 0) + 1);
  }
  const isDeniedByItself = (word: string): boolean =>
    (denials.get(word) ?? 0) >= Math.max(1, DENYING_SHARE * utterances.length);
  const names = (word: string): boolean => {
    const own = holders.get(word) ?? 0;
    if (own < FEWEST_HOLDERS) return false;
    return own >= NAMING_SHARE * utterances.length || own >= OWN_SHARE * Math.max(own, all.get(word) ?? 0);
  };
  const namesAt = (words: readonly string[], at: number): boolean => {
    const [word = '', next = ''] = words.slice(at);
    if (!isHan(word) || next === '') return names(word);
    // A Chinese word is two characters, as a rule.
    return names(word + next) || (names(word) && names(next));
  };
  return (text) =>
    denialsOf(text).some((words) => {
      if (isDeniedByItself(words[0] ?? '')) return false;
      return words.slice(0, reach).some((_, at) => namesAt(words, at));
    });
}

/** How many texts have each word, and each pair of Chinese characters. */
export function countHolders(texts: readonly string[]): Map<string, number> {
  const holders = new Map<string, number>();
  for (const text of texts) {
    const words = contentOf(text);
    const pairs = words.flatMap((word, at) => {
      const next = words[at + 1];
      return isHan(word) && next !== undefined && isHan(next) ? [word + next] : [];
    });
    for (const word of new Set([...words, ...pairs])) holders.set(word, (holders.get(word) ?? 0) + 1);
  }
  return holders;
}

function isHan(word: string): boolean {
  return /^\p{Script=Han}$/u.test(word);
}
