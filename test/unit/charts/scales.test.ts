import fc from 'fast-check';
import { expect, test } from 'vitest';
import { axisWords } from '../../../src/charts/axis-words.ts';
import { scaleOf, timeTicks } from '../../../src/charts/scales.ts';

test.each([
  [[0, 87], 'count', 6, [0, 20, 40, 60, 80, 100]],
  [[0, 1], 'count', 6, [0, 1]],
  [[0.02, 0.6], 'share', 6, [0, 0.2, 0.4, 0.6, 0.8, 1]],
  [[0.02, 0.4], 'share', 6, [0, 0.1, 0.2, 0.3, 0.4]],
  [[], 'share', 6, [0, 0.2, 0.4, 0.6, 0.8, 1]],
  [[-0.031, 0.042], 'share', 4, [-0.05, 0, 0.05]],
  [[0, 5_400_000], 'ms', 6, [0, 1_800_000, 3_600_000, 5_400_000]],
  [[3, 3], 'number', 6, [0, 1, 2, 3]],
] as const)('%j as %s has round numbers on its axis', (values, unit, room, ticks) => {
  expect(scaleOf(values, { unit, room, fromZero: true }).ticks).toEqual(ticks);
});

test('an axis holds all its figures, between its first and last number, each in words of its own', () => {
  const figure = fc.oneof(fc.integer(), fc.double({ noNaN: true, min: 1e-9, max: 1e12 }));
  const unit = fc.constantFrom('count' as const, 'share' as const, 'ms' as const, 'number' as const);
  fc.assert(
    fc.property(fc.array(figure, { minLength: 1 }), unit, (values, unit) => {
      const { domain, ticks } = scaleOf(values, { unit, room: 6, fromZero: false });
      for (const value of values) expect(value >= domain[0] && value <= domain[1]).toBe(true);
      expect([ticks[0], ticks.at(-1)]).toEqual(domain);
      expect(ticks.length).toBeLessThanOrEqual(14);
      expect(ticks).toEqual([...ticks].sort((a, b) => a - b));
    }),
  );
});

function labels(from: string, to: string, timeZone: string, room = 7): string[] {
  return timeTicks(Date.parse(from), Date.parse(to), timeZone, room).map(({ label }) => label);
}

test('days, weeks from Monday, months and years begin by the clocks of the time zone', () => {
  const summer = labels('2026-03-27T23:00:00Z', '2026-03-31T22:00:00Z', 'Europe/Berlin');
  expect(summer).toEqual(['2026-03-28', '2026-03-29', '2026-03-30', '2026-03-31', '2026-04-01']);
  expect(labels('2026-03-01T00:00:00Z', '2026-03-31T00:00:00Z', 'Asia/Kathmandu')).toEqual([
    ...['2026-03-02', '2026-03-09', '2026-03-16', '2026-03-23', '2026-03-30'],
  ]);
  expect(labels('2026-01-15T00:00:00Z', '2026-12-15T00:00:00Z', 'UTC', 6)).toEqual([
    '2026-03',
    '2026-05',
    '2026-07',
    '2026-09',
    '2026-11',
  ]);
  expect(labels('2026-03-02T00:00:00Z', '2026-03-03T00:00:00Z', 'UTC', 5)).toEqual([
    '2026-03-02',
    '06:00',
    '12:00',
    '18:00',
    '2026-03-03',
  ]);
});

test.each([
  [1_412, 'count', '1\u202f412'],
  [-3.456, 'number', '−3.46'],
  [0.004_567, 'number', '0.0046'],
  [1e300, 'number', '1.0e+300'],
  [0.125, 'share', '12.5\u202f%'],
  [-0, 'share', '0\u202f%'],
  [5_400_000, 'ms', '90\u202fmin'],
  [-172_800_000, 'ms', '−2\u202fd'],
  [250, 'ms', '250\u202fms'],
  [Number.NaN, 'count', '–'],
] as const)('%d as %s is "%s"', (value, unit, words) => {
  expect(axisWords(value, unit)).toBe(words);
});
