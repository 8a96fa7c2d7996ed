import fc from 'fast-check';
import { expect, test } from 'vitest';
import { searchWords } from '../../../src/domain/help-use.ts';

test.each([
  ['  Where is MY order?! ', 'where is my order'],
  ['Café', 'cafe'],
  ['e-mail', 'e mail'],
  ['怎么退货？', '怎么退货'],
  ['…', ''],
  ['', ''],
])('%j is searched as %j', (argument, words) => {
  expect(searchWords(argument)).toBe(words);
});

test('words are short, and the same once they are normalised', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 400 }), (argument) => {
      const words = searchWords(argument);
      expect(words.length).toBeLessThanOrEqual(80);
      expect(words).not.toMatch(/\s\s|^\s/);
    }),
  );
});
