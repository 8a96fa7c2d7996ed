/** What was promised for a ticket of the past, by the promises of now. */

import type { Calendar } from '../../domain/sla/calendar.ts';
import { type TargetClock, targetClocks } from '../../domain/sla/clock.ts';
import type { ServiceLevels } from '../../domain/sla/service-levels.ts';
import { findPolicy } from '../../domain/sla/sla-policy.ts';
import type { TicketHistory } from './history.ts';

/** The hours by which a ticket's times count: those of its promise, or else the desk's; undefined where there are none. */
export function calendarOf(ticket: TicketHistory, levels: ServiceLevels): Calendar | undefined {
  const policy = policyFor(ticket, levels);
  return (policy && levels.calendars[policy.calendar]?.calendar) ?? levels.openingHours?.calendar;
}

/** The clocks of what was promised for a ticket; none where nothing was. */
export function promisesOf(ticket: TicketHistory, levels: ServiceLevels, now: number): TargetClock[] {
  const policy = policyFor(ticket, levels);
  const calendar = policy && levels.calendars[policy.calendar]?.calendar;
  if (policy === undefined || calendar === undefined) return [];
  return targetClocks({ events: ticket.events, policy, calendar, now });
}

function policyFor({ category, channel, priority = 0 }: TicketHistory, { policies }: ServiceLevels) {
  return findPolicy(policies, { category, channel, priority });
}
