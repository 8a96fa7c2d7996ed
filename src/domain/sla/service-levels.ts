/** What the desk promises and by which hours, and what of that a ticket falls under. */

import type { Policy } from '../policy.ts';
import { initialUrgency, type PrioritySubject, weighedSum } from '../priority.ts';
import type { Ticket } from '../ticket.ts';
import type { Calendar } from './calendar.ts';
import { findPolicy, type SlaPolicy } from './sla-policy.ts';

/** A calendar with the time zone, an IANA name, in which its times are shown. */
export interface ZonedCalendar {
  calendar: Calendar;
  timeZone: string;
}

export interface ServiceLevels {
  /** A ticket falls under the first that fits. */
  policies: readonly SlaPolicy[];
  /** By name; each that a policy names is there. */
  calendars: Readonly<Record<string, ZonedCalendar>>;
  /** When people are there, as customers are told; undefined where they are not. */
  openingHours: ZonedCalendar | undefined;
}

/** A policy with the calendar by which its time counts. */
export interface TicketPolicy extends ZonedCalendar {
  policy: SlaPolicy;
}

/** The policy that a ticket falls under; undefined where there is none. `weights` matter only to tickets that do not know their first priority. */
export function policyOf(
  { policies, calendars }: ServiceLevels,
  ticket: Ticket,
  weights: Policy['priority'],
): TicketPolicy | undefined {
  const { category, channel, openedWithPriority = firstPriority(ticket, weights) } = ticket;
  const policy = findPolicy(policies, { category, channel, priority: openedWithPriority });
  const zoned = policy && calendars[policy.calendar];
  return zoned && { ...zoned, policy };
}

/** A ticket's priority before any waiting. */
export function firstPriority(ticket: PrioritySubject, weights: Policy['priority']): number {
  return weighedSum(ticket, initialUrgency(ticket), weights);
}
