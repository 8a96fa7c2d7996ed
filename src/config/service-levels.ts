import { type CalendarVersion, joinVersions } from '../domain/sla/calendar-versions.ts';
import type { ServiceLevels, ZonedCalendar } from '../domain/sla/service-levels.ts';
import type { StoredCalendarVersion } from '../ports/service-levels.ts';
import type { DeskSettings } from './desk-file.ts';
import { openCalendar } from './public-holidays.ts';

/**
 * What `desk.yaml` promises, by its calendars as they were at each time, and shown in their time zones of now. `versions` are
 * those that were kept, in order; a calendar without any is as in the file.
 */
export function openServiceLevels(
  { sla, calendars, openingHours }: Pick<DeskSettings, 'sla' | 'calendars' | 'openingHours'>,
  versions: readonly StoredCalendarVersion[] = [],
): ServiceLevels {
  const opened = Object.entries(calendars).map(([name, written]) => {
    const kept = versions.filter((version) => version.name === name);
    const [first, ...later] = kept.map(
      ({ from, settings }): CalendarVersion => ({ from, calendar: openCalendar(settings) }),
    );
    const calendar = first === undefined ? openCalendar(written) : joinVersions([first, ...later]);
    const { timeZone } = (kept.at(-1)?.settings ?? written).definition;
    return [name, { calendar, timeZone }] as const;
  });
  const byName: Record<string, ZonedCalendar> = Object.fromEntries(opened);
  return {
    policies: sla,
    calendars: byName,
    openingHours: openingHours === undefined ? undefined : byName[openingHours],
  };
}
