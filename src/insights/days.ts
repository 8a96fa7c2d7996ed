/** Days, weeks and times of day in the desk's time zone. */

import { DAY_MS, HOUR_MS } from '../domain/policy.ts';
import { BLOCK_MS, zoneOffsets } from '../domain/sla/zone-offsets.ts';

export interface DayReader {
  readonly timeZone: string;
  /** The number of the local day since 1970-01-01. */
  dayOf(at: number): number;
  /** Milliseconds since local midnight by the clock on the wall. */
  timeOfDayMs(at: number): number;
  /** When a local day begins. */
  startOf(day: number): number;
}

/** `2026-11-28`, of a local day's number. */
export function isoDay(day: number): string {
  return new Date(day * DAY_MS).toISOString().slice(0, 10);
}

/** From 0 for Monday to 6 for Sunday, of a local day's number. */
export function weekdayOf(day: number): number {
  return (((day + 3) % 7) + 7) % 7;
}

/** The Monday of a local day's week. */
export function mondayOf(day: number): number {
  return day - weekdayOf(day);
}

/**
 * Days by the clocks of an IANA time zone.
 * @throws RangeError where the runtime knows no such zone
 */
export function createDayReader(timeZone: string): DayReader {
  const zone = zoneOffsets(timeZone);
  const localOf = (at: number) => {
    const spans = zone.ofBlock(Math.floor(at / BLOCK_MS));
    return at + (spans.find(({ to }) => at < to) ?? spans.at(-1) ?? { offsetMs: 0 }).offsetMs;
  };
  const dayOf = (at: number) => Math.floor(localOf(at) / DAY_MS);
  const startOf = (day: number) => {
    // No zone is further than 14 hours from UTC; the first moment of the day is found by halves.
    let before = day * DAY_MS - 15 * HOUR_MS;
    let after = day * DAY_MS + 15 * HOUR_MS;
    while (after - before > 1) {
      const middle = Math.floor((before + after) / 2);
      if (dayOf(middle) >= day) after = middle;
      else before = middle;
    }
    return after;
  };
  return {
    timeZone,
    dayOf,
    timeOfDayMs: (at) => localOf(at) - dayOf(at) * DAY_MS,
    startOf,
  };
}
