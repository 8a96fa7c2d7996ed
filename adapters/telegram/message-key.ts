/**
 * How messages are named to the desk: by their number in the chat that the conversation is named by. A group that becomes a
 * supergroup goes on under its old name but numbers its messages anew: those have the supergroup's number before their own.
 */

/** The name of a message in a chat, in a conversation that is named by `namedChatId`. */
export function toMessageKey(messageId: number, chatId: number | string, namedChatId: number | string): string {
  return String(chatId) === String(namedChatId) ? String(messageId) : `${chatId}:${messageId}`;
}

/** The way back from `toMessageKey`. */
export function fromMessageKey(messageKey: string, namedChatId: string): { chatId: string; messageId: number } {
  const [messageId, chatId = namedChatId] = messageKey.split(':').reverse();
  return { chatId, messageId: Number(messageId) };
}
