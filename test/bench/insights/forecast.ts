/** Calls of a bank, every day after the 60th forecast from all days before it. */

import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { CountedDay } from '../../../src/insights/forecast/day-model.ts';
import { forecastDays } from '../../../src/insights/forecast/forecast.ts';
import type { MeasurePart } from './measure.ts';

const LEARNT_DAYS = 60;
const SLOTS_A_HALF_HOUR = 6;

export const measureForecast: MeasurePart = async (data) => {
  const file = join(data ?? '', 'bank-calls-5min-2003.tsv');
  if (data === undefined || !existsSync(file)) {
    return [{ name: 'forecast.wape', value: undefined, note: 'needs bank-calls-5min-2003.tsv in --data' }];
  }
  const days = readCalls(file);
  const own = judge(days, LEARNT_DAYS, (before, { day }) => {
    const found = forecastDays(before, [day]);
    return found.kind === 'known' ? (found.days[0]?.slots ?? []) : [];
  });
  const weekdays = (count: number) =>
    judge(days, LEARNT_DAYS, (before, { day, counts }) => {
      const alike = before.filter((one) => (day - one.day) % 7 === 0).slice(-count);
      return counts.map((_, slot) => {
        const expected = alike.reduce((sum, one) => sum + (one.counts[slot] ?? 0), 0) / alike.length;
        return { expected, low: 0, high: 0 };
      });
    }).wape;
  const peers = { 'seasonal naive': weekdays(1), 'mean of 8 weeks': weekdays(8), 'mean of 4 weeks': weekdays(4) };
  return [
    { name: 'forecast.wape', value: own.wape, atMost: 0.055, peers },
    {
      name: 'forecast.coverage',
      value: own.covered,
      atLeast: 0.77,
      atMost: 0.83,
      note: 'share of half-hours within the 80 % interval',
    },
  ];
};

interface Slot {
  expected: number;
  low: number;
  high: number;
}

/** The share of all calls by which forecasts are off, and the share of half-hours within their range. */
export function judge(
  days: readonly CountedDay[],
  from: number,
  forecast: (before: readonly CountedDay[], day: CountedDay) => readonly Slot[],
) {
  let off = 0;
  let all = 0;
  let covered = 0;
  let slots = 0;
  for (const [index, day] of days.entries()) {
    if (index < from) continue;
    const predicted = forecast(days.slice(0, index), day);
    for (const [slot, actual] of day.counts.entries()) {
      const { expected = 0, low = 0, high = 0 } = predicted[slot] ?? {};
      off += Math.abs(actual - expected);
      all += actual;
      slots += 1;
      if (actual >= low && actual <= high) covered += 1;
    }
  }
  return { wape: off / all, covered: covered / slots };
}

/** Whole half-hours only; the first date is month/day/year, the others day/month/year, and they follow each other on weekdays. */
export function readCalls(file: string): CountedDay[] {
  const lines = readFileSync(file, 'utf8')
    .trim()
    .split(/\r?\n/)
    .map((line) => line.split('\t').map((cell) => cell.replaceAll('"', '')));
  const [header = [], ...rows] = lines;
  return header.slice(1).map((date, column) => {
    const [a = 0, b = 0, year = 0] = date.split('/').map(Number);
    const [month, dayOfMonth] = column === 0 ? [a, b] : [b, a];
    const counts: number[] = [];
    for (let first = 0; first + SLOTS_A_HALF_HOUR <= rows.length; first += SLOTS_A_HALF_HOUR) {
      counts.push(
        rows.slice(first, first + SLOTS_A_HALF_HOUR).reduce((sum, row) => sum + Number(row[column + 1] ?? 0), 0),
      );
    }
    return { day: Date.UTC(year, month - 1, dayOfMonth) / 86_400_000, counts };
  });
}
