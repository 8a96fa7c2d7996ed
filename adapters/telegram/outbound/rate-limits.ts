import type { Clock } from '../../../src/ports/clock.ts';
import { createOrder } from '../../shared/in-order.ts';
import { createRateLimiter, type RateLimits } from '../../shared/rate-limit.ts';
import { TelegramFailure } from '../failures.ts';

/** Calls for a chat in its turn; `call` is given the chat that took its place where there is one. */
export type ChatCalls = <Result>(chatId: string, call: (chatId: string) => Promise<Result>) => Promise<Result>;

/** Minds what Telegram answers about the chat: to wait, or that the group has become a supergroup, where it is called again. */
export function createChatCalls(rateLimits: ChatRateLimits): ChatCalls {
  const migrated = new Map<string, string>();

  const inChat: ChatCalls = async (chatId, call) => {
    const current = migrated.get(chatId) ?? chatId;
    await rateLimits.take(current);
    try {
      return await call(current);
    } catch (error) {
      if (!(error instanceof TelegramFailure)) throw error;
      if (error.retryAfterMs !== undefined) rateLimits.pause(current, error.retryAfterMs);
      if (error.migratedTo === undefined || error.migratedTo === current) throw error;
      migrated.set(chatId, error.migratedTo);
      return inChat(chatId, call);
    }
  };
  return inChat;
}

/** When messages may go to chats. */
export interface ChatRateLimits {
  /** Resolves when a message may go to this chat; who asks first goes first. */
  take(chatId: string): Promise<void>;
  /** Telegram asked to wait that long before anything more goes to this chat. */
  pause(chatId: string, ms: number): void;
}

/** Telegram takes twenty messages a minute to a group, however many people talk in it. */
const PER_GROUP_PER_SECOND = 20 / 60;

/** Begins with nothing sent. Where the limit to a chat is lifted, that to a group is too. */
export function createChatRateLimits(limits: RateLimits, clock: Clock): ChatRateLimits {
  const limiter = createRateLimiter(limits, clock);
  const groupLimiter = createRateLimiter(
    {
      perSecond: Number.POSITIVE_INFINITY,
      perDestinationPerSecond:
        limits.perDestinationPerSecond === Number.POSITIVE_INFINITY
          ? Number.POSITIVE_INFINITY
          : Math.min(limits.perDestinationPerSecond, PER_GROUP_PER_SECOND),
    },
    clock,
  );
  const inOrder = createOrder();
  let paused = { chatId: '', until: 0 };

  return {
    take: (chatId) =>
      inOrder(chatId, async () => {
        if (isGroup(chatId)) await groupLimiter.take(chatId);
        await limiter.take(chatId);
      }),
    pause(chatId, ms) {
      // Telegram does not say whether one chat or the whole bot sends too much: when a second chat is asked too, it is the bot.
      const isAnother = paused.chatId !== chatId && clock.now() < paused.until;
      paused = { chatId, until: clock.now() + ms };
      limiter.pause(ms, isAnother ? undefined : chatId);
    },
  };
}

function isGroup(chatId: string): boolean {
  return chatId.startsWith('-');
}
