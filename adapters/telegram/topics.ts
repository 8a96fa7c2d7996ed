/** Which topics the bot's messages stand in: a reaction tells the message, not the topic. */
export interface Topics {
  note(chatId: string, messageId: number, topicId: number): void;
  /** Undefined for a message outside of topics, and for one of long ago. */
  of(chatId: number, messageId: number): number | undefined;
}

const REMEMBERED_MESSAGES = 10_000;

/** Remembers the latest messages, as long as the process lives. */
export function createTopics(): Topics {
  const topics = new Map<string, number>();
  return {
    note(chatId, messageId, topicId) {
      topics.set(`${chatId}:${messageId}`, topicId);
      const [oldest] = topics.keys();
      if (topics.size > REMEMBERED_MESSAGES && oldest !== undefined) topics.delete(oldest);
    },
    of: (chatId, messageId) => topics.get(`${chatId}:${messageId}`),
  };
}
