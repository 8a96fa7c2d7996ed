/** Doing what was planned to follow by itself, once it is due. */

import type { Intent } from '../content.ts';
import type { PendingFollowUp } from '../conversation.ts';
import type { Ruling } from '../decision-record.ts';
import { HOUR_MS } from '../policy.ts';
import { conditionHolds } from '../templates/condition.ts';
import { isWithStaff } from '../ticket.ts';
import { findIntent } from './content.ts';
import { type DecisionBuilder, say, sayPhrase } from './decision-builder.ts';
import { fulfilIntent } from './fulfilment.ts';
import { wordingFor } from './give-answer.ts';
import { lookUp } from './lookups.ts';
import { keepFollowUps } from './plan-follow-ups.ts';
import { latestTopic } from './remembering.ts';

/** Does the first thing that is due; its timer is set for the next. */
export function takeFollowUp(decision: DecisionBuilder): Ruling | undefined {
  const { followUps = [] } = decision.state;
  const { now } = decision.context;
  const due = followUps.find(({ dueAt }) => dueAt <= now);
  const others = followUps.filter((one) => one !== due);
  if (due === undefined) return void keepFollowUps(decision, others);
  const { next, ruling } = decision.state.unreachable === undefined ? follow(decision, due) : {};
  keepFollowUps(decision, next === undefined ? others : [...others, next]);
  return ruling;
}

/** What is done now, and when it is looked at again. */
interface Followed {
  ruling?: Ruling;
  next?: PendingFollowUp;
}

function follow(decision: DecisionBuilder, due: PendingFollowUp): Followed {
  const { step, validUntil = Number.POSITIVE_INFINITY } = due;
  if (step.kind === 'watch') return watch(decision, due, step);
  if (decision.context.now > validUntil) return {};
  return step.kind === 'say' ? tell(decision, due, step.text) : ask(decision, due, step.intent);
}

function tell(decision: DecisionBuilder, { intent, slots, values }: PendingFollowUp, text: string): Followed {
  say(decision, wordingFor(decision, text, { intent: findIntent(decision, intent), slots, given: slots }, values), {
    intent,
  });
  return { ruling: { rule: 'follow_up', action: 'informed', intent } };
}

function watch(
  decision: DecisionBuilder,
  due: PendingFollowUp,
  step: Extract<PendingFollowUp['step'], { kind: 'watch' }>,
): Followed {
  const { now } = decision.context;
  const result = due.lookup && lookUp(decision, due.lookup);
  const isThere = result?.kind === 'answered' && result.outcome === due.outcome;
  if (isThere && conditionHolds(step.until, result.values)) {
    return tell(decision, { ...due, values: result.values }, step.text);
  }
  const isOver = due.validUntil !== undefined && now >= due.validUntil;
  if (!isOver) return { next: { ...due, dueAt: now + step.everyMs } };
  return step.otherwise === undefined ? {} : tell(decision, due, step.otherwise);
}

/** Nobody is asked while they wait for a person, or are asked something else. */
const ASKED_LATER_MS = HOUR_MS;
/** What cannot be asked for so long is not asked any more. */
const ASKED_WITHIN_MS = 7 * 24 * HOUR_MS;

function ask(decision: DecisionBuilder, due: PendingFollowUp, name: string): Followed {
  const { state, context } = decision;
  const intent = findIntent(decision, name);
  if (intent === undefined) return {};
  const { validUntil = context.now + ASKED_WITHIN_MS } = due;
  const isBusy = state.slotFilling !== undefined || (state.confirmations ?? []).some(({ isAside }) => !isAside);
  if (isBusy || isWithStaff(state.ticket)) {
    return { next: { ...due, validUntil, dueAt: context.now + ASKED_LATER_MS } };
  }
  if (intent.isSurvey) decision.effects.push({ kind: 'keep_survey_answer', survey: intent.name });
  const slots = Object.fromEntries(Object.entries(due.slots).filter(([slot]) => isSlotOf(intent, slot)));
  const settled = { intent, slots, confidence: 1, question: '', messageIds: [], answers: [], understanding: undefined };
  return { ruling: { rule: 'follow_up', ...fulfilIntent(decision, settled) } };
}

function isSlotOf({ slots }: Intent, name: string): boolean {
  return slots.some((slot) => slot.name === name);
}

/** "No need to tell me after all": takes back the news that the customer has asked for just now. Undefined where that is none. */
export function takeBackFollowUp(decision: DecisionBuilder, messageIds: string[]): Ruling | undefined {
  const last = latestTopic(decision)?.intent;
  const asked = decision.state.followUps?.find(({ intent, step }) => intent === last && step.kind === 'watch');
  return stopFollowUp(decision, asked?.id, messageIds);
}

/** The customer wants to be told no more. Undefined for any other choice. */
export function stopFollowUp(
  decision: DecisionBuilder,
  followUpId: string | undefined,
  messageIds: string[],
): Ruling | undefined {
  if (followUpId === undefined) return undefined;
  const { followUps = [] } = decision.state;
  const others = followUps.filter(({ id }) => id !== followUpId);
  if (others.length < followUps.length) keepFollowUps(decision, others);
  sayPhrase(decision, 'follow_up_stopped', { inReplyTo: messageIds });
  return { rule: 'follow_up_stopped', action: 'called_off' };
}
