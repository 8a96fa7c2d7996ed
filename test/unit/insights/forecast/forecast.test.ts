import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { CountedDay } from '../../../../src/insights/forecast/day-model.ts';
import { forecastDays, LEAST_DAYS } from '../../../../src/insights/forecast/forecast.ts';
import { createRandom } from '../../../../src/lib/random.ts';
import { drawNormal, drawPoisson } from '../../../../src/lib/statistics/draws.ts';

/** A Monday. */
const FIRST_DAY = 20_003;
const SLOTS = 48;
const WEEK = [1.2, 1.1, 1, 1, 1, 0.5, 0.4];

/** How a day is spread over its half-hours: most at midday, a little at night. */
const SHAPE = Array.from({ length: SLOTS }, (_, slot) =>
  slot < 14 || slot > 42 ? 0.1 : 1 + Math.sin(((slot - 14) / 28) * Math.PI),
);

interface Played {
  seed: number;
  perDay: number;
  days: number;
  /** How much days differ beside chance, and how much of the level stays from day to day. */
  spread?: number;
  drift?: number;
}

/** Days of a desk as chance has them; `perDay` are expected on a usual day. */
function playDays({ seed, perDay, days, spread = 0, drift = 0 }: Played): CountedDay[] {
  const random = createRandom(seed * 7_919 + 1);
  const all = SHAPE.reduce((sum, share) => sum + share, 0);
  let level = 0;
  return Array.from({ length: days }, (_, index) => {
    level += drift * drawNormal(random);
    const mean = perDay * (WEEK[index % 7] as number) * Math.exp(level + spread * drawNormal(random));
    return { day: FIRST_DAY + index, counts: SHAPE.map((share) => drawPoisson(random, (mean * share) / all)) };
  });
}

function known(history: CountedDay[], ahead: number[], isHoliday?: (day: number) => boolean) {
  const found = forecastDays(history, ahead, isHoliday);
  if (found.kind === 'unknown') throw new Error(found.reason);
  return found.days;
}

function totalOf({ counts }: CountedDay): number {
  return counts.reduce((sum, count) => sum + count, 0);
}

describe.each([
  [2, 28, 0, 0],
  [5, 60, 0.1, 0],
  [30, 60, 0.15, 0.02],
  [600, 90, 0.15, 0.01],
])('on desks of %d a day, known for %d days', (perDay, days, spread, drift) => {
  test.each([1, 14])('%d days ahead ranges hold what comes, of the day and of its half-hours', (daysAhead) => {
    const slots = { within: 0, all: 0 };
    const totals = { within: 0, all: 0 };
    for (let seed = 1; seed <= 40; seed += 1) {
      const played = playDays({ seed, perDay, days: days + daysAhead, spread, drift });
      const actual = played.at(-1) as CountedDay;
      const [forecast] = known(played.slice(0, days), [actual.day]);
      if (forecast === undefined) throw new Error('nothing was forecast');
      const isWithin = (count: number, { low, high }: { low: number; high: number }) => count >= low && count <= high;
      for (const [slot, count] of actual.counts.entries()) {
        slots.all += 1;
        if (isWithin(count, forecast.slots[slot] as { low: number; high: number })) slots.within += 1;
      }
      totals.all += 1;
      if (isWithin(totalOf(actual), forecast.total)) totals.within += 1;
    }
    expect(slots.within / slots.all).toBeGreaterThan(0.77);
    // Of forty days only: three standard errors are .19.
    expect(totals.within / totals.all).toBeGreaterThan(0.61);
  });
});

test('what is expected on desks of few is right on average', () => {
  let expected = 0;
  let came = 0;
  for (let seed = 1; seed <= 100; seed += 1) {
    const played = playDays({ seed, perDay: 2, days: 36 });
    expected += known(played.slice(0, 35), [played[35]?.day ?? 0])[0]?.total.expected ?? 0;
    came += totalOf(played[35] as CountedDay);
  }
  expect(Math.abs(expected / came - 1)).toBeLessThan(0.15);
});

test('weekdays are told apart, and a day on which nobody ever comes is expected empty', () => {
  const history = playDays({ seed: 3, perDay: 100, days: 70 }).map(({ day, counts }, index) => ({
    day,
    counts: index % 7 === 6 ? counts.map(() => 0) : counts,
  }));
  const week = known(
    history,
    Array.from({ length: 7 }, (_, index) => FIRST_DAY + 70 + index),
  );
  expect(week[0]?.total.expected).toBeGreaterThan(105);
  expect(week[5]?.total.expected).toBeLessThan(65);
  expect(week[6]?.total.expected).toBeLessThan(3);
});

