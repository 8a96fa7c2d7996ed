/** Having other systems asked, or do something: what is said before, and once it has ended. */

import type { Action, ActionFailure, ActionResult } from '../actions/action.ts';
import { type CalledAction, calledAction, describeCall } from '../actions/called-action.ts';
import { inputsOf } from '../actions/fill-request.ts';
import type { CustomersCall } from '../actions/requested-call.ts';
import { confirmChoiceIds } from '../choice-id.ts';
import type { Intent, IntentAction } from '../content.ts';
import type { Confirmation } from '../conversation.ts';
import type { ActionTaken } from '../decision-record.ts';
import type { Choice } from '../message.ts';
import { isActive } from '../ticket.ts';
import { attemptOf } from './attempts.ts';
import { findAction } from './content.ts';
import {
  byCustomer,
  type DecisionBuilder,
  newId,
  phraseOf,
  record,
  remember,
  say,
  sayPhrase,
  update,
} from './decision-builder.ts';
import { answerFromIntent, type GivenSlots, type Question, wordingFor } from './give-answer.ts';
import { lookUp } from './lookups.ts';
import { planFollowUps } from './plan-follow-ups.ts';
import type { CheckedSlots } from './slots-by-actions.ts';

/** An intent whose values are all there. */
export interface IntendedAction extends Question, GivenSlots {
  intent: Intent;
}

/**
 * Asks the other system that an intent names, or, where that would change something, asks the customer first. Without `taken` the rest of
 * the intent holds: it names none, or the one that was `called` gave no answer. Where a value could not be checked because the other side
 * cannot be asked, nothing is proposed that it would have to do.
 */
export function beginAction(
  decision: DecisionBuilder,
  intended: IntendedAction,
  unchecked?: CheckedSlots['unchecked'],
): { taken?: ActionTaken; called?: CalledAction } {
  const { intent, slots } = intended;
  const action = findAction(decision, intent.action?.name);
  if (intent.action === undefined || action === undefined) return {};
  const inputs = Object.fromEntries(inputsOf(action).map((name) => [name, slots[name] ?? '']));
  if (action.kind === 'write' && unchecked !== undefined) return withoutAnswer(decision, intended, unchecked);
  if (action.kind === 'write') return { taken: askToConfirm(decision, intended, intent.action, { action, inputs }) };
  const result = lookUp(decision, { action, inputs });
  const called = calledAction(action.name, inputs, result);
  if (result.kind === 'answered') {
    return {
      taken: answerOutcome(decision, { ...intended, action, inputs, called }, result) ?? { action: 'answered', called },
    };
  }
  return withoutAnswer(decision, intended, { called, failure: result.failure });
}

/** Nothing but a system that is there and fails is worth a word: without one the desk is as it would be. */
function withoutAnswer(
  decision: DecisionBuilder,
  { intent, question, messageIds, confidence }: IntendedAction,
  { called, failure }: { called: CalledAction; failure: ActionFailure },
): { called: CalledAction } {
  if (intent.outcome.kind === 'escalate') {
    remember(decision, attemptOf('called', { question, confidence, intent: intent.name, called }));
  } else if (failure !== 'not_sent') {
    sayPhrase(decision, 'lookup_failed', { inReplyTo: messageIds });
  }
  return { called };
}

/** Says what an answer means, in the intent's words for it; nothing where it has none, as after a change of the content. */
export function answerOutcome(
  decision: DecisionBuilder,
  answered: IntendedAction & { action: Action; inputs: Record<string, string> },
  { outcome, values }: Extract<ActionResult, { kind: 'answered' }>,
): ActionTaken | undefined {
  const { intent, called } = answered;
  const wordings = intent.action?.wordings ?? {};
  const wording = Object.hasOwn(wordings, outcome) ? wordings[outcome] : undefined;
  if (wording === undefined) return undefined;
  const text = wordingFor(decision, wording, answered, values);
  const choices = planFollowUps(decision, { ...answered, outcome, values });
  return { ...answerFromIntent(decision, intent, text, { ...answered, source: undefined, choices }), called };
}

/** More that waits to be agreed to is likelier a mistake. */
const MOST_CONFIRMATIONS = 4;

function askToConfirm(
  decision: DecisionBuilder,
  { intent, slots, given, question, messageIds, confidence }: IntendedAction,
  { confirm = '' }: IntentAction,
  call: { action: Action; inputs: Record<string, string> },
): ActionTaken {
  const id = newId(decision, 'p');
  const text = wordingFor(decision, confirm, { intent, slots, given });
  say(decision, text, { inReplyTo: messageIds, intent: intent.name, choices: confirmChoices(decision, id) });
  remember(decision, attemptOf('asked', { question, confidence, intent: intent.name }));
  const { now } = decision.context;
  const asked = { id, intent: intent.name, ...call, slots, text, question, messageIds, confidence, at: now };
  const { confirmations = [] } = decision.state;
  update(decision, {
    confirmations: [...confirmations, asked].slice(-MOST_CONFIRMATIONS),
    slotFilling: undefined,
    offer: undefined,
    failures: 0,
  });
  return { action: 'asked_to_confirm' };
}

/** The buttons under what is to be confirmed. */
export function confirmChoices(decision: DecisionBuilder, id: string): Choice[] {
  const { yes, no } = confirmChoiceIds(id);
  return [
    { id: yes, label: phraseOf(decision, 'confirm_yes') },
    { id: no, label: phraseOf(decision, 'confirm_no') },
  ];
}

/** So many are known to have been agreed to, when their buttons are pressed again. */
const MOST_AGREED = 8;

/** The customer agrees: from now on it is under way, and what comes of it is said when it has ended. */
export function agree(decision: DecisionBuilder, confirmation: Confirmation, messageIds: string[]): ActionTaken {
  const { id, intent, action, inputs, slots, question, confidence } = confirmation;
  const { confirmations = [], agreed = [], ticket } = decision.state;
  update(decision, {
    confirmations: confirmations.filter((one) => one.id !== id),
    agreed: [...agreed, id].slice(-MOST_AGREED),
  });
  const by: CustomersCall = { kind: 'customer', intent, slots, question, messageIds, confidence };
  decision.effects.push({ kind: 'perform_action', call: { id, action, inputs, for: by } });
  if (ticket !== undefined && isActive(ticket)) {
    record(decision, ticket.id, 'action_requested', byCustomer(decision), describeCall(action.name, inputs));
  }
  return { action: 'requested_action', intent };
}

/** It waits to be agreed to no more. */
export function drop(decision: DecisionBuilder, id: string): void {
  const { confirmations = [] } = decision.state;
  update(decision, { confirmations: confirmations.filter((one) => one.id !== id) });
}

/** The customer does not agree, and nothing is done. */
export function decline(decision: DecisionBuilder, { id, intent }: Confirmation, messageIds: string[]): ActionTaken {
  drop(decision, id);
  sayPhrase(decision, 'confirm_declined', { inReplyTo: messageIds });
  return { action: 'called_off', intent };
}
