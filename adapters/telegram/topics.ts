import { LRUCache } from 'lru-cache';

/** The longest ago used is forgotten first. */
const MOST_KEPT = 10_000;

/** Which topics the bot's messages stand in: a reaction tells the message, not the topic. */
export interface Topics {
  note(chatId: string, messageId: number, topicId: number): void;
  /** Undefined for a message outside of topics, and for one of long ago. */
  of(chatId: number, messageId: number): number | undefined;
}

/** Remembers the latest messages, as long as the process lives. */
export function createTopics(): Topics {
  const topics = new LRUCache<string, number>({ max: MOST_KEPT });
  return {
    note: (chatId, messageId, topicId) => topics.set(`${chatId}:${messageId}`, topicId),
    of: (chatId, messageId) => topics.get(`${chatId}:${messageId}`),
  };
}
