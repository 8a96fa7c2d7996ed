/** The desk's clocks beside those that are worked out minute by minute. */

import { MINUTE_MS } from '../../../src/domain/policy.ts';
import { type Calendar, createCalendar } from '../../../src/domain/sla/calendar.ts';
import { joinVersions } from '../../../src/domain/sla/calendar-versions.ts';
import { targetClocks } from '../../../src/domain/sla/clock.ts';
import { explainClock } from '../../../src/domain/sla/explain-clock.ts';
import { type ClockReading, readByMinute } from './oracle.ts';
import { type RandomCalendar, type RandomTicket, STRETCH_MINUTES } from './random-tickets.ts';

/** Where the two differ, as text to look at; undefined where they do not. */
export function findDifference(ticket: RandomTicket): string | undefined {
  const expected = JSON.stringify(readByMinute(ticket), undefined, 1);
  const actual = JSON.stringify(readByDesk(ticket), undefined, 1);
  return actual === expected ? undefined : `ticket ${ticket.seed}:\n${actual}\ninstead of\n${expected}`;
}

function readByDesk(ticket: RandomTicket): ClockReading[] {
  const calendar = calendarOf(ticket);
  const end = ticket.from + STRETCH_MINUTES * MINUTE_MS;
  const within = (at: number | undefined) => (at !== undefined && at > end ? 'later' : at);
  // The oracle cannot tell a desk that never opens from one that opens later.
  const running = (state: string, at: number | undefined) => (state === 'running' ? (within(at) ?? 'later') : at);
  return targetClocks({ ...ticket, calendar }).map((clock) => ({
    target: clock.target,
    state: clock.state,
    startedAt: clock.startedAt,
    endedAt: clock.endedAt,
    usedMs: clock.usedMs,
    dueAt: running(clock.state, clock.dueAt),
    breachedAt: clock.breachedAt,
    warnings: clock.warnings.map(({ at }) => running(clock.state, at)),
    segments: explainClock(clock, calendar).map(({ from, to, reason, name }) =>
      [from, to, reason, ...(name === undefined ? [] : [name])].join(' '),
    ),
  }));
}

/** The calendar of a ticket, with its changes. */
export function calendarOf({ calendars: [first, ...later] }: RandomTicket): Calendar {
  const toVersion = ({ from, calendar }: { from: number; calendar: RandomCalendar }) => ({
    from,
    calendar: createCalendar(calendar.definition, (year) =>
      calendar.holidays.filter(({ date }) => date.startsWith(String(year))),
    ),
  });
  return joinVersions([toVersion(first), ...later.map(toVersion)]);
}

/**
 * Moments from `start` on at which deadline(start, elapsed(start, end)) is not `end`, though the desk is open just before
 * `end`; and stretches whose spans do not add up to them, or to what has elapsed. There should be none.
 */
export function findBrokenIdentities(calendar: Calendar, start: number, ends: readonly number[]): string[] {
  return ends.flatMap((end) => {
    const elapsedMs = calendar.elapsed(start, end);
    const spans = calendar.spans(start, end);
    const lengthOf = (kinds: typeof spans) => kinds.reduce((sum, { from, to }) => sum + to - from, 0);
    const isOpenBefore = calendar.elapsed(end - 1, end) === 1;
    const isWrong =
      (isOpenBefore && calendar.deadline(start, elapsedMs) !== end) ||
      lengthOf(spans) !== end - start ||
      lengthOf(spans.filter(({ kind }) => kind === 'open')) !== elapsedMs;
    return isWrong ? [`from ${start} until ${end}: ${elapsedMs} ms`] : [];
  });
}
