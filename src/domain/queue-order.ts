/**
 * The order of the queue. What is promised comes first, what is due first of all, which stays as it is while time goes on. The others
 * are in the order of their rank: priority plus an ageing term without an upper bound, so that every waiting ticket is at some time
 * ahead of all that come after it and are promised nothing. That changes with time, and yet tickets need not be ranked anew to be in
 * order: those of one class all gain at the same rate, so that among them what stays when time is taken out decides for good.
 */

import { HOUR_MS, MINUTE_MS, type Policy } from './policy.ts';
import { HIGHEST_URGENCY, initialUrgency, weighedSum } from './priority.ts';
import type { Ticket } from './ticket.ts';

/** How rank grows: not at all, as something is promised; with urgency and age; with age alone, as urgency is at its highest; not at all, as the customer waits for nothing. */
export const QUEUE_CLASSES = ['promised', 'urgency_rising', 'urgency_highest', 'not_waiting'] as const;
export type QueueClass = (typeof QUEUE_CLASSES)[number];

/** Where a ticket stands in the queue, whatever the time is. Of one class, the higher key is first. */
export interface QueuePosition {
  class: QueueClass;
  /** The rank it would have had at the beginning of the epoch, at its class's rate. */
  key: number;
  /** When a rising urgency reaches its highest, in epoch milliseconds, and the key from then on; undefined where it never does. */
  next: { at: number; key: number } | undefined;
}

/** What a ticket is ordered by at one moment. */
export interface QueuePlace {
  rank: number;
  openedAt: number;
  number: number;
}

/** What an hour adds to the rank of each class. */
export function rankPerHour(weights: Policy['priority']): Record<QueueClass, number> {
  const { ageingPerHour, urgencyWeight, urgencyPerHour } = weights;
  return {
    promised: 0,
    urgency_rising: ageingPerHour + urgencyWeight * urgencyPerHour,
    urgency_highest: ageingPerHour,
    not_waiting: 0,
  };
}

/** Where a ticket stands by these weights. It holds from the ticket's last change on until its next one. */
export function queuePosition(ticket: Ticket, weights: Policy['priority']): QueuePosition {
  const { waitingSince, dueAt } = ticket;
  const initial = initialUrgency(ticket);
  const rank = (urgency: number) => weighedSum(ticket, urgency, weights);
  if (dueAt !== undefined) return { class: 'promised', key: promisedKey(dueAt, rank(initial)), next: undefined };
  if (waitingSince === undefined) return { class: 'not_waiting', key: rank(initial), next: undefined };
  const perHour = rankPerHour(weights);
  const hours = waitingSince / HOUR_MS;
  const highest = rank(HIGHEST_URGENCY) - perHour.urgency_highest * hours;
  if (initial >= HIGHEST_URGENCY) return { class: 'urgency_highest', key: highest, next: undefined };
  const key = rank(initial) - perHour.urgency_rising * hours;
  const at = Math.ceil(waitingSince + ((HIGHEST_URGENCY - initial) / weights.urgencyPerHour) * HOUR_MS);
  return { class: 'urgency_rising', key, next: Number.isSafeInteger(at) ? { at, key: highest } : undefined };
}

/** Higher than any rank without a promise can be, and a whole number, as all keys below it are. */
const HIGHEST_KEY = Number.MAX_SAFE_INTEGER;
/** More than a priority in thousandths can be. */
const PRIORITIES = 1_000_000;

/** What is due in an earlier minute is first, overdue or not; of what is due in the same one, the higher priority before any waiting. */
function promisedKey(dueAt: number, priority: number): number {
  return (
    HIGHEST_KEY - Math.floor(dueAt / MINUTE_MS) * PRIORITIES + Math.min(Math.round(1_000 * priority), PRIORITIES - 1)
  );
}

/** Names the order that these weights make: tickets that were put in order under another name have to be put in order anew. */
export function queueOrderName(weights: Policy['priority']): string {
  return JSON.stringify({ promisedFirst: true, ...weights });
}

/** Of a ticket that has no number yet: it comes after all that have one. */
export const NOT_NUMBERED = Number.MAX_SAFE_INTEGER;

/** The place at a time of a ticket as it is, whether or not it is stored so. */
export function queuePlace(ticket: Ticket, number: number, weights: Policy['priority'], now: number): QueuePlace {
  const position = queuePosition(ticket, weights);
  const { next } = position;
  const rank =
    next !== undefined && next.at <= now
      ? rankAt('urgency_highest', next.key, weights, now)
      : rankAt(position.class, position.key, weights, now);
  return { rank, openedAt: ticket.openedAt, number };
}

/** The rank at a time of a key of this class. */
export function rankAt(queueClass: QueueClass, key: number, weights: Policy['priority'], now: number): number {
  return key + (rankPerHour(weights)[queueClass] * now) / HOUR_MS;
}

/** Orders tickets as they are to be taken: the highest rank first, of equals the one that was opened first. */
export function compareInQueue(a: QueuePlace, b: QueuePlace): number {
  return b.rank - a.rank || a.openedAt - b.openedAt || a.number - b.number;
}
