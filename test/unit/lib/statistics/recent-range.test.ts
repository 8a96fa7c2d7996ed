import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createRandom } from '../../../../src/lib/random.ts';
import { createRecentRange } from '../../../../src/lib/statistics/recent-range.ts';

test('a range widened so has covered at least the share of what was seen lately, and no narrower one would have', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: -50, max: 50 }), { minLength: 1, maxLength: 60 }), (seen) => {
      const range = createRecentRange({ share: 0.8, window: 20 });
      for (const by of seen) range.add(by);
      const lately = seen.slice(-20);
      const coveredBy = (widened: number) => lately.filter((by) => by <= widened).length;
      expect(coveredBy(range.widenBy)).toBeGreaterThanOrEqual(0.8 * lately.length);
      expect(coveredBy(range.widenBy - 1)).toBeLessThan(0.8 * (lately.length + 1));
    }),
  );
});

test('where nothing was seen, ranges stay as they are', () => {
  expect(createRecentRange({ share: 0.8, window: 20 }).widenBy).toBe(0);
});

test('ranges cover what they say, also after things have changed', () => {
  const random = createRandom(3);
  const range = createRecentRange({ share: 0.8, window: 200 });
  let covered = 0;
  for (let step = 0; step < 4000; step += 1) {
    const outsideBy = (step < 2000 ? 1 : 5) * random() - 0.5;
    if (outsideBy <= range.widenBy) covered += 1;
    range.add(outsideBy);
  }
  expect(covered / 4000).toBeGreaterThan(0.77);
  expect(covered / 4000).toBeLessThan(0.83);
});
