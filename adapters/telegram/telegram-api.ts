import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import { Telegram, TelegramError } from 'telegraf';
import type { Telegram as Methods, Opts } from 'telegraf/types';
import { z } from 'zod';
import type { Clock } from '../../src/ports/clock.ts';
import { hideToken, isUnreached, withoutSecrets } from '../shared/call-failure.ts';
import { createMultipartForm } from '../shared/multipart.ts';
import { type FailureCode, TelegramFailure } from './failures.ts';

/** The Bot API. Its methods fail with a TelegramFailure, and with nothing else. */
export interface TelegramApi {
  /** Calls a method once. */
  call<Method extends keyof Methods>(
    method: Method,
    values: Opts<Method>,
    options?: CallOptions,
  ): Promise<ReturnType<Methods[Method]>>;
  /**
   * Sends a file as it is read; Telegraf would read all of it first. What its content throws ends the call, and is thrown on as
   * it is.
   */
  upload(kind: 'photo' | 'document', values: UploadValues, file: UploadedFile): Promise<{ message_id: number }>;
  /** Opens a file by the path that `getFile` told. */
  download(path: string): Promise<AsyncIterable<Uint8Array>>;
}

export interface CallOptions {
  /** Half a minute by default. */
  timeoutMs?: number;
  /** Ends the call early. */
  signal?: AbortSignal;
}

/** What a file is sent with. */
export interface UploadValues {
  chat_id: string;
  [name: string]: unknown;
}

export interface UploadedFile {
  /** Goes into a header as it is. */
  name: string;
  content: AsyncIterable<Uint8Array>;
}

export interface TelegramApiOptions {
  token: string;
  apiRoot: string;
  clock: Clock;
}

const DEFAULT_TIMEOUT_MS = 30_000;
/** Fifty megabytes at a little over a megabit a second. */
const UPLOAD_TIMEOUT_MS = 300_000;
/** An unused connection is closed before Telegram closes it: a message sent over one that just closes may or may not arrive. */
const IDLE_CONNECTION_MS = 30_000;

/** The Bot API through Telegraf's client, with a limit to how long a call may take, and errors that tell no secrets. */
export function createTelegramApi({ token, apiRoot, clock }: TelegramApiOptions): TelegramApi {
  const telegram = createClient(token, apiRoot);
  const scrub = hideToken(token);

  /** Runs a call with a signal that aborts when its time is over, or when the caller's does. */
  const inTime = async <Result>(
    { timeoutMs = DEFAULT_TIMEOUT_MS, signal }: CallOptions,
    run: (signal: AbortSignal) => Promise<Result>,
  ): Promise<Result> => {
    const ended = new AbortController();
    const end = (): void => ended.abort();
    const cancelTimeout = clock.schedule(clock.now() + timeoutMs, end);
    signal?.addEventListener('abort', end);
    if (signal?.aborted) end();
    try {
      return await Promise.race([run(ended.signal), rejectOnAbort(ended.signal)]);
    } catch (error) {
      throw toFailure(error, scrub);
    } finally {
      cancelTimeout();
      signal?.removeEventListener('abort', end);
    }
  };

  return {
    call: (method, values, options = {}) =>
      inTime(options, (signal) => telegram.callApi(method, values, toTelegrafOptions(signal))),

    async upload(kind, values, file) {
      const reading = new AbortController();
      const address = new URL(`./bot${token}/${kind === 'photo' ? 'sendPhoto' : 'sendDocument'}`, apiRoot);
      try {
        return await inTime({ timeoutMs: UPLOAD_TIMEOUT_MS, signal: reading.signal }, async (signal) => {
          const content = readUntilAborted(file.content, signal, reading);
          const { contentType, body } = createMultipartForm(toFields(values), [{ ...file, field: kind, content }]);
          const headers = { 'content-type': contentType };
          return readAnswer(await fetch(address, { method: 'POST', headers, body, duplex: 'half', signal }));
        });
      } catch (error) {
        throw reading.signal.aborted ? reading.signal.reason : error;
      }
    },

    async download(path) {
      const connection = new AbortController();
      const response = await inTime({}, async (signal) => {
        signal.addEventListener('abort', () => connection.abort());
        const answer = await fetch(new URL(`./file/bot${token}/${path}`, apiRoot), { signal: connection.signal });
        if (answer.ok && answer.body !== null) return answer.body;
        await answer.body?.cancel();
        const code = answer.status === 404 ? 'bad_request' : codeOf(answer.status);
        throw new TelegramFailure(code, `The file cannot be had (HTTP ${answer.status})`);
      });
      return scrubbed(response, scrub);
    },
  };
}

