/** What a wall clock shows at each minute, asked of the runtime minute by minute. */

import { DAY_MS, MINUTE_MS } from '../../../src/domain/policy.ts';

/** The date and time of day that are shown, and the dates' weekdays, Sunday being 0. */
export interface WallTime {
  date: string;
  weekday: number;
  yesterday: string;
  minute: number;
}

const shown = new Map<string, WallTime[]>();

/** What a clock in a time zone shows at each of so many minutes from a whole minute on; asked once. */
export function wallTimes(timeZone: string, from: number, minutes: number): readonly WallTime[] {
  const key = `${timeZone} ${from} ${minutes}`;
  const known = shown.get(key) ?? askForEach(timeZone, from, minutes);
  shown.set(key, known);
  return known;
}

function askForEach(timeZone: string, from: number, minutes: number): WallTime[] {
  const format = new Intl.DateTimeFormat('en-CA', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
  });
  const dates = new Map<string, Pick<WallTime, 'date' | 'weekday' | 'yesterday'>>();
  return Array.from({ length: minutes }, (_, index) => {
    const text = format.format(from + index * MINUTE_MS);
    const date = text.slice(0, 10);
    const named = dates.get(date) ?? nameDate(date);
    dates.set(date, named);
    return { ...named, minute: 60 * Number(text.slice(12, 14)) + Number(text.slice(15, 17)) };
  });
}

function nameDate(date: string): Pick<WallTime, 'date' | 'weekday' | 'yesterday'> {
  const noon = Date.parse(`${date}T12:00:00Z`);
  return {
    date,
    weekday: new Date(noon).getUTCDay(),
    yesterday: new Date(noon - DAY_MS).toISOString().slice(0, 10),
  };
}
