/** How much of what customers write is read. All of it is kept and shown to staff. */

/**
 * So many UTF-16 units of a text are read, and so of a turn, however many messages it is made of: what matters stands at the
 * beginning, and reading takes bounded time.
 */
export const READ_LENGTH = 2_000;

/** The first `maxLength` UTF-16 units of a text, or one fewer where that would cut a character in two. */
export function beginningOf(text: string, maxLength = READ_LENGTH): string {
  const isHalved = text.length > maxLength && (text.codePointAt(maxLength - 1) ?? 0) > 0xffff;
  return text.slice(0, isHalved ? maxLength - 1 : maxLength);
}

/**
 * The messages of a turn as one text of at most `READ_LENGTH`. Where they are longer together, each has an equal share, so that a
 * question is read that follows a long quotation.
 */
export function textOfTurn(messages: readonly string[]): string {
  const length = messages.reduce((sum, message) => sum + message.length + 1, -1);
  const share = length > READ_LENGTH ? Math.floor((READ_LENGTH + 1) / messages.length) - 1 : READ_LENGTH;
  return messages.map((message) => beginningOf(message, share)).join('\n');
}
