import type { KeyValueStore } from '../../src/ports/key-values.ts';

/** Which topics the bot's messages stand in: a reaction tells the message, not the topic. */
export interface Topics {
  note(chatId: string, messageId: number, topicId: number): Promise<void>;
  /** Undefined for a message outside of topics, and for one of long ago. */
  of(chatId: number, messageId: number): Promise<number | undefined>;
}

/** People seldom react to a message that is older. */
const KEPT_MS = 90 * 24 * 60 * 60_000;

/** Remembers them beyond the process: Telegram does not tell them again. */
export function createTopics(keyValues: KeyValueStore): Topics {
  const keyOf = (chatId: string | number, messageId: number): string => `topic:${chatId}:${messageId}`;
  return {
    note: (chatId, messageId, topicId) => keyValues.set(keyOf(chatId, messageId), String(topicId), KEPT_MS),
    async of(chatId, messageId) {
      const noted = await keyValues.get(keyOf(chatId, messageId));
      return noted === undefined ? undefined : Number(noted);
    },
  };
}
