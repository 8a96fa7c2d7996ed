/** What became of a customer's turn, in the terms of a replay's report. */

import { type DeskContent, type Intent, type IntentOutcome, PERSON_CATEGORY } from '../domain/content.ts';
import { type EscalationReason, isWithStaff, type Ticket } from '../domain/ticket.ts';
import type { HandledTurn } from '../engine/context.ts';

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

/** What a committed turn of a customer's messages came to. */
export function outcomeOf({ stored, decision }: HandledTurn): Outcome {
  const before = stored.state;
  const after = decision.state;
  const base = { asked: false, reason: undefined, actedOn: undefined, offered: [], locale: after.locale };
  if (isWithStaff(before.ticket)) return { ...base, kind: 'escalated', reason: 'held' };
  if (after.ticket !== undefined && isWithStaff(after.ticket)) {
    return { ...base, kind: 'escalated', reason: after.ticket.reason, actedOn: handedOverFor(after.ticket) };
  }
  const attempt = after.tried === before.tried ? undefined : after.tried.at(-1);
  if (attempt?.what === 'offered') {
    const offered = after.offer?.options.flatMap(({ intent }) => intent ?? []) ?? [];
    return { ...base, kind: 'clarified', offered };
  }
  if (attempt?.what === 'not_understood') return { ...base, kind: 'clarified' };
  // Smalltalk and calling off are answered without leaving an attempt behind.
  const said = decision.effects.find((effect) => effect.kind === 'send')?.message;
  const actedOn = toActedOn(attempt?.intent ?? said?.intent, attempt?.articleId);
  return { ...base, kind: 'answered', asked: attempt?.what === 'asked', actedOn };
}

function handedOverFor({ reason, intent }: Ticket): ActedOn | undefined {
  if (reason === 'requested') return { kind: 'person' };
  return reason === 'intent' ? toActedOn(intent, undefined) : undefined;
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
