import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { PatternError, parseLinearPattern } from '../../../src/lib/linear-pattern.ts';

describe('a pattern that an admin wrote', () => {
  test.each([
    '[0-9]{5,15}',
    '^[A-Z]{2}-?\\d+$',
    '\\p{Script=Han}{2,4}',
    '\\p{sc=Greek}+|\\P{L}',
    '[\\p{gc=Lu}_]+',
    '(?<year>\\d{4})-(?<month>\\d\\d)',
    'a.c',
    '\\S+\\s\\S+',
    '[^\\s]+',
    '[\\s,]+',
    '\\bfoo\\b.*',
    '\\u4e00+',
    '\\u{1F600}?x*?',
    '[.]\\.',
    '[\\]x]+',
    'a|bc|',
  ])('%s means what it means in JavaScript', (source) => {
    const pattern = parseLinearPattern(source);
    const inJavaScript = new RegExp(`^(?:${source})$`, 'iu');
    const pieces = [
      'a',
      'B',
      'c',
      'x',
      'foo',
      '0',
      '12345',
      '2026',
      '-',
      '_',
      '.',
      ' ',
      '\u3000',
      '\n',
      '\r',
      '\u2028',
      '一二',
      'Σ',
      '😀',
      ',',
      ']',
    ];
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...pieces), { maxLength: 6 }), (parts) => {
        const text = parts.join('');
        expect([text, pattern.matches(text)]).toEqual([text, inJavaScript.test(text)]);
      }),
      { numRuns: 300, seed: 7 },
    );
  });

  test.each([
    ['(', /no regular expression/],
    ['(?P<x>a)', /no regular expression/],
    ['(?=a)b', /looks ahead or behind/],
    ['(?<!a)b', /looks ahead or behind/],
    ['(a)\\1', /refers back to a group/],
    ['(?<q>a)\\k<q>', /refers back to a group/],
    ['(?:a{1000}){1000}', /counts too high/],
    ['a{1001}', /counts too high/],
    ['(?:(?:abcdefghij){100}x?){5}', /too many parts|counts too high/],
    ['\\p{Script_Extensions=Han}', /cannot be used here/],
  ])('%s is refused with what to change', (source, reason) => {
    expect(() => parseLinearPattern(source)).toThrow(PatternError);
    expect(() => parseLinearPattern(source)).toThrow(reason);
  });

  test.each(['([a-z0-9]+[ -]?)+x', '(a|aa)+', '(a*)*b', '(.*)(.*)(.*)(.*)y', '(?:[^x]{1,30}){15}'])(
    '%s is done with hostile texts of 50 000 characters at once',
    (source) => {
      const pattern = parseLinearPattern(source);
      const start = process.hrtime.bigint();
      for (const unit of ['a', 'a ', '0-', '一', '😀', '\u0301']) pattern.matches(unit.repeat(50_000));
      // An engine that goes back would not be done within the age of the universe.
      expect(Number(process.hrtime.bigint() - start) / 1e9).toBeLessThan(5);
    },
  );
});
