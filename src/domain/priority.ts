/** Which ticket comes first: priority and the order of the queue. */

import { HOUR_MS, type Policy } from './policy.ts';
import type { Ticket } from './ticket.ts';

/** A ticket's priority with the parts it is the sum of. */
export interface Priority {
  importance: number;
  urgency: number;
  value: number;
  /** The sum as people read it: `0.5·4 + 0.5·3 = 3.5`. */
  sum: string;
}

const LOWEST = 1;
const HIGHEST = 5;

/**
 * Priority = α·importance + β·urgency, both from 1 to 5: the weighted sum model of decision analysis
 * (https://en.wikipedia.org/wiki/Weighted_sum_model). With equal weights, importance 3 and urgency 5 make 4.0.
 */
export function priorityOf(ticket: Ticket, policy: Policy['priority'], now: number): Priority {
  const { importanceWeight, urgencyWeight } = policy;
  const importance = ticket.importance;
  const urgency = urgencyOf(ticket, policy, now);
  const value = importanceWeight * importance + urgencyWeight * urgency;
  const show = (number: number) => String(Number(number.toFixed(1)));
  const weight = (number: number) => String(Number(number.toFixed(2)));
  return {
    importance,
    urgency,
    value,
    sum: `${weight(importanceWeight)}·${show(importance)} + ${weight(urgencyWeight)}·${show(urgency)} = ${String(Number(value.toFixed(2)))}`,
  };
}

/** Urgency from 1 to 5, to one decimal: sentiment adds up to 2, words such as "urgent" 2, and each hour of waiting its share. */
function urgencyOf(ticket: Ticket, policy: Policy['priority'], now: number): number {
  const fromSentiment = 2 * Math.max(0, -ticket.sentiment);
  const fromWords = ticket.urgentWords ? 2 : 0;
  const fromWaiting = policy.urgencyPerHour * hoursWaiting(ticket, now);
  const urgency = Math.min(HIGHEST, LOWEST + fromSentiment + fromWords + fromWaiting);
  return Math.round(urgency * 10) / 10;
}

function hoursWaiting(ticket: Ticket, now: number): number {
  return ticket.waitingSince === undefined ? 0 : Math.max(0, now - ticket.waitingSince) / HOUR_MS;
}

/**
 * A ticket's place in the queue: its priority plus an ageing term without an upper bound, so that every waiting ticket is
 * at some time ahead of all that come after it, whatever their priority.
 */
export function queueRank(ticket: Ticket, policy: Policy['priority'], now: number): number {
  return priorityOf(ticket, policy, now).value + policy.ageingPerHour * hoursWaiting(ticket, now);
}

/** Tickets in the order in which they are to be taken: the highest rank first, of equals the one that waits longest. */
export function queueOrder<T extends { ticket: Ticket }>(tickets: T[], policy: Policy['priority'], now: number): T[] {
  return tickets
    .map((entry) => ({ entry, rank: queueRank(entry.ticket, policy, now) }))
    .sort((a, b) => b.rank - a.rank || a.entry.ticket.openedAt - b.entry.ticket.openedAt)
    .map(({ entry }) => entry);
}
