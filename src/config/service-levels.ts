import type { ServiceLevels } from '../domain/sla/service-levels.ts';
import type { DeskSettings } from './desk-file.ts';
import { openCalendar } from './public-holidays.ts';

/** What `desk.yaml` promises, by the calendars as they are in it. */
export function openServiceLevels({ sla, calendars }: Pick<DeskSettings, 'sla' | 'calendars'>): ServiceLevels {
  const opened = Object.entries(calendars).map(([name, settings]) => {
    const { timeZone } = settings.definition;
    return [name, { calendar: openCalendar(settings), timeZone }] as const;
  });
  return { policies: sla, calendars: Object.fromEntries(opened) };
}
