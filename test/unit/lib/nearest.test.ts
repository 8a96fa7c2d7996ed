import { expect, test } from 'vitest';
import { didYouMean } from '../../../src/lib/nearest.ts';

test.each([
  ['retruns', ' Did you mean returns?'],
  ['RETURN', ' Did you mean returns?'],
  ['refnds', ' Did you mean refunds?'],
  ['parcel', ''],
  ['x', ''],
  ['', ''],
  ['r'.repeat(61), ''],
])('"%s" is taken for a known name that is two slips away at most', (name, expected) => {
  expect(didYouMean(name, ['returns', 'refunds', 'go', 'r'.repeat(60)])).toBe(expected);
});

test('a name that may have spaces stands in quotes', () => {
  expect(didYouMean('ordr number', ['order number'], '"')).toBe(' Did you mean "order number"?');
});
