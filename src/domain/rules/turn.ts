/** What becomes of a customer's turn: who is in charge decides who deals with it. */

import type { Understanding } from '../analysis.ts';
import { fromMoreChoiceId, fromStopChoiceId, PERSON_CHOICE_ID } from '../choice-id.ts';
import { PERSON_CATEGORY, SMALLTALK_CATEGORY } from '../content.ts';
import type { DeskEvent, Turn } from '../decision.ts';
import type { Rule, Ruling } from '../decision-record.ts';
import { isWithStaff, type Ticket } from '../ticket.ts';
import { takeRequests } from './answer-requests.ts';
import { continueConfirmation, takeConfirmationChoice } from './confirmation.ts';
import { findIntent } from './content.ts';
import { chooseLanguage, LANGUAGE_CHOICE } from './customer-commands.ts';
import {
  byCustomer,
  type DecisionBuilder,
  type MadeRuling,
  makeRuling,
  phraseOf,
  record,
  sayPhrase,
  update,
  updateTicket,
} from './decision-builder.ts';
import { escalate, reopenForCustomer, watchWaiting } from './escalation.ts';
import { rateByText } from './feedback.ts';
import { stopFollowUp, takeBackFollowUp } from './follow-ups.ts';
import { readOn } from './give-answer.ts';
import { takeUpInterrupted } from './interruptions.ts';
import { findOption, findOptionByText, takeOption } from './offers.ts';
import { noteReached } from './reachability.ts';
import { rememberTurn } from './remembering.ts';
import { continueSlotFilling } from './slots.ts';
import { hasClearRequest } from './turn-requests.ts';
import { bestArticle, bestIntent } from './understood.ts';
import { takeValues } from './values.ts';
import { sayWhileQueued } from './what-to-expect.ts';
import { answerWhileWaiting } from './while-waiting.ts';

/** Rules on a turn: as a whole where it concerns people, ratings or the talk itself, and else request by request. */
export function takeTurn(decision: DecisionBuilder, given: Turn): MadeRuling[] {
  rememberTurn(decision, given.analysis);
  const turn = withoutDeclined(decision, given);
  const made = makeRuling(decision, () => takeWholeTurn(decision, given, turn), given.analysis);
  if (made.length === 0) return takeRequests(decision, turn);
  if (made.some(({ ruling }) => ruling.rule === 'with_staff')) return [...made, ...answerWhileWaiting(decision, turn)];
  if (!made.some(({ ruling }) => SETTLES_QUESTION.has(ruling.rule))) return made;
  return [...made, ...makeRuling(decision, () => takeUpInterrupted(decision, turn.messageIds))];
}

/** After these the customer is ready for what was asked before. */
const SETTLES_QUESTION = new Set<Rule>(['slot_given', 'value_given', 'option_chosen']);

function takeWholeTurn(decision: DecisionBuilder, given: Turn, turn: Turn): Ruling | undefined {
  const { ticket } = decision.state;
  const followsTurn = isFileOnly(turn) && isAnsweredTurnBefore(decision);
  noteReached(decision);
  update(decision, { lastMessageKey: turn.messageKey, lastTurnAt: decision.context.now });
  noteLanguage(decision, turn);
  if (ticket !== undefined && isWithStaff(ticket)) {
    addToTicket(decision, ticket, turn.analysis.understanding);
    const sentences = asksForPerson(decision, turn) ? [phraseOf(decision, 'already_waiting')] : [];
    sayWhileQueued(decision, sentences, turn.messageIds);
    return { rule: 'with_staff', action: 'added_to_ticket' };
  }
  if (followsTurn) return { rule: 'belongs_to_turn_before', action: 'said_nothing' };
  if (rateByText(decision, turn)) return { rule: 'rating_given', action: 'counted_rating' };
  const isOnlySmalltalk = bestIntent(decision, turn.analysis)?.intent.category === SMALLTALK_CATEGORY;
  if (!isOnlySmalltalk) update(decision, { ratingRequest: undefined });
  if (ticket !== undefined && isRecentlyResolved(decision, ticket)) {
    const { closesTalk, leavesOpen, angry } = turn.analysis.understanding;
    const isOver = closesTalk && !angry && !asksForPerson(decision, turn);
    if (!isOver && (leavesOpen || !isOnlySmalltalk) && !isNewMatter(decision, ticket, turn)) {
      return { rule: 'recently_resolved', ...reopenForCustomer(decision, ticket, causeOf(turn)) };
    }
    if (isOver && !isOnlySmalltalk) {
      sayPhrase(decision, 'closing_words', { inReplyTo: turn.messageIds });
      return { rule: 'talk_closed', action: 'informed' };
    }
  }
  if (isOnlyDecliningPerson(decision, given, turn)) {
    sayPhrase(decision, 'person_declined', { inReplyTo: turn.messageIds });
    return { rule: 'person_declined', action: 'informed' };
  }
  return takeWholeAsBot(decision, turn);
}

