import { beginningOf } from '../domain/read-length.ts';

/**
 * The beginning of a text with the same UTF-16 offsets, made harmless to read: full-width forms narrowed, and lone
 * surrogates, control characters and invisible marks replaced by spaces.
 */
export function toReadable(text: string): string {
  return beginningOf(text)
    .replace(/[\p{Surrogate}\p{Cc}\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\u3000]/gu, ' ')
    .replace(/[\uff01-\uff5e]/g, (wide) => String.fromCharCode(wide.charCodeAt(0) - 0xfee0));
}

/** Whether a character of Chinese writing stands in the text. */
export function hasHan(text: string): boolean {
  return /\p{Script=Han}/u.test(text);
}
