/** A calendar as data that can be kept; `src/config/public-holidays.ts` makes a calendar of it. */

import type { CalendarDefinition } from './calendar.ts';

/** Where holidays are those of, by the codes of ISO 3166, and which of them are not taken: by date, by `12-24` of every year, or by name. */
export interface PublicHolidays {
  country: string;
  state: string | undefined;
  region: string | undefined;
  except: readonly string[];
}

export interface CalendarSettings {
  definition: CalendarDefinition;
  publicHolidays: PublicHolidays | undefined;
}
