import type { Update, UserFromGetMe } from 'telegraf/types';
import type { ChannelStatus } from '../../src/domain/channel.ts';
import type { Clock } from '../../src/domain/clock.ts';
import { wait } from '../kit/wait.ts';
import type { TelegramApi } from './telegram-api.ts';
import { TelegramFailure } from './telegram-failure.ts';
import { ALLOWED_UPDATES } from './updates.ts';

export interface PollerOptions {
  api: TelegramApi;
  clock: Clock;
  /** Resolves once each of these updates is durable; they are asked for again if it rejects. */
  take(updates: Update[], bot: UserFromGetMe): Promise<void>;
  report(status: ChannelStatus): void;
  reportError(error: unknown): void;
}

export interface Poller {
  /** Resolves when no updates are being taken any more; those not yet confirmed come again to the next poller. */
  stop(): Promise<void>;
}

const POLL_SECONDS = 50;
/** What an answer may take beyond the time it is asked to wait. */
const POLL_MARGIN_MS = 15_000;
const FIRST_BACKOFF_MS = 1_000;
const LONGEST_BACKOFF_MS = 60_000;

/** Asks for updates until it is stopped or the token turns out to be no good; every other trouble is waited out. */
export function startPoller(options: PollerOptions): Poller {
  const { api, clock, report } = options;
  const stopping = new AbortController();
  const { signal } = stopping;
  let bot: UserFromGetMe | undefined;
  let offset: number | undefined;
  let failures = 0;
  let isConnected = false;

  /** The first poll of a connection does not wait, so that it tells at once whether there is one. */
  const poll = async (): Promise<void> => {
    bot ??= await api.call('getMe', {}, { signal });
    const timeout = isConnected ? POLL_SECONDS : 0;
    const values = { timeout, allowed_updates: ALLOWED_UPDATES, ...(offset === undefined ? {} : { offset }) };
    const updates = await api.call('getUpdates', values, { signal, timeoutMs: timeout * 1_000 + POLL_MARGIN_MS });
    if (updates.length > 0) {
      await options.take(updates, bot);
      // Of this batch alone: Telegram numbers anew, perhaps lower, after a week without updates.
      offset = Math.max(...updates.map(({ update_id }) => update_id)) + 1;
    }
    // A conflict shows in polls that wait; until one of them went well, the other poller may still be there.
    if (isConnected) failures = 0;
    else report({ state: 'connected', detail: `Receiving messages as @${bot.username}` });
    isConnected = true;
  };
  const recover = async (error: unknown): Promise<void> => {
    isConnected = false;
    failures += 1;
    options.reportError(error);
    const asked = error instanceof TelegramFailure ? error.retryAfterMs : undefined;
    report({ state: 'waiting', detail: explain(error) });
    await wait(clock, asked ?? backoffMs(failures), signal);
  };
  const run = async (): Promise<void> => {
    report({ state: 'connecting', detail: 'Connecting to Telegram' });
    while (!signal.aborted) {
      try {
        await poll();
      } catch (error) {
        if (signal.aborted) break;
        if (isUnauthorized(error)) {
          options.reportError(error);
          return report({ state: 'stopped', detail: explain(error) });
        }
        await recover(error);
      }
    }
    report({ state: 'stopped', detail: 'Stopped with the desk' });
  };

  const ended = run();
  return {
    async stop() {
      stopping.abort();
      await ended;
    },
  };
}

/** One second, doubling with each failure up to a minute, and up to half of it less at random. */
function backoffMs(failures: number): number {
  const longest = Math.min(LONGEST_BACKOFF_MS, FIRST_BACKOFF_MS * 2 ** Math.min(failures - 1, 20));
  return longest * (1 - Math.random() / 2);
}

function isUnauthorized(error: unknown): boolean {
  return error instanceof TelegramFailure && error.code === 'unauthorized';
}

/** What is wrong and what to do about it. */
function explain(error: unknown): string {
  if (!(error instanceof TelegramFailure)) return 'The desk could not take in what came; it will be asked for again';
  const { code, message } = error;
  if (code === 'unauthorized') {
    return 'Telegram does not know the token: copy it from @BotFather into TELEGRAM_TOKEN and start the desk again';
  }
  if (code === 'conflict') {
    return `Another program receives this bot's messages: stop it, or remove its webhook (${message})`;
  }
  if (code === 'rate_limited') return `Telegram asks to wait (${message})`;
  return `Telegram cannot be reached; trying again (${message})`;
}
