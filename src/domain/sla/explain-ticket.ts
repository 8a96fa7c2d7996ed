/** Why each clock of a ticket shows what it shows. */

import type { Policy } from '../policy.ts';
import type { Ticket } from '../ticket.ts';
import { type TargetClock, targetClocks } from './clock.ts';
import { type ClockSegment, explainClock } from './explain-clock.ts';
import type { ClockEvent } from './phases.ts';
import { policyOf, type ServiceLevels } from './service-levels.ts';

/** How long the segments of one reason are together, in milliseconds. */
export type ReasonSum = Pick<ClockSegment, 'reason' | 'name'> & { sumMs: number };

export interface ClockExplanation {
  clock: TargetClock;
  /** In order and without gaps. */
  segments: ClockSegment[];
  /** In the order in which the reasons came up first. */
  sums: ReasonSum[];
  /** From the clock's start to its end, or to the moment it was read: the sum of the sums. */
  totalMs: number;
}

export interface TicketExplanation {
  policy: string;
  /** The name of the calendar, and the time zone in which its times are to be shown. */
  calendar: string;
  timeZone: string;
  clocks: ClockExplanation[];
}

/** Explains a ticket's clocks from all its events; undefined where no policy applies to it. */
export function explainTicket(
  levels: ServiceLevels,
  {
    ticket,
    events,
    weights,
    now,
  }: {
    ticket: Ticket;
    events: readonly ClockEvent[];
    weights: Policy['priority'];
    now: number;
  },
): TicketExplanation | undefined {
  const found = policyOf(levels, ticket, weights);
  if (found === undefined) return undefined;
  const { policy, calendar, timeZone } = found;
  const clocks = targetClocks({ events, policy, calendar, now }).map((clock) => {
    const segments = explainClock(clock, calendar);
    const sums = sumByReason(segments);
    return { clock, segments, sums, totalMs: sums.reduce((total, { sumMs }) => total + sumMs, 0) };
  });
  return { policy: policy.name, calendar: policy.calendar, timeZone, clocks };
}

function sumByReason(segments: readonly ClockSegment[]): ReasonSum[] {
  const sums: ReasonSum[] = [];
  for (const { from, to, reason, name } of segments) {
    const known = sums.find((sum) => sum.reason === reason && sum.name === name);
    if (known === undefined) sums.push({ reason, name, sumMs: to - from });
    else known.sumMs += to - from;
  }
  return sums;
}
