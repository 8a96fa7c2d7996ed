import { expect, test } from 'vitest';
import { withBuiltInIntents } from '../../../src/content/built-in/built-in-intents.ts';
import type { Intent } from '../../../src/domain/content.ts';

function written(name: string, category: string, utterances: string[]): Intent {
  const outcome = { kind: 'answer' as const, text: 'Ahoy!' };
  return { name, locale: 'en', category, importance: 1, utterances, slots: [], outcome };
}

function namesWith(intents: Intent[], locale = 'en'): string[] {
  return withBuiltInIntents({ locale, intents, articles: [], phrases: {} }).intents.map(({ name }) => name);
}

test('a desk that has written no small talk knows it in English and Chinese, and asking for a person', () => {
  for (const locale of ['en', 'en-GB', 'zh', 'zh-CN']) {
    expect(namesWith([], locale)).toEqual(
      expect.arrayContaining(['greeting', 'thanks', 'goodbye', 'contact_human_agent']),
    );
  }
  expect(namesWith([], 'tlh')).toEqual([]);
});

test('an intent of the same name replaces a built-in one, and the others stay', () => {
  const names = namesWith([written('greeting', 'smalltalk', ['ahoy'])]);
  expect(names.filter((name) => name === 'greeting')).toHaveLength(1);
  expect(names).toContain('thanks');
});

test('an intent that has an utterance of a built-in one replaces it, whatever its name', () => {
  const names = namesWith([written('ahoy', 'smalltalk', ['Hello', 'ahoy'])]);
  expect(names).not.toContain('greeting');
  expect(names).toContain('thanks');
});

test('any intent of the category person replaces the built-in one', () => {
  expect(namesWith([written('our_people', 'person', ['where is Anna'])])).not.toContain('contact_human_agent');
});
