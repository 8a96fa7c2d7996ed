/** How many will come in each half-hour of the days ahead, and between how many and how many it will be in four of five. */

import type { Finding } from '../../lib/statistics/finding.ts';
import { type CountedDay, expectedOn, fitDays, sum } from './day-model.ts';
import { learnRanges, type Range } from './ranges.ts';

export interface SlotForecast extends Range {
  expected: number;
}

export interface DayForecast {
  /** The number of the local day since 1970-01-01. */
  day: number;
  /** As many as the days before have. Of each by itself, four of five times what comes is from `low` to `high`. */
  slots: SlotForecast[];
  total: SlotForecast;
}

/** With less it cannot be told how weekdays differ, nor how far off forecasts are. */
export const LEAST_DAYS = 28;
/** Older days than this tell little of tomorrow, and cost time. */
const MOST_DAYS = 200;

/**
 * Forecasts these days, each later than all that are counted; says why where that cannot be told. Further ahead than two weeks ranges are as wide
 * as those of two weeks, and so too narrow. A holiday is forecast from holidays of before; where there were none, as any other day.
 */
export function forecastDays(
  history: readonly CountedDay[],
  ahead: readonly number[],
  isHoliday: (day: number) => boolean = () => false,
): Finding<{ days: DayForecast[]; rests: number }> {
  const days = history.toSorted((a, b) => a.day - b.day).slice(-MOST_DAYS);
  if (days.length < LEAST_DAYS) {
    return {
      kind: 'unknown',
      reason: `${days.length} days are known; it takes ${LEAST_DAYS} to tell what weekdays are like.`,
    };
  }
  if (days.every(({ counts }) => sum(counts) === 0)) {
    return { kind: 'unknown', reason: `Nobody came on any of ${days.length} days.` };
  }
  const model = fitDays(days, isHoliday);
  const ranges = learnRanges(days, isHoliday);
  const forecast = (day: number): DayForecast => {
    const daysAhead = day - model.lastDay;
    const slots = expectedOn(model, day);
    const total = sum(slots);
    return {
      day,
      slots: slots.map((expected) => ({ expected, ...ranges.ofSlot(daysAhead, expected) })),
      total: { expected: total, ...ranges.ofTotal(daysAhead, total) },
    };
  };
  return { kind: 'known', rests: days.length, days: ahead.map(forecast) };
}
