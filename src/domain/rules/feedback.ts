/** Scores: 👍 and 👎 on messages, 1 to 5 for a ticket. */

import type { DeskEvent, Turn } from '../decision.ts';
import type { Ruling } from '../decision-record.ts';
import { excerpt } from '../markdown.ts';
import type { AuthorKind } from '../message.ts';
import { DAY_MS } from '../policy.ts';
import { scoreOfReactions } from '../reactions.ts';
import { isActive, isWithStaff } from '../ticket.ts';
import { announce, byCustomer, type DecisionBuilder, record, update } from './decision-builder.ts';
import { escalate } from './escalation.ts';

/** Counts a 👍 or 👎 given by a button, or its withdrawal; on what a customer or the desk itself said it counts for nothing. */
export function takeAnswerFeedback(
  decision: DecisionBuilder,
  feedback: Extract<DeskEvent, { kind: 'feedback' }>,
): Ruling | undefined {
  const { messageId, author, score } = feedback;
  if (!canBeScored(author)) return undefined;
  decision.effects.push({ kind: 'score', messageId, score: score ?? undefined });
  return score === 0 ? callForPerson(decision, author) : undefined;
}

const QUOTE_MAX_LENGTH = 60;

/**
 * Counts what the reactions on a message of the bot or an agent amount to, whether or not it asked for a score. Staff in charge
 * see every reaction on what was said to the customer.
 */
export function takeReaction(
  decision: DecisionBuilder,
  reaction: Extract<DeskEvent, { kind: 'reaction' }>,
): Ruling | undefined {
  const { message, emoji, added, reactions } = reaction;
  const { kind } = message.author;
  if (kind === 'customer') return undefined;
  const { ticket } = decision.state;
  if (ticket !== undefined && isActive(ticket)) {
    const what = `${emoji} on “${excerpt(message.text, QUOTE_MAX_LENGTH)}”`;
    record(decision, ticket.id, 'reacted', byCustomer(decision), added ? what : `Took back ${what}`);
  }
  if (!canBeScored(kind)) return undefined;
  const score = scoreOfReactions(reactions, decision.context.policy.reactionScores);
  decision.effects.push({ kind: 'score', messageId: message.id, score, reactions });
  return score === 0 && message.score !== 0 ? callForPerson(decision, kind) : undefined;
}

/** Customers score what the bot and agents wrote: never their own words, nor the desk's announcements. */
function canBeScored(author: AuthorKind): boolean {
  return author === 'bot' || author === 'agent';
}

/** A 👎 on the bot's answer brings in a person. */
function callForPerson(decision: DecisionBuilder, author: AuthorKind): Ruling | undefined {
  if (author !== 'bot' || isWithStaff(decision.state.ticket)) return undefined;
  const cause = { text: '', messageIds: [], understanding: undefined };
  return { rule: 'answer_not_helpful', ...escalate(decision, 'not_helpful', cause) };
}

/** Counts a rating from 1 to 5, its change or withdrawal; the first one is thanked for. */
export function takeRating(decision: DecisionBuilder, rating: Extract<DeskEvent, { kind: 'rating' }>): void {
  const { messageId, ticketId, score } = rating;
  decision.effects.push({ kind: 'score', messageId, score: score ?? undefined });
  record(decision, ticketId, 'rated', byCustomer(decision), score === null ? 'Taken back' : `${score} of 5`);
  const request = decision.state.ratingRequest;
  if (score === null || request?.messageId !== messageId || request.isRated) return;
  update(decision, { ratingRequest: { ...request, isRated: true } });
  announce(decision, 'rated');
}

const RATING = /^([1-5])(?:\s*(?:\/\s*5|stars?|分|星))?(?:\s*[.!。！])?$/iu;

/** After this long a number is about something else. */
const RATED_WITHIN_MS = DAY_MS;

/**
 * Takes a bare "1" to "5" as the rating that was asked for, or as its change. False when it is none, none was asked for, or that is a
 * day ago.
 */
export function rateByText(decision: DecisionBuilder, turn: Turn): boolean {
  const { ratingRequest: request, ticket } = decision.state;
  if (request === undefined || ticket?.id !== request.ticketId) return false;
  if (decision.context.now > (ticket.resolvedAt ?? 0) + RATED_WITHIN_MS) return false;
  const score = RATING.exec(turn.text.trim())?.[1];
  if (score === undefined) return false;
  const { messageId, ticketId } = request;
  takeRating(decision, { kind: 'rating', messageId, ticketId, score: Number(score) });
  return true;
}
