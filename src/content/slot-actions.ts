/** Slots whose values are looked up, or checked, by actions. */

import type { Action } from '../domain/actions/action.ts';
import { inputsOf } from '../domain/actions/fill-request.ts';
import { didYouMean } from '../lib/nearest.ts';
import { type Diagnostic, errorAt, type PlacedText } from './diagnostics.ts';
import { checkIsKnown, type KnownActions } from './known-actions.ts';
import { scopeOf } from './read-action-file.ts';
import type { IntentDraft, SlotDraft } from './read-intent-file.ts';
import { scopeOfSlots } from './slot-conditions.ts';
import { checkTemplate, type ExpectedValue } from './template-scope.ts';

/** What is wrong with the actions that an intent's slots name. */
export function checkSlotActions(intent: IntentDraft, actions: KnownActions): Diagnostic[] {
  return intent.slots.flatMap((slot, index) => {
    const above = intent.slots.slice(0, index);
    return [
      ...checkUse(slot.from?.action, { slot, given: above, actions }, (action) => checkValue(slot, action)),
      ...checkUse(slot.check?.action, { slot, given: [...above, slot], actions }, (action) =>
        checkOutcomes(intent, slot, action),
      ),
    ];
  });
}

interface Use {
  slot: SlotDraft;
  /** What is there when it is called. */
  given: SlotDraft[];
  actions: KnownActions;
}

function checkUse(
  named: PlacedText | undefined,
  { slot, given, actions }: Use,
  more: (action: Action) => Diagnostic[],
): Diagnostic[] {
  if (named === undefined) return [];
  const unknown = checkIsKnown(named, `slot ${slot.text}`, actions);
  const action = actions.get(named.text);
  if (action === undefined) return unknown;
  const complain = (reason: string) => errorAt(named.lineAt(0), `the action ${action.name} ${reason}`);
  if (action.kind === 'write') return [complain('writes: a slot can only name one that reads')];
  const missing = inputsOf(action).filter((input) => !given.some(({ text }) => text === input));
  return [...missing.map((input) => complain(`needs ${input}, which is no slot above ${slot.text}`)), ...more(action)];
}

function checkValue({ from }: SlotDraft, { name, outcomes }: Action): Diagnostic[] {
  if (from === undefined) return [];
  const values = new Set(
    outcomes.flatMap(({ result }) =>
      Object.entries(result).flatMap(([key, { type }]) => (type === 'list' ? [] : [key])),
    ),
  );
  if (values.has(from.value)) return [];
  const hint = didYouMean(from.value, values, '"') || ` There are: ${[...values].join(', ') || 'none'}.`;
  return [errorAt(from.action.lineAt(0), `the action ${name} has no value ${from.value}.${hint}`)];
}

function checkOutcomes(intent: IntentDraft, { check }: SlotDraft, { name, outcomes }: Action): Diagnostic[] {
  if (check === undefined) return [];
  const known = outcomes.map((outcome) => outcome.name);
  const unknown = check.accept.filter((outcome) => !known.includes(outcome));
  const others = outcomes.filter((outcome) => !check.accept.includes(outcome.name));
  const accepted = outcomes.filter((outcome) => check.accept.includes(outcome.name));
  const mistakesOf = (wording: PlacedText, scope: Map<string, ExpectedValue>) =>
    checkTemplate(wording.text, scope).map(({ row, reason }) => errorAt(wording.lineAt(row), reason));
  return [
    ...unknown.map((outcome) => {
      const hint = didYouMean(outcome, known, '"') || ` There are: ${known.join(', ')}.`;
      return errorAt(check.action.lineAt(0), `the action ${name} has no outcome ${outcome}.${hint}`);
    }),
    ...mistakesOf(check.otherwise, scopeAfter(others, intent, { isOneOf: true })),
    ...(check.unless === undefined
      ? []
      : mistakesOf(check.unless, scopeAfter(accepted, intent, { isOneOf: accepted.length > 1 }))),
  ];
}

/** What may be said after these outcomes; where it is one of several, which of them is not known beforehand. */
function scopeAfter(
  outcomes: Action['outcomes'],
  intent: IntentDraft,
  { isOneOf }: { isOneOf: boolean },
): Map<string, ExpectedValue> {
  const values = outcomes.flatMap((outcome) =>
    [...scopeOf(outcome)].map(([key, value]): [string, ExpectedValue] => [
      key,
      isOneOf ? { ...value, isOptional: true } : value,
    ]),
  );
  return new Map([...values, ...scopeOfSlots(intent)]);
}
