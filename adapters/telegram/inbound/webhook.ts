import { createHash, timingSafeEqual } from 'node:crypto';
import type { UserFromGetMe, WebhookInfo } from 'telegraf/types';
import type { ChannelStatus } from '../../../src/ports/channel.ts';
import type { Clock } from '../../../src/ports/clock.ts';
import type { Connection } from '../../shared/connection-keeper.ts';
import { wait } from '../../shared/wait.ts';
import { TelegramFailure } from '../failures.ts';
import type { TelegramApi } from '../telegram-api.ts';
import { originOf, type TakeUpdate } from './polling.ts';
import { ALLOWED_UPDATES } from './updates.ts';
import { isUpdate, type NumberedUpdate } from './wire.ts';

/** Where Telegram is to send updates. */
export interface WebhookAddress {
  /** 1 to 256 letters, digits, `_` and `-`: Telegram says it with every update. */
  secret: string;
  url: string;
}

/** Has Telegram send updates, and takes them. */
export interface Webhook {
  /** Resolves once Telegram knows the address; ends when somebody gives it another one. */
  connect(bot: UserFromGetMe, take: TakeUpdate, signal: AbortSignal): Promise<Connection>;
  /** Answers one update: 200 once it is durable, 403 to others than Telegram, 503 while it cannot be taken, so that it comes again. */
  handleRequest(request: Request): Promise<Response>;
}

export interface WebhookOptions {
  api: TelegramApi;
  clock: Clock;
  address: WebhookAddress;
  report(status: ChannelStatus): void;
  reportError(error: unknown): void;
}

const MAX_CONNECTIONS = 100;
const LOOK_EVERY_MS = 60_000;
const SECRET_HEADER = 'x-telegram-bot-api-secret-token';

export function createWebhook(options: WebhookOptions): Webhook {
  const { api, clock, address, report, reportError } = options;
  const expected = digest(address.secret);
  let takeUpdate: TakeUpdate | undefined;

  /** Tells how deliveries go, from time to time, until the address is not ours any more. */
  const watch = async (bot: UserFromGetMe, signal: AbortSignal): Promise<unknown> => {
    for (;;) {
      await wait(clock, LOOK_EVERY_MS, signal);
      if (signal.aborted) return undefined;
      const info = await api.call('getWebhookInfo', {}, { signal }).catch(reportError);
      if (info && info.url !== address.url) return new TelegramFailure('conflict', 'its webhook was changed');
      if (info) report({ state: 'connected', detail: describe(bot, info, clock.now()) });
    }
  };

  return {
    async connect(bot, take, signal) {
      // Always, as Telegram does not tell which secret it has; setting the same again changes nothing.
      const { url, secret } = address;
      const values = { url, secret_token: secret, allowed_updates: ALLOWED_UPDATES, max_connections: MAX_CONNECTIONS };
      // Before Telegram has answered: the first update may be faster.
      takeUpdate = take;
      try {
        await api.call('setWebhook', values, { signal });
      } catch (error) {
        takeUpdate = undefined;
        throw error;
      }
      const closing = new AbortController();
      const ended = watch(bot, closing.signal);
      return {
        detail: `Receiving messages as @${bot.username}, sent to ${originOf(address.url)}`,
        ended,
        async close() {
          takeUpdate = undefined;
          closing.abort();
          await ended;
        },
      };
    },

    async handleRequest(request) {
      if (!timingSafeEqual(digest(request.headers.get(SECRET_HEADER) ?? ''), expected)) return answer(403);
      if (takeUpdate === undefined) return answer(503);
      const update = parseUpdate(await request.text());
      if (update === undefined) return answer(400);
      try {
        await takeUpdate(update);
        return answer(200);
      } catch (error) {
        reportError(error);
        return answer(503);
      }
    },
  };
}

/** Of equal length whatever was sent, as a comparison in constant time needs. */
function digest(secret: string): Buffer {
  return createHash('sha256').update(secret).digest();
}

function answer(status: number): Response {
  return new Response(null, { status });
}

/** Whoever knows the secret is Telegram, so that only the shape of what came is looked at. */
function parseUpdate(text: string): NumberedUpdate | undefined {
  try {
    const update: unknown = JSON.parse(text);
    return isUpdate(update) ? update : undefined;
  } catch {
    return undefined;
  }
}

function describe({ username }: UserFromGetMe, info: WebhookInfo, now: number): string {
  const { pending_update_count: pending, last_error_date: failedAt, last_error_message: problem } = info;
  const isRecent = failedAt !== undefined && now - failedAt * 1_000 < 2 * LOOK_EVERY_MS;
  const trouble = isRecent ? `; Telegram could not deliver: ${problem ?? 'it does not say why'}` : '';
  return `Receiving messages as @${username}, ${pending} waiting${trouble}`;
}
