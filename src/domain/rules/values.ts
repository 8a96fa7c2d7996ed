/** Turns that are nothing but values. */

import type { Entity } from '../analysis.ts';
import { intentChoiceId } from '../choice-id.ts';
import type { EntityType, Slot } from '../content.ts';
import type { Turn } from '../decision.ts';
import type { ActionTaken, Ruling } from '../decision-record.ts';
import { excerpt } from '../markdown.ts';
import { MOST_REQUESTS } from '../read-length.ts';
import { QUESTION_MAX_LENGTH } from './attempts.ts';
import { findIntent, intentLabel } from './content.ts';
import { type DecisionBuilder, personChoice, sayPhrase, update } from './decision-builder.ts';
import { fulfilIntent } from './fulfilment.ts';
import { latestTopic } from './remembering.ts';
import { NAMING_TYPES } from './understood.ts';

/** A turn of values alone: they take the place of those in the last request of which there are such, or are kept for later. */
export function takeValues(decision: DecisionBuilder, turn: Turn): Ruling | undefined {
  const { understanding } = turn.analysis;
  const values = understanding.entities.filter(({ type }) => NAMING_TYPES.has(type));
  const [value] = values;
  if (!understanding.isOnlyValues || value === undefined) return undefined;
  const { messageIds, text } = turn;
  const topic = decision.state.memory?.topics.findLast((one) => slotOfType(decision, one.intent, value.type));
  const intent = findIntent(decision, topic?.intent);
  const slot = slotOfType(decision, intent?.name, value.type);
  if (intent === undefined || topic === undefined || slot === undefined) {
    return { rule: 'value_given', ...askWhatFor(decision, value, messageIds) };
  }
  const question = excerpt(text, QUESTION_MAX_LENGTH);
  const same = { intent, confidence: 1, question, messageIds, answers: turn.analysis.answers, understanding };
  const named = new Set(values.filter(({ type }) => type === value.type).map((one) => one.value));
  const [taken] = [...named]
    .slice(0, MOST_REQUESTS)
    .map((one) => fulfilIntent(decision, { ...same, slots: { ...topic.slots, [slot.name]: one } }));
  return taken && { rule: 'value_given', ...taken };
}

const MOST_USES = 3;

/** Keeps a value, and offers a person for what was answered before, or else what the desk does with such. */
function askWhatFor(decision: DecisionBuilder, { type, value }: Entity, messageIds: string[]): ActionTaken {
  if (latestTopic(decision) !== undefined) {
    const choices = [personChoice(decision)];
    sayPhrase(decision, 'value_noted_for_person', { inReplyTo: messageIds, choices }, { value });
    return { action: 'offered_choices' };
  }
  const { content } = decision.context;
  const intents = content.locales[decision.state.locale]?.intents ?? [];
  const uses = intents.filter(({ slots }) => slots.some((slot) => slot.type === type)).slice(0, MOST_USES);
  const options = uses.map((intent) => ({
    choiceId: intentChoiceId(intent.name),
    label: intentLabel(intent),
    intent: intent.name,
    articleId: undefined,
  }));
  const choices = options.map(({ choiceId, label }) => ({ id: choiceId, label }));
  sayPhrase(decision, 'value_noted', { inReplyTo: messageIds, choices }, { value });
  if (options.length > 0) update(decision, { offer: { question: value, options, slots: {} }, slotFilling: undefined });
  return { action: 'asked_to_rephrase' };
}

function slotOfType(decision: DecisionBuilder, intent: string | undefined, type: EntityType): Slot | undefined {
  return findIntent(decision, intent)?.slots.find((slot) => slot.type === type);
}
