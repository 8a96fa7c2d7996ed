/** How a ticket's priority comes about, as people read it; the order of the queue is in `queue-order.ts`. */

import { HOUR_MS, type Policy } from './policy.ts';
import type { Ticket } from './ticket.ts';

/** A ticket's priority with the parts it is the sum of. */
export interface Priority {
  importance: number;
  urgency: number;
  /** Undefined where it has no weight. */
  complexity: number | undefined;
  value: number;
  /** The sum as people read it: `0.5·4 + 0.5·3 = 3.5`. */
  sum: string;
}

const LOWEST = 1;
export const HIGHEST_URGENCY = 5;

/**
 * Priority = α·importance + β·urgency + γ·complexity, each from 1 to 5: the weighted sum model of decision analysis
 * (https://en.wikipedia.org/wiki/Weighted_sum_model). With equal weights and none for complexity, importance 3 and urgency 5 make 4.0.
 */
export function priorityOf(ticket: Ticket, policy: Policy['priority'], now: number): Priority {
  const { importanceWeight, urgencyWeight, complexityWeight } = policy;
  const importance = ticket.importance;
  const urgency = Math.round(10 * urgencyOf(ticket, policy, now)) / 10;
  const complexity = complexityWeight === 0 ? undefined : complexityOf(ticket);
  const value = weighedSum(ticket, urgency, policy);
  const show = (number: number) => String(Number(number.toFixed(2)));
  const terms = [
    `${show(importanceWeight)}·${show(importance)}`,
    `${show(urgencyWeight)}·${show(urgency)}`,
    ...(complexity === undefined ? [] : [`${show(complexityWeight)}·${show(complexity)}`]),
  ];
  return { importance, urgency, complexity, value, sum: `${terms.join(' + ')} = ${show(value)}` };
}

/** What of a ticket its priority comes from, beside how long its customer has waited. */
export type PrioritySubject = Pick<
  Ticket,
  'importance' | 'sentiment' | 'urgentWords' | 'complexity' | 'turns' | 'reassigned'
>;

/** The priority of a ticket whose urgency is this. */
export function weighedSum(ticket: PrioritySubject, urgency: number, weights: Policy['priority']): number {
  const { importanceWeight, urgencyWeight, complexityWeight } = weights;
  return importanceWeight * ticket.importance + urgencyWeight * urgency + complexityWeight * complexityOf(ticket);
}

const HIGHEST_COMPLEXITY = 5;
const COMPLEXITY_PER_TURN = 0.25;

/** Complexity from 1 to 5: that of the intent, a quarter for each time the customer wrote since, and 1 for each time it changed hands. */
export function complexityOf({ complexity = LOWEST, turns = 0, reassigned = 0 }: PrioritySubject): number {
  return Math.min(HIGHEST_COMPLEXITY, complexity + COMPLEXITY_PER_TURN * turns + reassigned);
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
