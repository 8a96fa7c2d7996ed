/** What a desk's past says about how long somebody who comes now will wait. */

import { createRandom } from '../../lib/random.ts';
import { fitForest } from '../../lib/statistics/quantile-forest.ts';
import { createRecentRange, type RecentRange } from '../../lib/statistics/recent-range.ts';
import type { DayReader } from '../days.ts';
import { QUEUE_COLUMNS, queueStates, stateIn } from './queue-state.ts';
import { learnServiceClock, localTime, type ServiceClock } from './service-clock.ts';
import { learnSimpleWays, SIMPLE_WAYS, type SimpleWay } from './simple-waits.ts';
import type { Wait } from './wait.ts';

/** The simple ways, and `neighbours`: those of the past who came to a queue in a like state, found by a forest. */
export const WAIT_WAYS = [...SIMPLE_WAYS, 'neighbours'] as const;

export type WaitWay = SimpleWay | 'neighbours';

/** The share of waits that the range covers. */
export const RANGE_SHARE = 0.8;

/** More of the past than so many waits teaches nothing new, and is not how things are now. */
const MOST_LEARNT = 100_000;
const RECENT_RANGES = 500;

/** What is expected, in milliseconds by the clock on the wall. */
export interface ExpectedWait {
  /** As many wait longer as shorter. */
  medianMs: number;
  lowMs: number;
  highMs: number;
}

export interface WaitModel {
  /** What one way expects for a customer who comes to a queue in this state, with its range as wide as was right lately. */
  expect(way: WaitWay, state: Float64Array, arrivedAt: number): ExpectedWait;
  /** Tells how a wait went, so that ranges stay right. */
  learnRange(state: Float64Array, wait: Wait): void;
  statesOf(waits: readonly Wait[]): Float64Array;
}

/** One of something for each way. */
export function forEachWay<T>(make: (way: WaitWay) => T): Record<WaitWay, T> {
  return {
    constant: make('constant'),
    lastToEnterService: make('lastToEnterService'),
    headOfLine: make('headOfLine'),
    queueLength: make('queueLength'),
    queueFormula: make('queueFormula'),
    neighbours: make('neighbours'),
  };
}

export type Ranges = Readonly<Record<WaitWay, RecentRange>>;

/** Ranges of which nothing was seen yet. */
export function createRanges(): Ranges {
  return forEachWay(() => createRecentRange({ share: RANGE_SHARE, window: RECENT_RANGES }));
}

/**
 * Learns from waits that are over, in order of arrival. Learnt is the wait of those who were taken up: those who gave up stand in the queue until
 * then, as whoever comes sees them, but count as no wait, for how long it would have been nobody knows (it was longer than they stayed).
 * So this is a little short for whoever would stay however long it takes; `gaveUpShare` and `medianIfNobodyGaveUp` say by how much.
 *
 * Waits are learnt by a clock that stands still while nobody is there (`learnServiceClock`), and as their square roots, as their spread
 * grows with them; quantiles are the same ones in any such scale.
 */
export function learnWaits(past: readonly Wait[], days: DayReader, ranges: Ranges): WaitModel {
  const waits = past.slice(-MOST_LEARNT);
  const clock = learnServiceClock(waits, days);
  const states = queueStates(waits, clock, days);
  const { rows, waitsMs } = servedOnly(waits, states, clock, days);
  const simple = learnSimpleWays({ states: rows, waitsMs, intervalMs: clock.intervalMs });
  const forest = fitForest({
    rows,
    columns: QUEUE_COLUMNS.length,
    targets: waitsMs.map(Math.sqrt),
    shares: [(1 - RANGE_SHARE) / 2, 0.5, (1 + RANGE_SHARE) / 2],
    random: createRandom(7),
  });
  /** The low end, the middle and the high end, as roots. */
  const rootsOf = (way: WaitWay, state: Float64Array): [number, number, number] => {
    if (way === 'neighbours') return forest.predict(state) as [number, number, number];
    const root = Math.sqrt(simple[way](state));
    return [root, root, root];
  };
  return {
    expect(way, state, arrivedAt) {
      const [low, middle, high] = rootsOf(way, state);
      const by = ranges[way].widenBy;
      const local = localTime(days, arrivedAt);
      const service = clock.serviceAt(local);
      const waitMs = (root: number) => Math.max(0, Math.round(clock.localAt(service + Math.max(0, root) ** 2) - local));
      return {
        medianMs: waitMs(middle),
        // What begins at nothing goes on to, and no range leaves its middle out.
        lowMs: low <= 0 ? 0 : Math.min(waitMs(low - by), waitMs(middle)),
        highMs: Math.max(waitMs(high + by), waitMs(middle)),
      };
    },
    learnRange(state, wait) {
      const root = Math.sqrt(serviceBetween(clock, days, wait));
      for (const way of WAIT_WAYS) {
        ranges[way].add(outsideBy(root, rootsOf(way, state)));
      }
    },
    statesOf: (others) => queueStates(others, clock, days),
  };
}

/** How far the ends have to move for a range to cover a value; nothing moves those that always cover it. */
function outsideBy(root: number, [low, middle, high]: readonly [number, number, number]): number {
  if (root === middle || (root < middle && low <= 0)) return Number.NEGATIVE_INFINITY;
  return root < middle ? low - root : root - high;
}

function servedOnly(waits: readonly Wait[], states: Float64Array, clock: ServiceClock, days: DayReader) {
  const served = waits.flatMap((wait, index) => (wait.served ? [index] : []));
  const rows = new Float64Array(served.length * QUEUE_COLUMNS.length);
  const waitsMs = new Float64Array(served.length);
  served.forEach((index, row) => {
    rows.set(stateIn(states, index), row * QUEUE_COLUMNS.length);
    waitsMs[row] = serviceBetween(clock, days, waits[index] as Wait);
  });
  return { rows, waitsMs };
}

function serviceBetween(clock: ServiceClock, days: DayReader, { arrivedAt, endedAt }: Wait): number {
  return Math.max(0, clock.serviceAt(localTime(days, endedAt)) - clock.serviceAt(localTime(days, arrivedAt)));
}
