import { expect, test } from 'vitest';
import { HOUR_MS } from '../../../../src/domain/policy.ts';
import { LEAST_GAVE_UP, patienceOf } from '../../../../src/insights/waiting/patience.ts';
import { createRandom } from '../../../../src/lib/random.ts';
import { drawExponential } from '../../../../src/lib/statistics/draws.ts';

test('patience is found although most are taken up before they lose it', () => {
  const random = createRandom(5);
  const waits = Array.from({ length: 20_000 }, (_, index) => {
    const patience = drawExponential(random, HOUR_MS);
    const queue = drawExponential(random, HOUR_MS / 4);
    const arrivedAt = index * 1_000;
    return { arrivedAt, endedAt: arrivedAt + Math.min(patience, queue), served: queue < patience };
  });
  const found = patienceOf(waits, 1e12) ?? 0;
  expect(found / HOUR_MS).toBeGreaterThan(0.95);
  expect(found / HOUR_MS).toBeLessThan(1.05);
});

test('where hardly anybody gives up nothing is said, and who waits still counts for as long as they have waited', () => {
  const gaveUp = (count: number) =>
    Array.from({ length: count }, () => ({ arrivedAt: 0, endedAt: HOUR_MS, served: false }));
  expect(patienceOf(gaveUp(LEAST_GAVE_UP - 1), 9 * HOUR_MS)).toBeUndefined();
  const waiting = { arrivedAt: 0, endedAt: Number.POSITIVE_INFINITY, served: false };
  expect(patienceOf([...gaveUp(LEAST_GAVE_UP), waiting], LEAST_GAVE_UP * HOUR_MS)).toBe(2 * HOUR_MS);
});
