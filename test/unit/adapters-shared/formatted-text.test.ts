import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Run, splitRuns, toPlainText } from '../../../adapters/shared/formatted-text.ts';
import { toHtml } from '../../../adapters/telegram/outbound/presentation.ts';

const plain = (text: string): Run => ({ text, formats: [] });
const split = (text: string, maxLength: number) => splitRuns([plain(text)], maxLength).map(toPlainText);

describe('a long text is cut', () => {
  test.each([
    ['nowhere when it fits', 'one two', 7, ['one two']],
    ['between paragraphs', 'one\n\ntwo\nfour', 6, ['one', 'two', 'four']],
    ['between paragraphs first', 'aa bb cc\n\ndd ee', 14, ['aa bb cc', 'dd ee']],
    ['between lines', 'aa bb\ncc dd', 9, ['aa bb', 'cc dd']],
    ['between words', 'aaaa bbbb cccc', 11, ['aaaa bbbb', 'cccc']],
    ['after Chinese punctuation', '您好，请问', 4, ['您好，', '请问']],
    ['between characters at worst', 'abcdefgh', 3, ['abc', 'def', 'gh']],
    ['never within a character', 'ab😀cd', 3, ['ab', '😀c', 'd']],
    ['to nothing when it is blank', ' \n ', 3, []],
  ])('%s', (_name, text, maxLength, parts) => {
    expect(split(text, maxLength)).toEqual(parts);
  });

  test('and loses nothing but white space at the cuts', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme', maxLength: 200 }),
        fc.integer({ min: 2, max: 50 }),
        (text, maxLength) => {
          const parts = split(text, maxLength);
          expect(parts.join('').replace(/\s/g, '')).toBe(text.replace(/\s/g, ''));
          for (const part of parts) expect(part.length).toBeLessThanOrEqual(maxLength);
        },
      ),
    );
  });

  test('with its formats whole in every part', () => {
    const bold: Run = { text: 'aaaa bbbb', formats: [{ kind: 'bold' }] };
    expect(splitRuns([bold], 5).map(toHtml)).toEqual(['<b>aaaa</b>', '<b>bbbb</b>']);
  });
});

test('one format over several runs is opened once', () => {
  const quote = { kind: 'quote' } as const;
  const runs: Run[] = [
    { text: 'a ', formats: [quote] },
    { text: 'b', formats: [quote, { kind: 'bold' }] },
    { text: ' c', formats: [quote] },
  ];
  expect(toHtml(runs)).toBe('<blockquote>a <b>b</b> c</blockquote>');
});
