/**
 * The clocks of a ticket worked out minute by minute, by asking at each what a wall clock shows and whether anything happened.
 * Slow and plain on purpose: it shares nothing with the desk's own clock but the data that goes in.
 */

import { MINUTE_MS } from '../../../src/domain/policy.ts';
import type { Hours } from '../../../src/domain/sla/calendar.ts';
import { type RandomCalendar, type RandomTicket, STRETCH_MINUTES } from './random-tickets.ts';
import { type WallTime, wallTimes } from './wall-clock.ts';

/** What is compared of a clock. A due time after the stretch that is looked at is told as such. */
export interface ClockReading {
  target: string;
  state: string;
  startedAt: number;
  endedAt: number | undefined;
  usedMs: number;
  dueAt: number | 'later' | undefined;
  breachedAt: number | undefined;
  warnings: (number | 'later' | undefined)[];
  /** `from until reason name` */
  segments: string[];
}

interface Counter {
  target: 'first_reply' | 'next_reply' | 'resolution';
  startedAt: number;
  endedAt: number | undefined;
  /** When one minute was used up, when two were, and so on. */
  usedAt: number[];
  segments: { from: number; to: number; label: string }[];
}

/** What the clocks show at the ticket's `now`. */
export function readByMinute(ticket: RandomTicket): ClockReading[] {
  const counters: Counter[] = [];
  const end = ticket.from + STRETCH_MINUTES * MINUTE_MS;
  const desk = { isResolved: false, isSnoozed: false, isAnswered: false };
  const readings: ClockReading[] = [];
  const pending = [...ticket.events];
  for (let at = ticket.from; at < end; at += MINUTE_MS) {
    for (let event = pending[0]; event !== undefined && event.at === at; event = pending[0]) {
      pending.shift();
      happen(event.kind, at, desk, counters, ticket.policy.reopening);
    }
    // What was read now holds; from here on nothing happens, and clocks that run go on to where they are due.
    if (at === ticket.now) readings.push(...counters.flatMap((counter) => readCounter(counter, ticket)));
    if (counters.every(({ endedAt }) => endedAt !== undefined)) continue;
    const label = standsStill(desk) ?? openLabel(ticket, at);
    for (const counter of counters) {
      if (counter.endedAt !== undefined) continue;
      addMinute(counter.segments, at, label);
      if (label === 'counted') counter.usedAt.push(at + MINUTE_MS);
    }
  }
  return readings.map((reading, index) =>
    foretell(reading, counters.filter((one) => isMeasured(one, ticket))[index], ticket, desk),
  );
}

type Desk = Record<'isResolved' | 'isSnoozed' | 'isAnswered', boolean>;

function standsStill({ isResolved, isSnoozed, isAnswered }: Desk): string | undefined {
  if (isResolved) return 'resolved';
  if (isSnoozed) return 'snoozed';
  return isAnswered ? 'waiting_for_customer' : undefined;
}

function happen(kind: string, at: number, desk: Desk, counters: Counter[], reopening: 'continue' | 'restart'): void {
  const begin = (target: Counter['target']) =>
    counters.push({ target, startedAt: at, endedAt: undefined, usedAt: [], segments: [] });
  const replyIsDue = counters.some(({ target, endedAt }) => target !== 'resolution' && endedAt === undefined);
  const endAll = (of: (target: Counter['target']) => boolean) => {
    for (const one of counters) if (of(one.target) && one.endedAt === undefined) one.endedAt = at;
  };
  if (kind === 'opened') {
    begin('first_reply');
    begin('resolution');
  } else if (desk.isResolved) {
    if (kind !== 'reopened') return;
    Object.assign(desk, { isResolved: false, isSnoozed: false, isAnswered: false });
    begin('next_reply');
    if (reopening === 'restart') begin('resolution');
    else
      takeUpAgain(
        counters.findLast(({ target }) => target === 'resolution'),
        at,
      );
  } else if (kind === 'replied') {
    Object.assign(desk, { isSnoozed: false, isAnswered: true });
    endAll((target) => target !== 'resolution');
  } else if (kind === 'customer_wrote') {
    Object.assign(desk, { isSnoozed: false, isAnswered: false });
    if (!replyIsDue) begin('next_reply');
  } else if (kind === 'snoozed') {
    desk.isSnoozed = true;
  } else if (kind === 'woken' || kind === 'claimed' || kind === 'transferred') {
    if (desk.isSnoozed) Object.assign(desk, { isSnoozed: false, isAnswered: false });
  } else if (kind === 'unassigned') {
    if (!desk.isSnoozed) desk.isAnswered = false;
  } else if (kind === 'resolved' || kind === 'closed' || kind === 'handed_back') {
    desk.isResolved = true;
    endAll(() => true);
  }
}

