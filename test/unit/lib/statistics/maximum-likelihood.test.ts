import { expect, test } from 'vitest';
import { createRandom } from '../../../../src/lib/random.ts';
import { fitMaximumLikelihood } from '../../../../src/lib/statistics/maximum-likelihood.ts';

test('the likeliest weights of a two by two table are its log odds, with the errors of their counts', () => {
  // Of 40 without the feature 10, and of 60 with it 30.
  const rows = Array.from({ length: 100 }, (_, index) => [Number(index >= 40)]);
  const happened = rows.map((_, index) => index < 10 || index >= 70);
  const fit = fitMaximumLikelihood(['feature'], rows, happened);
  if (fit.kind === 'unknown') throw new Error(fit.reason);
  const [constant, feature] = fit.coefficients;
  expect(constant?.estimate).toBeCloseTo(Math.log(10 / 30), 9);
  expect(constant?.standardError).toBeCloseTo(Math.sqrt(1 / 10 + 1 / 30), 9);
  expect(feature?.estimate).toBeCloseTo(Math.log(30 / 30) - Math.log(10 / 30), 9);
  expect(feature?.standardError).toBeCloseTo(Math.sqrt(1 / 10 + 1 / 30 + 1 / 30 + 1 / 30), 9);
  expect(feature?.p).toBeCloseTo(0.01403, 4);
  expect(fit.logLikelihood).toBeCloseTo(10 * Math.log(0.25) + 30 * Math.log(0.75) + 60 * Math.log(0.5), 9);
});

test('columns of any size and place give the same as plain ones', () => {
  const random = createRandom(11);
  const rows = Array.from({ length: 500 }, () => [random(), random()]);
  const happened = rows.map(([a = 0, b = 0]) => random() < 1 / (1 + Math.exp(1 - 2 * a + b)));
  const plain = fitMaximumLikelihood(['a', 'b'], rows, happened);
  const far = fitMaximumLikelihood(
    ['a', 'b'],
    rows.map(([a = 0, b = 0]) => [1e6 + 1e3 * a, b / 1e6]),
    happened,
  );
  if (plain.kind === 'unknown' || far.kind === 'unknown') throw new Error('not fitted');
  expect((far.coefficients[1]?.estimate ?? 0) * 1e3).toBeCloseTo(plain.coefficients[1]?.estimate ?? 1, 6);
  expect((far.coefficients[2]?.standardError ?? 0) / 1e6).toBeCloseTo(plain.coefficients[2]?.standardError ?? 1, 6);
});

test.each([
  ['without exception', (index: number) => index >= 50],
  ['but for those in the middle', (index: number) => index > 50 || (index === 50 && index % 2 === 0)],
])('a feature that tells the outcomes apart %s is named, and nothing diverges', (_, happened) => {
  const rows = Array.from({ length: 100 }, (__, index) => [(index * 7) % 5, Math.min(index, 60)]);
  const fit = fitMaximumLikelihood(
    ['chance', 'position'],
    rows,
    rows.map((__, index) => happened(index)),
  );
  expect(fit).toEqual({
    kind: 'unknown',
    reason:
      '“position”, by itself or with others, tells the outcomes of 100 rows apart without exception, so that no size of its effect is the most likely one.',
  });
});

test('a value that only one outcome has is separation as well', () => {
  const rows = Array.from({ length: 200 }, (_, index) => [Number(index % 20 === 0), index % 3]);
  const happened = rows.map(([rare], index) => rare === 1 || index % 3 === 1);
  const fit = fitMaximumLikelihood(
    ['rare', 'other'],
    rows,
    happened.map((one, index) => (index % 7 === 0 && rows[index]?.[0] === 0 ? !one : one)),
  );
  expect(fit).toEqual({ kind: 'unknown', reason: expect.stringContaining('“rare”') });
});

test('columns that are always the same or made of others are left out by name, and too few of an outcome are counted', () => {
  const rows = Array.from({ length: 90 }, (_, index) => [index % 4, 2 * (index % 4), 5]);
  const fit = fitMaximumLikelihood(
    ['a', 'twice a', 'five'],
    rows,
    rows.map((_, index) => index % 5 < 2),
  );
  expect(fit.kind === 'known' && fit.dropped).toEqual([
    { name: 'twice a', reason: 'collinear' },
    { name: 'five', reason: 'constant' },
  ]);
  expect(
    fitMaximumLikelihood(
      ['a'],
      rows.map(([a = 0]) => [a]),
      rows.map((_, index) => index === 0),
    ),
  ).toEqual({
    kind: 'unknown',
    reason: 'Of 90 rows 1 have the one outcome and 89 the other; for 1 features there have to be more than 1 of each.',
  });
});
