/** Values of slots that other systems know, or check. */

import type { ActionFailure, ActionResult } from '../actions/action.ts';
import { type CalledAction, calledAction } from '../actions/called-action.ts';
import { inputsOf } from '../actions/fill-request.ts';
import type { Intent, Slot } from '../content.ts';
import { formatPlainValue } from '../templates/render-template.ts';
import { findAction, isNeeded } from './content.ts';
import type { DecisionBuilder } from './decision-builder.ts';
import { wordingFor } from './give-answer.ts';
import { lookUp } from './lookups.ts';

export interface CheckedSlots {
  slots: Record<string, string>;
  /** The first value that will not do, which is not among `slots`, and what the customer is told of it. */
  refused?: { slot: Slot; objection: string };
  /** Why what the customer wants cannot be done, in CommonMark, as what a check found has it. */
  ruledOut?: string;
  /** The last check that could not be made. */
  unchecked?: { called: CalledAction; failure: ActionFailure };
}

/** The values with those that are looked up, slot by slot, up to the first that its check refuses. */
export function slotsByActions(
  decision: DecisionBuilder,
  intent: Intent,
  filled: Record<string, string>,
): CheckedSlots {
  const slots = { ...filled };
  let unchecked: CheckedSlots['unchecked'];
  for (const slot of intent.slots) {
    if (!isNeeded(slot, slots)) continue;
    const value = slots[slot.name] ?? valueFromAction(decision, slot, slots);
    if (value === undefined) continue;
    slots[slot.name] = value;
    const checked = check(decision, slot, { intent, slots });
    unchecked = checked.unchecked ?? unchecked;
    if (checked.ruledOut !== undefined) return { slots, ruledOut: checked.ruledOut };
    if (checked.objection === undefined) continue;
    delete slots[slot.name];
    return { slots, refused: { slot, objection: checked.objection } };
  }
  return unchecked === undefined ? { slots } : { slots, unchecked };
}

/** What the slot's action has for it; undefined where it has nothing, or an input of it is not known yet. */
function valueFromAction(decision: DecisionBuilder, { from }: Slot, slots: Record<string, string>): string | undefined {
  const result = from && lookUpWith(decision, from.action, slots)?.result;
  if (from === undefined || result?.kind !== 'answered') return undefined;
  const value = Object.hasOwn(result.values, from.value) ? result.values[from.value] : undefined;
  return value && (formatPlainValue(value) || undefined);
}

/** Whether the value will do; why not, in CommonMark, where it will not. */
function check(
  decision: DecisionBuilder,
  { check: asked }: Slot,
  { intent, slots }: { intent: Intent; slots: Record<string, string> },
): { objection?: string } & Pick<CheckedSlots, 'ruledOut' | 'unchecked'> {
  const made = asked && lookUpWith(decision, asked.action, slots);
  if (asked === undefined || made === undefined) return {};
  const { inputs, result } = made;
  if (result.kind === 'failed') {
    return { unchecked: { called: calledAction(asked.action, inputs, result), failure: result.failure } };
  }
  const say = (wording: string) => wordingFor(decision, wording, { intent, slots, given: slots }, result.values).trim();
  if (!asked.accept.includes(result.outcome)) return { objection: say(asked.otherwise) };
  const ruledOut = asked.unless === undefined ? '' : say(asked.unless);
  return ruledOut === '' ? {} : { ruledOut };
}

function lookUpWith(
  decision: DecisionBuilder,
  name: string,
  slots: Record<string, string>,
): { inputs: Record<string, string>; result: ActionResult } | undefined {
  const action = findAction(decision, name);
  if (action === undefined || action.kind !== 'read') return undefined;
  const names = inputsOf(action);
  if (names.some((input) => slots[input] === undefined)) return undefined;
  const inputs = Object.fromEntries(names.map((input) => [input, slots[input] ?? '']));
  return { inputs, result: lookUp(decision, { action, inputs }) };
}
