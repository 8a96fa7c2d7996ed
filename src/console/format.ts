/** How the console says times, reasons and moods. */

import type { EscalationReason, Ticket, TicketEventKind, TicketStatus } from '../domain/ticket.ts';

const MINUTE_S = 60;
const HOUR_S = 60 * MINUTE_S;
const DAY_S = 24 * HOUR_S;

/** A length of time in the one or two units that matter: `45 s`, `12 min`, `3 h 5 min`, `2 d 4 h`. */
export function formatDuration(ms: number): string {
  const seconds = Math.max(0, Math.round(ms / 1000));
  if (seconds < MINUTE_S) return `${seconds} s`;
  if (seconds < HOUR_S) return `${Math.floor(seconds / MINUTE_S)} min`;
  if (seconds < DAY_S)
    return joinUnits(Math.floor(seconds / HOUR_S), 'h', Math.floor((seconds % HOUR_S) / MINUTE_S), 'min');
  return joinUnits(Math.floor(seconds / DAY_S), 'd', Math.floor((seconds % DAY_S) / HOUR_S), 'h');
}

function joinUnits(large: number, largeUnit: string, small: number, smallUnit: string): string {
  return small === 0 ? `${large} ${largeUnit}` : `${large} ${largeUnit} ${small} ${smallUnit}`;
}

/** A share as people read it: `83 %`. */
export function formatShare(share: number): string {
  return `${Math.round(share * 100)} %`;
}

export const REASON_LABELS: Record<EscalationReason, string> = {
  requested: 'Asked for a person',
  angry: 'Angry',
  not_helpful: 'Answer did not help',
  repeated_failure: 'Bot did not understand',
  no_answer: 'No answer known',
  intent: 'Always for people',
  unread: 'Bot could not read it',
  delivery_failed: 'Delivery trouble',
};

export const STATUS_LABELS: Record<TicketStatus, string> = {
  open: 'Waiting',
  claimed: 'In hand',
  pending: 'Waiting for customer',
  snoozed: 'Snoozed',
  resolved: 'Resolved',
  closed: 'Closed',
};

export const EVENT_LABELS: Record<TicketEventKind, string> = {
  opened: 'opened the ticket',
  claimed: 'claimed it',
  taken_over: 'took it over',
  replied: 'replied',
  note: 'left a note',
  transferred: 'transferred it',
  unassigned: 'put it back into the queue',
  handed_back: 'handed back to the bot',
  snoozed: 'snoozed it',
  woken: 'woke it',
  resolved: 'resolved it',
  closed: 'closed it',
  reopened: 'opened it again',
  importance_set: 'changed the importance',
  customer_wrote: 'wrote',
  reminder: 'reminded staff',
  supervisor_called: 'called the supervisor',
  rated: 'rated it',
  reacted: 'reacted',
  reply_edited: 'changed a reply',
  reply_deleted: 'took a reply back',
  customer_unreachable: 'cannot be written to any more',
  customer_reachable: 'can be written to again',
  contacts_merged: 'joined two channels',
  delivery_failed: 'reported delivery trouble',
};

/** The customer's mood: a word, and the name of its colour. */
export function moodOf({ sentiment, reason }: Pick<Ticket, 'sentiment' | 'reason'>): { label: string; tone: string } {
  if (reason === 'angry' || sentiment <= -0.6) return { label: 'Upset', tone: 'bad' };
  if (sentiment <= -0.2) return { label: 'Unhappy', tone: 'low' };
  if (sentiment >= 0.3) return { label: 'Friendly', tone: 'good' };
  return { label: 'Neutral', tone: 'even' };
}
