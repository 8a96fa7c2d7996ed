import { Telegram, TelegramError } from 'telegraf';
import type { Telegram as Methods, Opts } from 'telegraf/types';
import type { Clock } from '../../src/domain/clock.ts';
import { type FailureCode, TelegramFailure } from './telegram-failure.ts';

export interface TelegramApi {
  /** Calls a method once. @throws TelegramFailure, and nothing else */
  call<Method extends keyof Methods>(
    method: Method,
    values: Opts<Method>,
    options?: CallOptions,
  ): Promise<ReturnType<Methods[Method]>>;
}

export interface CallOptions {
  /** Half a minute by default. */
  timeoutMs?: number;
  /** Ends the call early. */
  signal?: AbortSignal;
}

export interface TelegramApiOptions {
  token: string;
  apiRoot: string;
  clock: Clock;
}

const DEFAULT_TIMEOUT_MS = 30_000;
/** Errors of a connection that was never made. */
const UNREACHED = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'ENETUNREACH', 'EHOSTUNREACH']);

/** The Bot API through Telegraf's client, with a limit to how long a call may take, and errors that tell no secrets. */
export function createTelegramApi({ token, apiRoot, clock }: TelegramApiOptions): TelegramApi {
  const telegram = new Telegram(token, { apiRoot });
  return {
    async call(method, values, { timeoutMs = DEFAULT_TIMEOUT_MS, signal } = {}) {
      const ended = new AbortController();
      const end = (): void => ended.abort();
      const cancelTimeout = clock.schedule(clock.now() + timeoutMs, end);
      signal?.addEventListener('abort', end);
      if (signal?.aborted) end();
      try {
        const answer = telegram.callApi(method, values, toTelegrafOptions(ended.signal));
        return await Promise.race([answer, rejectOnAbort(ended.signal)]);
      } catch (error) {
        throw toFailure(error, (text) => (token === '' ? text : text.replaceAll(token, '<token>')));
      } finally {
        cancelTimeout();
        signal?.removeEventListener('abort', end);
      }
    },
  };
}

type TelegrafOptions = Parameters<Telegram['callApi']>[2];

/** Telegraf's types want the AbortSignal of a library older than Node's own; at run time it takes either. */
function toTelegrafOptions(signal: AbortSignal): TelegrafOptions {
  return { signal } as object;
}

/** Telegraf does not notice every abort: an answer that breaks off in its middle keeps it waiting for good. */
function rejectOnAbort(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    const fail = (): void => reject(new Error('Telegram did not answer in time'));
    if (signal.aborted) fail();
    signal.addEventListener('abort', fail);
  });
}

function toFailure(error: unknown, scrub: (text: string) => string): TelegramFailure {
  const cause = withoutSecrets(error, scrub);
  if (error instanceof TelegramError) {
    const seconds = error.response.parameters?.retry_after;
    const retryAfterMs = seconds === undefined ? undefined : seconds * 1_000;
    return new TelegramFailure(codeOf(error.code), scrub(error.description), { cause, retryAfterMs });
  }
  const systemCode = error instanceof Error && 'code' in error ? String(error.code) : '';
  return new TelegramFailure(UNREACHED.has(systemCode) ? 'unreached' : 'lost', cause.message, { cause });
}

/** 404 is what a token gets that does not even look like one. */
function codeOf(status: number): FailureCode {
  if (status === 401 || status === 404) return 'unauthorized';
  if (status === 403) return 'forbidden';
  if (status === 409) return 'conflict';
  if (status === 429) return 'rate_limited';
  return status >= 500 ? 'server_error' : 'bad_request';
}

/** A copy for logs: request addresses, which have the token in them, stand in messages and stacks alike. */
function withoutSecrets(error: unknown, scrub: (text: string) => string): Error {
  const copy = new Error(scrub(error instanceof Error ? error.message : String(error)));
  if (error instanceof Error && error.stack !== undefined) copy.stack = scrub(error.stack);
  return copy;
}
