import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { summarizeSatisfaction, weightedMean, wilsonInterval } from '../../../src/domain/satisfaction.ts';

const scores = (...values: number[]) => values.map((score) => ({ score, weight: 1 }));

describe('the Wilson interval', () => {
  // Computed by hand from the formula in Wilson (1927) with z = 1.96.
  test.each([
    [5, 10, 0.2366, 0.7634],
    [0, 10, 0, 0.2775],
    [10, 10, 0.7225, 1],
    [81, 263, 0.2553, 0.3662],
  ])('of %d in %d is %d to %d', (successes, trials, low, high) => {
    const interval = wilsonInterval(successes, trials);
    expect(interval.low).toBeCloseTo(low, 4);
    expect(interval.high).toBeCloseTo(high, 4);
  });

  test('of nothing is everything', () => {
    expect(wilsonInterval(0, 0)).toEqual({ low: 0, high: 1 });
  });

  test('holds the share and stays within 0 and 1', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 10_000 }), fc.double({ min: 0, max: 1, noNaN: true }), (trials, part) => {
        const successes = Math.round(part * trials);
        const { low, high } = wilsonInterval(successes, trials);
        expect(low).toBeGreaterThanOrEqual(0);
        expect(high).toBeLessThanOrEqual(1);
        expect(low - 1e-12).toBeLessThanOrEqual(successes / trials);
        expect(high + 1e-12).toBeGreaterThanOrEqual(successes / trials);
      }),
    );
  });
});

describe('the weighted mean', () => {
  test('divides by the weights, not by the number of scores as its source does', () => {
    const weighted = [
      { score: 5, weight: 3 },
      { score: 1, weight: 1 },
    ];
    expect(weightedMean(weighted)).toBe(4);
  });

  test('of no weight at all is none', () => {
    expect(weightedMean([])).toBeUndefined();
    expect(weightedMean([{ score: 5, weight: 0 }])).toBeUndefined();
  });
});

describe('a satisfaction summary', () => {
  test('has mean, share satisfied and response rate', () => {
    const summary = summarizeSatisfaction({ asked: 10, scores: scores(5, 4, 3, 5, 1), satisfiedAt: 4, minScores: 5 });
    expect(summary).toMatchObject({
      asked: 10,
      scored: 5,
      responseRate: 0.5,
      mean: 3.6,
      weightedMean: 3.6,
      satisfiedShare: 0.6,
    });
  });

  test('refuses a score when there are too few answers, and says how many there are', () => {
    const summary = summarizeSatisfaction({ asked: 10, scores: scores(5, 5), satisfiedAt: 4, minScores: 5 });
    expect(summary).toMatchObject({
      asked: 10,
      scored: 2,
      responseRate: 0.2,
      mean: undefined,
      satisfiedShare: undefined,
    });
  });

  test('has no response rate where nobody was asked', () => {
    expect(summarizeSatisfaction({ asked: 0, scores: [], satisfiedAt: 1, minScores: 1 }).responseRate).toBeUndefined();
  });
});
