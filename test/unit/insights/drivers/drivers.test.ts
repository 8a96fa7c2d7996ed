import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { findDrivers, type RatedRow } from '../../../../src/insights/drivers/drivers.ts';
import { coverage, namedByChance } from '../../../bench/insights/regression.ts';

/** Ratings that fall by half a point with each doubling of the wait, and by one where a ticket was reopened. */
function ratingsOf(count: number): RatedRow[] {
  return Array.from({ length: count }, (_, index) => {
    const doublings = index % 5;
    const reopened = index % 7 === 0;
    const chance = ((index * 31) % 17) / 17 - 0.5;
    const rating = Math.min(5, Math.max(1, Math.round(4.6 - 0.5 * doublings - (reopened ? 1 : 0) + chance)));
    return { rating, features: { doublings, reopened: Number(reopened), 'length of name': (index * 11) % 13 } };
  });
}

test('what ratings fall with is named, with its size in points, and what is chance is not', () => {
  const drivers = findDrivers(ratingsOf(300));
  if (drivers.kind === 'unknown') throw new Error(drivers.reason);
  const named = drivers.drivers.filter(({ isNamed }) => isNamed);
  expect(named.map(({ name }) => name)).toEqual(['doublings', 'reopened']);
  expect(named[0]?.estimate).toBeCloseTo(-0.5, 1);
  expect(named.every(({ low, high, standardised }) => low < high && high < 0 && standardised < 0)).toBe(true);
  expect(named.every(({ holdsForRanks }) => holdsForRanks)).toBe(true);
});

describe('what cannot be told is said, and why', () => {
  test.each<[string, RatedRow[], string]>([
    ['no ratings', [], '0 tickets were rated; it takes 15 to look at 0 things.'],
    ['too few for each feature', ratingsOf(44), '44 tickets were rated; it takes 45 to look at 3 things.'],
    [
      'ratings all equal',
      ratingsOf(60).map(({ features }) => ({ rating: 4, features })),
      'All 60 ratings are 4: there is nothing to explain.',
    ],
    [
      'features all equal',
      ratingsOf(60).map(({ rating }) => ({ rating, features: { agents: 1 } })),
      'Nothing that is looked at differs between the rated tickets.',
    ],
  ])('%s', (_, rows, reason) => {
    expect(findDrivers(rows)).toEqual({ kind: 'unknown', reason });
  });
});

test('features that are always the same, made of others or mostly missing are left out by name, and rows that lack one are counted', () => {
  const drivers = findDrivers(
    ratingsOf(200).map(({ rating, features }, index) => ({
      rating,
      features: {
        ...features,
        'wait again': Number(features.doublings) * 60 + 3,
        team: 1,
        sentiment: index % 3 === 0 ? 1 : undefined,
        doublings: index === 8 ? undefined : features.doublings,
      },
    })),
  );
  if (drivers.kind === 'unknown') throw new Error(drivers.reason);
  expect(drivers.dropped).toEqual([
    { name: 'wait again', reason: 'collinear' },
    { name: 'team', reason: 'constant' },
    { name: 'sentiment', reason: 'missing' },
  ]);
  expect(drivers.leftOut).toBe(1);
});

test('a feature that the others nearly tell has a high variance inflation, and one by itself has 1', () => {
  const found = findDrivers(
    ratingsOf(210).map(({ rating, features }, index) => ({
      rating,
      features: { ...features, nearly: Number(features.doublings) + (index % 3) / 20 },
    })),
  );
  const inflation = (name: string) =>
    found.kind === 'known' ? found.drivers.find((driver) => driver.name === name)?.varianceInflation : undefined;
  expect(inflation('nearly')).toBeGreaterThan(100);
  expect(inflation('reopened')).toBeCloseTo(1, 1);
});

test('ratings that features tell to the point give finite figures', () => {
  const found = findDrivers(
    ratingsOf(100).map(({ features }) => ({ rating: 1 + Number(features.doublings), features })),
  );
  if (found.kind === 'unknown') throw new Error(found.reason);
  expect(found.rSquared).toBeCloseTo(1, 9);
  expect(found.drivers.every((driver) => Object.values(driver).every((value) => !Number.isNaN(value)))).toBe(true);
});

test('whatever the rows are, there is a reason or only finite figures', () => {
  const value = fc.oneof(fc.integer({ min: -3, max: 3 }), fc.double(), fc.constant(undefined));
  const row = fc.record({
    rating: fc.integer({ min: 1, max: 5 }),
    features: fc.record({ a: value, b: fc.integer({ min: 0, max: 2 }), c: fc.constantFrom(0, 1) }),
  });
  fc.assert(
    fc.property(fc.array(row, { maxLength: 80 }), (rows) => {
      const found = findDrivers(rows);
      if (found.kind === 'unknown') return found.reason.endsWith('.');
      const figures = found.drivers.flatMap((driver) => Object.values(driver));
      return figures.every((figure) => typeof figure !== 'number' || Number.isFinite(figure));
    }),
    { numRuns: 60 },
  );
});

test('where nothing goes with ratings next to never is a driver named, and intervals hold what was planted', () => {
  expect(namedByChance(20)).toBeLessThanOrEqual(1);
  expect(coverage(30)).toBeGreaterThan(0.88);
});
