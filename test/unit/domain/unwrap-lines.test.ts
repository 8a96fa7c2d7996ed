import { expect, test } from 'vitest';
import { unwrapLines } from '../../../src/domain/markdown.ts';

test.each([
  ['a paragraph', 'one\ntwo\n\nthree\nfour', 'one two\n\nthree four'],
  ['Chinese', '一行\n二行', '一行二行'],
  ['a list', '- one\n  goes on\n- two\n1. three', '- one goes on\n- two\n1. three'],
  ['a heading', '# Title\ntext', '# Title\ntext'],
  ['a quote', '> one\n> two', '> one\n> two'],
  ['a table', '| a | b |\n|---|---|\n| 1 | 2 |', '| a | b |\n|---|---|\n| 1 | 2 |'],
  ['code', '```\na\nb\n```\nafter\nit', '```\na\nb\n```\nafter it'],
  ['hard breaks', 'one  \ntwo\\\nthree', 'one  \ntwo\\\nthree'],
])('the lines of %s', (_what, text, expected) => {
  expect(unwrapLines(text)).toBe(expected);
});
