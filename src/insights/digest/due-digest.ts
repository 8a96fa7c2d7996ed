/** When the weekly digest is due. */

import type { DigestSettings } from '../../domain/digest.ts';
import { DAY_MS } from '../../domain/policy.ts';
import { type DayReader, isoDay, mondayOf, weekdayOf } from '../days.ts';

export interface DueDigest {
  /** The Monday of the week in which it is due, such as `2026-11-23`: there is one digest a week. */
  week: string;
  /** When the day on which it is due begins, which ends the seven days that it is about. */
  until: number;
}

/** A digest that is later than this is not made any more. */
const LATEST_MS = 3 * DAY_MS;

/** The digest that is due at `now`, whether it was made already or not; undefined while none is. */
export function dueDigest(
  { weekday, timeOfDayMs }: DigestSettings,
  days: DayReader,
  now: number,
): DueDigest | undefined {
  const today = days.dayOf(now);
  const sinceThen = (weekdayOf(today) - weekday + 7) % 7;
  const day = momentOf(days, today - sinceThen, timeOfDayMs) <= now ? today - sinceThen : today - sinceThen - 7;
  const lateMs = now - momentOf(days, day, timeOfDayMs);
  return lateMs < LATEST_MS ? { week: isoDay(mondayOf(day)), until: days.startOf(day) } : undefined;
}

/** When the clocks first show a time of a day. A time that they skip comes as much after the gap as it was to come after its beginning. */
export function momentOf(days: DayReader, day: number, timeOfDayMs: number): number {
  const showsAheadMs = (at: number) => (days.dayOf(at) - day) * DAY_MS + days.timeOfDayMs(at) - timeOfDayMs;
  const unchanged = days.startOf(day) + timeOfDayMs;
  const changed = unchanged - showsAheadMs(unchanged);
  return showsAheadMs(changed) === 0 ? changed : unchanged;
}
