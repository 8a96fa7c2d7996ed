/** What the desk remembers of a conversation, so that a customer need not say it twice. */

import { firstUnits } from '../lib/text.ts';
import type { Entity } from './analysis.ts';
import type { EntityType } from './content.ts';

/** A value that the customer gave. */
export interface RememberedValue {
  type: EntityType;
  value: string;
  /** Epoch milliseconds. */
  at: number;
}

/** What was answered, asked back for or handed over. */
export interface Topic {
  /** What the customer asked, as far as it is kept. */
  question: string;
  intent: string | undefined;
  articleId: string | undefined;
  slots: Record<string, string>;
  /** Whether the question leaned on the one before it. */
  leans?: boolean | undefined;
  at: number;
}

export interface ConversationMemory {
  /** The newest last. */
  values: RememberedValue[];
  /** The newest last. */
  topics: Topic[];
  /** The latest answer, in its own words, and what it answered. */
  said?: { text: string; question: string } | undefined;
}

export const NO_MEMORY: ConversationMemory = { values: [], topics: [] };

const MOST_VALUES = 8;
const MOST_TOPICS = 4;
/** Values by which things and people are named; a sum or a number means nothing without what it counts. */
const KEPT_TYPES = new Set<EntityType>(['order_number', 'email', 'phone', 'url', 'date', 'choice']);

/** The memory with the values of a message. */
export function withValues(
  memory: ConversationMemory,
  entities: readonly Pick<Entity, 'type' | 'value'>[],
  at: number,
): ConversationMemory {
  const added = entities.filter(({ type }) => KEPT_TYPES.has(type)).map(({ type, value }) => ({ type, value, at }));
  const isNew = ({ type, value }: RememberedValue): boolean =>
    !added.some((other) => other.type === type && other.value === value);
  return { ...memory, values: [...memory.values.filter(isNew), ...added].slice(-MOST_VALUES) };
}

export function withTopic(memory: ConversationMemory, topic: Topic): ConversationMemory {
  return { ...memory, topics: [...memory.topics, topic].slice(-MOST_TOPICS) };
}

const MOST_CONTEXT = 200;
/** What was asked last, with what that leans on in turn: that from which the next message may go on. */
export function contextOf({ topics }: ConversationMemory): string | undefined {
  const [before, last] = topics.length < 2 ? [undefined, topics[0]] : topics.slice(-2);
  if (last === undefined) return undefined;
  const needed = before !== undefined && last.leans ? [before, last] : [last];
  return needed.map(({ question }) => firstUnits(question, MOST_CONTEXT)).join('. ');
}

/** The values of a type that were given together, as far as several were, in their order. */
export function listedTogether({ values }: ConversationMemory, type: EntityType): string[] {
  const ofType = values.filter((value) => value.type === type);
  const isShared = (at: number) => ofType.filter((value) => value.at === at).length > 1;
  const at = ofType.findLast((value) => isShared(value.at))?.at;
  return ofType.filter((value) => at === undefined || value.at === at).map(({ value }) => value);
}

/** The value of a type that was given last. */
export function latestValue({ values }: ConversationMemory, type: EntityType): string | undefined {
  return values.findLast((value) => value.type === type)?.value;
}
