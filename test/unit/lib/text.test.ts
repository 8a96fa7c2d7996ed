import { describe, expect, test } from 'vitest';
import { cutText, firstUnits, toCleanText } from '../../../src/lib/text.ts';

describe('the beginning of a text', () => {
  test.each([
    ['a short text is all of it', 'hello', 'hello'],
    ['as is one just long enough', '12345678', '12345678'],
    ['a longer one is cut', '123456789', '12345678'],
    ['before a character that would be cut in two', '1234567😀', '1234567'],
    ['and after one that fits', '123456😀9', '123456😀'],
    ['half a character that stands there already stays', '1234567\ud83dx', '1234567\ud83d'],
  ])('%s', (_what, text, expected) => {
    expect(firstUnits(text, 8)).toBe(expected);
  });
});

test('a text that is cut says so, and is never longer than it may be', () => {
  expect(['👍👍', '👍👍👍'].map((text) => cutText(text, 4))).toEqual(['👍👍', '👍…']);
});

test('what somebody typed is made fit for every store', () => {
  expect(toCleanText('a\0b\ud83d\r\nc\rd')).toBe('a\ufffdb\ufffd\nc\nd');
});
