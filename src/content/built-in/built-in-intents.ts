/** Small talk and asking for a person, which every desk understands in the languages that are written down here. */

import { type Intent, type LocaleContent, PERSON_CATEGORY } from '../../domain/content.ts';
import type { BuiltInIntent } from './built-in-intent.ts';
import { ENGLISH } from './en.ts';
import { CHINESE } from './zh.ts';

const BY_LANGUAGE: Record<string, readonly BuiltInIntent[]> = { en: ENGLISH, zh: CHINESE };
const IMPORTANCE = { smalltalk: 1, person: 5 };

/**
 * The content with the built-in intents of its language that the admin has not written. One is replaced by an intent of its name, by
 * one that has an utterance of it, and asking for a person by any intent of that category.
 */
export function withBuiltInIntents(content: LocaleContent): LocaleContent {
  const { locale, intents } = content;
  const builtIn = BY_LANGUAGE[locale.split(/[-_]/)[0] ?? ''] ?? [];
  const added = builtIn.map((one) => toIntent(one, locale)).filter((one) => !isReplaced(one, intents));
  return { ...content, intents: [...intents, ...added] };
}

function isReplaced({ name, category, utterances }: Intent, written: readonly Intent[]): boolean {
  const known = new Set(utterances);
  return written.some(
    (intent) =>
      intent.name === name ||
      (category === PERSON_CATEGORY && intent.category === PERSON_CATEGORY) ||
      intent.utterances.some((utterance) => known.has(utterance.toLowerCase())),
  );
}

function toIntent({ name, category, utterances, answer }: BuiltInIntent, locale: string): Intent {
  return {
    name,
    locale,
    category,
    importance: IMPORTANCE[category],
    utterances: utterances.trim().split('\n'),
    slots: [],
    outcome: answer === undefined ? { kind: 'escalate' } : { kind: 'answer', text: answer },
    builtIn: true,
  };
}
