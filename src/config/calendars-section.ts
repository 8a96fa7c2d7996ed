/** The section of `desk.yaml` that says when the desk is open. */

import { z } from 'zod';
import type { CalendarDefinition, Hours, OwnDate } from '../domain/sla/calendar.ts';
import type { CalendarSettings } from '../domain/sla/calendar-settings.ts';
import { messageOf } from '../lib/errors.ts';
import { parseDates, parseHours, parseWeekdays, WEEKDAYS, writeHours } from './opening-hours.ts';
import { explainPublicHolidays } from './public-holidays.ts';
import { isTimeZone } from './time-zone.ts';

const hours = z.union([z.string(), z.array(z.string()).min(1).max(20)], {
  error: 'write hours such as "09:00-12:30", a list of them, or closed',
});

const ownDate = z.union([hours, z.strictObject({ name: z.string().trim().min(1).max(80).optional(), hours })], {
  error: 'write hours such as "09:00-12:00", closed, or { name: Stocktaking, hours: closed }',
});

const calendar = z.strictObject({
  time_zone: z
    .string()
    .refine(isTimeZone, 'is no time zone: write one such as Europe/Berlin or Asia/Shanghai')
    .optional()
    .describe('That of the hours. The desk’s own by default.'),
  hours: z
    .union([z.literal('always'), z.record(z.string(), hours)], {
      error: 'write always, or hours for weekdays, such as monday-friday: "09:00-17:30"',
    })
    .describe('`always`, or the hours of weekdays: `monday-friday: ["09:00-12:30", "13:30-18:00"]`.'),
  holidays: z
    .strictObject({
      country: z.string().describe('Two letters, such as DE.'),
      state: z.string().optional().describe('A state or province, by its code in ISO 3166, such as BE.'),
      region: z.string().optional().describe('A part of the state that has holidays of its own.'),
      except: z
        .array(z.string())
        .max(100)
        .default([])
        .describe('Those on which the desk is open: by name, by date, or by 12-24 of every year.'),
    })
    .optional()
    .describe('The public holidays of a country, on which the desk is closed.'),
  dates: z
    .record(z.string(), ownDate)
    .default({})
    .describe('Dates and ranges of dates with hours of their own, or closed; they go before holidays.'),
});

type CalendarSection = z.infer<typeof calendar>;

/** The calendar that is there without being written: round the clock. */
export const ALWAYS = 'always';

/** Calendars by name. */
export const calendarsSection = z
  .record(
    z.string().regex(/^[\p{L}\p{N}][\p{L}\p{N}_ -]{0,39}$/u),
    calendar.transform((section, context) => {
      const { refusals, ...settings } = readCalendar(section);
      for (const { path, reason } of refusals) context.addIssue({ code: 'custom', path, message: reason });
      return settings;
    }),
    { error: 'is a name of at most 40 letters and digits, spaces, - and _' },
  )
  .refine((calendars) => !(ALWAYS in calendars), `${ALWAYS} is the name of the calendar that is open round the clock`);

/** A calendar whose time zone may be left open. */
type WrittenCalendar = Omit<CalendarSettings, 'definition'> & {
  definition: Omit<CalendarDefinition, 'timeZone'> & { timeZone: string | undefined };
};

/** The calendars that the section amounts to, `always` among them; `timeZone` is that of the desk. */
export function toCalendars(
  section: Record<string, WrittenCalendar>,
  timeZone: string | undefined,
): Record<string, CalendarSettings> {
  const ofDesk = timeZone ?? new Intl.DateTimeFormat().resolvedOptions().timeZone;
  const calendars = Object.entries(section).map(([name, { definition, publicHolidays }]) => {
    const inZone = { ...definition, timeZone: definition.timeZone ?? ofDesk };
    return [name, { definition: inZone, publicHolidays }] as const;
  });
  return { ...Object.fromEntries(calendars), [ALWAYS]: ROUND_THE_CLOCK };
}