test('an outage hardly moves what is expected', () => {
  const history = playDays({ seed: 4, perDay: 200, days: 70 });
  const broken = history.map(({ day, counts }, index) => ({
    day,
    counts: index === 60 ? counts.map(() => 0) : counts,
  }));
  const ahead = [FIRST_DAY + 74];
  const [before] = known(history, ahead);
  const [after] = known(broken, ahead);
  expect(Math.abs((after?.total.expected ?? 0) / (before?.total.expected ?? 1) - 1)).toBeLessThan(0.05);
});

test('two weeks after a launch that doubled what comes, it is expected to stay', () => {
  const history = playDays({ seed: 5, perDay: 100, days: 84 }).map(({ day, counts }, index) => ({
    day,
    counts: index >= 70 ? counts.map((count) => 2 * count) : counts,
  }));
  const [forecast] = known(history, [FIRST_DAY + 84]);
  expect(forecast?.total.expected).toBeGreaterThan(180);
  expect(forecast?.total.expected).toBeLessThan(300);
});

test('a holiday is forecast from holidays of before, and does not move other days', () => {
  const holidays = new Set([14, 30, 46, 70].map((index) => FIRST_DAY + index));
  const isHoliday = (day: number) => holidays.has(day);
  const history = playDays({ seed: 6, perDay: 100, days: 70 }).map(({ day, counts }) => ({
    day,
    counts: isHoliday(day) ? counts.map(() => 0) : counts,
  }));
  const [holiday, usual] = known(history, [FIRST_DAY + 70, FIRST_DAY + 71], isHoliday);
  expect(holiday?.total.expected).toBeLessThan(8);
  expect(Math.abs((usual?.total.expected ?? 0) / 110 - 1)).toBeLessThan(0.15);
});

test('two weeks ahead ranges are wider than a day ahead where the level moves', () => {
  const history = playDays({ seed: 7, perDay: 500, days: 90, drift: 0.08 });
  // The same weekday, so that as many are expected.
  const [soon, late] = known(history.slice(0, 84), [FIRST_DAY + 84, FIRST_DAY + 98]);
  const width = ({ low, high, expected }: { low: number; high: number; expected: number }) => (high - low) / expected;
  expect(width(late?.total ?? { low: 0, high: 0, expected: 1 })).toBeGreaterThan(
    1.3 * width(soon?.total ?? { low: 0, high: 0, expected: 1 }),
  );
});

test('days that are missing, and days of more or fewer half-hours, are no matter', () => {
  const history = playDays({ seed: 8, perDay: 50, days: 80 })
    .filter((_, index) => index % 9 !== 4)
    .map(({ day, counts }, index) => ({
      day,
      counts: index === 20 ? counts.slice(2) : index === 40 ? [...counts, 1, 1] : counts,
    }));
  const [forecast] = known(history, [FIRST_DAY + 80]);
  expect(forecast?.total.expected).toBeGreaterThan(40);
  expect(forecast?.total.expected).toBeLessThan(80);
});

test('too few days, and days on which nobody came, are said to tell nothing', () => {
  const short = playDays({ seed: 9, perDay: 20, days: LEAST_DAYS - 1 });
  expect(forecastDays(short, [FIRST_DAY + 40])).toEqual({
    kind: 'unknown',
    reason: '27 days are known; it takes 28 to tell what weekdays are like.',
  });
  const empty = playDays({ seed: 9, perDay: 0, days: 40 });
  expect(forecastDays(empty, [FIRST_DAY + 40])).toEqual({
    kind: 'unknown',
    reason: 'Nobody came on any of 40 days.',
  });
});

test('whatever the counts, every figure is a number, in order and not below nothing', () => {
  const counts = fc.array(fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 5_000 })), { minLength: 1, maxLength: 4 });
  fc.assert(
    fc.property(fc.array(counts, { minLength: LEAST_DAYS, maxLength: 45 }), (days) => {
      const history = days.map((ofDay, index) => ({ day: FIRST_DAY + index, counts: ofDay }));
      const found = forecastDays(history, [FIRST_DAY + 50, FIRST_DAY + 90]);
      if (found.kind === 'unknown') return;
      for (const { slots, total } of found.days) {
        for (const { expected, low, high } of [...slots, total]) {
          expect(Number.isFinite(expected) && expected >= 0).toBe(true);
          expect(low >= 0 && low <= high && Number.isFinite(high)).toBe(true);
        }
      }
    }),
    { numRuns: 5 },
  );
});

test('two weeks from a year of half-hours are forecast within a second of computing', () => {
  const history = playDays({ seed: 10, perDay: 2_000, days: 365, spread: 0.1 });
  const start = process.cpuUsage();
  known(
    history,
    Array.from({ length: 14 }, (_, index) => FIRST_DAY + 365 + index),
  );
  const { user, system } = process.cpuUsage(start);
  expect((user + system) / 1_000).toBeLessThan(1_000);
});
