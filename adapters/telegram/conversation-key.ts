/**
 * How conversations on Telegram are named: by the private chat, or in a group by the chat, the forum's topic and the person. A
 * supergroup that was a group before goes by that one's number.
 */

/** Where a conversation is. */
export interface Destination {
  chatId: string;
  /** Undefined in private chats, in groups without topics and in a forum's general topic. */
  topicId: number | undefined;
  /** The customer's number. */
  userId: string;
  isGroup: boolean;
}

/** The name of a person's conversation in a chat; `topicId` is undefined where there are no topics. */
export function toConversationKey(
  chat: { id: number; type: string },
  topicId: number | undefined,
  userId: number,
): string {
  return chat.type === 'private' ? String(chat.id) : `${chat.id}:${topicId ?? 0}:${userId}`;
}

/** The way back from `toConversationKey`. */
export function fromConversationKey(conversationKey: string): Destination {
  const [chatId = '', topicId, userId = chatId] = conversationKey.split(':');
  return { chatId, topicId: Number(topicId ?? 0) || undefined, userId, isGroup: topicId !== undefined };
}
