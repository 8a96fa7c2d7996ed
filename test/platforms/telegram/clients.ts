/** The clients that the tests run against the platform: Telegraf as the adapter uses it, and plain HTTP. */

import type { Update } from 'grammy/types';
import { Telegraf } from 'telegraf';
import type { TelegramPlatform } from './telegram-platform.ts';

/** A Telegraf bot that polls. */
export interface PollingBot {
  bot: Telegraf;
  /** Settles when polling ends: resolved after `stop`, rejected when something ended it. */
  ended: Promise<void>;
  stop(): Promise<void>;
}

type AllowedUpdates = NonNullable<Telegraf.LaunchOptions['allowedUpdates']>;

/** A Telegraf bot that talks to the platform. */
export function createBot(platform: TelegramPlatform, options: { handlerTimeout?: number } = {}): Telegraf {
  return new Telegraf(platform.token(), { ...options, telegram: { apiRoot: platform.url } });
}

/** Launches the bot and resolves once its first poll waits at the platform. */
export async function startPolling(
  platform: TelegramPlatform,
  bot: Telegraf,
  allowedUpdates: AllowedUpdates = [],
): Promise<PollingBot> {
  const ended = bot.launch({ allowedUpdates });
  const stop = async (): Promise<void> => {
    bot.stop();
    await ended;
  };
  const failed = ended.then(() => Promise.reject(new Error('Polling ended before it had begun')));
  await Promise.race([platform.until(platform.updates.isListening), failed]);
  failed.catch(() => {});
  return { bot, ended, stop };
}

/** What the server answered a plain call: the status, the headers and the body. */
export interface PlainAnswer {
  status: number;
  headers: Headers;
  body: { ok: boolean; result?: unknown; description?: string; error_code?: number; parameters?: object };
}

/** Calls a method with JSON, as a client of one's own would. */
export async function call(platform: TelegramPlatform, method: string, parameters: object = {}): Promise<PlainAnswer> {
  const response = await fetch(`${platform.url}/bot${platform.token()}/${method}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(parameters),
  });
  return { status: response.status, headers: response.headers, body: (await response.json()) as PlainAnswer['body'] };
}

/** Polls once, without waiting unless `timeout` says so. */
export async function getUpdates(platform: TelegramPlatform, parameters: object = {}): Promise<Update[]> {
  return (await call(platform, 'getUpdates', parameters)).body.result as Update[];
}
