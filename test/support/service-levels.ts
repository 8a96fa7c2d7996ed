import { parseDeskFile } from '../../src/config/desk-file.ts';
import { openServiceLevels } from '../../src/config/service-levels.ts';
import type { ServiceLevels } from '../../src/domain/sla/service-levels.ts';

/** What a desk with this under `sla` in its desk.yaml promises; `office` is open in Berlin on weekdays from nine to five. */
export function serviceLevels(sla: string): ServiceLevels {
  const calendars = 'calendars: { office: { time_zone: Europe/Berlin, hours: { monday-friday: "09:00-17:00" } } }';
  return openServiceLevels(parseDeskFile(`${calendars}\nsla:\n${sla}\n`));
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
