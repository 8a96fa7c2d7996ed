import { array, assert, constantFrom, property } from 'fast-check';
import { expect, test } from 'vitest';
import { compareWeaknesses } from '../../../src/evaluation/compare-weaknesses.ts';
import { keyOf, type Weakness } from '../../../src/evaluation/weakness.ts';

const weakness = (name: string, reason = ''): Weakness => ({
  rule: 'unused_slot',
  locale: 'en',
  subject: [name],
  at: undefined,
  reason,
});
const weaknesses = array(
  constantFrom('a', 'b', 'c', 'd').map((name) => weakness(name)),
  { maxLength: 4 },
);

test('what is new is found now only, what is gone before only, and the rest is in both', () => {
  assert(
    property(weaknesses, weaknesses, (now, before) => {
      const { isNew, isGone } = compareWeaknesses(now, before);
      const has = (list: Weakness[], one: Weakness) => list.some((other) => keyOf(other) === keyOf(one));
      for (const one of now) expect(has(isNew, one)).toBe(!has(before, one));
      for (const one of before) expect(has(isGone, one)).toBe(!has(now, one));
    }),
  );
});

test('a weakness stays the same when it is worded otherwise', () => {
  expect(compareWeaknesses([weakness('a', '3 of 10')], [weakness('a', '4 of 12')])).toEqual({ isNew: [], isGone: [] });
});
