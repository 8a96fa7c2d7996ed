/** Words that mean the same where somebody asks. */

import { ENGLISH } from './en.ts';
import { CHINESE } from './zh.ts';

const BY_LANGUAGE: Record<string, readonly string[][]> = { en: toGroups(ENGLISH), zh: toGroups(CHINESE) };

/** Groups of words and expressions that mean the same in the language of a locale; none for a language that has no list. */
export function synonymGroups(locale: string): readonly string[][] {
  return BY_LANGUAGE[locale.split(/[-_]/)[0]?.toLowerCase() ?? ''] ?? [];
}

function toGroups(lines: string): string[][] {
  return lines
    .trim()
    .split('\n')
    .map((line) => line.split(', '));
}
