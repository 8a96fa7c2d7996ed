/** The rules between what follows an action by itself, the action, and the other intents. */

import type { Action } from '../domain/actions/action.ts';
import { parseCondition } from '../domain/templates/condition.ts';
import { didYouMean } from '../lib/nearest.ts';
import { type Diagnostic, errorAt, type PlacedText } from './diagnostics.ts';
import { scopeOf } from './read-action-file.ts';
import type { FollowUpDraft, IntentDraft } from './read-intent-file.ts';
import { checkTemplate, type Scope } from './template-scope.ts';

/** What a follow-up may name. */
export interface FollowUpContext {
  action: Action;
  /** The intent's slots as values of a wording. */
  slots: Scope;
  /** Every intent of the language. */
  intents: readonly IntentDraft[];
}

/** What is wrong with what follows an intent's action. */
export function checkFollowUps({ followUps }: IntentDraft, context: FollowUpContext): Diagnostic[] {
  return followUps.flatMap((followUp) => checkFollowUp(followUp, context));
}

function checkFollowUp(followUp: FollowUpDraft, { action, slots, intents }: FollowUpContext): Diagnostic[] {
  const { after, at, until, say, ask, otherwise } = followUp;
  const outcome = action.outcomes.find(({ name }) => name === after.text);
  if (outcome === undefined) {
    const names = action.outcomes.map(({ name }) => name);
    const hint = didYouMean(after.text, names, '"') || ` There are: ${names.join(', ')}.`;
    return [errorAt(after.lineAt(0), `the action ${action.name} has no outcome ${after.text}.${hint}`)];
  }
  const scope = new Map([...slots, ...scopeOf(outcome)]);
  const words = [say, otherwise].filter((text) => text !== undefined);
  return [
    ...checkDate(at, scopeOf(outcome)),
    ...checkWatch(until, action, scopeOf(outcome)),
    ...checkAsk(ask, intents),
    ...words.flatMap((text) =>
      checkTemplate(text.text, scope).map(({ row, reason }) => errorAt(text.lineAt(row), reason)),
    ),
  ];
}

function checkDate(at: PlacedText | undefined, values: Scope): Diagnostic[] {
  if (at === undefined) return [];
  const value = values.get(at.text);
  if (value?.type === 'date') return [];
  const dates = [...values].filter(([, { type }]) => type === 'date').map(([name]) => name);
  const reason = value === undefined ? `there is no value ${at.text} here` : `${at.text} is no date, but ${value.type}`;
  return [errorAt(at.lineAt(0), `${reason}. Dates are: ${dates.join(', ') || 'none'}.`)];
}

function checkWatch(until: PlacedText | undefined, { name, kind }: Action, values: Scope): Diagnostic[] {
  const condition = until && parseCondition(until.text);
  if (until === undefined || condition === undefined) return [];
  if (kind === 'write')
    return [errorAt(until.lineAt(0), `the action ${name} writes: only one that reads can be watched`)];
  if (values.has(condition.name)) return [];
  const hint = didYouMean(condition.name, values.keys(), '"');
  return [errorAt(until.lineAt(0), `there is no value ${condition.name} here.${hint}`)];
}

function checkAsk(ask: PlacedText | undefined, intents: readonly IntentDraft[]): Diagnostic[] {
  if (ask === undefined) return [];
  const asked = intents.find(({ name }) => name.text === ask.text);
  if (asked === undefined) {
    const hint = didYouMean(
      ask.text,
      intents.map(({ name }) => name.text),
      '"',
    );
    return [errorAt(ask.lineAt(0), `there is no intent ${ask.text} in this language.${hint}`)];
  }
  return asked.slots.length > 0 ? [] : [errorAt(ask.lineAt(0), `intent ${ask.text} has no slots to ask for`)];
}
