import type { Clock } from '../../src/domain/clock.ts';
import { wait } from './wait.ts';

/** How many messages may be sent; Telegram allows 30 a second in all and 1 a second in a chat. */
export interface RateLimits {
  perSecond: number;
  perChatPerSecond: number;
}

const SECOND_MS = 1_000;

/**
 * Makes senders wait so that no second has more messages than the limits allow. Those of one chat are to ask one after the
 * other; between chats, who asks first goes first.
 */
export function createRateLimit(limits: RateLimits, clock: Clock): (chatId: string) => Promise<void> {
  const chatIntervalMs = SECOND_MS / limits.perChatPerSecond;
  /** When the last message to a chat went, in order of time. */
  const lastInChat = new Map<string, number>();
  /** When the messages of the last second went, or will go. */
  let recent: number[] = [];

  const takeTurn = (): number => {
    const now = clock.now();
    recent = recent.filter((at) => at > now - SECOND_MS);
    const blocking = recent.at(-limits.perSecond);
    const at = blocking === undefined ? now : Math.max(now, blocking + SECOND_MS);
    recent.push(at);
    return at;
  };
  const remember = (chatId: string, at: number): void => {
    lastInChat.delete(chatId);
    lastInChat.set(chatId, at);
    for (const [chat, last] of lastInChat) {
      if (last > clock.now() - chatIntervalMs) break;
      lastInChat.delete(chat);
    }
  };

  return async (chatId) => {
    const last = lastInChat.get(chatId);
    if (last !== undefined) await wait(clock, last + chatIntervalMs - clock.now());
    const at = takeTurn();
    remember(chatId, at);
    await wait(clock, at - clock.now());
  };
}
