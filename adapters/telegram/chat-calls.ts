import type { ChatRateLimits } from './rate-limits.ts';
import { TelegramFailure } from './telegram-failure.ts';

/** Calls for a chat in its turn; `call` is given the chat that took its place where there is one. */
export type ChatCalls = <Result>(chatId: string, call: (chatId: string) => Promise<Result>) => Promise<Result>;

/** Minds what Telegram answers about the chat: to wait, or that the group has become a supergroup, where it is called again. */
export function createChatCalls(turns: ChatRateLimits): ChatCalls {
  const migrated = new Map<string, string>();

  const inChat: ChatCalls = async (chatId, call) => {
    const current = migrated.get(chatId) ?? chatId;
    await turns.take(current);
    try {
      return await call(current);
    } catch (error) {
      if (!(error instanceof TelegramFailure)) throw error;
      if (error.retryAfterMs !== undefined) turns.pause(current, error.retryAfterMs);
      if (error.migratedTo === undefined || error.migratedTo === current) throw error;
      migrated.set(chatId, error.migratedTo);
      return inChat(chatId, call);
    }
  };
  return inChat;
}
