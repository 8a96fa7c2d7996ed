/** What people say when they mean something else: texts that stand against whatever a desk knows. */

import { ENGLISH } from './en.ts';
import { CHINESE } from './zh.ts';

const BY_LANGUAGE: Record<string, readonly string[]> = { en: toTexts(ENGLISH), zh: toTexts(CHINESE) };

/** Several hundred texts in the language of a locale, of all kinds of matters; none for a language that has no list. */
export function backgroundTexts(locale: string): readonly string[] {
  return BY_LANGUAGE[locale.split(/[-_]/)[0]?.toLowerCase() ?? ''] ?? [];
}

function toTexts(lines: string): string[] {
  return lines.trim().split('\n');
}
