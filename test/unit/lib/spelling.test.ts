import { expect, test } from 'vitest';
import { createSpeller } from '../../../src/lib/spelling.ts';

const nearest = createSpeller([
  ['order', 9],
  ['older', 2],
  ['password', 5],
  ['card', 3],
  ['a4000', 8],
]);

test.each([
  ['ordr', 'order', 'a dropped letter'],
  ['orderr', 'order', 'an added letter'],
  ['prder', 'order', 'a changed letter'],
  ['odrer', 'order', 'two letters swapped'],
  ['pasword', 'password', 'a dropped double letter'],
  ['oder', 'order', 'the more common of two'],
])('%s is taken for %s: %s', (word, expected) => {
  expect(nearest(word)).toBe(expected);
});

test.each(['orange', 'car', 'pasward', 'a4001', '', '退货退货'])('%j is taken for nothing else', (word) => {
  expect(nearest(word)).toBeUndefined();
});
