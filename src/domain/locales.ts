/** Locales: language tags such as `de` or `pt-BR`. */

import type { DeskContent } from './content.ts';

/** The language that a locale is of, in lower case: `pt` for `pt-BR`. */
export function languageOf(locale: string): string {
  return (locale.split(/[-_]/)[0] ?? '').toLowerCase();
}

/** The locale of this name, in capital or small letters, or else the first of the same language: `zh-TW` finds `zh`. */
export function findLocale(wanted: string | undefined, locales: readonly string[]): string | undefined {
  if (wanted === undefined) return undefined;
  return (
    locales.find((locale) => locale.toLowerCase() === wanted.toLowerCase()) ??
    locales.find((locale) => languageOf(locale) === languageOf(wanted))
  );
}

/** The locale of who speaks none of the desk's languages; English for a desk without content. */
export function defaultLocaleOf({ locales }: Pick<DeskContent, 'locales'>): string {
  return Object.keys(locales)[0] ?? 'en';
}
