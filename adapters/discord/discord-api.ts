import { REST, type RequestMethod, type RouteLike } from 'discord.js';
import type { z } from 'zod';
import { hideToken } from '../shared/call-failure.ts';
import type { MultipartForm } from '../shared/multipart.ts';
import { DiscordFailure, toFailure } from './discord-failure.ts';

export interface DiscordApi {
  /** Makes a request once and checks its answer. @throws DiscordFailure, and nothing else */
  ask<Schema extends z.ZodType>(
    schema: Schema,
    method: Method,
    route: RouteLike,
    more?: More,
  ): Promise<z.infer<Schema>>;
  /** Makes a request once whose answer does not matter. @throws DiscordFailure, and nothing else */
  tell(method: Method, route: RouteLike, more?: More): Promise<void>;
}

export type Method = `${RequestMethod}`;

export interface More {
  body?: object;
  /** Sent instead of `body`, as it is read. */
  form?: MultipartForm;
  query?: Record<string, string>;
  /** Whether the bot's token goes with it; interactions have a token of their own. */
  auth?: boolean;
}

export interface DiscordApiOptions {
  token: string;
  /** `https://discord.com/api`, without a version. */
  apiUrl: string;
  /** Told when Discord asks to wait before the next request of a route, or of any. */
  onRateLimited?(failure: DiscordFailure): void;
}

const ANSWER_TIMEOUT_MS = 30_000;
/** A file of 10 MiB over a slow line. */
const UPLOAD_TIMEOUT_MS = 5 * 60_000;

/** Discord's API through discord.js's client, without its retries and waits, and with errors that tell no secrets. */
export function createDiscordApi({ token, apiUrl, onRateLimited }: DiscordApiOptions): DiscordApi {
  const rest = new REST({
    api: apiUrl,
    version: '10',
    retries: 0,
    timeout: UPLOAD_TIMEOUT_MS,
    globalRequestsPerSecond: Number.POSITIVE_INFINITY,
    rejectOnRateLimit: () => true,
    makeRequest: fetchStreaming,
  });
  const scrub = hideToken(token);

  const request = async (method: Method, fullRoute: RouteLike, more: More): Promise<unknown> => {
    // The library forgets the token when Discord refuses it, and would then say so in words of its own.
    rest.setToken(token || 'none');
    const { body, form, query, auth } = more;
    let wasUnread = false;
    async function* readForm(content: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
      try {
        yield* content;
      } catch (error) {
        wasUnread = true;
        throw error;
      }
    }
    try {
      return await rest.request({
        method: method as RequestMethod,
        fullRoute,
        ...(query === undefined ? {} : { query: new URLSearchParams(query) }),
        ...(auth === undefined ? {} : { auth }),
        ...(form === undefined
          ? { body }
          : {
              body: ReadableStream.from(readForm(form.body)),
              passThroughBody: true,
              headers: { 'content-type': form.contentType },
            }),
      });
    } catch (error) {
      const failure = wasUnread
        ? new DiscordFailure('unread', 'A file broke off while it was read')
        : toFailure(error, scrub);
      if (failure.code === 'rate_limited') onRateLimited?.(failure);
      throw failure;
    }
  };
  return {
    async ask(schema, method, route, more = {}) {
      const answer = schema.safeParse(await request(method, route, more));
      if (!answer.success) {
        throw new DiscordFailure('lost', `Discord answered ${route} in a way that cannot be read`, {
          cause: answer.error,
        });
      }
      return answer.data;
    },
    async tell(method, route, more = {}) {
      await request(method, route, more);
    },
  };
}

type MakeRequest = REST['options']['makeRequest'];

/** Sends bodies as they are read, where the library would read them into memory first. */
const fetchStreaming: MakeRequest = async (url, { body, headers, method, signal }) => {
  const isStream = body instanceof ReadableStream;
  const inTime = AbortSignal.timeout(isStream ? UPLOAD_TIMEOUT_MS : ANSWER_TIMEOUT_MS);
  const init = { body, headers, method, signal: signal ? AbortSignal.any([signal, inTime]) : inTime, duplex: 'half' };
  return fetch(url, init as RequestInit);
};
