/** Makes the record of a decision from what it was made of. Its size is bounded, whatever the customer wrote. */

import { cutText } from '../../lib/text.ts';
import type { Analysis } from '../analysis.ts';
import type { DeskEvent } from '../decision.ts';
import type { AnalysisSummary, DecisionRecord, Signal } from '../decision-record.ts';
import type { DecisionBuilder, MadeRuling } from './decision-builder.ts';

const MAX_INTENTS = 5;
const MAX_ARTICLES = 3;
/** What rounds to nothing tells nothing. */
const LEAST_KEPT = 0.005;
const MAX_ENTITIES = 10;
const MAX_VALUE_LENGTH = 60;

/** The record of what was ruled about an event, or about one request of it. */
export function recordOf(
  { state, context }: DecisionBuilder,
  event: DeskEvent,
  { ruling, effects, analysis }: MadeRuling,
): DecisionRecord {
  const { content, policy, now } = context;
  const { answerIntentAt, answerArticleAt, offerAt, closeWithin, failuresBeforeHandover } = policy;
  return {
    ...ruling,
    conversationId: state.id,
    channel: state.channel,
    at: now,
    contentVersion: content.version,
    locale: state.locale,
    ticketId: effects.find((effect) => effect.kind === 'ticket_event')?.event.ticketId,
    analysis: analysis && summaryOf(analysis),
    thresholds: { answerIntentAt, answerArticleAt, offerAt, closeWithin, failuresBeforeHandover },
    messageIds: messageIdsOf(event),
    answerIds: effects.flatMap((effect) => (effect.kind === 'send' ? [effect.message.id] : [])),
  };
}

function summaryOf({ understanding, answers }: Analysis): AnalysisSummary {
  const { locale, intents, entities, sentiment, scaledBy } = understanding;
  return {
    locale,
    intents: likeliest(intents, MAX_INTENTS).map(({ intent, confidence }) => ({ intent, confidence })),
    articles: likeliest(answers, MAX_ARTICLES).map(({ articleId, confidence }) => ({ articleId, confidence })),
    asRead: { intent: intents[0]?.asRead, article: answers[0]?.asRead },
    scaledBy,
    sentiment,
    signals: signalsOf(understanding),
    entities: entities
      .slice(0, MAX_ENTITIES)
      .map(({ type, value }) => ({ type, value: cutText(value, MAX_VALUE_LENGTH) })),
  };
}

/** The best, and after it those that are likely at all. */
function likeliest<C extends { confidence: number }>(candidates: readonly C[], count: number): C[] {
  return candidates.slice(0, count).filter(({ confidence }, index) => index === 0 || confidence >= LEAST_KEPT);
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
  if (event.kind === 'action_ended') return event.call.for.kind === 'customer' ? event.call.for.messageIds : [];
  return event.kind === 'choice' || event.kind === 'command' ? [event.messageId] : [];
}
