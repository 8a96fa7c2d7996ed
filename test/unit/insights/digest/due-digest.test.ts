import fc from 'fast-check';
import { expect, test } from 'vitest';
import { DAY_MS, HOUR_MS } from '../../../../src/domain/policy.ts';
import { createDayReader } from '../../../../src/insights/days.ts';
import { dueDigest, momentOf } from '../../../../src/insights/digest/due-digest.ts';

const MONDAY_AT_NINE = { weekday: 0, timeOfDayMs: 9 * HOUR_MS };
const ZONES = ['UTC', 'Europe/Berlin', 'Asia/Shanghai', 'America/Los_Angeles', 'Australia/Lord_Howe', 'Asia/Kathmandu'];

test.each([
  ['Sunday evening', '2026-11-22T22:00Z', undefined],
  ['the minute before', '2026-11-23T07:59Z', undefined],
  ['the minute itself', '2026-11-23T08:00Z', '2026-11-23'],
  ['Tuesday, where the desk was down on Monday', '2026-11-24T12:00Z', '2026-11-23'],
  ['Thursday morning, just before it is too late', '2026-11-26T07:59Z', '2026-11-23'],
  ['Thursday at nine', '2026-11-26T08:00Z', undefined],
])('a digest for Monday at nine in Berlin, on %s', (_, at, week) => {
  const due = dueDigest(MONDAY_AT_NINE, createDayReader('Europe/Berlin'), Date.parse(at));
  expect(due?.week).toBe(week);
  if (due !== undefined) expect(new Date(due.until).toISOString()).toBe('2026-11-22T23:00:00.000Z');
});

test('a digest that is due on another day of a week is that of the same week, so that a changed setting makes no second one', () => {
  const days = createDayReader('Europe/Berlin');
  const wednesday = Date.parse('2026-11-25T12:00Z');
  const weeks = [0, 1, 2].map((weekday) => dueDigest({ ...MONDAY_AT_NINE, weekday }, days, wednesday)?.week);
  expect(weeks).toEqual(['2026-11-23', '2026-11-23', '2026-11-23']);
});

test.each([
  [
    '02:30 that the clocks skip comes an hour later by the clock',
    'Europe/Berlin',
    '2026-03-29',
    2.5,
    '2026-03-29T01:30Z',
  ],
  ['09:00 after clocks were set forward', 'Europe/Berlin', '2026-03-29', 9, '2026-03-29T07:00Z'],
  ['02:30 that the clocks show twice is the first of them', 'Europe/Berlin', '2026-10-25', 2.5, '2026-10-25T00:30Z'],
  ['09:00 after clocks were set back', 'Europe/Berlin', '2026-10-25', 9, '2026-10-25T08:00Z'],
  ['23:30 of a day with 23 hours', 'Europe/Berlin', '2026-03-29', 23.5, '2026-03-29T21:30Z'],
  ['half an hour of daylight saving', 'Australia/Lord_Howe', '2026-10-04', 9, '2026-10-03T22:00Z'],
])('%s', (_, timeZone, date, hour, at) => {
  const day = Date.parse(date) / DAY_MS;
  expect(momentOf(createDayReader(timeZone), day, hour * HOUR_MS)).toBe(Date.parse(at));
});

test('a desk that looks every hour, and stands still for two days at most, has one digest for each week in any time zone', () => {
  const settings = fc.record({
    weekday: fc.integer({ min: 0, max: 6 }),
    timeOfDayMs: fc.integer({ min: 0, max: 24 * 60 - 1 }).map((minute) => minute * 60_000),
  });
  const pauses = fc.array(fc.integer({ min: 1, max: 48 }), { minLength: 400, maxLength: 400 });
  fc.assert(
    fc.property(settings, fc.constantFrom(...ZONES), pauses, (setting, timeZone, hours) => {
      const days = createDayReader(timeZone);
      const start = Date.UTC(2026, 0, 1);
      let now = start;
      const made: { week: string; at: number }[] = [];
      for (const pause of hours) {
        now += pause * HOUR_MS;
        const due = dueDigest(setting, days, now);
        if (due === undefined || made.some(({ week }) => week === due.week)) continue;
        expect(due.until).toBeLessThanOrEqual(now);
        expect(now - due.until).toBeLessThan(5 * DAY_MS);
        made.push({ week: due.week, at: now });
      }
      const mondays = made.map(({ week }) => Date.parse(week) / DAY_MS);
      expect(mondays.slice(1).every((monday, index) => monday - (mondays[index] ?? 0) === 7)).toBe(true);
      expect(mondays.length).toBeGreaterThanOrEqual(Math.floor((now - start) / (7 * DAY_MS)) - 1);
    }),
    { numRuns: 60 },
  );
});
