/** The public holidays of countries, from `date-holidays`. It is loaded only when a calendar names a country: a fifth of a second. */

import { createRequire } from 'node:module';
import type { HolidaysTypes } from 'date-holidays';
import { DAY_MS } from '../domain/policy.ts';
import { type Calendar, createCalendar, type Holiday } from '../domain/sla/calendar.ts';
import type { CalendarSettings, PublicHolidays } from '../domain/sla/calendar-settings.ts';

const require = createRequire(import.meta.url);

/** The calendar that the settings amount to. */
export function openCalendar({ definition, publicHolidays }: CalendarSettings): Calendar {
  if (publicHolidays === undefined) return createCalendar(definition);
  const { except } = publicHolidays;
  const holidays = holidayReader(publicHolidays);
  return createCalendar(definition, (year) =>
    holidays(year).filter(
      ({ date, name }) => !except.includes(name) && !except.includes(date) && !except.includes(date.slice(5)),
    ),
  );
}

/** Why these are not the holidays of anywhere, or none that can be excepted; undefined where they are. */
export function explainPublicHolidays({ country, state, region, except }: PublicHolidays): string | undefined {
  const library = createLibrary();
  if (!Object.hasOwn(library.getCountries(), country)) {
    return `no holidays are known of a country ${country}: write its two letters, such as DE or CN`;
  }
  const states = library.getStates(country) ?? {};
  if (state !== undefined && !Object.hasOwn(states, state))
    return `${country} has no state ${state}. ${listed(states)}`;
  const regions = (state === undefined ? undefined : library.getRegions(country, state)) ?? {};
  if (region !== undefined && !Object.hasOwn(regions, region)) return `it has no region ${region}. ${listed(regions)}`;
  const excepted = except.filter((one) => !/^[\d-]+$/.test(one));
  if (excepted.length === 0) return undefined;
  const names = new Set(NAMED_YEARS.flatMap(holidayReader({ country, state, region })).map(({ name }) => name));
  const unknown = excepted.find((name) => !names.has(name));
  return unknown && `${unknown} is no public holiday there. There are: ${[...names].join(', ')}`;
}

/** Those whose holidays have every name that there is. */
const NAMED_YEARS = [2025, 2026, 2027, 2028];

function listed(names: Record<string, string>): string {
  const all = Object.entries(names).map(([code, name]) => `${code} (${name})`);
  return all.length === 0 ? 'It has none.' : `There are: ${all.join(', ')}`;
}

/**
 * The public holidays of a year, by the names of the country. One that is only a part of a day (from noon, for some) is none:
 * the hours of such a date are the calendar's to say.
 */
function holidayReader({ country, state, region }: Omit<PublicHolidays, 'except'>): (year: number) => Holiday[] {
  const library = createLibrary({ country, ...(state && { state }), ...(region && { region }) });
  return (year) =>
    library
      .getHolidays(year)
      .filter(({ type, date }) => type === 'public' && date.slice(11, 19) === '00:00:00')
      .flatMap(({ date, start, end, name }) => datesFrom(date, start, end).map((day) => ({ date: day, name })));
}

/** Holidays by other calendars may begin the evening before; they are as many days as they are long. */
function datesFrom(date: string, start: Date, end: Date): string[] {
  const first = Date.parse(`${date.slice(0, 10)}T00:00:00Z`);
  const days = Math.max(1, Math.round((end.getTime() - start.getTime()) / DAY_MS));
  return Array.from({ length: days }, (_, day) => new Date(first + day * DAY_MS).toISOString().slice(0, 10));
}

function createLibrary(where?: HolidaysTypes.Country) {
  const Library: typeof import('date-holidays').default = require('date-holidays');
  return where === undefined ? new Library() : new Library(where, { types: ['public'] });
}
