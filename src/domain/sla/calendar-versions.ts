/** A calendar that was changed: what was used before the change stays used, and what is open moves. */

import type { Calendar } from './calendar.ts';

/** A calendar as it is in force from a moment on, in epoch milliseconds. */
export interface CalendarVersion {
  from: number;
  calendar: Calendar;
}

/**
 * One calendar made of its versions, in the order in which they came into force: each holds until the next. The first also
 * holds for the time before it.
 */
export function joinVersions(versions: readonly [CalendarVersion, ...CalendarVersion[]]): Calendar {
  const parts = versions.map(({ from, calendar }, index) => ({
    calendar,
    from: index === 0 ? Number.NEGATIVE_INFINITY : from,
    to: versions[index + 1]?.from ?? Number.POSITIVE_INFINITY,
  }));
  const within = (from: number, to: number) => {
    const found: typeof parts = [];
    for (const part of parts) {
      if (part.from < to && from < part.to) {
        found.push({ calendar: part.calendar, from: Math.max(part.from, from), to: Math.min(part.to, to) });
      }
    }
    return found;
  };
  return {
    spans: (from, to) => within(from, to).flatMap((part) => part.calendar.spans(part.from, part.to)),
    elapsed: (from, to) => within(from, to).reduce((sum, part) => sum + part.calendar.elapsed(part.from, part.to), 0),
    deadline: (start, businessMs) => {
      let leftMs = businessMs;
      for (const { calendar, from, to } of within(start, Number.POSITIVE_INFINITY)) {
        const elapsedMs = to === Number.POSITIVE_INFINITY ? leftMs : calendar.elapsed(from, to);
        if (leftMs <= elapsedMs) return calendar.deadline(from, leftMs);
        leftMs -= elapsedMs;
      }
      return undefined;
    },
  };
}
