/** Planning what follows by itself, later: reminders, surveys, and news that the customer asked for. */

import type { Action } from '../actions/action.ts';
import { stopChoiceId } from '../choice-id.ts';
import type { FollowUp, Intent } from '../content.ts';
import type { PendingFollowUp } from '../conversation.ts';
import type { Choice } from '../message.ts';
import { conditionHolds } from '../templates/condition.ts';
import type { TemplateValues } from '../templates/template-value.ts';
import { type DecisionBuilder, newId, phraseOf, update } from './decision-builder.ts';

/** More that waits in one conversation is a mistake, or somebody's game. */
const MOST_PENDING = 20;

/** What an outcome was reached with. */
export interface ReachedOutcome {
  intent: Intent;
  action: Action;
  inputs: Record<string, string>;
  slots: Record<string, string>;
  outcome: string;
  values: TemplateValues;
}

/** Sets what follows an outcome, once for each thing that it is about; returns the buttons that call off what will be told. */
export function planFollowUps(decision: DecisionBuilder, reached: ReachedOutcome): Choice[] {
  const { now } = decision.context;
  const id = newId(decision, 'f');
  const planned = (reached.intent.followUps ?? [])
    .filter(({ after }) => after === reached.outcome)
    .flatMap((followUp, index) => pendingOf(followUp, { ...reached, id: `${id}-${index}`, now }));
  if (planned.length === 0) return [];
  const isNew = (one: PendingFollowUp) => !planned.some((other) => sameAs(one) === sameAs(other));
  const all = [...(decision.state.followUps ?? []).filter(isNew), ...planned].sort((a, b) => a.dueAt - b.dueAt);
  keepFollowUps(decision, all.slice(0, MOST_PENDING));
  return planned
    .filter(({ step }) => step.kind === 'watch')
    .map((one) => ({ id: stopChoiceId(one.id), label: phraseOf(decision, 'follow_up_stop') }));
}

function sameAs({ intent, slots, step }: PendingFollowUp): string {
  return JSON.stringify([intent, Object.entries(slots).sort(), step]);
}

/** Nothing where its time is over, or what is waited for is there already. */
function pendingOf(
  { at, delayMs, step }: FollowUp,
  { intent, action, inputs, slots, outcome, values, id, now }: ReachedOutcome & { id: string; now: number },
): PendingFollowUp[] {
  const pending = { id, intent: intent.name, slots, outcome, values, step };
  if (step.kind === 'watch') {
    if (conditionHolds(step.until, values)) return [];
    return [{ ...pending, dueAt: now + step.everyMs, validUntil: now + step.forMs, lookup: { action, inputs } }];
  }
  const from = at === undefined ? now : momentOf(values, at);
  if (from === undefined || from + delayMs <= now) return [];
  return [{ ...pending, dueAt: from + delayMs, validUntil: delayMs < 0 ? from : undefined }];
}

function momentOf(values: TemplateValues, name: string): number | undefined {
  const value = Object.hasOwn(values, name) ? values[name] : undefined;
  return value?.type === 'date' ? new Date(value.value).getTime() : undefined;
}

/** What waits from now on, with the timer for the first of it. */
export function keepFollowUps(decision: DecisionBuilder, followUps: PendingFollowUp[]): void {
  update(decision, { followUps });
  const [first] = [...followUps].sort((a, b) => a.dueAt - b.dueAt);
  decision.effects.push(
    first === undefined
      ? { kind: 'cancel_timer', timer: 'follow_up' }
      : { kind: 'set_timer', timer: 'follow_up', at: first.dueAt },
  );
}
