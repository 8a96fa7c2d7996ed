/** The kinds of text that content files are made of. */

import { z } from 'zod';

/** A text of one line; line breaks and runs of spaces inside become single spaces. */
export function lineText(maxLength: number) {
  return z
    .string()
    .overwrite((text) => text.replace(/\s+/g, ' ').trim())
    .min(1)
    .max(maxLength)
    .refine(isPrintable, INVISIBLE);
}

/** A text that may have several lines. */
export function blockText(maxLength: number) {
  return z.string().trim().min(1).max(maxLength).refine(isPrintable, INVISIBLE);
}

const INVISIBLE = 'must not have invisible control characters';

/** Escapes such as "\0" can put into a text what no file may contain as it is. */
function isPrintable(text: string): boolean {
  return !/[^\P{Cc}\t\n]|\p{Cs}/u.test(text);
}
