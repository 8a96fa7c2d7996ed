import type { Clock } from '../../../src/ports/clock.ts';
import { createOrder } from '../../shared/in-order.ts';
import { createRateLimiter, type RateLimits } from '../../shared/rate-limit.ts';
import { TelegramFailure } from '../failures.ts';
import type { MovedGroups } from '../moved-groups.ts';

/** Calls for a chat, each in its turn. */
export interface ChatCalls {
  /** In this very chat: a message that stands there is nowhere else. */
  inChat<Result>(chatId: string, call: (chatId: string) => Promise<Result>): Promise<Result>;
  /** Where people of this chat talk now: in the supergroup that it has become where it has; `call` is given its number. */
  withPeopleOf<Result>(chatId: string, call: (chatId: string) => Promise<Result>): Promise<Result>;
  /** Where that is, as far as is known. */
  currentOf(chatId: string): Promise<string>;
}

export interface ChatCallsOptions {
  rateLimits: ChatRateLimits;
  movedGroups: MovedGroups;
  reportError(error: unknown): void;
}

/** Minds what Telegram answers about the chat: to wait, or that the group has become a supergroup, which is noted. */
export function createChatCalls({ rateLimits, movedGroups, reportError }: ChatCallsOptions): ChatCalls {
  const inChat: ChatCalls['inChat'] = async (chatId, call) => {
    await rateLimits.take(chatId);
    try {
      return await call(chatId);
    } catch (error) {
      if (!(error instanceof TelegramFailure)) throw error;
      if (error.retryAfterMs !== undefined) rateLimits.pause(chatId, error.retryAfterMs);
      if (error.migratedTo !== undefined) await movedGroups.note(chatId, error.migratedTo).catch(reportError);
      throw error;
    }
  };
  const currentOf = (chatId: string): Promise<string> =>
    movedGroups.currentOf(chatId).catch((error: unknown) => {
      // Telegram knows it too.
      reportError(error);
      return chatId;
    });

  return {
    inChat,
    currentOf,
    async withPeopleOf(chatId, call) {
      const current = await currentOf(chatId);
      try {
        return await inChat(current, call);
      } catch (error) {
        const movedTo = error instanceof TelegramFailure ? error.migratedTo : undefined;
        if (movedTo === undefined || movedTo === current) throw error;
        return inChat(movedTo, call);
      }
    },
  };
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
