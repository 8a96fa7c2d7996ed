import { expect, test } from 'vitest';
import { fitLogistic, logistic } from '../../../src/lib/logistic-regression.ts';
import { createRandom } from '../../../src/lib/random.ts';

test('a logistic regression stays at its prior without examples and follows many', () => {
  expect(fitLogistic([], [0.5, -1], 1)).toEqual([0.5, -1]);
  const examples = Array.from({ length: 1_000 }, (_, index) => ({
    features: [1, index % 2],
    happened: index % 2 === 1 ? index % 10 < 8 : index % 10 < 2,
    weight: 1,
  }));
  const weights = fitLogistic(examples, [0, 0], 0.01);
  expect(logistic(weights, [1, 1])).toBeCloseTo(0.8, 1);
  expect(logistic(weights, [1, 0])).toBeCloseTo(0.2, 1);
});

test('a fit finds the frequencies it was shown', () => {
  const examples = Array.from({ length: 400 }, (_, at) => ({
    features: [1, at % 2],
    happened: at % 2 === 0 ? at % 8 === 0 : at % 8 !== 1,
    weight: 1,
  }));
  const weights = fitLogistic(examples, [0, 0], 1);
  expect(logistic(weights, [1, 0])).toBeCloseTo(0.25, 1);
  expect(logistic(weights, [1, 1])).toBeCloseTo(0.75, 1);
});

test('few examples move a fit less than many', () => {
  const fitted = [2, 20, 200].map((count) => {
    const examples = Array.from({ length: count }, () => ({ features: [1, 1], happened: true, weight: 1 }));
    return logistic(fitLogistic(examples, [0, 0], 30), [1, 1]);
  });
  expect(fitted).toEqual(fitted.toSorted((a, b) => a - b));
  expect(fitted[0]).toBeLessThan(0.6);
  expect(fitted[2]).toBeGreaterThan(0.8);
});

test('thousands of examples with many features are fitted well within a second', () => {
  const random = createRandom(3);
  const examples = Array.from({ length: 7_000 }, () => {
    const features = [1, ...Array.from({ length: 44 }, () => random() - 0.5)];
    return { features, happened: random() < logistic([-1, 2, -2], features), weight: 1 };
  });
  const start = process.cpuUsage();
  const weights = fitLogistic(examples, new Array(45).fill(0), 0);
  const { user } = process.cpuUsage(start);
  expect(weights[1]).toBeCloseTo(2, 0);
  expect(user / 1_000).toBeLessThan(1_000);
});
