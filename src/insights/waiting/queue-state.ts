/** What is known of a queue at the moment at which somebody joins it. */

import { DAY_MS, HOUR_MS } from '../../domain/policy.ts';
import type { DayReader } from '../days.ts';
import { localTime, type ServiceClock } from './service-clock.ts';
import type { Wait } from './wait.ts';

/** The columns of a queue's state. Times are milliseconds of the service clock; -1 stands for what is not known. */
export const QUEUE_COLUMNS = [
  'waiting',
  'longestWait',
  'meanWait',
  'lastWait',
  'recentWait',
  'usualWait',
  'sinceLastStart',
  'recentInterval',
  'usualInterval',
  'arrivalInterval',
  'gaveUpShare',
  'expectedByQueue',
  'hourOfDay',
  'weekday',
  'closedFor',
  'onDuty',
  'priority',
] as const;

export type QueueColumn = (typeof QUEUE_COLUMNS)[number];

/** Averages over about so many of the last who were taken up or came. */
const RECENT = 5;
const USUAL = 30;

export interface Queue {
  /** Tells that somebody joined; everything is told in order of time. */
  join(wait: Wait): void;
  /** Tells that the customer who joined as the `index`th was taken up or gave up. */
  leave(index: number, endedAt: number, served: boolean): void;
  /** Writes what is known now into `row`, in the order of QUEUE_COLUMNS; `wait` is of the customer who comes. */
  read(row: Float64Array, wait: Pick<Wait, 'arrivedAt' | 'onDuty' | 'priority'>): void;
}

/** A queue in which nobody waits yet. */
export function createQueue(clock: ServiceClock, days: DayReader): Queue {
  const joinedAt: number[] = [];
  const hasLeft: boolean[] = [];
  const starts: number[] = [];
  const arrivals: number[] = [];
  let waiting = 0;
  let sumOfJoinedAt = 0;
  let first = 0;
  let lastWait = -1;
  let recentWait = -1;
  let usualWait = -1;
  let gaveUpShare = 0;
  const serviceAt = (at: number) => clock.serviceAt(localTime(days, at));
  return {
    join({ arrivedAt }) {
      const at = serviceAt(arrivedAt);
      joinedAt.push(at);
      hasLeft.push(false);
      keepLast(arrivals, at, USUAL);
      waiting += 1;
      sumOfJoinedAt += at;
    },
    leave(index, endedAt, served) {
      const joined = joinedAt[index] as number;
      hasLeft[index] = true;
      waiting -= 1;
      sumOfJoinedAt -= joined;
      while (hasLeft[first]) first += 1;
      gaveUpShare += ((served ? 0 : 1) - gaveUpShare) / USUAL;
      if (!served) return;
      const at = serviceAt(endedAt);
      lastWait = at - joined;
      recentWait = recentWait < 0 ? lastWait : recentWait + (lastWait - recentWait) / RECENT;
      usualWait = usualWait < 0 ? lastWait : usualWait + (lastWait - usualWait) / USUAL;
      keepLast(starts, at, USUAL);
    },
    read(row, { arrivedAt, onDuty = -1, priority = -1 }) {
      const local = localTime(days, arrivedAt);
      const now = clock.serviceAt(local);
      const recentInterval = meanInterval(starts, RECENT, now);
      row.set([
        waiting,
        waiting === 0 ? 0 : now - (joinedAt[first] as number),
        waiting === 0 ? 0 : now - sumOfJoinedAt / waiting,
        lastWait,
        recentWait,
        usualWait,
        starts.length === 0 ? -1 : now - (starts.at(-1) as number),
        recentInterval,
        meanInterval(starts, USUAL, now),
        meanInterval(arrivals, USUAL, now),
        gaveUpShare,
        recentInterval < 0 ? -1 : (waiting + 1) * recentInterval,
        (local % DAY_MS) / HOUR_MS,
        Math.floor(local / DAY_MS) % 7,
        clock.localAt(now + 1) - local,
        onDuty,
        priority,
      ]);
    },
  };
}

/** The states of a queue at each arrival, one row after another; only what was known before the arrival is in it. */
export function queueStates(waits: readonly Wait[], clock: ServiceClock, days: DayReader): Float64Array {
  const states = new Float64Array(waits.length * QUEUE_COLUMNS.length);
  const byEnd = Uint32Array.from(waits.keys()).sort((a, b) => endOf(waits, a) - endOf(waits, b) || a - b);
  const queue = createQueue(clock, days);
  let ended = 0;
  waits.forEach((wait, index) => {
    for (; ended < byEnd.length; ended += 1) {
      const left = byEnd[ended] as number;
      // What ended in the same moment may not have been known yet.
      if (endOf(waits, left) >= wait.arrivedAt) break;
      queue.leave(left, endOf(waits, left), waits[left]?.served === true);
    }
    queue.read(stateIn(states, index), wait);
    queue.join(wait);
  });
  return states;
}

/** The state of one row. */
export function stateIn(states: Float64Array, row: number): Float64Array {
  return states.subarray(row * QUEUE_COLUMNS.length, (row + 1) * QUEUE_COLUMNS.length);
}

function endOf(waits: readonly Wait[], index: number): number {
  return waits[index]?.endedAt ?? 0;
}

function keepLast(times: number[], at: number, count: number): void {
  times.push(at);
  if (times.length > count) times.shift();
}

function meanInterval(times: readonly number[], count: number, now: number): number {
  const from = times[Math.max(0, times.length - count)];
  return from === undefined ? -1 : (now - from) / Math.min(count, times.length);
}
