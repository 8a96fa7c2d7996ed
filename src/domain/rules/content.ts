/** Looking things up in the content of the conversation's locale. */

import type { Action } from '../actions/action.ts';
import type { Article, Intent, Slot } from '../content.ts';
import { conditionHolds } from '../templates/condition.ts';
import { textValues } from '../templates/template-value.ts';
import type { DecisionBuilder } from './decision-builder.ts';

/** The intent of this name in the conversation's locale. */
export function findIntent(decision: DecisionBuilder, name: string | undefined): Intent | undefined {
  if (name === undefined) return undefined;
  return decision.context.content.locales[decision.state.locale]?.intents.find((intent) => intent.name === name);
}

/** The article of this id in the conversation's locale, if customers may read it. */
export function findArticle(decision: DecisionBuilder, id: string | undefined): Article | undefined {
  if (id === undefined) return undefined;
  return decision.context.content.locales[decision.state.locale]?.articles.find(
    (article) => article.id === id && article.audience === 'customers',
  );
}

/** The article an intent answers from, or names. */
export function articleOf({ outcome }: Intent): string | undefined {
  if (outcome.kind === 'escalate') return undefined;
  return outcome.kind === 'article' ? outcome.articleId : outcome.sourceId;
}

/** Whether a slot is needed, by the values of those before it. */
export function isNeeded({ when }: Slot, filled: Record<string, string>): boolean {
  return when === undefined || conditionHolds(when, textValues(filled));
}

/** What a button for an intent says: its label, or the first way customers ask for it, without slot marks. */
export function intentLabel(intent: Intent): string {
  if (intent.label !== undefined) return intent.label;
  const words = (intent.utterances[0] ?? intent.name)
    .replace(/\{[a-z0-9_]+\}/g, '')
    .replace(/\s+/g, ' ')
    .trim();
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** The first slot, in the order of the file, that is needed and has no value yet. */
export function findMissingSlot(intent: Intent, filled: Record<string, string>): Slot | undefined {
  return intent.slots.find((slot) => filled[slot.name] === undefined && isNeeded(slot, filled));
}

/** An action of the content in force. */
export function findAction({ context }: DecisionBuilder, name: string | undefined): Action | undefined {
  const { actions = {} } = context.content;
  return name !== undefined && Object.hasOwn(actions, name) ? actions[name] : undefined;
}
