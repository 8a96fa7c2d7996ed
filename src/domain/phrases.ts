/** What customers are told by the bot and by pages, in words that an admin may change under `phrases:` in an intent file. */

import { isTraditionalLocale, toTraditionalChinese } from '../lib/traditional-chinese.ts';
import type { DeskContent } from './content.ts';
import { defaultLocaleOf, findLocale, languageOf } from './locales.ts';
import { escapeMarkdown } from './markdown.ts';
import { ENGLISH, type PhraseKey, type Phrases } from './phrases/en.ts';
import { CHINESE } from './phrases/zh.ts';

export type { PhraseKey, Phrases };

/** Languages that the desk speaks without an admin's doing, each complete. */
export const SHIPPED_PHRASES: Readonly<Record<string, Phrases>> = { en: ENGLISH, zh: CHINESE };

/** Every key an admin may word differently. */
export const PHRASE_KEYS = Object.keys(ENGLISH) as PhraseKey[];

/** Every phrase in a locale; what its language lacks is in the desk's default language, or else in English. */
export function phrasesIn(content: Pick<DeskContent, 'locales'>, locale: string): Phrases {
  return { ...ENGLISH, ...wordingsIn(content, defaultLocaleOf(content)), ...wordingsIn(content, locale) };
}

function wordingsIn({ locales }: Pick<DeskContent, 'locales'>, locale: string): Partial<Phrases> {
  const found = findLocale(locale, Object.keys(locales));
  const shipped = inScriptOf(locale, SHIPPED_PHRASES[languageOf(locale)]);
  const own = locales[found ?? '']?.phrases;
  return { ...shipped, ...(isTraditionalLocale(found ?? '') ? own : inScriptOf(locale, own)) };
}

/** The words of simplified Chinese in the script of a locale. */
function inScriptOf(locale: string, phrases: Partial<Phrases> = {}): Partial<Phrases> {
  if (!isTraditionalLocale(locale)) return phrases;
  return Object.fromEntries(Object.entries(phrases).map(([key, words]) => [key, toTraditionalChinese(words)]));
}

/** A sentence of the bot's in a locale, in CommonMark. Values for `{variables}` are escaped, so that they show as they are. */
export function phrase(
  content: DeskContent,
  locale: string,
  key: PhraseKey,
  values: Record<string, string> = {},
): string {
  return fillTemplate(phrasesIn(content, locale)[key], values);
}

/** Sentences as one text; a full-width sign at the end of one has its space in it. */
export function joinSentences(sentences: readonly string[]): string {
  return sentences.reduce((text, next) => text + (/(^|[。！？])$/u.test(text) ? '' : ' ') + next, '');
}

/** Replaces each `{variable}` for which there is a value by the value, escaped for CommonMark; leaves other braces alone. */
export function fillTemplate(template: string, values: Record<string, string>): string {
  const escaped = Object.entries(values).map(([name, value]) => [name, escapeMarkdown(value)]);
  return fillPlain(template, Object.fromEntries(escaped));
}

/** The same in plain text, with values as they are. */
export function fillPlain(template: string, values: Record<string, string | number>): string {
  return template.replace(/\{([a-z][a-z0-9_]*)\}/g, (variable, name: string) =>
    Object.hasOwn(values, name) ? String(values[name]) : variable,
  );
}
