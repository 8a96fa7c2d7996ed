/** Makes the record of a decision from what it was made of. Its size is bounded, whatever the customer wrote. */

import { cutText } from '../../lib/text.ts';
import type { Analysis } from '../analysis.ts';
import type { DeskEvent } from '../decision.ts';
import type { AnalysisSummary, DecisionRecord, Ruling, Signal } from '../decision-record.ts';
import type { DecisionBuilder } from './decision-builder.ts';

const MAX_INTENTS = 5;
const MAX_ARTICLES = 3;
const MAX_ENTITIES = 10;
const MAX_VALUE_LENGTH = 60;
/** Enough digits that a confidence is on the side of a threshold that it was on. */
const DIGITS = 6;

/** The record of what was decided about an event by this ruling. */
export function recordOf(
  { state, effects, context }: DecisionBuilder,
  event: DeskEvent,
  ruling: Ruling,
): DecisionRecord {
  const { content, policy, now } = context;
  const { answerIntentAt, answerArticleAt, offerAt, closeWithin, failuresBeforeHandover } = policy;
  return {
    ...ruling,
    intentConfidence: rounded(ruling.intentConfidence),
    articleConfidence: rounded(ruling.articleConfidence),
    conversationId: state.id,
    channel: state.channel,
    at: now,
    contentVersion: content.version,
    locale: state.locale,
    ticketId: effects.find((effect) => effect.kind === 'ticket_event')?.event.ticketId,
    analysis: event.kind === 'turn' ? summaryOf(event.analysis) : undefined,
    thresholds: { answerIntentAt, answerArticleAt, offerAt, closeWithin, failuresBeforeHandover },
    messageIds: messageIdsOf(event),
    answerIds: effects.flatMap((effect) => (effect.kind === 'send' ? [effect.message.id] : [])),
  };
}

function summaryOf({ understanding, answers }: Analysis): AnalysisSummary {
  const { locale, intents, entities, sentiment } = understanding;
  return {
    locale,
    intents: intents
      .slice(0, MAX_INTENTS)
      .map(({ intent, confidence }) => ({ intent, confidence: rounded(confidence) ?? 0 })),
    articles: answers
      .slice(0, MAX_ARTICLES)
      .map(({ articleId, confidence }) => ({ articleId, confidence: rounded(confidence) ?? 0 })),
    sentiment: rounded(sentiment) ?? 0,
    signals: signalsOf(understanding),
    entities: entities
      .slice(0, MAX_ENTITIES)
      .map(({ type, value }) => ({ type, value: cutText(value, MAX_VALUE_LENGTH) })),
  };
}

function signalsOf({ angry, urgent, wantsPerson, cancels, readable }: Analysis['understanding']): Signal[] {
  const said: [boolean, Signal][] = [
    [angry, 'angry'],
    [urgent, 'urgent'],
    [wantsPerson, 'asks_for_person'],
    [cancels, 'calls_off'],
    [!readable, 'not_readable'],
  ];
  return said.flatMap(([isSaid, signal]) => (isSaid ? [signal] : []));
}

/** Those that the customer wrote: what is only scored was decided about before. */
function messageIdsOf(event: DeskEvent): string[] {
  if (event.kind === 'turn' || event.kind === 'unread') return event.messageIds;
  return event.kind === 'choice' || event.kind === 'command' ? [event.messageId] : [];
}

function rounded(value: number | undefined): number | undefined {
  return value === undefined ? undefined : Number(value.toFixed(DIGITS));
}
