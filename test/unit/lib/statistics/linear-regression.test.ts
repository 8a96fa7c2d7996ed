import { expect, test } from 'vitest';
import { incompleteBeta, studentP, studentQuantile } from '../../../../src/lib/statistics/distributions.ts';
import { fitLinear } from '../../../../src/lib/statistics/linear-regression.ts';
import { LONGLEY } from '../../../bench/insights/longley.ts';

test('the certified values of NIST’s Longley data come out to nine digits', () => {
  const { names, rows, y, certified } = LONGLEY;
  const fit = fitLinear(names, rows, y);
  for (const [index, { estimate, standardError }] of certified.entries()) {
    const coefficient = fit?.coefficients[index];
    expect(Math.abs((coefficient?.estimate ?? 0) / estimate - 1)).toBeLessThan(1e-9);
    expect(Math.abs((coefficient?.standardError ?? 0) / standardError - 1)).toBeLessThan(1e-8);
  }
  expect(fit?.rSquared).toBeCloseTo(0.995479004577296, 12);
  expect(fit?.rootMeanSquareError).toBeCloseTo(304.854073561965, 8);
});

test('constant columns and those made of others are left out and named, and nothing is NaN', () => {
  const rows = Array.from({ length: 20 }, (_, i) => [i, 2 * i + 1, 5, (i * 7) % 11]);
  const fit = fitLinear(
    ['a', 'twice a', 'five', 'b'],
    rows,
    rows.map(([a = 0, , , b = 0]) => 3 + a - b + ((a * 13) % 5) / 10),
  );
  expect(fit?.dropped).toEqual([
    { name: 'twice a', reason: 'collinear' },
    { name: 'five', reason: 'constant' },
  ]);
  expect(JSON.stringify(fit)).not.toContain('null');
});

test('too few rows, or a result that never changes, give nothing', () => {
  expect(fitLinear(['a'], [[1], [2], [3]], [1, 2, 3])).toBeUndefined();
  expect(
    fitLinear(
      ['a'],
      Array.from({ length: 9 }, (_, i) => [i]),
      new Array(9).fill(4),
    ),
  ).toBeUndefined();
});

test.each([
  [2.228138852, 10, 0.05],
  [12.7062047364, 1, 0.05],
  [2.5758293035, 1e7, 0.01],
  [1.644853627, 1e7, 0.1],
])('t of %d with %d degrees of freedom is reached with %d', (t, degrees, p) => {
  expect(studentP(t, degrees)).toBeCloseTo(p, 7);
  expect(studentQuantile(1 - p, degrees)).toBeCloseTo(t, 5);
});

test('the incomplete beta function is the binomial distribution’s', () => {
  // P(X >= 3) of 5 throws of a coin.
  expect(incompleteBeta(0.5, 3, 3)).toBeCloseTo(0.5, 14);
  expect(incompleteBeta(0.3, 2, 4)).toBeCloseTo(0.47178, 5);
});
