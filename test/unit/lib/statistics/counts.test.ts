import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  chanceOfAtMost,
  countQuantile,
  probabilityBelow,
  rangeOfCounts,
  stretchOf,
} from '../../../../src/lib/statistics/counts.ts';

const distribution = fc.record({
  mean: fc.double({ min: 0, max: 20_000, noNaN: true }),
  off: fc.double({ min: 0, max: 2, noNaN: true }),
});

test('where the mean is not off, chances are those of Poisson', () => {
  const poisson = Math.exp(-3) * (1 + 3 + 9 / 2);
  expect(chanceOfAtMost({ mean: 3, off: 0 }, 2)).toBeCloseTo(poisson, 3);
});

test('where the mean is off by all of itself, chances are geometric', () => {
  expect(chanceOfAtMost({ mean: 4, off: 1 }, 2)).toBeCloseTo(1 - 0.8 ** 3, 10);
});

test('a quantile is the smallest count that is not exceeded with its probability', () => {
  fc.assert(
    fc.property(distribution, fc.double({ min: 0.001, max: 0.999, noNaN: true }), (of, probability) => {
      const count = countQuantile(of, probability);
      expect(chanceOfAtMost(of, count)).toBeGreaterThanOrEqual(probability);
      expect(chanceOfAtMost(of, count - 1)).toBeLessThan(probability);
    }),
  );
});

test('a range holds what it promises within a hundredth, and is of whole counts', () => {
  fc.assert(
    fc.property(distribution, (of) => {
      const { low, high } = rangeOfCounts(of, 0.1, 0.9);
      expect(Number.isInteger(low) && Number.isInteger(high) && low >= 0 && high >= low).toBe(true);
      expect(chanceOfAtMost(of, high) - chanceOfAtMost(of, low - 1)).toBeGreaterThan(0.79 - 1e-9);
    }),
  );
});

test('the probability below which a share of counts lies is that share where their distribution is right', () => {
  const of = { mean: 2, off: 0.3 };
  const stretches = Array.from({ length: 1_000 }, (_, index) =>
    stretchOf(of, countQuantile(of, (index + 0.5) / 1_000)),
  );
  for (const share of [0.1, 0.5, 0.9]) expect(probabilityBelow(stretches, share)).toBeCloseTo(share, 2);
});
