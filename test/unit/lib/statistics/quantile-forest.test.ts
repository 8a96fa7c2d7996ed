import { expect, test } from 'vitest';
import { createRandom } from '../../../../src/lib/random.ts';
import { drawNormal } from '../../../../src/lib/statistics/draws.ts';
import { fitForest } from '../../../../src/lib/statistics/quantile-forest.ts';

/** A number that spreads more the larger the first column is; the second says nothing, the third is always the same. */
function examples(count: number, seed: number) {
  const random = createRandom(seed);
  const rows = new Float64Array(count * 3);
  const targets = new Float64Array(count);
  for (let row = 0; row < count; row += 1) {
    const x = 1 + 9 * random();
    rows.set([x, random(), 4], row * 3);
    targets[row] = 10 * x + x * drawNormal(random);
  }
  return { rows, targets };
}

const shares = [0.1, 0.5, 0.9];

test('the quantiles of where a row lies are found, and are wider where the numbers spread more', () => {
  const forest = fitForest({ ...examples(8000, 5), columns: 3, shares, random: createRandom(7) });
  for (const x of [2, 5, 9]) {
    const [low, middle, high] = forest.predict([x, 0.5, 4]) as [number, number, number];
    expect(Math.abs(middle - 10 * x)).toBeLessThan(0.5 * x);
    expect(Math.abs(low - (10 - 1.2816) * x)).toBeLessThan(0.8 * x);
    expect(Math.abs(high - (10 + 1.2816) * x)).toBeLessThan(0.8 * x);
  }
});

test('the same examples and random numbers give the same forest', () => {
  const learn = () =>
    fitForest({ ...examples(500, 5), columns: 3, shares, random: createRandom(7) }).predict([3, 0.1, 4]);
  expect(learn()).toEqual(learn());
});

test.each([
  ['too few to be split', Float64Array.of(1, 2, 3), Float64Array.of(10, 10, 10)],
  ['all alike', new Float64Array(100).fill(2), new Float64Array(100).fill(10)],
  [
    'of one value beside differing columns',
    Float64Array.from({ length: 100 }, (_, row) => row),
    new Float64Array(100).fill(10),
  ],
])('examples that are %s give what they are', (_, rows, targets) => {
  const forest = fitForest({ rows, columns: 1, targets, shares, random: createRandom(7) });
  expect(forest.predict([2])).toEqual([10, 10, 10]);
});
