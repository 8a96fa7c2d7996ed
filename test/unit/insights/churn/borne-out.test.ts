import fc from 'fast-check';
import { expect, test } from 'vitest';
import { learnBorneOut } from '../../../../src/insights/churn/borne-out.ts';
import type { CustomerRow } from '../../../../src/insights/churn/churn-model.ts';
import { createRandom } from '../../../../src/lib/random.ts';

/** A third of customers leave, and those of a rating of 1 or 2 twice as often. */
function customers(count: number, seed: number): CustomerRow[] {
  const random = createRandom(seed);
  return Array.from({ length: count }, (_, index) => {
    const rating = 1 + Math.floor(5 * random());
    const features = { rating: random() < 0.3 ? undefined : rating, wait: 20 * random(), channel: 'web' };
    return { id: `c${index}`, features, churned: random() < (rating <= 2 ? 0.6 : 0.3) };
  });
}

test('a low rating goes with leaving, and a high one, a wait and what all have alike do not', () => {
  const isBorneOut = learnBorneOut(customers(2_000, 7));
  expect([1, 2].map((rating) => isBorneOut('rating', rating))).toEqual([true, true]);
  expect([3, 4, 5, undefined].some((rating) => isBorneOut('rating', rating))).toBe(false);
  expect([0, 6, 12, 19].some((wait) => isBorneOut('wait', wait))).toBe(false);
  expect(isBorneOut('channel', 'web')).toBe(false);
});

test('of an amount of many values the quarter counts', () => {
  const rows = customers(2_000, 8).map((row, index) => ({
    ...row,
    features: { silence: index % 60 },
    churned: index % 60 >= 45,
  }));
  const isBorneOut = learnBorneOut(rows);
  expect([10, 40, 50, 59, 300].map((days) => isBorneOut('silence', days))).toEqual([false, false, true, true, true]);
});

test('what all customers have in common, or what nobody had, is no reason', () => {
  fc.assert(
    fc.property(fc.boolean(), fc.integer({ min: 1, max: 50 }), (churned, count) => {
      const rows = Array.from({ length: count }, (_, index) => ({
        id: `${index}`,
        churned,
        features: { talks: index },
      }));
      const isBorneOut = learnBorneOut(rows);
      expect(isBorneOut('talks', count)).toBe(false);
      expect(isBorneOut('unheard of', 1)).toBe(false);
    }),
  );
});
