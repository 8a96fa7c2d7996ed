/** Values of slots that other systems know, or check. */

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
}

/** The values with those that are looked up, slot by slot, up to the first that its check refuses. */
export function slotsByActions(
  decision: DecisionBuilder,
  intent: Intent,
  filled: Record<string, string>,
): CheckedSlots {
  const slots = { ...filled };
  for (const slot of intent.slots) {
    if (!isNeeded(slot, slots)) continue;
    const value = slots[slot.name] ?? valueFromAction(decision, slot, slots);
    if (value === undefined) continue;
    slots[slot.name] = value;
    const objection = objectionTo(decision, slot, slots);
    if (objection === undefined) continue;
    delete slots[slot.name];
    return { slots, refused: { slot, objection } };
  }
  return { slots };
}

/** What the slot's action has for it; undefined where it has nothing, or an input of it is not known yet. */
function valueFromAction(decision: DecisionBuilder, { from }: Slot, slots: Record<string, string>): string | undefined {
  const result = from && lookUpWith(decision, from.action, slots);
  if (from === undefined || result?.kind !== 'answered') return undefined;
  const value = Object.hasOwn(result.values, from.value) ? result.values[from.value] : undefined;
  return value && (formatPlainValue(value) || undefined);
}

/** Why the value will not do; nothing where it does, or where nobody can tell. */
function objectionTo(decision: DecisionBuilder, { check }: Slot, slots: Record<string, string>): string | undefined {
  const result = check && lookUpWith(decision, check.action, slots);
  if (check === undefined || result?.kind !== 'answered' || check.accept.includes(result.outcome)) return undefined;
  return wordingFor(decision, check.otherwise, { slots, given: slots }, result.values);
}

function lookUpWith(decision: DecisionBuilder, name: string, slots: Record<string, string>) {
  const action = findAction(decision, name);
  if (action === undefined || action.kind !== 'read') return undefined;
  const names = inputsOf(action);
  if (names.some((input) => slots[input] === undefined)) return undefined;
  return lookUp(decision, { action, inputs: Object.fromEntries(names.map((input) => [input, slots[input] ?? ''])) });
}
