import { expect, test } from 'vitest';
import { meaningOf } from '../../../src/understanding/word-vectors/word-vectors.ts';

function likeness(one: string, other: string): number {
  const [a, b] = [one, other].map((text) => meaningOf(text.split(' '), 'en'));
  return (a ?? new Float32Array()).reduce((sum, value, index) => sum + value * (b?.[index] ?? 0), 0);
}

test.each([
  ['give me my money back', 'i want a refund', 'how do i open an account'],
  ['the parcel has not arrived', 'my delivery is late', 'change my password'],
  ['how expensive is it', 'what does that cost', 'where is your shop'],
])('%j means rather %j than %j, without a word in common', (text, like, unlike) => {
  expect(likeness(text, like)).toBeGreaterThan(likeness(text, unlike) + 0.2);
});

test('a meaning has unit length, whatever the number of words', () => {
  for (const tokens of [['refund'], 'please send the parcel to my new address by friday'.split(' ')]) {
    expect(meaningOf(tokens, 'en-GB')?.reduce((sum, value) => sum + value * value, 0)).toBeCloseTo(1, 4);
  }
});

test('words that nobody knows, no words, and languages without vectors have no meaning', () => {
  expect(meaningOf(['qzxv', 'constructor__'], 'en')).toBeUndefined();
  expect(meaningOf([], 'en')).toBeUndefined();
  expect(meaningOf(['退款'], 'zh')).toBeUndefined();
  expect(meaningOf(['refund'], 'de')).toBeUndefined();
});