const EVERY_DAY = WEEKDAYS.map(() => [{ fromMinute: 0, toMinute: 1_440 }]);
const ROUND_THE_CLOCK: CalendarSettings = {
  definition: { timeZone: 'UTC', week: EVERY_DAY, dates: {} },
  publicHolidays: undefined,
};

interface Refusal {
  path: string[];
  reason: string;
}

function readCalendar(section: CalendarSection): WrittenCalendar & { refusals: Refusal[] } {
  const refusals: Refusal[] = [];
  const refuse = (refusal: Refusal) => refusals.push(refusal);
  const week = section.hours === 'always' ? EVERY_DAY : readWeek(section.hours, refuse);
  const dates = readDates(section.dates, week, refuse);
  const { holidays } = section;
  const publicHolidays = holidays && { ...holidays, state: holidays.state, region: holidays.region };
  const problem = publicHolidays && explainPublicHolidays(publicHolidays);
  if (problem !== undefined) refuse({ path: ['holidays'], reason: problem });
  const isEverOpen = [...week, ...Object.values(dates).map((date) => date.hours)].some((day) => day.length > 0);
  if (!isEverOpen && refusals.length === 0) refuse({ path: ['hours'], reason: 'the calendar is never open' });
  return { definition: { timeZone: section.time_zone, week, dates }, publicHolidays, refusals };
}

function readWeek(section: Record<string, string | string[]>, refuse: (refusal: Refusal) => void): Hours[][] {
  const week: (Hours[] | undefined)[] = WEEKDAYS.map(() => undefined);
  for (const [days, texts] of Object.entries(section)) {
    const refuseDay = (reason: string) => refuse({ path: ['hours', days], reason });
    attempt(refuseDay, () => {
      const hours = parseHours([texts].flat());
      for (const day of parseWeekdays(days)) {
        if (week[day] !== undefined) throw new Error(`the hours of ${WEEKDAYS[day]} are given twice`);
        week[day] = hours;
      }
    });
  }
  const whole = week.map((hours) => hours ?? []);
  for (const [day, hours] of whole.entries()) {
    const next = (day + 1) % 7;
    const problem = overlapOvernight(hours, whole[next] ?? []);
    if (problem !== undefined)
      refuse({ path: ['hours'], reason: `${WEEKDAYS[day]} and ${WEEKDAYS[next]}: ${problem}` });
  }
  return whole;
}

function overlapOvernight(hours: readonly Hours[], onNextDay: readonly Hours[]): string | undefined {
  const last = hours.at(-1);
  const [first] = onNextDay;
  if (last === undefined || first === undefined || last.toMinute <= first.fromMinute + 1_440) return undefined;
  return `${writeHours(last)} and ${writeHours(first)} overlap`;
}

function readDates(
  section: CalendarSection['dates'],
  week: readonly (readonly Hours[])[],
  refuse: (refusal: Refusal) => void,
): Record<string, OwnDate> {
  const dates: Record<string, OwnDate> = {};
  for (const [text, written] of Object.entries(section)) {
    const isBare = typeof written === 'string' || Array.isArray(written);
    const { hours, name } = isBare ? { hours: written, name: undefined } : written;
    const refuseDate = (reason: string) => refuse({ path: ['dates', text], reason });
    attempt(refuseDate, () => {
      const own = { hours: hoursOrWeekday(hours, week), name };
      for (const date of parseDates(text)) {
        if (date in dates) throw new Error(`the hours of ${date} are given twice`);
        dates[date] = own;
      }
    });
  }
  return dates;
}

/** Hours as they are written, or those of a weekday. */
function hoursOrWeekday(hours: string | string[], week: readonly (readonly Hours[])[]): readonly Hours[] {
  const day = typeof hours === 'string' ? WEEKDAYS.indexOf(hours) : -1;
  return day < 0 ? parseHours([hours].flat()) : (week[day] ?? []);
}

function attempt(refuse: (reason: string) => void, read: () => void): void {
  try {
    read();
  } catch (error) {
    refuse(messageOf(error));
  }
}