/** Telegraf's client, on connections that are used again. */
function createClient(token: string, apiRoot: string): Telegram {
  const keep = { keepAlive: true, timeout: IDLE_CONNECTION_MS };
  const telegram = new Telegram(token, { apiRoot, agent: new HttpsAgent(keep) });
  // Telegraf takes the agent away where the API is reached by plain HTTP, as a server of one's own may be.
  if (apiRoot.startsWith('http:')) Object.assign(telegram.options, { agent: new HttpAgent(keep) });
  return telegram;
}

type TelegrafOptions = Parameters<Telegram['callApi']>[2];

/** Telegraf's types want the AbortSignal of a library older than Node's own; at run time it takes either. */
function toTelegrafOptions(signal: AbortSignal): TelegrafOptions {
  return { signal } as object;
}

/** The values of a form as Telegram reads them: what is no text is JSON. */
function toFields(values: UploadValues): Record<string, string> {
  const fields = Object.entries(values).map(([name, value]) => {
    return [name, typeof value === 'string' ? value : JSON.stringify(value)] as const;
  });
  return Object.fromEntries(fields);
}

/** Reads on only while somebody sends what is read, which `fetch` would not do; tells `reading` of what keeps it from being read. */
async function* readUntilAborted(
  content: AsyncIterable<Uint8Array>,
  signal: AbortSignal,
  reading: AbortController,
): AsyncGenerator<Uint8Array> {
  try {
    for await (const chunk of content) {
      if (signal.aborted) return;
      yield chunk;
    }
  } catch (error) {
    reading.abort(error);
    throw error;
  }
}

const answerSchema = z.discriminatedUnion('ok', [
  z.object({ ok: z.literal(true), result: z.object({ message_id: z.number() }) }),
  z.object({
    ok: z.literal(false),
    error_code: z.number(),
    description: z.string(),
    parameters: z.object({ retry_after: z.number(), migrate_to_chat_id: z.number() }).partial().optional(),
  }),
]);

async function readAnswer(response: Response): Promise<{ message_id: number }> {
  if (response.status >= 500) {
    await response.body?.cancel();
    throw new TelegramError({ error_code: response.status, description: response.statusText });
  }
  const answer = answerSchema.parse(await response.json());
  if (answer.ok) return answer.result;
  const { error_code, description, parameters = {} } = answer;
  throw new TelegramError({ error_code, description, parameters });
}

/** Telegraf does not notice every abort: an answer that breaks off in its middle keeps it waiting for good. */
function rejectOnAbort(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    const fail = (): void => reject(new Error('Telegram did not answer in time'));
    if (signal.aborted) fail();
    signal.addEventListener('abort', fail);
  });
}

async function* scrubbed(
  content: AsyncIterable<Uint8Array>,
  scrub: (text: string) => string,
): AsyncGenerator<Uint8Array> {
  try {
    yield* content;
  } catch (error) {
    throw toFailure(error, scrub);
  }
}

function toFailure(error: unknown, scrub: (text: string) => string): TelegramFailure {
  if (error instanceof TelegramFailure) return error;
  const cause = withoutSecrets(error, scrub);
  if (error instanceof TelegramError) {
    const { retry_after: seconds, migrate_to_chat_id: newChat } = error.response.parameters ?? {};
    return new TelegramFailure(codeOf(error.code), scrub(error.description), {
      cause,
      retryAfterMs: seconds === undefined ? undefined : seconds * 1_000,
      migratedTo: newChat === undefined ? undefined : String(newChat),
    });
  }
  // Staff read it: the address that was called stays out of it.
  const [, reason = cause.message] = /, reason: (.+)$/s.exec(cause.message) ?? [];
  return new TelegramFailure(isUnreached(error) ? 'unreached' : 'lost', reason, { cause });
}

/** 404 is what a token gets that does not even look like one. */
function codeOf(status: number): FailureCode {
  if (status === 401 || status === 404) return 'unauthorized';
  if (status === 403) return 'forbidden';
  if (status === 409) return 'conflict';
  if (status === 429) return 'rate_limited';
  return status >= 500 ? 'server_error' : 'bad_request';
}
