/** How long it takes to work out anew until when open tickets have to be answered and resolved, after a calendar was changed. */

import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../../src/domain/policy.ts';
import { type CalendarDefinition, createCalendar } from '../../../src/domain/sla/calendar.ts';
import { joinVersions } from '../../../src/domain/sla/calendar-versions.ts';
import { earliestDue, targetClocks } from '../../../src/domain/sla/clock.ts';
import type { ClockEvent } from '../../../src/domain/sla/phases.ts';
import type { SlaPolicy } from '../../../src/domain/sla/sla-policy.ts';
import { createRandom } from '../large-store/random.ts';
import { ZONES } from './random-tickets.ts';

export interface DeadlineFigures {
  tickets: number;
  /** Those that are due at another time than before. */
  moved: number;
  seconds: number;
}

export const NOW = Date.parse('2026-11-27T10:00:00Z');
export const POLICY: SlaPolicy = {
  name: 'Standard',
  calendar: 'office',
  categories: undefined,
  channels: undefined,
  priorityAtLeast: undefined,
  targetMs: { first_reply: 150 * HOUR_MS, next_reply: 150 * HOUR_MS, resolution: 200 * HOUR_MS },
  warnBeforeMs: [HOUR_MS],
  warnAtShares: [0.8],
  ladder: [],
  reopening: 'continue',
};

/** Of so many tickets with a calendar a zone, an hour earlier each day from now on. Nothing is remembered of the changed calendars. */
export function measureDeadlines(tickets: number): DeadlineFigures {
  const random = createRandom(2_026);
  const events = Array.from({ length: tickets }, () => ongoing(random.below));
  const before = ZONES.map((zone) => createCalendar(weekdays(zone, 1_080)));
  const dueBefore = events.map((of, index) => dueOf(of, before[index % ZONES.length]));
  const startedAt = performance.now();
  const after = ZONES.map((zone, index) => {
    const first = before[index];
    const changed = { from: NOW, calendar: createCalendar(weekdays(zone, 1_020)) };
    return first === undefined ? changed.calendar : joinVersions([{ from: 0, calendar: first }, changed]);
  });
  const dueAfter = events.map((of, index) => dueOf(of, after[index % ZONES.length]));
  const seconds = (performance.now() - startedAt) / 1_000;
  return { tickets, moved: dueAfter.filter((due, index) => due !== dueBefore[index]).length, seconds };
}

function dueOf(events: readonly ClockEvent[], calendar = createCalendar(weekdays('UTC', 1_080))): number | undefined {
  return earliestDue(targetClocks({ events, policy: POLICY, calendar, now: NOW }));
}

/** Opened within the last month, answered some times, and waiting for an answer. */
export function ongoing(below: (count: number) => number): ClockEvent[] {
  const openedAt = NOW - below(30 * 1_440) * MINUTE_MS;
  const times = Array.from({ length: 2 * below(4) }, () => openedAt + below(Math.max(1, NOW - openedAt)));
  const turns = times
    .toSorted((a, b) => a - b)
    .map((at, index) => ({ kind: index % 2 === 0 ? ('replied' as const) : ('customer_wrote' as const), at }));
  return [{ kind: 'opened', at: openedAt }, ...turns];
}

export function weekdays(timeZone: string, toMinute: number): CalendarDefinition {
  const day = [
    { fromMinute: 540, toMinute: 750 },
    { fromMinute: 810, toMinute },
  ];
  const dates = Object.fromEntries(
    [0, 30, 60].map((days) => [
      new Date(NOW + days * DAY_MS).toISOString().slice(0, 10),
      { hours: [], name: 'Stocktaking' },
    ]),
  );
  return { timeZone, week: [[], day, day, day, day, day, []], dates };
}
