import { expect, test } from 'vitest';
import { detectLocale } from '../../../src/understanding/language.ts';

test.each([
  ['where is my order', 'zh', 'en'],
  ['我的订单在哪里', 'en', 'zh'],
  ['我的 iPhone 15 什么时候到货', 'en', 'zh'],
  ['I ordered a 旗袍 last week', 'zh', 'en'],
  ['ok', 'zh', 'zh'],
  ['12345678', 'zh', 'zh'],
  ['👍', 'zh', 'zh'],
  ['', 'zh', 'zh'],
  ['someone@shop.example', 'zh', 'zh'],
  ['ありがとうございます', 'en', 'en'],
  ['где мой заказ', 'zh', 'zh'],
])('"%s" in a conversation in %s is in %s', (text, preferred, expected) => {
  expect(detectLocale(text, ['en', 'zh'], preferred)).toBe(expected);
});

test('of several locales in one script, that of the conversation is kept', () => {
  expect(detectLocale('wo ist meine Bestellung', ['en', 'de', 'zh'], 'de')).toBe('de');
  expect(detectLocale('wo ist meine Bestellung', ['en', 'de', 'zh'], 'zh')).toBe('en');
});

test('a locale the desk does not have falls back to one of the same language, or else to the first', () => {
  expect(detectLocale('123', ['en', 'zh'], 'zh-TW')).toBe('zh');
  expect(detectLocale('123', ['en', 'zh'], 'fr')).toBe('en');
  expect(detectLocale('hello', [], 'fr')).toBe('fr');
});
