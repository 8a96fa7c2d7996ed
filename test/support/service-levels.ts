import { type DeskSettings, parseDeskFile } from '../../src/config/desk-file.ts';
import { openServiceLevels } from '../../src/config/service-levels.ts';
import type { ServiceLevels } from '../../src/domain/sla/service-levels.ts';

/** A desk with this under `sla` in its desk.yaml; `office` is open in Berlin on weekdays in these hours. */
export function promises(sla: string, hours = '09:00-17:00'): DeskSettings {
  const office = `{ time_zone: Europe/Berlin, hours: { monday-friday: "${hours}" } }`;
  return parseDeskFile(`calendars: { office: ${office} }\nopening_hours: office\nsla:\n${sla}\n`);
}

/** What such a desk promises. */
export function serviceLevels(sla: string): ServiceLevels {
  return openServiceLevels(promises(sla));
}

/** An hour until the first reply, with a warning and a ladder. */
export const HOUR_TO_REPLY = `
  - name: Standard
    calendar: office
    first_reply_minutes: 60
    next_reply_minutes: 30
    resolution_hours: 40
    warn_before_minutes: [15]
    ladder:
      - { call: team, team: "@support" }
      - { overdue_minutes: 15, call: supervisor }
      - { overdue_minutes: 60, call: team, team: "@second-line" }`;
