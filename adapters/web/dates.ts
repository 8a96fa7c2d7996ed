/** Dates and times in the language of a page, for browsers without a script; in UTC, as nobody knows the reader's time zone. */

const TIME_ZONE = 'UTC';
const formats = new Map<string, { moment: Intl.DateTimeFormat; day: Intl.DateTimeFormat }>();

/** A point in time: `5 Jan 2026, 09:00 UTC`. */
export function formatMoment(at: number, locale: string): string {
  return formatsIn(locale).moment.format(at);
}

/** A day given as `2026-01-05`: `January 5, 2026`. */
export function formatDay(day: string, locale: string): string {
  const at = Date.parse(day);
  return Number.isNaN(at) ? day : formatsIn(locale).day.format(at);
}

function formatsIn(locale: string) {
  const known = formats.get(locale);
  if (known !== undefined) return known;
  const made = {
    moment: new Intl.DateTimeFormat(locale, {
      day: 'numeric',
      month: 'short',
      year: 'numeric',
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
      timeZone: TIME_ZONE,
      timeZoneName: 'short',
    }),
    day: new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: TIME_ZONE }),
  };
  formats.set(locale, made);
  return made;
}
