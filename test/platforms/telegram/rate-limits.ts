import { tooManyRequests } from './telegram-error.ts';

/** How many messages a bot may send; the numbers Telegram gives are 30 a second in all, 1 a second in a chat, 20 a minute in a group. */
export interface RateLimits {
  perSecond: number;
  perChatPerSecond: number;
  perGroupPerMinute: number;
}

export const TELEGRAM_RATE_LIMITS: RateLimits = { perSecond: 30, perChatPerSecond: 1, perGroupPerMinute: 20 };

const SECOND_MS = 1_000;
const MINUTE_MS = 60_000;

/** Counts a message to a chat. @throws TelegramError 429 with the seconds to wait, when it is one too many */
export type CountMessage = (chatId: string) => void;

/** Sliding windows of what was sent; refused messages do not count. */
export function createRateLimiter(limits: RateLimits, clock: { now(): number }): CountMessage {
  const sent: { chatId: string; at: number }[] = [];
  return (chatId) => {
    const now = clock.now();
    while (sent[0] && sent[0].at <= now - MINUTE_MS) sent.shift();
    const inChat = sent.filter((message) => message.chatId === chatId);
    const isGroup = chatId.startsWith('-') || chatId.startsWith('@');
    const waitMs = Math.max(
      waitFor(sent, limits.perSecond, SECOND_MS, now),
      waitFor(inChat, limits.perChatPerSecond, SECOND_MS, now),
      isGroup ? waitFor(inChat, limits.perGroupPerMinute, MINUTE_MS, now) : 0,
    );
    if (waitMs > 0) throw tooManyRequests(Math.ceil(waitMs / SECOND_MS));
    sent.push({ chatId, at: now });
  };
}

function waitFor(sent: { at: number }[], most: number, windowMs: number, now: number): number {
  const recent = sent.filter(({ at }) => at > now - windowMs);
  const blocking = recent.at(-most);
  return blocking === undefined ? 0 : blocking.at + windowMs - now;
}
