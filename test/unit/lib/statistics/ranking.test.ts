import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createRandom } from '../../../../src/lib/random.ts';
import { areaUnderCurve, liftOfTopTenth } from '../../../../src/lib/statistics/ranking.ts';

test('the area is the share of pairs in the right order, ties counting half', () => {
  const scored = fc.array(fc.tuple(fc.integer({ min: 0, max: 6 }), fc.boolean()), { minLength: 4, maxLength: 40 });
  fc.assert(
    fc.property(scored, (pairs) => {
      const positive = pairs.filter(([, happened]) => happened).map(([score]) => score);
      const negative = pairs.filter(([, happened]) => !happened).map(([score]) => score);
      const area = areaUnderCurve(pairs.map(([score, happened]) => ({ score, happened })));
      if (positive.length === 0 || negative.length === 0) return area === undefined;
      const right = positive.flatMap((a) => negative.map((b) => (a > b ? 1 : a === b ? 0.5 : 0)));
      const share = right.reduce<number>((sum, one) => sum + one, 0) / right.length;
      return Math.abs((area?.value ?? -1) - share) < 1e-9 && (area?.low ?? 1) <= share && (area?.high ?? 0) >= share;
    }),
  );
});

test('of 300 scores by chance the interval leaves out a half in about one of twenty', () => {
  const random = createRandom(5);
  const missed = Array.from({ length: 300 }, () => {
    const area = areaUnderCurve(
      Array.from({ length: 120 }, (_, index) => ({ score: random(), happened: index % 3 === 0 })),
    );
    return area === undefined || area.low > 0.5 || area.high < 0.5;
  }).filter(Boolean).length;
  expect(missed).toBeGreaterThan(4);
  expect(missed).toBeLessThan(29);
});

test.each<[string, number[], number[], number | undefined]>([
  ['the tenth holds all who left', [9, 1, 1, 1, 1, 1, 1, 1, 1, 1], [0], 10],
  ['the tenth holds nobody who left', [9, 1, 1, 1, 1, 1, 1, 1, 1, 1], [5], 0],
  ['all are scored alike', [1, 1, 1, 1, 1, 1, 1, 1, 1, 1], [0, 1], 1],
  ['one of two with the same score left', [9, 9, 1, 1, 1, 1, 1, 1, 1, 1], [0, 5], 2.5],
  ['nobody left', [9, 1, 1, 1, 1, 1, 1, 1, 1, 1], [], undefined],
])('the lift where %s', (_, scores, left, lift) => {
  const found = liftOfTopTenth(scores.map((score, index) => ({ score, happened: left.includes(index) })));
  if (lift === undefined) expect(found).toBeUndefined();
  else expect(found).toBeCloseTo(lift, 9);
});
