import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { BehaviourRow } from '../../../../src/insights/segments/behaviour.ts';
import { findSegments } from '../../../../src/insights/segments/segments.ts';
import { createRandom } from '../../../../src/lib/random.ts';
import { silhouette, vMeasure } from '../../../../src/lib/statistics/clusters.ts';
import { plantedCustomers, unplantedCustomers } from '../../../support/behaviour.ts';

function known(rows: BehaviourRow[], seed = 1) {
  const found = findSegments(rows, { seed });
  if (found.kind === 'unknown') throw new Error(found.reason);
  return found;
}

test('three planted kinds of customers are found, and said in words', () => {
  const { rows, kinds } = plantedCustomers(300, 3);
  const { best, oneGroup } = known(rows);
  expect(oneGroup).toBeUndefined();
  expect(vMeasure(kinds, best?.segmentOf ?? [])).toBeGreaterThan(0.9);
  const [visitor = '', regular = '', night = ''] = best?.segments.map(({ words }) => words) ?? [];
  expect(visitor).toContain('write seldom');
  expect(regular).toContain('write often');
  expect(night).toContain('mostly by night');
  expect(night).toContain('are answered by people');
});

test('customers without kinds are one group only, in many dimensions and in two', () => {
  expect(known(unplantedCustomers(300, 5)).oneGroup).toContain('one group only: the best silhouette is');
  const random = createRandom(5);
  const plain = unplantedCustomers(300, 6).map((row) => {
    const conversations = 1 + Math.floor(Math.exp(5 * random()));
    const messages = Math.round(conversations * Math.exp(2 * random()));
    return { ...row, conversations, messages, atNight: 0, answeredByBot: 0, askedForScore: 0, scored: 0 };
  });
  expect(known(plain).oneGroup).toContain('points without any groups reach');
});

test('too few customers and customers who are all alike are no groups', () => {
  const row = { conversations: 2, messages: 5, atNight: 1, answeredByBot: 1, askedForScore: 1, scored: 1 };
  const alike = (count: number) => Array.from({ length: count }, (_, index) => ({ customerId: `c${index}`, ...row }));
  expect(findSegments(alike(49))).toEqual({
    kind: 'unknown',
    reason: 'There are 49 customers in the period; groups are looked for among 50 or more.',
  });
  expect(known(alike(60))).toMatchObject({ best: undefined, oneGroup: expect.stringContaining('alike') });
});

test('one customer who writes without end is in a segment with others', () => {
  const { rows } = plantedCustomers(300, 4);
  const robot = { ...(rows[0] as BehaviourRow), customerId: 'robot', conversations: 90_000, messages: 900_000 };
  const { best } = known([...rows, robot]);
  expect(Math.min(...(best?.segments.map(({ size }) => size) ?? [0]))).toBeGreaterThan(20);
});

test('whatever customers do, every one is in one segment and nothing is NaN', () => {
  const count = fc.integer({ min: 0, max: 30 });
  const row = fc.record({ conversations: fc.integer({ min: 1, max: 30 }), messages: count, a: count, b: count });
  fc.assert(
    fc.property(fc.array(row, { minLength: 50, maxLength: 60 }), (rows) => {
      const found = known(
        rows.map(({ conversations, messages, a, b }, index) => ({
          ...{ customerId: `c${index}`, conversations, messages },
          atNight: Math.min(a, conversations),
          answeredByBot: Math.min(b, conversations),
          askedForScore: a,
          scored: Math.min(a, b),
        })),
      );
      for (const grouping of [found.best, found.three]) {
        if (grouping === undefined) continue;
        expect(grouping.segments.reduce((sum, { size }) => sum + size, 0)).toBe(rows.length);
        expect(JSON.stringify(grouping)).not.toContain('null');
      }
    }),
    { numRuns: 10 },
  );
});

test('the silhouette is that of the definition', () => {
  expect(silhouette([[0], [1], [10], [12]], [0, 0, 1, 1])).toBeCloseTo((10 / 11 + 9 / 10 + 7.5 / 9.5 + 9.5 / 11.5) / 4);
  expect(silhouette([[0], [1]], [0, 0])).toBeUndefined();
});

test.each([
  [['a', 'a', 'b', 'b'], [1, 1, 0, 0], 1],
  [['a', 'a', 'b', 'b'], [0, 0, 0, 0], 0],
  [['a', 'a', 'b', 'b'], [0, 1, 2, 3], 2 / 3],
  [['a', 'a', 'a', 'a'], [0, 0, 0, 0], 1],
])('classes %j in clusters %j have a V-measure of %d', (classes, clusters, measure) => {
  expect(vMeasure(classes, clusters)).toBeCloseTo(measure);
});
