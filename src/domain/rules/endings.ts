/** How the people's part of a conversation ends. */

import { joinSentences } from '../phrases.ts';
import type { Ticket, TicketEvent } from '../ticket.ts';
import { announceText, type DecisionBuilder, phraseOf, record, update, updateTicket } from './decision-builder.ts';
import { stopWatchingWaiting } from './escalation.ts';
import { resolveBehindReplies } from './held-replies.ts';

/** Ends the people's part; the bot takes the next message. */
export function endTicket(decision: DecisionBuilder, ticket: Ticket, status: 'resolved' | 'closed'): void {
  const resolvedAt = ticket.resolvedAt ?? decision.context.now;
  updateTicket(decision, ticket, { status, resolvedAt, waitingSince: undefined, snoozedUntil: undefined });
  update(decision, { memory: undefined });
  update(decision, { failures: 0, slotFilling: undefined, offer: undefined, ratingRequest: undefined });
  stopWatchingWaiting(decision);
  decision.effects.push(
    { kind: 'cancel_timer', timer: 'wake_snoozed' },
    { kind: 'cancel_timer', timer: 'close_resolved' },
  );
}

/**
 * Ends it as resolved: the customer, whom these sentences tell why, is asked for a rating, and may open it again by writing soon. False
 * where they cannot be written to, and so are not asked.
 */
export function resolveTicket(
  decision: DecisionBuilder,
  ticket: Ticket,
  { by, detail = '', sentences = [] }: { by: TicketEvent['by']; detail?: string; sentences?: string[] },
): boolean {
  const { now, policy } = decision.context;
  endTicket(decision, ticket, 'resolved');
  record(decision, ticket.id, 'resolved', by, detail);
  const text = joinSentences([...sentences, phraseOf(decision, 'rate')]);
  const request = announceText(decision, text, { asksRatingOf: ticket.id });
  if (request !== undefined) update(decision, { ratingRequest: { messageId: request.id, ticketId: ticket.id } });
  resolveBehindReplies(decision, ticket, request?.id);
  decision.effects.push({ kind: 'set_timer', timer: 'close_resolved', at: now + policy.reopenWithinMs });
  return request !== undefined;
}
