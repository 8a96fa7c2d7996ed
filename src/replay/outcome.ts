/** What became of a customer's turn, in the terms of a replay's report. */

import { fromChoiceId } from '../domain/choice-id.ts';
import { type DeskContent, type Intent, type IntentOutcome, PERSON_CATEGORY } from '../domain/content.ts';
import type { DecisionRecord } from '../domain/decision-record.ts';
import type { EscalationReason } from '../domain/ticket.ts';

/** Every turn ends in exactly one of them; `clarified` is a turn that put a question back to the customer. */
export type OutcomeKind = 'answered' | 'clarified' | 'escalated';

/** Why a turn was escalated; `held`: people were in charge already, and the bot kept silent. */
export type HandoverReason = EscalationReason | 'held';

/** What the desk took the customer to want, where it acted on it. */
export type ActedOn =
  | { kind: 'intent'; intent: string }
  | { kind: 'article'; articleId: string }
  /** The customer asked for a person. */
  | { kind: 'person' };

export interface Outcome {
  kind: OutcomeKind;
  /** Whether the turn ended in asking for a slot's value. */
  asked: boolean;
  /** Undefined unless escalated. */
  reason: HandoverReason | undefined;
  actedOn: ActedOn | undefined;
  /** The intents a customer could choose from; empty unless choices were offered. */
  offered: string[];
  /** The conversation's locale after the turn. */
  locale: string;
}

/** What a turn of a customer's messages came to, by what was decided about it. */
export function outcomeOf(decision: DecisionRecord): Outcome {
  const { action, rule, intent, articleId, locale, offered = [] } = decision;
  const base = { asked: false, reason: undefined, actedOn: undefined, offered: [], locale };
  switch (action) {
    case 'added_to_ticket':
    case 'reopened':
      return { ...base, kind: 'escalated', reason: 'held' };
    case 'handed_over':
      return { ...base, kind: 'escalated', reason: decision.reason, actedOn: handedOverFor(decision) };
    case 'offered_choices':
      return {
        ...base,
        kind: 'clarified',
        offered: offered.flatMap(({ choiceId }) => fromChoiceId(choiceId).intent ?? []),
      };
    case 'asked_to_rephrase':
      return { ...base, kind: 'clarified' };
    case 'asked_for_slot':
      if (rule === 'slot_missing') return { ...base, kind: 'clarified' };
      return { ...base, kind: 'answered', asked: true, actedOn: toActedOn(intent, articleId) };
    case 'answered':
    case 'asked_to_confirm':
    case 'requested_action':
      return { ...base, kind: 'answered', actedOn: toActedOn(intent, articleId) };
    case 'called_off':
    case 'counted_rating':
    case 'informed':
    case 'said_nothing':
    case 'limited':
      return { ...base, kind: 'answered' };
  }
}

function handedOverFor({ reason, intent }: DecisionRecord): ActedOn | undefined {
  if (reason === 'requested') return { kind: 'person' };
  return reason === 'intent' || reason === 'lookup_failed' ? toActedOn(intent, undefined) : undefined;
}

function toActedOn(intent: string | undefined, articleId: string | undefined): ActedOn | undefined {
  if (intent !== undefined) return { kind: 'intent', intent };
  return articleId === undefined ? undefined : { kind: 'article', articleId };
}

/** Whether what the desk acted on is what the label says was meant. */
export function isRight({ actedOn, locale }: Outcome, label: string, content: DeskContent): boolean {
  if (actedOn?.kind === 'intent') return actedOn.intent === label;
  const meant = findIntent(content, locale, label);
  if (actedOn?.kind === 'person') return meant?.category === PERSON_CATEGORY;
  return actedOn !== undefined && answersFrom(meant?.outcome, actedOn.articleId);
}

/** The intent of a name in a locale. */
export function findIntent(content: DeskContent, locale: string, name: string): Intent | undefined {
  return content.locales[locale]?.intents.find((intent) => intent.name === name);
}

function answersFrom(outcome: IntentOutcome | undefined, articleId: string): boolean {
  if (outcome === undefined || outcome.kind === 'escalate') return false;
  return articleId === (outcome.kind === 'article' ? outcome.articleId : outcome.sourceId);
}
