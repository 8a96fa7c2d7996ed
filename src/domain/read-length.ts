/** How much of what customers write is read. All of it is kept and shown to staff. */

import { firstUnits } from '../lib/text.ts';

/**
 * So many UTF-16 units of a text are read, and so of a turn, however many messages it is made of: what matters stands at the
 * beginning, and reading takes bounded time.
 */
export const READ_LENGTH = 2_000;

/** So many requests of a turn are answered one by one; whoever asks for more in one go is understood by the whole. */
export const MOST_REQUESTS = 4;

/** What is read of a text. */
export function beginningOf(text: string): string {
  return firstUnits(text, READ_LENGTH);
}

/**
 * The messages of a turn as one text of at most `READ_LENGTH`. Where they are longer together, each has an equal share, so that a
 * question is read that follows a long quotation.
 */
export function textOfTurn(messages: readonly string[]): string {
  const length = messages.reduce((sum, message) => sum + message.length + 1, -1);
  const share = length > READ_LENGTH ? Math.floor((READ_LENGTH + 1) / messages.length) - 1 : READ_LENGTH;
  return messages.map((message) => firstUnits(message, share)).join('\n');
}
