/** Texts that are cut or repaired without breaking what people see as one character. Lengths in UTF-16 units. */

const REPLACEMENT = '\uFFFD';
/** NUL, which PostgreSQL refuses and SQLite cuts a text at, and surrogates without their other half. */
const UNSTORABLE = /[\0\p{Surrogate}]/u;
const EVERY_UNSTORABLE = new RegExp(UNSTORABLE, 'gu');

/** By Unicode UAX #29. */
const GRAPHEMES = new Intl.Segmenter('und', { granularity: 'grapheme' });
/** What people see as one character is not longer; what is all the same, such as letters under a heap of marks, may be cut. */
const LONGEST_RUN = 1_000;
const ASCII = /[\x20-\x7e]/;

/** The first `maxLength` units of a text, or fewer where that would cut in two what people see as one character. */
export function firstUnits(text: string, maxLength: number): string {
  if (text.length <= maxLength) return text;
  const start = boundaryNear(text, maxLength);
  const segment = GRAPHEMES.segment(text.slice(start, maxLength + 2)).containing(maxLength - start);
  const end = start + (segment?.index ?? 0);
  const isTooLong = end === 0 || maxLength - end >= LONGEST_RUN;
  return text.slice(0, isTooLong ? firstWhole(text, maxLength) : end);
}

/** The last place at or before `index` where one character ends and the next begins for sure; not looked for without bound. */
function boundaryNear(text: string, index: number): number {
  const farthest = Math.max(0, index - LONGEST_RUN);
  for (let start = index; start > farthest; start--) {
    if (ASCII.test(text.charAt(start))) return start;
  }
  return farthest;
}

/** `maxLength`, or one fewer where a surrogate pair would be halved. */
function firstWhole(text: string, maxLength: number): number {
  return (text.codePointAt(maxLength - 1) ?? 0) > 0xffff ? maxLength - 1 : maxLength;
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
