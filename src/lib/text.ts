/** Texts that are cut or repaired without breaking a character. Lengths in UTF-16 units. */

const REPLACEMENT = '\uFFFD';
/** NUL, which PostgreSQL refuses and SQLite cuts a text at, and surrogates without their other half. */
const UNSTORABLE = /[\0\p{Surrogate}]/u;
const EVERY_UNSTORABLE = new RegExp(UNSTORABLE, 'gu');

/** The first `maxLength` units of a text, or one fewer where that would cut a character in two. */
export function firstUnits(text: string, maxLength: number): string {
  const isHalved = text.length > maxLength && (text.codePointAt(maxLength - 1) ?? 0) > 0xffff;
  return text.slice(0, isHalved ? maxLength - 1 : maxLength);
}

/** At most `maxLength` units of a text; an ellipsis tells where it was cut. */
export function cutText(text: string, maxLength: number): string {
  return text.length <= maxLength ? text : `${firstUnits(text, maxLength - 1)}…`;
}

/** The text with each NUL and each half of a character replaced by U+FFFD. */
export function toStorableText(text: string): string {
  return UNSTORABLE.test(text) ? text.replace(EVERY_UNSTORABLE, REPLACEMENT) : text;
}

/** A text that somebody typed as every store and page can hold it: storable, lines ended by `\n`. */
export function toCleanText(text: string): string {
  return toStorableText(text).replace(/\r\n?/g, '\n');
}
