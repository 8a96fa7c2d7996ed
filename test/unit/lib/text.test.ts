import { describe, expect, test } from 'vitest';
import { cutText, firstUnits, toCleanText } from '../../../src/lib/text.ts';

describe('the beginning of a text', () => {
  test.each([
    ['a short text is all of it', 'hello', 'hello'],
    ['as is one just long enough', '12345678', '12345678'],
    ['a longer one is cut', '123456789', '12345678'],
    ['before a character that would be cut in two', '1234567😀', '1234567'],
    ['and after one that fits', '123456😀9', '123456😀'],
    ['a family is one character', '12345👨‍👩‍👧x', '12345'],
    ['as is a hand with its colour', '123456👋🏽', '123456'],
    ['a flag, whatever flags stand before it', '12🇩🇪🇫🇷', '12🇩🇪'],
    ['a letter with its marks', '1234567e\u0301\u0302', '1234567'],
    ['and a line’s end', '1234567\r\n', '1234567'],
    ['one that is longer than the whole is cut all the same', '👩‍👩‍👧‍👦👩', '👩‍👩‍👧'],
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
