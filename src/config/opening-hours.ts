/** Opening hours, weekdays and dates as an admin writes them. What cannot be read is an Error that says why. */

import { DAY_MS } from '../domain/policy.ts';
import type { Hours } from '../domain/sla/calendar.ts';

export const WEEKDAYS: readonly string[] = [
  'sunday',
  'monday',
  'tuesday',
  'wednesday',
  'thursday',
  'friday',
  'saturday',
];

const DAY_MINUTES = 1_440;
const LONGEST_RANGE_DAYS = 366;

/**
 * Hours such as `09:00-12:30`, in order; `22:00-06:00` ends on the next day, `closed` is none.
 * @throws Error where they cannot be read, or overlap
 */
export function parseHours(texts: readonly string[]): Hours[] {
  if (texts.length === 1 && texts[0]?.trim() === 'closed') return [];
  const hours = texts.map(parseSpan).toSorted((a, b) => a.fromMinute - b.fromMinute);
  for (const [index, span] of hours.entries()) {
    const before = hours[index - 1];
    if (before !== undefined && before.toMinute > span.fromMinute) {
      throw new Error(`${writeHours(before)} and ${writeHours(span)} overlap`);
    }
  }
  return hours;
}

/** As they are written: `22:00-06:00`. */
export function writeHours({ fromMinute, toMinute }: Hours): string {
  const end = toMinute > DAY_MINUTES ? toMinute - DAY_MINUTES : toMinute;
  return `${writeTime(fromMinute)}-${writeTime(end)}`;
}

function writeTime(minute: number): string {
  return [Math.floor(minute / 60), minute % 60].map((number) => String(number).padStart(2, '0')).join(':');
}

function parseSpan(text: string): Hours {
  const [from = '', to = '', ...more] = text.split(/[-–]/).map((part) => part.trim());
  if (to === '' || more.length > 0) throw new Error(`"${text}" is no span of time: write one such as 09:00-17:30`);
  const fromMinute = parseTime(from);
  const toMinute = parseTime(to);
  if (fromMinute === DAY_MINUTES) throw new Error(`"${text}" begins as the day ends: write it as 00:00 of the next`);
  if (fromMinute === toMinute) throw new Error(`"${text}" has no length: all day is 00:00-24:00`);
  return { fromMinute, toMinute: toMinute > fromMinute ? toMinute : toMinute + DAY_MINUTES };
}

function parseTime(text: string): number {
  const [, hour, minute] = /^(\d{1,2}):(\d{2})$/.exec(text) ?? [];
  const minutes = 60 * Number(hour) + Number(minute);
  if (hour === undefined || Number(minute) > 59 || minutes > DAY_MINUTES) {
    throw new Error(`"${text}" is no time of day: write one from 00:00 to 24:00`);
  }
  return minutes;
}

/**
 * The weekdays, by number from Sunday, of `monday` or `monday-friday`.
 * @throws Error where one of them is no weekday
 */
export function parseWeekdays(weekdays: string): number[] {
  const [first = -1, last = first, ...more] = weekdays.split('-').map((name) => WEEKDAYS.indexOf(name.trim()));
  if (first < 0 || last < 0 || more.length > 0) {
    throw new Error(`${weekdays} is no weekday: write one such as monday, or several such as monday-friday`);
  }
  const length = ((last - first + 7) % 7) + 1;
  return Array.from({ length }, (_, index) => (first + index) % 7);
}

/**
 * The dates of `2026-12-24`, of `2026-12-28..2026-12-31`, or the same of every year without the year.
 * @throws Error where there is no such date, or the range is too long or goes backwards
 */
export function parseDates(range: string): string[] {
  const [first = '', last = first, ...more] = range.split('..').map((part) => part.trim());
  if (more.length > 0 || first.length !== last.length) {
    throw new Error(
      `${range} is no date: write one such as 2026-12-24, 12-24 for every year, or 2026-12-24..2026-12-31`,
    );
  }
  const [from, to] = [first, last].map(parseDate);
  const days = ((to ?? 0) - (from ?? 0)) / DAY_MS + 1;
  if (days < 1) throw new Error(`${range} ends before it begins: write two where it goes into the next year`);
  if (days > LONGEST_RANGE_DAYS) throw new Error(`${range} is longer than a year`);
  const dates = Array.from({ length: days }, (_, day) =>
    new Date((from ?? 0) + day * DAY_MS).toISOString().slice(0, 10),
  );
  return dates.map((date) => date.slice(10 - first.length));
}

/** Of a date of every year, that of a year which has them all. */
function parseDate(text: string): number {
  const date = /^\d\d-\d\d$/.test(text) ? `2024-${text}` : text;
  const at = /^\d{4}-\d\d-\d\d$/.test(date) ? Date.parse(`${date}T00:00:00Z`) : Number.NaN;
  if (Number.isNaN(at) || new Date(at).toISOString().slice(0, 10) !== date) {
    throw new Error(`there is no date ${text}: write one such as 2026-12-24, or 12-24 for every year`);
  }
  return at;
}
