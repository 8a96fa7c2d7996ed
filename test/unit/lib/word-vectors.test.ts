import { expect, test } from 'vitest';
import { joinCharacters } from '../../../src/lib/word-vectors/chinese-words.ts';
import { meaningOf } from '../../../src/lib/word-vectors/word-vectors.ts';
import { toTerms } from '../../../src/understanding/classifier/terms.ts';

function likeness(one: string, other: string, locale = 'en'): number {
  const [a, b] = [one, other].map((text) => meaningOf(toTerms(text).tokens, locale));
  return (a ?? new Float32Array()).reduce((sum, value, index) => sum + value * (b?.[index] ?? 0), 0);
}

test.each([
  ['give me my money back', 'i want a refund', 'how do i open an account'],
  ['the parcel has not arrived', 'my delivery is late', 'change my password'],
  ['how expensive is it', 'what does that cost', 'where is your shop'],
])('%j means rather %j than %j, without a word in common', (text, like, unlike) => {
  expect(likeness(text, like)).toBeGreaterThan(likeness(text, unlike) + 0.2);
});

test.each([
  ['邮费多少', '寄过来要花几块钱', '怎么修改密码'],
  ['把钱还给我', '我要退款', '怎么注册账号'],
  ['东西碎了', '收到的商品破损', '几点开门'],
])('in Chinese %j means rather %j than %j', (text, like, unlike) => {
  expect(likeness(text, like, 'zh')).toBeGreaterThan(likeness(text, unlike, 'zh') + 0.2);
});

test('characters are read as the longest words that are known, others one by one', () => {
  const known = new Set(['退款', '退', '款', '款到', '到账时间']);
  expect(joinCharacters([...'退款到账时间'], known)).toEqual(['退款', '到账时间']);
  expect(joinCharacters(['abc', ...'我退款'], known)).toEqual(['abc', '我', '退款']);
  expect(joinCharacters([], known)).toEqual([]);
});

test('a meaning has unit length, whatever the number of words', () => {
  for (const tokens of [['refund'], 'please send the parcel to my new address by friday'.split(' ')]) {
    expect(meaningOf(tokens, 'en-GB')?.reduce((sum, value) => sum + value * value, 0)).toBeCloseTo(1, 4);
  }
});

test('words that nobody knows, no words, and languages without vectors have no meaning', () => {
  expect(meaningOf(['qzxv', 'constructor__'], 'en')).toBeUndefined();
  expect(meaningOf([], 'en')).toBeUndefined();
  expect(meaningOf(['refund'], 'de')).toBeUndefined();
});
