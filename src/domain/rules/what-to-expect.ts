/** What customers who wait for people are told to expect: how many are before them, how long it is likely to take, and when people are back. */

import { countText } from '../bounded-count.ts';
import { joinSentences } from '../phrases.ts';
import { nextOpening } from '../sla/next-opening.ts';
import { waitPhrase } from '../wait-phrase.ts';
import { type DecisionBuilder, phraseOf, say, updateTicket } from './decision-builder.ts';

/** These words to a customer who comes into the queue with the conversation's ticket, with what they have to expect. */
export function withWhatToExpect(decision: DecisionBuilder, words: string): string {
  return joinSentences([words, ...placeInQueue(decision), ...likelyWait(decision), ...whenBack(decision)]);
}

/** Says these sentences to a customer who wrote while waiting for anybody, and when people are back, where that is news. */
export function sayWhileQueued(decision: DecisionBuilder, sentences: string[], messageIds: string[]): void {
  if (decision.state.ticket?.assignee !== undefined) return;
  const text = joinSentences([...sentences, ...whenBack(decision)]);
  if (text !== '') say(decision, text, { inReplyTo: messageIds });
}

function placeInQueue(decision: DecisionBuilder): string[] {
  const { ahead } = decision.context;
  if (ahead === undefined) return [];
  if (ahead.count === 0) return [phraseOf(decision, 'place_next')];
  const key = ahead.count === 1 && !ahead.isMore ? 'place_one' : 'place_more';
  return [phraseOf(decision, key, { ahead: countText(ahead) })];
}

/** How long it is likely to take: of new tickets, which is what was learnt from, and while people are there. */
function likelyWait(decision: DecisionBuilder): string[] {
  const { expectedWait, serviceLevels, now } = decision.context;
  const hours = serviceLevels?.openingHours;
  const isClosed = hours !== undefined && nextOpening(hours.calendar, now) !== undefined;
  if (expectedWait === undefined || isClosed || decision.state.ticket?.reopened !== 0) return [];
  const { key, values } = waitPhrase(expectedWait);
  return [phraseOf(decision, key, values)];
}

/**
 * When people are back, where nobody is there now: in the customer's language, as the clock on the desk's wall shows it. Of one
 * opening a ticket's customer is told once.
 */
function whenBack(decision: DecisionBuilder): string[] {
  const { serviceLevels, now } = decision.context;
  const { ticket } = decision.state;
  if (serviceLevels?.openingHours === undefined || ticket === undefined) return [];
  const { calendar, timeZone } = serviceLevels.openingHours;
  const opensAt = nextOpening(calendar, now);
  if (opensAt === undefined || opensAt === ticket.toldBackAt) return [];
  updateTicket(decision, ticket, { toldBackAt: opensAt });
  const time = new Intl.DateTimeFormat(decision.state.locale, { ...WEEKDAY_AND_TIME, timeZone }).format(opensAt);
  return [phraseOf(decision, 'back_at', { time })];
}

const WEEKDAY_AND_TIME: Intl.DateTimeFormatOptions = {
  weekday: 'long',
  day: 'numeric',
  month: 'long',
  hour: 'numeric',
  minute: '2-digit',
  timeZoneName: 'short',
};
