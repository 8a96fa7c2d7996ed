import { describe, expect, test } from 'vitest';
import { excerptAround, searchQuery, searchTerms } from '../../../src/lib/search-terms.ts';

describe('the terms of a text', () => {
  test.each([
    ['words are brought to the stems they have in each language', 'refunds', ['refund', 'refunds']],
    ['numbers are apart from letters', 'LF100234-b', ['lf', '100234', 'b']],
    ['scripts without spaces are characters and pairs', '想退货', ['想', '想退', '退', '退货', '货']],
    ['a character beyond the first plane is one', '𠮷野', ['𠮷', '𠮷野', '野']],
    ['Thai is like Chinese', 'สวัส', ['ส', 'สว', 'ว', 'วั', 'ั', 'ัส']],
    ['signs and emoji are none', '👍 ** -- "()" \u0000', []],
    ['width, case and accents do not count', 'Ｃａｆé', searchTerms('cafe')],
  ])('%s', (_name, text, terms) => {
    expect(searchTerms(text).toSorted()).toEqual([...new Set(terms)].toSorted());
  });

  test('have nothing in them but letters, marks and digits, whatever the text', () => {
    const text = Array.from({ length: 0x3000 }, (_, unit) => String.fromCharCode(unit)).join('');
    for (const term of searchTerms(text)) expect(term).toMatch(/^[\p{L}\p{M}\p{N}]+$/u);
  });

  test('are of bounded number and length', () => {
    const terms = searchTerms(
      `${'a'.repeat(10_000)} ${Array.from({ length: 20_000 }, (_, index) => `x${index}`).join(' ')}`,
    );
    expect(terms.length).toBeLessThanOrEqual(4_000);
    expect(Math.max(...terms.map((term) => term.length))).toBeLessThanOrEqual(64);
    expect(searchQuery(Array.from({ length: 99 }, (_, index) => `${index}`).join(' '))).toHaveLength(32);
  });
});

test('a query asks for pairs where there are two characters, and for any stem of a word', () => {
  expect(searchQuery('退货 货 pedidos')).toEqual([['退货'], ['货'], searchTerms('pedidos')]);
});

describe('an excerpt', () => {
  const words = Array.from({ length: 200 }, (_, index) => `word${index}`).join(' ');

  test.each([
    ['the beginning where the word is near', `refunds ${words}`, /^refunds word0 .*…$/],
    ['a part around the word where it is far away', `${words} refunds ${words}`, /^…word\d+ .*refunds word0 .*…$/],
    ['the beginning where the word is not there', words, /^word0 .*…$/],
    ['the end without an ellipsis', `${words} refund`, /^….* refund$/],
    ['a part without spaces', `${'x'.repeat(500)}退${'y'.repeat(500)}`, /^…x+退y+…$/],
  ])('shows %s', (_name, text, expected) => {
    const shown = excerptAround(text, searchQuery(text.includes('退') ? '退' : 'refund'), 60);
    expect(shown).toMatch(expected);
    expect(shown.length).toBeLessThanOrEqual(61);
  });

  test('is one line and cuts no character in two', () => {
    expect(excerptAround('a refund\n\n  of\tall', searchQuery('refund'), 60)).toBe('a refund of all');
    const shown = excerptAround(`${'👍'.repeat(100)} refund ${'👍'.repeat(100)}`, searchQuery('refund'), 51);
    expect(shown.isWellFormed()).toBe(true);
  });
});
