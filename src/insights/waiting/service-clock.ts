/** A clock that stands still while nobody is there to take anything up, as past waits show. */

import { DAY_MS, MINUTE_MS } from '../../domain/policy.ts';
import { quantile } from '../../lib/statistics/quantiles.ts';
import type { DayReader } from '../days.ts';
import type { Wait } from './wait.ts';

const SLOT_MS = 30 * MINUTE_MS;
const SLOTS = (7 * DAY_MS) / SLOT_MS;
/** A half-hour of the week in which those who wait are taken up less than so often as usual counts as closed. */
const LEAST_SHARE = 0.1;

export interface ServiceClock {
  /** Milliseconds of service up to a local time; only differences mean something. */
  serviceAt(local: number): number;
  /** The local time at which so many milliseconds of service are over: the earliest. */
  localAt(service: number): number;
  isOpenAt(local: number): boolean;
  /** Between two who are taken up, while somebody waits. */
  readonly intervalMs: number;
}

/** Local time by the clocks of the wall, as if it were UTC. */
export function localTime(days: DayReader, at: number): number {
  return days.dayOf(at) * DAY_MS + days.timeOfDayMs(at);
}

/**
 * Which half-hours of the week are open, learnt from how often somebody was taken up while somebody waited. Where nobody ever waited it is
 * open, and so is everything where nobody was taken up at all.
 */
export function learnServiceClock(waits: readonly Wait[], days: DayReader): ServiceClock {
  const starts = new Float64Array(SLOTS);
  const waitedMs = new Float64Array(SLOTS);
  let coveredUntil = Number.NEGATIVE_INFINITY;
  for (const { arrivedAt, endedAt, served } of waits) {
    const from = Math.max(localTime(days, arrivedAt), coveredUntil);
    const to = localTime(days, endedAt);
    for (let at = from; at < to; ) {
      const next = Math.min(to, (Math.floor(at / SLOT_MS) + 1) * SLOT_MS);
      waitedMs[slotOf(at)] = (waitedMs[slotOf(at)] as number) + next - at;
      at = next;
    }
    coveredUntil = Math.max(coveredUntil, to);
    if (served) starts[slotOf(to)] = (starts[slotOf(to)] as number) + 1;
  }
  const open = openSlots(starts, waitedMs);
  const sumOpen = (values: Float64Array) => values.reduce((sum, value, slot) => sum + (open[slot] ? value : 0), 0);
  return clockOf(open, sumOpen(waitedMs) / Math.max(1, sumOpen(starts)));
}

function slotOf(local: number): number {
  // 1970-01-01 was a Thursday; only that it repeats each week matters.
  return Math.floor(local / SLOT_MS) % SLOTS;
}

function openSlots(starts: Float64Array, waitedMs: Float64Array): boolean[] {
  const usual = usualRate(starts, waitedMs);
  if (usual === undefined) return Array.from(starts, () => true);
  return Array.from(starts, (count, slot) => {
    // Half a start at the usual rate is added, so that a single wait closes nothing.
    const rate = (count + 0.5) / ((waitedMs[slot] as number) + 0.5 / usual);
    return !(rate < LEAST_SHARE * usual);
  });
}

/** Starts a millisecond while somebody waits, the median of the half-hours in which there are any; undefined where there are none. */
function usualRate(starts: Float64Array, waitedMs: Float64Array): number | undefined {
  const rates = Array.from(starts, (count, slot) => count / Math.max(MINUTE_MS, waitedMs[slot] as number));
  return quantile(
    rates.filter((rate) => rate > 0),
    0.5,
  );
}

function clockOf(open: readonly boolean[], intervalMs: number): ServiceClock {
  const before = new Float64Array(SLOTS + 1);
  open.forEach((isOpen, slot) => {
    before[slot + 1] = (before[slot] as number) + (isOpen ? SLOT_MS : 0);
  });
  const week = before[SLOTS] as number;
  return {
    serviceAt(local) {
      const slot = slotOf(local);
      const weeks = Math.floor(local / (SLOTS * SLOT_MS));
      return weeks * week + (before[slot] as number) + (open[slot] ? local % SLOT_MS : 0);
    },
    localAt(service) {
      // What falls on the end of a week belongs to it, and to its last open half-hour.
      const weeks = Math.ceil(service / week) - 1;
      const within = service - weeks * week;
      let slot = 0;
      while (slot < SLOTS - 1 && (before[slot + 1] as number) < within) slot += 1;
      return weeks * SLOTS * SLOT_MS + slot * SLOT_MS + Math.max(0, within - (before[slot] as number));
    },
    intervalMs,
    isOpenAt: (local) => open[slotOf(local)] === true,
  };
}