/** The language and the script that the customer writes in are those that they are answered in. */
function noteLanguage(decision: DecisionBuilder, { analysis: { understanding } }: Turn): void {
  const { readable, locale, chineseScript } = understanding;
  if (readable) update(decision, { locale, ...(chineseScript && { chineseScript }) });
}

/** A picture that comes so soon after words shows what they tell of. */
const FOLLOWS_WITHIN_MS = 30_000;

function isFileOnly({ text, files }: Turn): boolean {
  return text.trim() === '' && files > 0;
}

/** Whether the customer has just had an answer, and was asked nothing back that they might answer with a file. */
function isAnsweredTurnBefore({ state, context }: DecisionBuilder): boolean {
  const { lastTurnAt, slotFilling, offer, failures } = state;
  if (slotFilling !== undefined || offer !== undefined || failures > 0 || lastTurnAt === undefined) return false;
  return context.now >= lastTurnAt && context.now - lastTurnAt <= FOLLOWS_WITHIN_MS;
}

/** A person whom the customer declines, or whom only somebody else asks for, is not what the turn is about. */
function withoutDeclined(decision: DecisionBuilder, turn: Turn): Turn {
  const { understanding } = turn.analysis;
  const declines = understanding.declinesPerson && !understanding.wantsPerson;
  if (!declines && !deniesPerson(decision, turn)) return turn;
  const intents = understanding.intents.filter(({ intent }) => !isPerson(decision, intent));
  return {
    ...turn,
    analysis: { ...turn.analysis, understanding: { ...understanding, intents, wantsPerson: false } },
  };
}

/** "No need to get a human for this": the words for one are denied, whatever else stands beside. */
function deniesPerson(decision: DecisionBuilder, { analysis }: Turn): boolean {
  return [analysis, ...(analysis.parts ?? [])].some(({ understanding: { intents } }) =>
    intents.some(
      ({ intent, confidence, isDenied }) =>
        isDenied && confidence >= decision.context.policy.answerIntentAt && isPerson(decision, intent),
    ),
  );
}

function isPerson(decision: DecisionBuilder, intent: string): boolean {
  return findIntent(decision, intent)?.category === PERSON_CATEGORY;
}

/** Whether a turn is about people, wants none, and is about nothing else that the desk knows. */
function isOnlyDecliningPerson(decision: DecisionBuilder, given: Turn, withoutPerson: Turn): boolean {
  if (given === withoutPerson || decision.state.slotFilling !== undefined) return false;
  if (bestIntent(decision, given.analysis)?.intent.category !== PERSON_CATEGORY) return false;
  const { analysis } = withoutPerson;
  if (hasClearRequest(decision, withoutPerson)) return false;
  return bestIntent(decision, analysis) === undefined && bestArticle(decision, analysis) === undefined;
}

/** The customer's words go to the people in charge. */
export function addToTicket(
  decision: DecisionBuilder,
  ticket: Ticket,
  { sentiment, urgent }: Pick<Understanding, 'sentiment' | 'urgent'>,
): void {
  if (ticket.status === 'snoozed') decision.effects.push({ kind: 'cancel_timer', timer: 'wake_snoozed' });
  updateTicket(decision, ticket, {
    status: ticket.assignee === undefined ? 'open' : 'claimed',
    sentiment: Math.min(ticket.sentiment, sentiment),
    urgentWords: ticket.urgentWords || urgent,
    turns: (ticket.turns ?? 0) + 1,
    waitingSince: ticket.waitingSince ?? decision.context.now,
    snoozedUntil: undefined,
  });
  if (ticket.waitingSince === undefined) watchWaiting(decision);
  record(decision, ticket.id, 'customer_wrote', byCustomer(decision));
}

/** Whether writing now opens a ticket again. */
export function isRecentlyResolved(
  { context: { now, policy } }: DecisionBuilder,
  { status, resolvedAt }: Ticket,
): boolean {
  return status === 'resolved' && resolvedAt !== undefined && now <= resolvedAt + policy.reopenWithinMs;
}

