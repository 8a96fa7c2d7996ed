/** How Slack shows what staff read: the signs before the words. */

import type { DeliveryState, Enclosure } from '../../../src/domain/message.ts';
import type { SatisfactionSummary } from '../../../src/domain/satisfaction.ts';
import { count, type Mood, percent, subjectWords } from '../../../src/domain/staff-wording.ts';
import type { TicketEventKind, TicketStatus } from '../../../src/domain/ticket.ts';
import type { TicketSummary } from '../../../src/ports/staff-platform.ts';

/** How a ticket stands. */
export const STATUS_SIGNS: Record<TicketStatus, string> = {
  open: '🔵',
  claimed: '🟡',
  pending: '⏳',
  snoozed: '💤',
  resolved: '✅',
  closed: '⚪',
};

/** What a customer's message carries. */
export const ENCLOSURE_SIGNS: Record<Enclosure['kind'], string> = { quote: '↩️', forward: '↪️', item: '📦' };

/** What happened to a ticket. */
export const EVENT_SIGNS: Record<TicketEventKind, string> = {
  opened: '🎫',
  claimed: '🙋',
  taken_over: '🙋',
  replied: '💬',
  note: '📝',
  transferred: '➡️',
  unassigned: '↩️',
  handed_back: '🤖',
  snoozed: '💤',
  woken: '⏰',
  resolved: '✅',
  closed: '📁',
  reopened: '🔄',
  importance_set: '🎚️',
  tags_set: '🏷️',
  customer_wrote: '💬',
  reminder: '🔔',
  supervisor_called: '📣',
  team_called: '📣',
  customer_nudged: '👋',
  action_requested: '⚙️',
  action_ended: '⚙️',
  rated: '⭐',
  reacted: '💟',
  reply_edited: '✏️',
  reply_deleted: '🗑️',
  reply_withdrawn: '🗑️',
  customer_unreachable: '🚫',
  customer_reachable: '👋',
  contacts_merged: '🔗',
  contacts_unmerged: '✂️',
  delivery_failed: '⚠️',
};

/** How far a message to the customer got. */
export const DELIVERY_SIGNS: Record<DeliveryState, string> = {
  pending: '⏳',
  sending: '⏳',
  sent: '✅',
  unknown: '❓',
  failed: '⚠️',
  withdrawn: '🗑️',
};

/** The customer's mood. */
export const MOOD_SIGNS: Record<Mood, string> = { Upset: '😠', Unhappy: '🙁', Neutral: '😐', Friendly: '🙂' };

/** `#12 · Where is my order?` */
export function ticketTitle({ number, ticket }: Pick<TicketSummary, 'number' | 'ticket'>): string {
  return `#${number} · ${subjectWords(ticket)}`;
}

const TOO_FEW = ' (too few for a score)';

/** How content people were, in one line; undefined where nobody has said. */
export function satisfactionWords(figures: {
  ratings: SatisfactionSummary;
  answers: SatisfactionSummary;
}): string | undefined {
  const { ratings, answers } = figures;
  const parts = [
    ratings.scored === 0 ? [] : [`${count(ratings.scored, 'ticket')} rated${mean(ratings.mean)}`],
    answers.scored === 0 ? [] : [`${count(answers.scored, 'answer')} scored${share(answers.mean)}`],
  ].flat();
  return parts.length === 0 ? undefined : parts.join(' · ');
}

function mean(value: number | undefined): string {
  return value === undefined ? TOO_FEW : `, ${value.toFixed(1)} of 5`;
}

function share(value: number | undefined): string {
  return value === undefined ? TOO_FEW : `, ${percent(value)} 👍`;
}
