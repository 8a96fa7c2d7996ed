import fc from 'fast-check';
import { expect, test } from 'vitest';
import { DAY_MS } from '../../../../src/domain/policy.ts';
import { createDayReader } from '../../../../src/insights/days.ts';
import { findMood, MOODS, type MoodRow } from '../../../../src/insights/mood/mood.ts';

const days = createDayReader('Europe/Berlin');
/** A Monday, and four weeks later. */
const SINCE = days.startOf(days.dayOf(Date.UTC(2026, 2, 2, 12)));
const UNTIL = days.startOf(days.dayOf(SINCE) + 28);
const OPTIONS = { since: SINCE, until: UNTIL, days };

/** So many messages of each mood, spread over seven days from a day on. */
function messages(day: number, source: string, counts: { positive?: number; neutral?: number; negative?: number }) {
  const sentiments = { positive: 0.6, neutral: 0.02, negative: -0.4 };
  return MOODS.flatMap((mood) =>
    Array.from({ length: counts[mood] ?? 0 }, (_, index): MoodRow => {
      return { at: SINCE + day * DAY_MS + (index % 7) * DAY_MS + 1, source, sentiment: sentiments[mood] };
    }),
  );
}

function known(rows: MoodRow[], options = OPTIONS) {
  const found = findMood(rows, options);
  if (found.kind === 'unknown') throw new Error(found.reason);
  return found.sources;
}

test('shares are of all channels and of each, by whole weeks, and a turn of the mood is beyond chance', () => {
  const usual = [0, 7, 14].flatMap((day) => messages(day, 'general', { positive: 10, neutral: 40, negative: 10 }));
  const [all, general, quiet] = known([
    ...usual,
    ...messages(21, 'general', { positive: 5, neutral: 20, negative: 45 }),
    ...messages(21, 'quiet', { neutral: 3 }),
  ]);
  expect(all).toMatchObject({ source: undefined, whole: { messages: 253 } });
  expect(general?.weeks).toHaveLength(4);
  expect(general?.weeks[0]?.shares).toMatchObject({ positive: { share: 1 / 6 }, neutral: { share: 2 / 3 } });
  expect(general?.weeks[1]?.change?.negative).toMatchObject({ difference: 0 });
  expect(general?.weeks[3]?.change?.negative.low).toBeGreaterThan(0);
  expect(general?.weeks[3]?.change?.positive.low).toBeLessThan(0);
  expect(quiet?.weeks[3]?.shares).toEqual({ kind: 'unknown', reason: 'There are 3 messages; 20 are needed.' });
});

test('the period is compared with the one of the same length before', () => {
  const rows = [...messages(-14, 'general', { positive: 50 }), ...messages(7, 'general', { negative: 50 })];
  expect(known(rows)[0]?.whole.change?.positive.difference).toBe(-1);
});

test('a week in which the clock changes is one week, and days at the ends that make none are left out', () => {
  const rows = messages(0, 'general', { neutral: 40 });
  const from = SINCE + DAY_MS;
  expect(known(rows, { ...OPTIONS, since: from })[0]?.weeks).toHaveLength(3);
  const spring = known(messages(0, 'general', { neutral: 40 }), {
    ...OPTIONS,
    until: days.startOf(days.dayOf(SINCE) + 35),
  });
  expect(spring[0]?.weeks.map(({ since }) => new Date(since).toISOString())).toContain('2026-03-29T22:00:00.000Z');
});

test('too few messages are no mood, and it is said how many are needed', () => {
  expect(findMood(messages(0, 'general', { positive: 19 }), OPTIONS)).toEqual({
    kind: 'unknown',
    reason: 'There are 19 messages of public channels in the period; 20 are needed.',
  });
});

test('shares add up to 1 and lie within their intervals, whatever is said', () => {
  const row = fc.record({
    at: fc.integer({ min: SINCE - 28 * DAY_MS, max: UNTIL - 1 }),
    source: fc.constantFrom('a', 'b'),
    sentiment: fc.double({ min: -1, max: 1, noNaN: true }),
  });
  fc.assert(
    fc.property(fc.array(row, { minLength: 30, maxLength: 200 }), (rows) => {
      const found = findMood(rows, OPTIONS);
      if (found.kind === 'unknown') return;
      for (const { whole, weeks } of found.sources) {
        for (const { shares } of [whole, ...weeks]) {
          if (shares.kind === 'unknown') continue;
          expect(MOODS.reduce((sum, mood) => sum + shares[mood].share, 0)).toBeCloseTo(1);
          for (const mood of MOODS) expect(shares[mood].low).toBeLessThanOrEqual(shares[mood].share + 1e-9);
        }
      }
      expect(JSON.stringify(found)).not.toContain('null');
    }),
  );
});