/** Whether a turn is sure to be about something that the bot settles, and not about the ticket that was resolved. */
function isNewMatter(decision: DecisionBuilder, ticket: Ticket, turn: Turn): boolean {
  if (turn.analysis.understanding.angry || asksForPerson(decision, turn)) return false;
  const intent = bestIntent(decision, turn.analysis)?.intent;
  if (intent === undefined || intent.category === SMALLTALK_CATEGORY) return false;
  return intent.name !== ticket.intent && intent.outcome.kind !== 'escalate';
}

/** "Can I talk to someone? Actually no, never mind." */
function endsInTakingBack(decision: DecisionBuilder, { analysis: { parts = [] } }: Turn): boolean {
  const last = parts.length > 1 ? parts.at(-1) : undefined;
  // "Cancel it" may ask for just that.
  return last?.understanding.cancels === true && bestIntent(decision, last) === undefined;
}

/** What concerns the turn as a whole, whatever else it may ask for. */
function takeWholeAsBot(decision: DecisionBuilder, turn: Turn): Ruling | undefined {
  if (endsInTakingBack(decision, turn)) {
    const taken = takeBackFollowUp(decision, turn.messageIds);
    if (taken !== undefined) return taken;
    update(decision, { offer: undefined, slotFilling: undefined, interrupted: [] });
    sayPhrase(decision, 'request_denied', { inReplyTo: turn.messageIds });
    return { rule: 'request_denied', action: 'informed' };
  }
  const confirmed = turn.analysis.understanding.agreement?.isAll ? continueConfirmation(decision, turn) : undefined;
  if (confirmed !== undefined) return confirmed;
  if (asksForPerson(decision, turn) && (turn.analysis.understanding.wantsPerson || !hasClearRequest(decision, turn))) {
    return { rule: 'person_requested', ...escalate(decision, 'requested', causeOf(turn)) };
  }
  if (turn.analysis.understanding.angry) {
    return { rule: 'angry', ...escalate(decision, 'angry', causeOf(turn)) };
  }
  const option = findOptionByText(decision, turn.text);
  if (option !== undefined) {
    return takeOption(decision, option, { messageIds: turn.messageIds, answers: turn.analysis.answers });
  }
  return continueConfirmation(decision, turn) ?? continueSlotFilling(decision, turn) ?? takeValues(decision, turn);
}

function asksForPerson(decision: DecisionBuilder, turn: Turn): boolean {
  if (turn.analysis.understanding.wantsPerson) return true;
  return bestIntent(decision, turn.analysis)?.intent.category === PERSON_CATEGORY;
}

/** What the turn says, as the cause of an escalation. */
function causeOf(turn: Turn) {
  return { text: turn.text, messageIds: turn.messageIds, understanding: turn.analysis.understanding };
}

/** A pressed button: one of an offer, of this or an earlier message, or the way to a person. */
export function takeChoice(decision: DecisionBuilder, choice: Extract<DeskEvent, { kind: 'choice' }>): Ruling {
  return { ...takePressed(decision, choice), choiceId: choice.choiceId };
}

function takePressed(decision: DecisionBuilder, choice: Extract<DeskEvent, { kind: 'choice' }>): Ruling {
  const { ticket } = decision.state;
  noteReached(decision);
  update(decision, { ratingRequest: undefined });
  if (choice.choiceId.startsWith(LANGUAGE_CHOICE)) {
    chooseLanguage(decision, choice.choiceId.slice(LANGUAGE_CHOICE.length), [choice.messageId]);
    return { rule: 'language_chosen', action: 'informed' };
  }
  const messageIds = [choice.messageId];
  const more = fromMoreChoiceId(choice.choiceId);
  if (more !== undefined) return { rule: 'article_asked', ...readOn(decision, more, messageIds) };
  const stopped = stopFollowUp(decision, fromStopChoiceId(choice.choiceId), messageIds);
  if (stopped !== undefined) return stopped;
  if (ticket !== undefined && isWithStaff(ticket)) {
    addToTicket(decision, ticket, { sentiment: ticket.sentiment, urgent: false });
    sayWhileQueued(decision, [], messageIds);
    return { rule: 'with_staff', action: 'added_to_ticket' };
  }
  if (choice.choiceId === PERSON_CHOICE_ID) {
    const cause = { text: '', messageIds, understanding: undefined };
    return { rule: 'person_requested', ...escalate(decision, 'requested', cause) };
  }
  const confirmation = takeConfirmationChoice(decision, choice.choiceId, messageIds);
  if (confirmation !== undefined) return confirmation;
  const option = findOption(decision, choice.choiceId);
  if (option === undefined) {
    sayPhrase(decision, 'choice_expired', { inReplyTo: messageIds });
    return { rule: 'option_unknown', action: 'informed' };
  }
  return takeOption(decision, option, { messageIds, answers: [] });
}
