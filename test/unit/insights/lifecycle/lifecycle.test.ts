import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { DAY_MS } from '../../../../src/domain/policy.ts';
import { type CustomerRow, findLifecycle, STAGES } from '../../../../src/insights/lifecycle/lifecycle.ts';
import { loyaltyOf } from '../../../../src/insights/lifecycle/loyalty.ts';

const NOW = 1_000 * DAY_MS;

function customer(customerId: string, daysAgo: number[], ratings: number[] = []): CustomerRow {
  return { customerId, contactedAt: daysAgo.map((days) => NOW - days * DAY_MS), ratings };
}

/** Customers who come every ten days, so that this is the desk's rhythm. */
const USUAL = Array.from({ length: 10 }, (_, index) => customer(`usual-${index}`, [45, 35, 25, 15, 5]));

function stageOf(daysAgo: number[], ratings: number[] = []) {
  const found = findLifecycle([customer('asked', daysAgo, ratings), ...USUAL], NOW);
  return found.kind === 'known' ? found.customers[0] : undefined;
}

describe('with a desk where customers come every ten days', () => {
  test.each([
    ['came first a week ago', [7], 'new'],
    ['came first twice in two weeks', [14, 7], 'active'],
    ['came once, 35 days ago', [35], 'at_risk'],
    ['came once, 41 days ago', [41], 'lapsed'],
    ['comes every 30 days and is silent for 50', [140, 110, 80, 50], 'active'],
    ['comes every 30 days and is silent for 70', [160, 130, 100, 70], 'at_risk'],
    ['comes every 3 days and is silent for 13', [22, 19, 16, 13], 'lapsed'],
    ['came again after 60 days', [90, 80, 70, 10], 'returning'],
  ])('who %s is %s', (_who, daysAgo, stage) => {
    expect(stageOf(daysAgo)?.stage).toBe(stage);
  });

  test('who keeps coming and is content for long is loyal, and who is not content is not', () => {
    const daysAgo = Array.from({ length: 30 }, (_, index) => 5 + 10 * index);
    expect(stageOf(daysAgo, [5, 5, 4, 5])?.stage).toBe('loyal');
    expect(stageOf(daysAgo, [1, 2, 1, 1])?.stage).toBe('active');
    expect(stageOf(daysAgo)?.stage).toBe('active');
  });

  test('several talks on one day are one contact, and what lies ahead does not count', () => {
    expect(stageOf([7, 7.1, 7.2, 6.5, -3])?.stage).toBe('new');
  });

  test('the rhythm is the customer’s own from four contacts on, and the desk’s before', () => {
    expect(stageOf([90, 60, 30])).toMatchObject({ rhythmDays: 10, isOwnRhythm: false });
    expect(stageOf([120, 90, 60, 30])).toMatchObject({ rhythmDays: 30, isOwnRhythm: true });
  });
});

test('nothing is told of a desk to which hardly anybody came twice', () => {
  expect(findLifecycle([customer('a', [10, 5])], NOW)).toEqual({
    kind: 'unknown',
    reason: 'Customers came again 1 times; from 30 on it can be told what is usual.',
  });
  expect(findLifecycle([], NOW).kind).toBe('unknown');
});

test('every customer is in one stage, and the counts are theirs', () => {
  const row = fc.record({
    daysAgo: fc.array(fc.double({ min: 0, max: 900, noNaN: true }), { minLength: 1 }),
    rating: fc.integer({ min: 1, max: 5 }),
  });
  fc.assert(
    fc.property(fc.array(row), (rows) => {
      const asked = rows.map(({ daysAgo, rating }, index) => customer(`c${index}`, daysAgo, [rating]));
      const found = findLifecycle([...asked, ...USUAL], NOW);
      if (found.kind === 'unknown') throw new Error(found.reason);
      expect(STAGES.reduce((sum, stage) => sum + found.counts[stage], 0)).toBe(asked.length + USUAL.length);
      expect(JSON.stringify(found)).not.toContain('null');
      for (const { loyalty } of found.customers) {
        if (loyalty.kind === 'known') expect(loyalty.score >= 0 && loyalty.score <= 100).toBe(true);
      }
    }),
  );
});

describe('loyalty', () => {
  const input = { contacts: 4, tenureDays: 90, silentDays: 5, rhythmDays: 10, ratings: [5] };

  test('is the sum of its parts by their weights', () => {
    expect(loyaltyOf(input)).toEqual({
      ...{ kind: 'known', recency: 1, frequency: 0.5, tenure: 0.5, satisfaction: 0.75 },
      score: expect.closeTo(100 * (0.3 + 0.15 * 0.5 + 0.2 * 0.5 + 0.35 * 0.75)),
    });
  });

  test.each([
    ['a longer silence', { silentDays: 25 }, -1],
    ['more contacts', { contacts: 9 }, 1],
    ['a longer time', { tenureDays: 300 }, 1],
    ['better ratings', { ratings: [5, 5, 5] }, 1],
    ['a bad rating', { ratings: [1] }, -1],
  ])('%s moves it the way it should', (_what, change, sign) => {
    const scoreOf = (of: typeof input) => {
      const found = loyaltyOf(of);
      return found.kind === 'known' ? found.score : Number.NaN;
    };
    expect(Math.sign(scoreOf({ ...input, ...change }) - scoreOf(input))).toBe(sign);
  });

  test.each([
    [{ contacts: 2 }, 'The customer came on 2 days; loyalty is told from 3 on.'],
    [{ tenureDays: 29.5 }, 'The customer has been known for 29 days; loyalty is told from 30 on.'],
    [{ ratings: [] }, 'The customer gave no rating; loyalty is told from 1 on.'],
  ])('of %j nothing is said, and why', (change, reason) => {
    expect(loyaltyOf({ ...input, ...change })).toEqual({ kind: 'unknown', reason });
  });
});
