import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { findChurn } from '../../../../src/insights/churn/churn.ts';
import {
  type CustomerRow,
  contributionsOf,
  learnChurn,
  probabilityOf,
} from '../../../../src/insights/churn/churn-model.ts';
import { foldsOf, qualityOf } from '../../../../src/insights/churn/cross-validate.ts';
import type { Features } from '../../../../src/insights/churn/design.ts';
import { createRandom } from '../../../../src/lib/random.ts';
import { drawExponential } from '../../../../src/lib/statistics/draws.ts';

/** Customers who leave the likelier the longer they waited and where their talk was reopened, and never by their team. */
function customersOf(count: number, seed = 1, strength = 1): CustomerRow[] {
  const random = createRandom(seed * 7_919);
  for (let warm = 0; warm < 5; warm += 1) random();
  return Array.from({ length: count }, (_, index) => {
    const waitMinutes = drawExponential(random, 30);
    const reopened = random() < 0.2;
    const team = ['red', 'green', 'blue'][Math.floor(random() * 3)] as string;
    const rating = random() < 0.5 ? 1 + Math.floor(random() * 5) : undefined;
    const logOdds = -1.5 + strength * (1.2 * Math.log(waitMinutes / 20 + 0.1) + (reopened ? 1.5 : 0) - 0.3);
    const churned = random() < 1 / (1 + Math.exp(-logOdds));
    return { id: `customer ${index}`, churned, features: { waitMinutes, reopened, team, rating } };
  });
}

test('who is likely to leave is told with reasons, and how well by customers that were not seen', () => {
  const churn = findChurn(customersOf(800), [
    { id: 'calm', features: { waitMinutes: 2, reopened: false, team: 'red', rating: 5 } },
    { id: 'let down', features: { waitMinutes: 240, reopened: true, team: 'blue', rating: undefined } },
  ]);
  if (churn.kind === 'unknown') throw new Error(churn.reason);
  expect(churn.quality.areaUnderCurve.low).toBeGreaterThan(0.7);
  expect(churn.quality.calibrationError).toBeLessThan(0.06);
  expect(churn.quality.liftOfTopTenth).toBeGreaterThan(2);
  const [first, last] = churn.risks;
  expect(first).toMatchObject({ id: 'let down', isFlagged: true });
  expect(first?.reasons.slice(0, 2).map(({ feature }) => feature)).toEqual(['waitMinutes', 'reopened']);
  expect(last).toMatchObject({ id: 'calm', isFlagged: false });
  expect(last?.probability).toBeLessThan(0.15);
  const associations = churn.associations.kind === 'known' ? churn.associations.coefficients : [];
  expect(associations.map(({ name }) => name)).toEqual([
    'constant',
    'waitMinutes',
    'reopened',
    expect.stringMatching(/^team: /),
    expect.stringMatching(/^team: /),
    'rating',
    'rating: not known',
  ]);
  expect(associations.find(({ name }) => name === 'reopened')?.low).toBeGreaterThan(0.5);
});

describe('what cannot be told is said, and why', () => {
  test.each<[string, CustomerRow[], RegExp]>([
    ['nobody', [], /^Not enough data: 0 customers left and 0 stayed; 50 of each are needed\.$/],
    [
      'too few who left',
      customersOf(2_000).filter(({ churned }, index) => !churned || index < 120),
      /^Not enough data: \d\d customers left and 1\d\d\d stayed; 50 of each are needed\.$/,
    ],
    [
      'nobody who stayed',
      customersOf(300).map((row) => ({ ...row, churned: true })),
      /300 customers left and 0 stayed/,
    ],
    ['nothing known', customersOf(300).map((row) => ({ ...row, features: {} })), /does not tell who leaves/],
    [
      'all alike',
      customersOf(300).map((row) => ({ ...row, features: { team: 'red', waitMinutes: 3 } })),
      /does not tell who leaves/,
    ],
  ])('%s', (_, rows, reason) => {
    expect(findChurn(rows, [])).toEqual({ kind: 'unknown', reason: expect.stringMatching(reason) });
  });

  test('where nothing that is known goes with leaving, next to never is anything shown', () => {
    const shown = Array.from({ length: 20 }, (_, index) => findChurn(customersOf(240, index + 1, 0), []));
    expect(shown.filter(({ kind }) => kind === 'known').length).toBeLessThanOrEqual(1);
  });
});

test('what the features contribute adds up to the odds beside those of an average customer, also where two act together', () => {
  const model = learnChurn(customersOf(300), [
    ['team', 'waitMinutes'],
    ['reopened', 'rating'],
  ]);
  const features = fc.record({
    waitMinutes: fc.oneof(fc.double({ min: -10, max: 1e4, noNaN: true }), fc.constant(undefined)),
    reopened: fc.boolean(),
    team: fc.constantFrom('red', 'green', 'blue', 'a team nobody has seen', undefined),
    rating: fc.oneof(fc.integer({ min: 1, max: 5 }), fc.constant(undefined)),
  });
  fc.assert(
    fc.property(features, (customer) => {
      const sum = contributionsOf(model, customer).reduce((total, { logOdds }) => total + logOdds, model.average);
      const probability = probabilityOf(model, customer);
      expect(probability).toBeCloseTo(1 / (1 + Math.exp(-sum)), 9);
      expect(Number.isFinite(probability)).toBe(true);
    }),
  );
});

test('a unit changes nothing: seconds give the probabilities that minutes give', () => {
  const customers = customersOf(300);
  const inSeconds = (features: Features) => ({ ...features, waitMinutes: Number(features.waitMinutes) * 60 });
  const minutes = learnChurn(customers, []);
  const seconds = learnChurn(
    customers.map((row) => ({ ...row, features: inSeconds(row.features) })),
    [],
  );
  for (const { features } of customers.slice(0, 50)) {
    expect(probabilityOf(seconds, inSeconds(features))).toBeCloseTo(probabilityOf(minutes, features), 6);
  }
});

test('tenths are as large as each other, and so is the share of those who left in each', () => {
  fc.assert(
    fc.property(
      fc.array(fc.boolean(), { minLength: 20, maxLength: 200 }),
      fc.integer({ min: 1, max: 999 }),
      (all, seed) => {
        const folds = foldsOf(
          all.map((churned) => ({ churned })),
          seed,
        );
        for (const outcome of [true, false]) {
          const sizes = Array.from({ length: 10 }, (_, fold) => {
            return folds.filter((own, index) => own === fold && all[index] === outcome).length;
          });
          expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(1);
        }
      },
    ),
  );
});

test('the calibration error is of bins as wide or as full as each other', () => {
  // 30 at 0.05 of whom none leaves, 30 at 0.5 of whom 18 leave.
  const quality = qualityOf(
    Array.from({ length: 60 }, (_, index) => ({ score: index < 30 ? 0.05 : 0.5, happened: index >= 42 })),
  );
  expect(quality?.calibrationError).toBeCloseTo(0.5 * 0.05 + 0.5 * 0.1, 9);
  expect(quality?.calibrationErrorByCount).toBeGreaterThan(quality?.calibrationError ?? 1);
});
