/** The rules between intents and the actions that they name. */

import type { Action, ActionOutcome } from '../domain/actions/action.ts';
import { inputsOf } from '../domain/actions/fill-request.ts';
import type { ContentDiagnostic } from '../domain/content.ts';
import { didYouMean } from '../lib/nearest.ts';
import { type Diagnostic, errorAt, inFile, type PlacedText } from './diagnostics.ts';
import { checkFollowUps } from './follow-up-rules.ts';
import { checkIsKnown, type KnownActions } from './known-actions.ts';
import type { LocaleFiles } from './locale-rules.ts';
import { scopeOf } from './read-action-file.ts';
import type { IntentDraft } from './read-intent-file.ts';
import { checkSlotActions } from './slot-actions.ts';
import { scopeOfSlots } from './slot-conditions.ts';
import { checkTemplate, type Scope } from './template-scope.ts';

/** What is wrong with how a locale's intents use actions. */
export function checkActionReferences({ intentFiles }: LocaleFiles, actions: KnownActions): ContentDiagnostic[] {
  const intents = intentFiles.flatMap(({ drafts }) => drafts);
  return intentFiles.flatMap(({ file, drafts }) =>
    inFile(
      file,
      drafts.flatMap((draft) => [...checkSlotActions(draft, actions), ...checkIntentAction(draft, actions, intents)]),
    ),
  );
}

function checkIntentAction(intent: IntentDraft, actions: KnownActions, intents: readonly IntentDraft[]): Diagnostic[] {
  const { name, action: named } = intent;
  if (named === undefined) return [];
  const unknown = checkIsKnown(named, `intent ${name.text}`, actions);
  const action = actions.get(named.text);
  if (action === undefined) return unknown;
  const slots = scopeOfSlots(intent);
  return [
    ...checkInputs(intent, named, action, slots),
    ...checkConfirm(intent, named, action, slots),
    ...checkWordings(intent, named, action, slots),
    ...checkFollowUps(intent, { action, slots, intents }),
  ];
}

function checkInputs({ name }: IntentDraft, named: PlacedText, action: Action, slots: Scope): Diagnostic[] {
  return inputsOf(action).flatMap((input) => {
    const slot = slots.get(input);
    const needs = `the action ${action.name} needs ${input}, which`;
    if (slot === undefined) return errorAt(named.lineAt(0), `${needs} is no slot of intent ${name.text}: add it`);
    if (!slot.isOptional) return [];
    return errorAt(named.lineAt(0), `${needs} intent ${name.text} asks for only under a condition: delete its when`);
  });
}

function checkConfirm({ name, confirm }: IntentDraft, named: PlacedText, action: Action, slots: Scope): Diagnostic[] {
  if (action.kind === 'read') {
    const reason = `the action ${action.name} only reads: nothing has to be confirmed`;
    return confirm === undefined ? [] : [errorAt(confirm.lineAt(0), reason)];
  }
  if (confirm !== undefined) return mistakesOf(confirm, slots);
  const reason = `the action ${action.name} writes: intent ${name.text} needs confirm, which says what will be done`;
  return [errorAt(named.lineAt(0), reason)];
}

function checkWordings({ name, outcomes }: IntentDraft, named: PlacedText, action: Action, slots: Scope): Diagnostic[] {
  const known = new Map(action.outcomes.map((outcome) => [outcome.name, outcome]));
  const worded = new Set(outcomes.map((outcome) => outcome.name));
  const missing = [...known.keys()].filter((outcome) => !worded.has(outcome));
  return [
    ...missing.map((outcome) =>
      errorAt(named.lineAt(0), `intent ${name.text} has no wording for the outcome ${outcome}: add it under outcomes`),
    ),
    ...outcomes.flatMap(({ name: outcome, wording }) => checkWording(outcome, wording, known, slots)),
  ];
}

function checkWording(
  name: string,
  wording: PlacedText,
  known: ReadonlyMap<string, ActionOutcome>,
  slots: Scope,
): Diagnostic[] {
  const outcome = known.get(name);
  if (outcome !== undefined) return mistakesOf(wording, new Map([...slots, ...scopeOf(outcome)]));
  const hint = didYouMean(name, known.keys(), '"') || ` There are: ${[...known.keys()].join(', ')}.`;
  return [errorAt(wording.lineAt(0), `the action has no outcome ${name}.${hint}`)];
}

function mistakesOf(wording: PlacedText, scope: Scope): Diagnostic[] {
  return checkTemplate(wording.text, scope).map(({ row, reason }) => errorAt(wording.lineAt(row), reason));
}
