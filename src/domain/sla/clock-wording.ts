/** What staff read of a ticket's clocks, in the terminal as in the console. */

import { duration, waitingWords } from '../staff-wording.ts';
import type { Ticket } from '../ticket.ts';
import type { ClockState } from './clock.ts';
import type { ClockSegment, SegmentReason } from './explain-clock.ts';
import type { Target } from './sla-policy.ts';
import type { ClockStep } from './steps.ts';

export const TARGET_WORDS: Record<Target, string> = {
  first_reply: 'First reply',
  next_reply: 'Next reply',
  resolution: 'Resolution',
};

export const CLOCK_STATE_WORDS: Record<ClockState, string> = {
  running: 'Running',
  paused: 'Paused',
  met: 'Met',
  breached: 'Overdue',
};

const SEGMENT_WORDS: Record<SegmentReason, string> = {
  counted: 'Counted',
  outside_hours: 'Outside hours',
  holiday: 'Holiday',
  waiting_for_customer: 'Waiting for the customer',
  snoozed: 'Snoozed',
  resolved: 'Resolved',
};

/** Why time counted or did not, with the name of the holiday: `Holiday: Boxing Day`. */
export function segmentWords({ reason, name }: Pick<ClockSegment, 'reason' | 'name'>): string {
  return name === undefined ? SEGMENT_WORDS[reason] : `${SEGMENT_WORDS[reason]}: ${name}`;
}

/** A length to the millisecond, so that a column of them can be added up: `26:30:00.000`; hours, minutes, seconds. */
export function exactLength(ms: number): string {
  const two = (number: number) => String(Math.floor(number)).padStart(2, '0');
  const length = Math.abs(ms);
  const seconds = `${two((length / 1_000) % 60)}.${String(length % 1_000).padStart(3, '0')}`;
  return `${ms < 0 ? '-' : ''}${Math.floor(length / 3_600_000)}:${two((length / 60_000) % 60)}:${seconds}`;
}

/** A moment to the millisecond as a clock in the zone shows it: `2026-03-29 03:00:00.000+02:00`. */
export function exactTime(at: number, timeZone: string): string {
  const format = new Intl.DateTimeFormat('en', { ...EXACT, timeZone });
  const parts = Object.fromEntries(format.formatToParts(at).map(({ type, value }) => [type, value]));
  const { year, month, day, hour, minute, second, fractionalSecond, timeZoneName = '' } = parts;
  const offset = timeZoneName.replace('GMT', '') || '+00:00';
  return `${year}-${month}-${day} ${hour}:${minute}:${second}.${fractionalSecond}${offset}`;
}

const EXACT: Intl.DateTimeFormatOptions = {
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  fractionalSecondDigits: 3,
  hourCycle: 'h23',
  timeZoneName: 'longOffset',
};

/** What staff are told when a step is taken: how the target stands, what is missing, and who is called. */
export function stepWords({ target, call, team, leftMs }: ClockStep, ticket: Ticket, supervisor: string): string {
  const { assignee } = ticket;
  const missing =
    target === 'resolution' && assignee !== undefined
      ? `${assignee.name} has not resolved this yet`
      : waitingWords(ticket);
  const called = call === 'team' ? team : call === 'supervisor' ? supervisor : undefined;
  return `${TARGET_WORDS[target]} ${howLate(leftMs)}. ${missing}${called === undefined ? '' : `: ${called}, please see to it`}`;
}

function howLate(leftMs: number): string {
  if (leftMs > 0) return `due in ${duration(leftMs)}`;
  return leftMs === 0 ? 'due now' : `overdue by ${duration(-leftMs)}`;
}
