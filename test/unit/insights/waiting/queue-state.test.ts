import fc from 'fast-check';
import { expect, test } from 'vitest';
import { MINUTE_MS } from '../../../../src/domain/policy.ts';
import { createDayReader } from '../../../../src/insights/days.ts';
import { QUEUE_COLUMNS, type QueueColumn, queueStates, stateIn } from '../../../../src/insights/waiting/queue-state.ts';
import { learnServiceClock } from '../../../../src/insights/waiting/service-clock.ts';
import type { Wait } from '../../../../src/insights/waiting/wait.ts';

const UTC = createDayReader('UTC');
/** Nobody ever waited, so it runs always. */
const CLOCK = learnServiceClock([], UTC);
const START = Date.UTC(2026, 5, 1, 12);

/** From minutes: when they came, when it ended, and whether they were taken up. */
function waitsOf(rows: readonly (readonly [number, number, boolean])[]): Wait[] {
  return rows.map(([arrived, ended, served]) => ({
    arrivedAt: START + arrived * MINUTE_MS,
    endedAt: START + ended * MINUTE_MS,
    served,
  }));
}

function lastState(waits: readonly Wait[]): (name: QueueColumn) => number {
  const state = stateIn(queueStates(waits, CLOCK, UTC), waits.length - 1);
  return (name) => state[QUEUE_COLUMNS.indexOf(name)] as number;
}

test('a state tells who waits, since when, and how those before were taken up', () => {
  const state = lastState(
    waitsOf([
      [0, 4, true],
      [2, 5, true],
      [3, 6, false],
      [4, 30, true],
      [8, 40, true],
      [10, 50, true],
    ]),
  );
  expect(state('waiting')).toBe(2);
  expect(state('longestWait')).toBe(6 * MINUTE_MS);
  expect(state('meanWait')).toBe(4 * MINUTE_MS);
  expect(state('lastWait')).toBe(3 * MINUTE_MS);
  expect(state('sinceLastStart')).toBe(5 * MINUTE_MS);
  expect(state('gaveUpShare')).toBeGreaterThan(0);
  expect(state('hourOfDay')).toBeCloseTo(12 + 10 / 60);
});

test('the first who comes finds an empty queue of which nothing is known', () => {
  const state = lastState(waitsOf([[0, 5, true]]));
  expect([state('waiting'), state('longestWait'), state('lastWait'), state('recentInterval')]).toEqual([0, 0, -1, -1]);
});

const rows = fc
  .array(fc.tuple(fc.nat(50), fc.nat(50), fc.boolean()), { minLength: 1, maxLength: 40 })
  .map((drawn) =>
    waitsOf(drawn.map(([arrived, lasted, served]) => [arrived, arrived + lasted, served] as const)).toSorted(
      (a, b) => a.arrivedAt - b.arrivedAt,
    ),
  );

test('nothing of a state comes from what had not ended at the arrival', () => {
  fc.assert(
    fc.property(rows, (waits) => {
      const { arrivedAt } = waits.at(-1) as Wait;
      const unknown = waits.map((wait) =>
        wait.endedAt < arrivedAt ? wait : { ...wait, endedAt: Number.POSITIVE_INFINITY, served: false },
      );
      const last = waits.length - 1;
      expect(stateIn(queueStates(unknown, CLOCK, UTC), last)).toEqual(stateIn(queueStates(waits, CLOCK, UTC), last));
    }),
  );
});

test('every number of a state is one', () => {
  fc.assert(
    fc.property(rows, (waits) => {
      expect(queueStates(waits, CLOCK, UTC).every(Number.isFinite)).toBe(true);
    }),
  );
});