function takeUpAgain(resolution: Counter | undefined, at: number): void {
  if (resolution?.endedAt === undefined) throw new Error('what is resolved has an end');
  for (let minute = resolution.endedAt; minute < at; minute += MINUTE_MS) {
    addMinute(resolution.segments, minute, 'resolved');
  }
  resolution.endedAt = undefined;
}

function targetMinutes({ target }: Counter, { policy }: RandomTicket): number | undefined {
  const ms = policy.targetMs[target];
  return ms === undefined ? undefined : ms / MINUTE_MS;
}

/** Of a kind that something is promised for, and begun by then. */
function isMeasured(counter: Counter, ticket: RandomTicket): boolean {
  return targetMinutes(counter, ticket) !== undefined && counter.startedAt <= ticket.now;
}

function readCounter(counter: Counter, ticket: RandomTicket): ClockReading[] {
  if (!isMeasured(counter, ticket)) return [];
  const target = targetMinutes(counter, ticket) ?? 0;
  const dueAt = counter.usedAt[target - 1];
  return [
    {
      target: counter.target,
      state: dueAt !== undefined ? 'breached' : counter.endedAt !== undefined ? 'met' : 'open',
      startedAt: counter.startedAt,
      endedAt: counter.endedAt,
      usedMs: counter.usedAt.length * MINUTE_MS,
      dueAt,
      breachedAt: dueAt,
      warnings: [],
      segments: counter.segments.map(({ from, to, label }) => `${from} ${to} ${label}`),
    },
  ];
}

/** What is due later, which is known where the clock runs: no event came after the reading. */
function foretell(reading: ClockReading, counter: Counter | undefined, ticket: RandomTicket, desk: Desk): ClockReading {
  if (counter === undefined) throw new Error('a reading is one of a counter');
  const stands = reading.endedAt !== undefined || standsStill(desk) !== undefined;
  const target = targetMinutes(counter, ticket) ?? 0;
  const when = (minutes: number) => {
    const at = counter.usedAt[minutes - 1];
    if (stands) return at !== undefined && at <= (reading.endedAt ?? ticket.now) ? at : undefined;
    return at ?? 'later';
  };
  const warnAt = ticket.policy.warnBeforeMs.map((ms) => target - ms / MINUTE_MS).filter((minutes) => minutes > 0);
  const state = reading.state !== 'open' ? reading.state : stands ? 'paused' : 'running';
  return { ...reading, state, dueAt: when(target), warnings: warnAt.map(when) };
}

function addMinute(segments: Counter['segments'], at: number, label: string): void {
  const last = segments.at(-1);
  if (last?.label === label) last.to = at + MINUTE_MS;
  else segments.push({ from: at, to: at + MINUTE_MS, label });
}

/** `counted`, or why the minute is none of the desk's. */
function openLabel(ticket: RandomTicket, at: number): string {
  const { calendar } = ticket.calendars.findLast(({ from }) => from <= at) ?? ticket.calendars[0];
  const index = (at - ticket.from) / MINUTE_MS;
  const shown = wallTimes(calendar.definition.timeZone, ticket.from, STRETCH_MINUTES)[index];
  if (shown === undefined) throw new Error('the minute lies within the stretch');
  const { date, yesterday, weekday, minute } = shown;
  const today = hoursOn(calendar, date, weekday);
  const before = hoursOn(calendar, yesterday, (weekday + 6) % 7);
  if (isWithin(today.hours, minute) || isWithin(before.hours, minute + 1_440)) return 'counted';
  return today.closedFor === undefined ? 'outside_hours' : `holiday ${today.closedFor}`;
}

function isWithin(hours: readonly Hours[], minute: number): boolean {
  return hours.some(({ fromMinute, toMinute }) => fromMinute <= minute && minute < toMinute);
}

function hoursOn(
  { definition, holidays }: RandomCalendar,
  date: WallTime['date'],
  weekday: number,
): { hours: readonly Hours[]; closedFor?: string } {
  const own = definition.dates[date] ?? definition.dates[date.slice(5)];
  if (own !== undefined) return own.hours.length > 0 ? own : { hours: [], closedFor: own.name ?? 'Closed' };
  const holiday = holidays.find((one) => one.date === date);
  if (holiday !== undefined) return { hours: [], closedFor: holiday.name };
  return { hours: definition.week[weekday] ?? [] };
}
