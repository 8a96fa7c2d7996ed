import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { DAY_MS } from '../../../../src/domain/policy.ts';
import { compareRates } from '../../../../src/insights/demand/rates.ts';
import { type DemandRow, findDemand } from '../../../../src/insights/demand/rising.ts';
import { demandRows, KNOWN_SINCE, UNTIL } from '../../../support/demand-rows.ts';

const OPTIONS = { until: UNTIL, knownSince: KNOWN_SINCE };

function known(rows: DemandRow[], options = OPTIONS) {
  const found = findDemand(rows, options);
  if (found.kind === 'unknown') throw new Error(found.reason);
  return found;
}

function changesOf(rows: DemandRow[]) {
  return known(rows).intents.flatMap(({ intent, change }) => (change === undefined ? [] : [[intent, change]]));
}

test('what is asked three times as often in the last week is rising, by about so many times', () => {
  const rows = demandRows({ seed: 1, rises: 3 });
  expect(changesOf(rows)).toEqual([['intent-3', 'rising']]);
  const risen = known(rows).intents.find(({ intent }) => intent === 'intent-3');
  expect(risen?.low).toBeGreaterThan(1.5);
  expect(risen?.high).toBeGreaterThan(risen?.times ?? 0);
  expect(risen?.times).toBeGreaterThan(2);
});

test('what nobody asks any more is falling, and what nobody asked before is rising without a number of times', () => {
  const rows = demandRows({ seed: 2 });
  const last = UNTIL - 7 * DAY_MS;
  const gone = rows.filter(({ at, intent }) => intent !== 'intent-1' || at < last);
  expect(changesOf(gone)).toContainEqual(['intent-1', 'falling']);
  const fresh = rows.map((row) => (row.intent === 'intent-2' && row.at >= last ? { ...row, intent: 'new' } : row));
  expect(known(fresh).intents.find(({ intent }) => intent === 'new')).toMatchObject({
    ...{ change: 'rising', times: undefined, high: undefined, usual: 0 },
  });
});

test('one customer who asks a hundred times is no rise', () => {
  const again = Array.from({ length: 100 }, (_, index) => ({
    customerId: 'loud',
    at: UNTIL - 1 - index,
    intent: 'intent-9',
  }));
  const rows = [...demandRows({ seed: 3 }), ...again];
  expect(changesOf(rows)).toEqual([]);
  expect(
    known(rows)
      .intents.find(({ intent }) => intent === 'intent-9')
      ?.questions.at(-1),
  ).toBeGreaterThan(100);
});

test.each([
  ['as chance has it', 0],
  ['much more from week to week', 0.3],
])('in forty desks where demand differs %s, hardly ever some intent is named', (_how, spread) => {
  const named = Array.from({ length: 40 }).filter(
    (_, seed) => changesOf(demandRows({ seed: 100 + seed, spread })).length > 0,
  );
  expect(named.length).toBeLessThanOrEqual(4);
});

test.each([
  [[], OPTIONS, 'No question was asked by 5 customers in these 9 weeks.'],
  [
    demandRows({ seed: 1 }),
    { ...OPTIONS, knownSince: UNTIL - 34 * DAY_MS },
    'There are 3 whole weeks to compare with; 4 are needed.',
  ],
  [
    demandRows({ seed: 1 }),
    { ...OPTIONS, knownSince: UNTIL },
    'There are 0 whole weeks to compare with; 4 are needed.',
  ],
])('too little is no ground, and it is said what is needed', (rows, options, reason) => {
  expect(findDemand(rows, options)).toEqual({ kind: 'unknown', reason });
});

test('whatever is asked, questions are counted once and nothing is NaN', () => {
  const row = fc.record({
    customer: fc.nat(20),
    week: fc.double({ min: 0, max: 9.99, noNaN: true }),
    intent: fc.nat(3),
  });
  fc.assert(
    fc.property(fc.array(row, { minLength: 40 }), (asked) => {
      const rows = asked.map(({ customer, week, intent }) => ({
        ...{ customerId: `c${customer}`, at: KNOWN_SINCE + week * 7 * DAY_MS, intent: `${intent}` },
      }));
      const found = findDemand(rows, { ...OPTIONS, weeksBefore: 9 });
      if (found.kind === 'unknown') return;
      expect(found.all.questions.reduce((total, count) => total + count, 0)).toBe(rows.length);
      expect(JSON.stringify(found)).not.toContain('null');
    }),
  );
});

describe('two rates', () => {
  test('are compared as R’s poisson.test does', () => {
    // poisson.test(c(11, 6 + 8 + 7), c(800, 1083 + 1050 + 878)), of the manual of R.
    const { p, times, low, high = 0 } = compareRates({ count: 11, length: 800 }, { count: 21, length: 3_011 }, 1);
    expect(times).toBeCloseTo(1.971, 3);
    expect(low).toBeCloseTo(0.8585, 2);
    expect(high).toBeCloseTo(4.2772, 2);
    expect(p).toBeGreaterThan(0.07);
    expect(p).toBeLessThan(0.14);
  });

  test('say less where counts spread more', () => {
    const compare = (spread: number) => compareRates({ count: 30, length: 1 }, { count: 15, length: 1 }, spread);
    expect(compare(3).p).toBeGreaterThan(compare(1).p);
    expect(compare(3).low).toBeLessThan(compare(1).low);
  });
});
