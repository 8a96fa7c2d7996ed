/** What the bot makes of what customers pass on. */

import type { Understanding } from './analysis.ts';
import type { Enclosure } from './message.ts';

/** What a text says of how its writer feels and what they want to happen. */
export type Mood = Pick<
  Understanding,
  'sentiment' | 'angry' | 'urgent' | 'wantsPerson' | 'declinesPerson' | 'cancels' | 'closesTalk' | 'leavesOpen'
>;

/** Of somebody who said nothing of it: they want no person. */
export const NO_MOOD: Mood = {
  sentiment: 0,
  angry: false,
  urgent: false,
  wantsPerson: false,
  declinesPerson: true,
  cancels: false,
  closesTalk: false,
  leavesOpen: false,
};

/** The mood of a text beside which others are passed on: whoever asks for a person in those is not its writer. */
export function moodOf(understanding: Understanding): Mood {
  const { sentiment, angry, urgent, wantsPerson, cancels, closesTalk, leavesOpen } = understanding;
  return { sentiment, angry, urgent, wantsPerson, declinesPerson: !wantsPerson, cancels, closesTalk, leavesOpen };
}

/** The enclosed words that may tell what the customer wants to know: not those that were said in the conversation before. */
export function wordsToRead(enclosures: readonly Enclosure[]): string[] {
  return enclosures
    .filter(({ messageKey }) => messageKey === undefined)
    .map(({ text }) => text)
    .filter((text) => text.trim() !== '');
}
