/** How a ticket's priority comes about, as people read it; the order of the queue is in `queue-order.ts`. */

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
export const HIGHEST_URGENCY = 5;

/**
 * Priority = α·importance + β·urgency, both from 1 to 5: the weighted sum model of decision analysis
 * (https://en.wikipedia.org/wiki/Weighted_sum_model). With equal weights, importance 3 and urgency 5 make 4.0.
 */
export function priorityOf(ticket: Ticket, policy: Policy['priority'], now: number): Priority {
  const { importanceWeight, urgencyWeight } = policy;
  const importance = ticket.importance;
  const urgency = Math.round(10 * urgencyOf(ticket, policy, now)) / 10;
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

/** Urgency from 1 to 5: sentiment adds up to 2, words such as "urgent" 2, and each hour of waiting its share. */
function urgencyOf(ticket: Ticket, policy: Policy['priority'], now: number): number {
  const waitedMs = ticket.waitingSince === undefined ? 0 : Math.max(0, now - ticket.waitingSince);
  return Math.min(HIGHEST_URGENCY, initialUrgency(ticket) + (policy.urgencyPerHour * waitedMs) / HOUR_MS);
}

/** Urgency before any waiting, from 1 to 5. */
export function initialUrgency({ sentiment, urgentWords }: Pick<Ticket, 'sentiment' | 'urgentWords'>): number {
  return LOWEST + 2 * Math.max(0, -sentiment) + (urgentWords ? 2 : 0);
}
