/** What the desk remembers while a talk goes on. */

import type { Analysis, Understanding } from '../analysis.ts';
import type { EntityType, Intent, Slot } from '../content.ts';
import type { ConversationState } from '../conversation.ts';
import {
  type ConversationMemory,
  latestValue,
  listedTogether,
  NO_MEMORY,
  type Topic,
  withTopic,
  withValues,
} from '../conversation-memory.ts';
import type { Policy } from '../policy.ts';
import { isNeeded } from './content.ts';
import { type DecisionBuilder, update } from './decision-builder.ts';

/** The memory as far as it is not forgotten: after a long silence another talk begins. */
export function memoryAt(
  { memory = NO_MEMORY, lastTurnAt }: Pick<ConversationState, 'memory' | 'lastTurnAt'>,
  now: number,
  { forgetAfterMs }: Pick<Policy, 'forgetAfterMs'>,
): ConversationMemory {
  const touched = [lastTurnAt ?? 0, memory.topics.at(-1)?.at ?? 0, memory.values.at(-1)?.at ?? 0];
  return now - Math.max(...touched) > forgetAfterMs ? NO_MEMORY : memory;
}

/** Begins a turn: what is too old is forgotten, and what it gives is kept. */
export function rememberTurn(decision: DecisionBuilder, { understanding }: Analysis): void {
  const { state, context } = decision;
  const isAnswer = understanding.expectedSlotValue !== undefined;
  const memory = memoryAt(state, context.now, context.policy);
  const isLongAgo = state.lastTurnAt !== undefined && context.now - state.lastTurnAt > context.policy.forgetAfterMs;
  update(decision, {
    memory: withValues(memory, understanding.entities, context.now),
    ...(isLongAgo && { interrupted: [], ...(!isAnswer && { slotFilling: undefined }) }),
  });
}

export function rememberTopic(decision: DecisionBuilder, topic: Omit<Topic, 'at'>): void {
  const { state, context } = decision;
  update(decision, { memory: withTopic(state.memory ?? NO_MEMORY, { ...topic, at: context.now }) });
}

export function rememberSaid(decision: DecisionBuilder, said: ConversationMemory['said']): void {
  update(decision, { memory: { ...(decision.state.memory ?? NO_MEMORY), said } });
}

/** Whether a question only says what it asks together with the one before it. */
export function leans(understanding: Pick<Understanding, 'leaning'> | undefined): boolean {
  return understanding?.leaning === 'further' || understanding?.leaning === 'same';
}

export function latestTopic({ state }: DecisionBuilder): Topic | undefined {
  return state.memory?.topics.at(-1);
}

/** What names one thing of a customer's and goes on to name it until another is named. */
const RECALLED_TYPES = new Set<EntityType>(['order_number', 'email', 'phone']);

/** The values of an intent's slots, with those that were given before; not where the customer speaks of another thing. */
export function withRecalled(
  { state }: DecisionBuilder,
  intent: Intent,
  filled: Record<string, string>,
  understanding?: Pick<Understanding, 'namesAnother' | 'namedPlace'>,
): Record<string, string> {
  const slots = { ...filled };
  for (const slot of understanding?.namesAnother ? [] : intent.slots) {
    if (!isNeeded(slot, slots)) continue;
    const value = slots[slot.name] ?? recall(state.memory, slot, understanding?.namedPlace);
    if (value !== undefined) slots[slot.name] = value;
  }
  return slots;
}

function recall(
  memory: ConversationMemory | undefined,
  { type, pattern }: Slot,
  place: number | undefined,
): string | undefined {
  if (memory === undefined || pattern !== undefined || !RECALLED_TYPES.has(type)) return undefined;
  const listed = place === undefined ? [] : listedTogether(memory, type);
  return (place === undefined ? undefined : listed.at(place)) ?? latestValue(memory, type);
}
