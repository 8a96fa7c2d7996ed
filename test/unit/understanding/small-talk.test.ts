import { expect, test } from 'vitest';
import { withBuiltInIntents } from '../../../src/content/built-in/built-in-intents.ts';
import type { Intent } from '../../../src/domain/content.ts';
import { createUnderstander } from '../../../src/understanding/understander.ts';

function intent(name: string, locale: string, utterances: string[]): Intent {
  const outcome = { kind: 'answer' as const, text: '' };
  return { name, locale, category: 'general', importance: 3, utterances, slots: [], outcome };
}

/** A desk of three intents that has written no small talk. */
const DESKS = {
  en: [
    intent('hours', 'en', ['when are you open', 'opening hours', 'are you open on sunday', 'what time do you close']),
    intent('boats', 'en', ['do you rent out boats', 'how much is a boat', 'rent a rowing boat', 'boat for a day']),
    intent('lost', 'en', [
      'I lost my jacket on the boat',
      'did you find my bag',
      'lost property',
      'I left my hat behind',
    ]),
  ],
  zh: [
    intent('hours', 'zh', ['几点开门', '营业时间', '周日开门吗', '几点关门']),
    intent('boats', 'zh', ['可以租船吗', '租船多少钱', '想租一条小船', '租一天船']),
    intent('lost', 'zh', ['我的外套落在船上了', '有没有捡到包', '失物招领', '帽子忘在你们那了']),
  ],
};

const locales = Object.fromEntries(
  Object.entries(DESKS).map(([locale, intents]) => [
    locale,
    withBuiltInIntents({ locale, intents, articles: [], phrases: {} }),
  ]),
);
const understander = await createUnderstander({ content: { version: '1', locales } });

function best(text: string, locale: string) {
  const [first] = understander.understand({ text, locale }).intents;
  return first;
}

test.each([
  ['hello', 'en', 'greeting'],
  ['Hi there!', 'en', 'greeting'],
  ['Thank you so much', 'en', 'thanks'],
  ['are you a robot?', 'en', 'who_are_you'],
  ['can you help me', 'en', 'what_can_you_do'],
  ['bye', 'en', 'goodbye'],
  ['你好', 'zh', 'greeting'],
  ['谢谢你', 'zh', 'thanks'],
  ['你是机器人吗？', 'zh', 'who_are_you'],
])('“%s” is small talk', (text, locale, name) => {
  expect(best(text, locale)).toMatchObject({ intent: name });
  expect(best(text, locale)?.confidence).toBeGreaterThan(0.6);
});

test.each([
  ['who are your suppliers', 'en'],
  ['can you help me with my homework', 'en'],
  ['how are my stocks doing', 'en'],
  ['what is the weather like in Oslo', 'en'],
  ['why do cats purr', 'en'],
  ['你知道猫为什么打呼噜吗', 'zh'],
])('“%s” is neither small talk nor a matter of the desk', (text, locale) => {
  expect(best(text, locale)?.confidence ?? 0).toBeLessThan(0.6);
});

test('what a desk of three intents is about, it is sure of in other words', () => {
  expect(best('when do you open on sunday', 'en')).toMatchObject({ intent: 'hours' });
  expect(best('how much does it cost to rent a boat', 'en')).toMatchObject({ intent: 'boats' });
  expect(best('can you help me find my luggage', 'en')).toMatchObject({ intent: 'lost' });
  expect(best('租一条船多少钱', 'zh')).toMatchObject({ intent: 'boats' });
});
