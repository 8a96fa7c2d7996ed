import { expect, test } from 'vitest';
import { createStormWatch } from '../../../src/domain/storm.ts';

const TEN_MINUTES = 600_000;

/** Opens tickets of an age, all at once; how many of them get their card. */
function admitted(watch: ReturnType<typeof createStormWatch>, tickets: number, ageMs: number, now: number): number {
  return Array.from({ length: tickets }, () => watch.admit(now - ageMs, now)).filter(Boolean).length;
}

test.each([
  ['as many as there may be', 10, 0, 10],
  ['no more than there may be', 500, 0, 10],
  ['half as many of those that are left over', 500, TEN_MINUTES, 6],
])('a quiet desk shows %s', (_what, tickets, ageMs, expected) => {
  expect(admitted(createStormWatch({ amount: 10, perMs: TEN_MINUTES }), tickets, ageMs, 1e12)).toBe(expected);
});

test.each([
  ['a minute', 60_000, 1, 0],
  ['five minutes', 300_000, 5, 1],
  ['ten minutes', 600_000, 10, 6],
])('%s after a storm there is room again', (_what, afterMs, ofNew, ofLeftOver) => {
  const watches = [0, 1].map(() => createStormWatch({ amount: 10, perMs: TEN_MINUTES }));
  const counts = watches.map((watch, index) => {
    admitted(watch, 100, 0, 1e12);
    return admitted(watch, 100, index * TEN_MINUTES, 1e12 + afterMs);
  });
  expect(counts).toEqual([ofNew, ofLeftOver]);
});

test('without a bound nothing is a storm', () => {
  const watch = createStormWatch({ amount: Number.POSITIVE_INFINITY, perMs: TEN_MINUTES });
  expect(admitted(watch, 1_000, TEN_MINUTES, 1e12)).toBe(1_000);
});
