/** What becomes of a customer's turn: who is in charge decides who deals with it. */

import { PERSON_CATEGORY, SMALLTALK_CATEGORY } from '../content.ts';
import type { DeskEvent, Turn } from '../decision.ts';
import type { Understanding } from '../reading.ts';
import { isHeldByPeople, type Ticket } from '../ticket.ts';
import { answer } from './answering.ts';
import { byCustomer, type Draft, record, sayPhrase, update, updateTicket } from './draft.ts';
import { escalate, reopenForCustomer } from './escalation.ts';
import { rateByText } from './feedback.ts';
import { findOption, findOptionByText, PERSON_CHOICE_ID, takeOption } from './offers.ts';
import { noteReached } from './reachability.ts';
import { chooseLanguage, LANGUAGE_CHOICE } from './requests.ts';
import { continueSlotFilling } from './slots.ts';
import { bestIntent } from './understood.ts';

export function takeTurn(draft: Draft, turn: Turn): void {
  const { ticket } = draft.state;
  noteReached(draft);
  update(draft, { lastMessageKey: turn.messageKey });
  if (turn.reading.understanding.readable) update(draft, { locale: turn.reading.understanding.locale });
  if (ticket !== undefined && isHeldByPeople(ticket)) {
    addToTicket(draft, ticket, turn.reading.understanding);
    const queued = ticket.assignee === undefined;
    if (queued && asksForPerson(draft, turn)) sayPhrase(draft, 'already_waiting', { inReplyTo: turn.messageIds });
    return;
  }
  if (rateByText(draft, turn)) return;
  const isSmalltalk = bestIntent(draft, turn.reading)?.intent.category === SMALLTALK_CATEGORY;
  if (ticket !== undefined && isRecentlyResolved(draft, ticket) && !isSmalltalk) {
    return reopenForCustomer(draft, ticket, causeOf(turn));
  }
  takeTurnAsBot(draft, turn);
}

/** The customer's words go to the people in charge. */
export function addToTicket(
  draft: Draft,
  ticket: Ticket,
  { sentiment, urgent }: Pick<Understanding, 'sentiment' | 'urgent'>,
): void {
  if (ticket.status === 'snoozed') draft.effects.push({ kind: 'cancel_timer', timer: 'wake_snoozed' });
  updateTicket(draft, ticket, {
    status: ticket.assignee === undefined ? 'open' : 'claimed',
    sentiment: Math.min(ticket.sentiment, sentiment),
    urgentWords: ticket.urgentWords || urgent,
    waitingSince: ticket.waitingSince ?? draft.context.now,
    snoozedUntil: undefined,
  });
  record(draft, ticket.id, 'customer_wrote', byCustomer(draft));
}

/** Whether writing now opens a ticket again. */
export function isRecentlyResolved({ context: { now, policy } }: Draft, { status, resolvedAt }: Ticket): boolean {
  return status === 'resolved' && resolvedAt !== undefined && now <= resolvedAt + policy.reopenWithinMs;
}

function takeTurnAsBot(draft: Draft, turn: Turn): void {
  if (asksForPerson(draft, turn)) return escalate(draft, 'requested', causeOf(turn));
  if (turn.reading.understanding.angry) return escalate(draft, 'angry', causeOf(turn));
  const option = findOptionByText(draft, turn.text);
  if (option !== undefined) {
    return takeOption(draft, option, { messageIds: turn.messageIds, answers: turn.reading.answers });
  }
  if (continueSlotFilling(draft, turn)) return;
  answer(draft, turn);
}

function asksForPerson(draft: Draft, turn: Turn): boolean {
  if (turn.reading.understanding.wantsPerson) return true;
  return bestIntent(draft, turn.reading)?.intent.category === PERSON_CATEGORY;
}

/** What the turn says, as the cause of an escalation. */
function causeOf(turn: Turn) {
  return { text: turn.text, messageIds: turn.messageIds, understanding: turn.reading.understanding };
}

/** A pressed button: one of an offer, of this or an earlier message, or the way to a person. */
export function takeChoice(draft: Draft, choice: Extract<DeskEvent, { kind: 'choice' }>): void {
  const { ticket } = draft.state;
  if (choice.choiceId.startsWith(LANGUAGE_CHOICE)) {
    return chooseLanguage(draft, choice.choiceId.slice(LANGUAGE_CHOICE.length), [choice.messageId]);
  }
  if (ticket !== undefined && isHeldByPeople(ticket))
    return record(draft, ticket.id, 'customer_wrote', byCustomer(draft));
  const messageIds = [choice.messageId];
  if (choice.choiceId === PERSON_CHOICE_ID) {
    return escalate(draft, 'requested', { text: '', messageIds, understanding: undefined });
  }
  const option = findOption(draft, choice.choiceId);
  if (option === undefined) return void sayPhrase(draft, 'choice_expired', { inReplyTo: messageIds });
  takeOption(draft, option, { messageIds, answers: [] });
}
