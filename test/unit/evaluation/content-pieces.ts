/** Pieces of content for the rules that look for weaknesses. */

import type { Article, DeskContent, Intent, LocaleContent, Slot } from '../../../src/domain/content.ts';

export function intentNamed(name: string, utterances: string[], more: Partial<Intent> = {}): Intent {
  const outcome = { kind: 'answer' as const, text: 'So it is.' };
  return { name, locale: 'en', category: 'orders', importance: 1, utterances, slots: [], outcome, ...more };
}

export function slotNamed(name: string, more: Partial<Slot> = {}): Slot {
  return { name, type: 'text', ask: 'Which one?', values: {}, pattern: undefined, ...more };
}

export function articleNamed(id: string, title: string, more: Partial<Article> = {}): Article {
  const kind = { kind: 'faq' as const, audience: 'customers' as const, category: undefined };
  return { id, locale: 'en', title, alternates: [], tags: [], ...kind, updated: '2026-01-01', body: 'Yes.', ...more };
}

export function localeOf(intents: Intent[], articles: Article[] = [], locale = 'en'): LocaleContent {
  return { locale, intents, articles, phrases: {} };
}

export function contentOf(...locales: LocaleContent[]): DeskContent {
  return { version: 'test', locales: Object.fromEntries(locales.map((one) => [one.locale, one])) };
}
