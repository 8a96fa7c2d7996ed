/** Which help articles customers read, and what they search for: what is kept of it tells nobody's name. */

import { foldText } from '../lib/fold-text.ts';
import { cutText } from '../lib/text.ts';

/** How an article came to be read: on its page, picked in the chat, or read on from where the bot had quoted it. */
export const WAYS_OF_READING = ['page', 'chat', 'more'] as const;
export type WayOfReading = (typeof WAYS_OF_READING)[number];

/** What a customer did in a conversation. */
export type HelpUse =
  | { kind: 'read'; articleId: string; way: Exclude<WayOfReading, 'page'> }
  /** Words as `searchWords` has them, never empty. */
  | { kind: 'search'; words: string; isFound: boolean };

/** Words are kept once so many different customers searched for the same: fewer may tell who it was. */
export const LEAST_SEARCHERS = 3;

const LONGEST_WORDS = 80;
const NO_WORD = /[^\p{L}\p{M}\p{N}]+/gu;

/** What is searched for, the same however it is typed: folded, without marks, one space between words; cut where it is long. */
export function searchWords(argument: string): string {
  return cutText(
    foldText(argument.slice(0, 4 * LONGEST_WORDS))
      .replace(NO_WORD, ' ')
      .trim(),
    LONGEST_WORDS,
  );
}
