/** Tickets: the unit of work for people, their states, and what may become of each. */

import type { CalledAction } from './actions/called-action.ts';
import type { StaffMember } from './staff.ts';

/**
 * `open`: waits for somebody to claim it. `claimed`: assigned, and the customer waits. `pending`: assigned, and waits for the customer.
 * `snoozed`: put off until a time, or until the customer writes. `resolved`: done, and opens again if the customer writes soon. `closed`: over.
 */
export const TICKET_STATUSES = ['open', 'claimed', 'pending', 'snoozed', 'resolved', 'closed'] as const;
export type TicketStatus = (typeof TICKET_STATUSES)[number];
/** Of tickets that are still to be resolved. */
export const ACTIVE_STATUSES = ['open', 'claimed', 'pending', 'snoozed'] as const satisfies readonly TicketStatus[];
export type ActiveStatus = (typeof ACTIVE_STATUSES)[number];

/** Why the bot handed a conversation to people. */
export const ESCALATION_REASONS = [
  'requested',
  'angry',
  'not_helpful',
  'repeated_failure',
  'no_answer',
  'intent',
  'lookup_failed',
  'action_failed',
  'action_unknown',
  'unread',
  'delivery_failed',
] as const;
export type EscalationReason = (typeof ESCALATION_REASONS)[number];

/** One thing the bot tried before it handed over. */
export interface Attempt {
  /** What the customer wrote. */
  question: string;
  what: 'answered' | 'asked' | 'offered' | 'called' | 'not_understood' | 'nothing_found';
  intent: string | undefined;
  articleId: string | undefined;
  confidence: number;
  /** What another system was asked. */
  called?: CalledAction;
  at: number;
}

export interface Ticket {
  id: string;
  conversationId: string;
  customerId: string;
  customerName: string;
  channel: string;
  locale: string;
  status: TicketStatus;
  reason: EscalationReason;
  /** The customer's words that led here. */
  subject: string;
  intent: string | undefined;
  category: string;
  /** What staff have marked it with, in alphabetical order. */
  tags: string[];
  /** 1-5, from the intent. */
  importance: number;
  /** 1-5, from the intent; 1 where it is not given. */
  complexity?: number;
  /** How often the customer wrote since it was opened, and how often it went from somebody to somebody else, or back into the queue. */
  turns?: number;
  reassigned?: number;
  /** -1 to 1: the sentiment of what led here, the worst since. */
  sentiment: number;
  /** Whether the customer used words such as "urgent". */
  urgentWords: boolean;
  assignee: StaffMember | undefined;
  tried: Attempt[];
  openedAt: number;
  /** Its priority as it was opened, which decides what was promised; undefined for tickets of before it was kept. */
  openedWithPriority?: number;
  /** Since when the customer has been waiting for people; undefined while the customer is not. */
  waitingSince: number | undefined;
  /** Whom it has called since then: nobody, all staff after the reminder's time, or the supervisor. */
  calledFor?: 'staff' | 'supervisor' | undefined;
  /** When the first promise is due that is still to be kept, in the past where it is overdue; undefined where none is, or the clocks stand. */
  dueAt?: number | undefined;
  /** The opening that the customer was told of last. */
  toldBackAt?: number | undefined;
  /** Since when the customer has left a reply unanswered, and when they were asked about it; undefined where that is not watched. */
  quiet?: { since: number; nudgedAt?: number } | undefined;
  firstReplyAt: number | undefined;
  /** When a snoozed ticket comes back, if the customer does not write earlier; undefined where that alone brings it back. */
  snoozedUntil: number | undefined;
  resolvedAt: number | undefined;
  /** How often it was opened again. */
  reopened: number;
}

export type TicketEventKind =
  | 'opened'
  | 'claimed'
  | 'taken_over'
  | 'replied'
  | 'note'
  | 'transferred'
  | 'unassigned'
  | 'handed_back'
  | 'snoozed'
  | 'woken'
  | 'resolved'
  | 'closed'
  | 'reopened'
  | 'importance_set'
  | 'tags_set'
  | 'customer_wrote'
  | 'reminder'
  | 'supervisor_called'
  | 'team_called'
  | 'customer_nudged'
  | 'action_requested'
  | 'action_ended'
  | 'rated'
  | 'reacted'
  | 'reply_edited'
  | 'reply_deleted'
  /** Before it left: for the customer, and for what was promised, it has never been. */
  | 'reply_withdrawn'
  | 'customer_unreachable'
  | 'customer_reachable'
  | 'contacts_merged'
  | 'contacts_unmerged'
  | 'delivery_failed';

/** Something that happened to a ticket: what, when, by whom, and why or with which words. */
export interface TicketEvent {
  ticketId: string;
  kind: TicketEventKind;
  at: number;
  by: { kind: 'customer' | 'bot' | 'agent' | 'system'; id: string; name: string };
  /** A note's words, a reason, a time: for staff to read, in English or as they wrote it. */
  detail: string;
  /** Where a staff member wrote it, as that staff platform names it; undefined where the desk itself shows it to staff. */
  staffPost: string | undefined;
  /** The step of the ticket's clocks that this was, by which it is known to have been taken. */
  clockStep?: string | undefined;
}

const UNTIL = /^Until (\d{4}-\d{2}-\d{2}T[\d:.]+Z)$/;

/** The detail of putting a ticket off until a time; without one, until the customer writes. */
export function untilDetail(at: number | undefined): string {
  return at === undefined ? 'Until the customer writes' : `Until ${new Date(at).toISOString()}`;
}

/** Until when this event put the ticket off, for each reader's own clock to show; undefined where it names no time, and for every other event. */
export function snoozedUntil({ kind, detail }: TicketEvent): number | undefined {
  const until = kind === 'snoozed' ? UNTIL.exec(detail)?.[1] : undefined;
  return until === undefined ? undefined : Date.parse(until);
}

/** Whether a ticket is still to be resolved. */
export function isActive(ticket: Ticket | undefined): boolean {
  return ticket !== undefined && isActiveStatus(ticket.status);
}

/** Whether tickets of this status are still to be resolved. */
export function isActiveStatus(status: TicketStatus): status is ActiveStatus {
  return status !== 'resolved' && status !== 'closed';
}

/**
 * Whether people, and not the bot, are in charge of a conversation whose latest ticket is this one. A ticket that only tells of
 * a message which may not have arrived leaves the bot in charge as long as nobody has ever taken it, and it was not opened
 * again: the customer asked for no person.
 */
export function isWithStaff(ticket: Ticket | undefined): boolean {
  if (ticket === undefined || !isActive(ticket)) return false;
  const { reason, assignee, reopened } = ticket;
  return !(reason === 'delivery_failed' && assignee === undefined && reopened === 0);
}
