/** Moments counted by day or week, and by weekday and hour, as charts have them. */

import type { LinePoint } from '../charts/chart.ts';
import { DAY_MS, HOUR_MS } from '../domain/policy.ts';
import { type DayReader, mondayOf, weekdayOf } from './days.ts';
import type { Period } from './report.ts';

/** Longer periods are shown by week. */
const MOST_DAYS = 45;

/** How a period is cut for a chart: the beginnings of its days or weeks. Those that are not whole are left out. */
export interface Steps {
  unit: 'day' | 'week';
  starts: number[];
}

/** The whole days, or in long periods the whole weeks, of a period. */
export function stepsOf({ since, until }: Period, days: DayReader): Steps {
  const unit = until - since > MOST_DAYS * DAY_MS ? 'week' : 'day';
  const length = unit === 'week' ? 7 : 1;
  const first = days.dayOf(since);
  const starts: number[] = [];
  for (let day = unit === 'week' ? mondayOf(first) : first; ; day += length) {
    const start = days.startOf(day);
    if (days.startOf(day + length) > until) break;
    if (start >= since) starts.push(start);
  }
  return { unit, starts };
}

/** How many of these moments there are in each step. */
export function countBySteps(moments: readonly number[], { starts, unit }: Steps): LinePoint[] {
  const points = starts.map((x) => ({ x, y: 0 }));
  const last = starts.at(-1);
  if (last === undefined) return points;
  const end = last + (unit === 'week' ? 7 : 1) * DAY_MS;
  for (const at of moments) {
    if (at >= end) continue;
    const point = points[lastIndexAt(starts, at)];
    if (point !== undefined) point.y += 1;
  }
  return points;
}

/** The index of the last of these sorted moments that is not later than `at`; -1 where all are. */
export function lastIndexAt(sorted: readonly number[], at: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] as number) <= at) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

export const WEEKDAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'] as const;
export const HOURS = Array.from({ length: 24 }, (_, hour) => String(hour));

/** How many of these moments there are in each hour of each weekday, on average a week. */
export function countByWeekHour(moments: readonly number[], { since, until }: Period, days: DayReader): number[][] {
  const weeks = Math.max(1, (until - since) / (7 * DAY_MS));
  const counts = WEEKDAYS.map(() => HOURS.map(() => 0));
  for (const at of moments) {
    const row = counts[weekdayOf(days.dayOf(at))];
    const hour = Math.floor(days.timeOfDayMs(at) / HOUR_MS);
    if (row !== undefined) row[hour] = (row[hour] ?? 0) + 1;
  }
  return counts.map((row) => row.map((count) => Math.round((10 * count) / weeks) / 10));
}
