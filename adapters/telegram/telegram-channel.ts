/** Telegram as a channel: customers in private chats with a bot, by long polling. */

import type { Update } from 'telegraf/types';
import type { Accept, Channel, ChannelCapabilities, ChannelStatus } from '../../src/domain/channel.ts';
import type { Clock } from '../../src/domain/clock.ts';
import { createOrder } from '../kit/in-order.ts';
import { createRateLimit, type RateLimits } from '../kit/rate-limit.ts';
import { answerButton } from './button-answer.ts';
import { type Poller, startPoller } from './poller.ts';
import { type ArticleUrl, MAX_TEXT_LENGTH } from './presentation.ts';
import { createSender } from './sender.ts';
import { createTelegramApi } from './telegram-api.ts';
import { orderKeyOf, toEvent } from './updates.ts';

export interface TelegramChannelOptions {
  token: string;
  /** `https://api.telegram.org`, or a Bot API server of one's own. */
  apiRoot: string;
  clock: Clock;
  articleUrl: ArticleUrl;
  /** 25 messages a second in all and one a second in a chat by default. */
  rateLimits?: RateLimits;
  /** Told whenever the connection's state changes. */
  report(status: ChannelStatus): void;
  /** Told of what went wrong beside sending; never with the token in it. */
  reportError(error: unknown): void;
}

const DEFAULT_RATE_LIMITS: RateLimits = { perSecond: 25, perChatPerSecond: 1 };

const CAPABILITIES: ChannelCapabilities = {
  buttons: true,
  reactions: true,
  edits: true,
  deletes: false,
  threads: false,
  typing: true,
  idempotentSend: false,
  maxTextLength: MAX_TEXT_LENGTH,
};

/** The Telegram channel of one bot. Starting does not wait for Telegram: `report` tells when the bot is connected. */
export function createTelegramChannel(options: TelegramChannelOptions): Channel {
  const { clock, articleUrl, report, reportError } = options;
  const api = createTelegramApi(options);
  const takeTurn = createRateLimit(options.rateLimits ?? DEFAULT_RATE_LIMITS, clock);
  const sender = createSender({ api, clock, articleUrl, takeTurn, reportError });
  const buttonsInOrder = createOrder();
  let poller: Poller | undefined;

  return {
    name: 'telegram',
    capabilities: CAPABILITIES,
    async start(accept) {
      poller = startPoller({
        api,
        clock,
        report,
        reportError,
        take: (updates, { id }) => takeInOrder(updates, (update) => takeUpdate(update, String(id), accept)),
      });
    },
    async send({ conversationKey }, message) {
      return { messageKey: await sender.send(conversationKey, message) };
    },
    edit: ({ conversationKey }, messageKey, message) => sender.edit(conversationKey, messageKey, message),
    showTyping({ conversationKey }) {
      api.call('sendChatAction', { chat_id: conversationKey, action: 'typing' }).catch(reportError);
    },
    async stop() {
      await poller?.stop();
      poller = undefined;
    },
  };

  async function takeUpdate(update: Update, botId: string, accept: Accept): Promise<void> {
    const event = toEvent(update, botId, clock.now());
    if (event !== undefined) await accept(event);
    if (!('callback_query' in update)) return;
    const { callback_query } = update;
    // Not waited for, but in order: of two presses the later one's score is to show in the end.
    buttonsInOrder(orderKeyOf(update), () => answerButton(api, callback_query, reportError));
  }
}

/** Takes the updates of one chat one after the other, and those of different chats at once; rejects when all have ended. */
async function takeInOrder(updates: Update[], take: (update: Update) => Promise<void>): Promise<void> {
  const inOrder = createOrder();
  const results = await Promise.allSettled(updates.map((update) => inOrder(orderKeyOf(update), () => take(update))));
  for (const result of results) if (result.status === 'rejected') throw result.reason;
}
