import { expect, test } from 'vitest';
import { kaplanMeierMedian, kaplanMeierQuantile } from '../../../../src/lib/statistics/survival.ts';

const lastings = (text: string) =>
  text
    .split(' ')
    .filter((word) => word !== '')
    .map((word) => ({ lasted: Number.parseFloat(word), isComplete: !word.endsWith('+') }));

test.each([
  ['1 2 3 4 5', 3],
  ['5 3 1 4 2', 3],
  // Of E. L. Kaplan's and P. Meier's own eight: .875, .7, .525, and .35 from 8.3 on.
  ['0.8 1.0+ 2.7+ 3.1 5.4 7.0+ 9.2 12.1+', 9.2],
  ['1 2+ 3+ 4+', undefined],
  ['2+ 3+', undefined],
  ['', undefined],
])('the median of %s, those with + cut short, is %s', (text, median) => {
  expect(kaplanMeierMedian(lastings(text))).toBe(median);
});

test('what is cut short makes the median longer than of those that came to their end alone', () => {
  expect(kaplanMeierMedian(lastings('1 2 3 3+ 3+ 4 5 6'))).toBeGreaterThan(
    kaplanMeierMedian(lastings('1 2 3 4 5 6')) as number,
  );
});

test('the interval of a quantile is that of the order statistics where nothing is cut short', () => {
  const hundred = Array.from({ length: 100 }, (_, index) => ({ lasted: index + 1, isComplete: true }));
  // The ranks are binomial: 50 and 9.8 to each side.
  expect(kaplanMeierQuantile(hundred, 0.5)).toEqual({ value: 50, low: 41, high: 60 });
});

test('of what hardly ever ended it is known only how long it lasts at least', () => {
  const found = kaplanMeierQuantile(lastings('1 2 3 4 5+ 6+ 7+ 8+ 9+'), 0.5);
  expect(found.value).toBeUndefined();
  expect(found.low).toBeLessThan(4);
  expect(found.high).toBeUndefined();
});
