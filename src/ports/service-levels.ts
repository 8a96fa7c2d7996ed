/** What of the Store port keeps the hours and promises that were in force. */

import type { CalendarSettings } from '../domain/sla/calendar-settings.ts';
import type { SlaPolicy } from '../domain/sla/sla-policy.ts';

/** A calendar as it is from a moment on, in epoch milliseconds, until its next version. */
export interface StoredCalendarVersion {
  name: string;
  from: number;
  settings: CalendarSettings;
}

export interface ServiceLevelReads {
  /** Of all calendars, in the order in which they came into force. */
  calendarVersions(): Promise<StoredCalendarVersion[]>;
  /** The policies that the tickets in progress were last worked out by; undefined where none ever were. */
  policies(): Promise<SlaPolicy[] | undefined>;
}

export interface ServiceLevelWrites {
  /** Begins a version; one that begins at the same moment takes the place of it. */
  addCalendarVersion(version: StoredCalendarVersion): Promise<void>;
  setPolicies(policies: readonly SlaPolicy[]): Promise<void>;
}
