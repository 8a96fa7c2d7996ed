/** Replies that have not left yet: taking one back leaves its ticket as if it had never been written. */

import type { TranscriptMessage } from '../message.ts';
import { isActive, type Ticket } from '../ticket.ts';
import { type DecisionBuilder, send, update, updateTicket } from './decision-builder.ts';
import { stopWatchingWaiting, watchWaiting } from './escalation.ts';

type Reply = Parameters<typeof send>;

/** Sends a staff member's reply once the time to take it back is over; `before` is the ticket as it was without it. */
export function sendReply(before: Ticket, ...[decision, author, text, parts]: Reply): void {
  const { now, policy } = decision.context;
  if (policy.replyUndoMs === 0) {
    send(decision, author, text, parts);
    return;
  }
  const leavesAt = now + policy.replyUndoMs;
  const { id } = send(decision, author, text, { ...parts, leavesAt });
  const { status, waitingSince, firstReplyAt, snoozedUntil } = before;
  const held = decision.state.heldReplies;
  const others = held?.ticketId === before.id && held.until > now ? held : undefined;
  update(decision, {
    heldReplies: {
      ticketId: before.id,
      before: { status, waitingSince, firstReplyAt, snoozedUntil },
      ...others,
      messageIds: [...(others?.messageIds ?? []), id],
      until: leavesAt,
    },
  });
}

/**
 * The ticket, given as it was before, is resolved behind replies that may be taken back: a request for a rating goes with them, and
 * a customer who has written meanwhile waits again.
 */
export function resolveBehindReplies(
  decision: DecisionBuilder,
  ticket: Ticket,
  ratingRequestId: string | undefined,
): void {
  const held = decision.state.heldReplies;
  if (held?.ticketId !== ticket.id) return;
  const { status, waitingSince } = ticket;
  const since = held.before.waitingSince ?? waitingSince;
  const before = waitingSince === undefined ? held.before : { ...held.before, status, waitingSince: since };
  update(decision, { heldReplies: { ...held, before, ratingRequestId } });
}

/**
 * Takes back a reply that nobody has tried to send yet. A ticket that was resolved after it is open again, since the customer was
 * told nothing of that. True where it was.
 */
export function withdrawReply(decision: DecisionBuilder, ticket: Ticket, { id }: TranscriptMessage): boolean {
  const held = decision.state.heldReplies;
  const known = held?.ticketId === ticket.id && held.messageIds.includes(id) ? held : undefined;
  const { ratingRequestId } = known ?? {};
  decision.effects.push({
    kind: 'withdraw',
    messageIds: [id, ...(ratingRequestId === undefined ? [] : [ratingRequestId])],
  });
  if (known === undefined) return false;
  const { ratingRequestId: _, ...others } = { ...known, messageIds: known.messageIds.filter((other) => other !== id) };
  const isLast = others.messageIds.length === 0;
  update(decision, { heldReplies: isLast ? undefined : others });
  const wasResolved = ticket.status === 'resolved';
  if (wasResolved) {
    update(decision, { ratingRequest: undefined });
    decision.effects.push({ kind: 'cancel_timer', timer: 'close_resolved' });
  }
  if (isLast) restore(decision, ticket, known.before);
  else if (wasResolved) updateTicket(decision, ticket, { status: 'pending', resolvedAt: undefined });
  return wasResolved;
}

type Before = NonNullable<DecisionBuilder['state']['heldReplies']>['before'];

/** The ticket as it was before the reply, but for what has happened to it since. */
function restore(decision: DecisionBuilder, ticket: Ticket, before: Before): void {
  // What was undefined is left out where the state was stored.
  const { status, waitingSince, firstReplyAt, snoozedUntil } = before;
  if (ticket.status === 'pending' || ticket.status === 'resolved') {
    updateTicket(decision, ticket, { status, waitingSince, firstReplyAt, snoozedUntil, resolvedAt: undefined });
    if (snoozedUntil !== undefined) {
      decision.effects.push({ kind: 'set_timer', timer: 'wake_snoozed', at: snoozedUntil });
    }
    if (waitingSince === undefined) stopWatchingWaiting(decision);
    else watchWaiting(decision);
  } else if (isActive(ticket) && ticket.status !== 'snoozed') {
    updateTicket(decision, ticket, { firstReplyAt, waitingSince: waitingSince ?? ticket.waitingSince });
  } else {
    updateTicket(decision, ticket, { firstReplyAt });
  }
}
