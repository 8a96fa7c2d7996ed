/** Rate limits: buckets a route and its channel, the limit over everything, and the ban for too many refused requests. */

import { createHash } from 'node:crypto';
import type { RouteName } from './routes.ts';

export interface Limit {
  requests: number;
  perMs: number;
}

/** What is limited; what is left out is not. */
export interface RateLimits {
  /** Over all requests with one token; answers to interactions do not count. */
  global?: Limit;
  /** For each channel, server or webhook of a route. */
  routes?: Partial<Record<RouteName, Limit>>;
  /** How many answers of 401, 403 and 429 lead to a ban by address. */
  invalid?: Limit;
}

/** The limits that Discord is known to have; they are not documented and change. */
export const USUAL_RATE_LIMITS: RateLimits = {
  global: { requests: 50, perMs: 1_000 },
  invalid: { requests: 10_000, perMs: 600_000 },
  routes: {
    'POST /channels/:channel/messages': { requests: 5, perMs: 5_000 },
    'PATCH /channels/:channel/messages/:message': { requests: 5, perMs: 5_000 },
    'DELETE /channels/:channel/messages/:message': { requests: 5, perMs: 1_000 },
    'PUT /channels/:channel/messages/:message/reactions/:emoji/@me': { requests: 1, perMs: 250 },
    'POST /channels/:channel/typing': { requests: 5, perMs: 5_000 },
    'POST /channels/:channel/messages/:message/threads': { requests: 50, perMs: 300_000 },
  },
};

/** Whether a request may go on, with the headers that its answer carries. */
export type Verdict = { headers: Record<string, string> } | { refusal: Response };

export interface RateLimiter {
  /** Counts a request. `majorId` is the channel, server or webhook that it is about. */
  count(route: RouteName, majorId: string): Verdict;
  /** Counts the answer where it is one of those that lead to a ban. */
  answered(status: number): void;
}

interface Window {
  used: number;
  resetsAt: number;
}

/** Counts in windows that begin with their first request. */
export function createRateLimiter(limits: RateLimits, now: () => number): RateLimiter {
  const windows = new Map<string, Window>();
  const take = (key: string, limit: Limit): Window => {
    const open = windows.get(key);
    const window = open !== undefined && open.resetsAt > now() ? open : { used: 0, resetsAt: now() + limit.perMs };
    windows.set(key, { ...window, used: window.used + 1 });
    return { ...window, used: window.used + 1 };
  };
  const secondsLeft = ({ resetsAt }: Window) => Math.max(0, resetsAt - now()) / 1000;
  return {
    count: (route, majorId) => {
      const banned = windows.get('invalid');
      if (limits.invalid && banned && banned.resetsAt > now() && banned.used >= limits.invalid.requests) {
        return { refusal: bannedByAddress(secondsLeft(banned)) };
      }
      if (limits.global && !route.startsWith('POST /interactions') && !route.includes('/webhooks/')) {
        const window = take('global', limits.global);
        if (window.used > limits.global.requests) return { refusal: tooManyRequests(secondsLeft(window), true) };
      }
      const limit = limits.routes?.[route];
      if (limit === undefined) return { headers: {} };
      const window = take(`${route} ${majorId}`, limit);
      const headers = bucketHeaders(route, limit, window, secondsLeft(window));
      return window.used > limit.requests
        ? { refusal: tooManyRequests(secondsLeft(window), false, headers) }
        : { headers };
    },
    answered: (status) => {
      if (limits.invalid && [401, 403, 429].includes(status)) take('invalid', limits.invalid);
    },
  };
}

/** The answer to a request that came too soon, as Discord words it. */
export function tooManyRequests(
  retryAfterSeconds: number,
  global: boolean,
  headers: Record<string, string> = {},
): Response {
  return Response.json(
    { message: 'You are being rate limited.', retry_after: retryAfterSeconds, global },
    {
      status: 429,
      headers: {
        ...headers,
        'retry-after': String(Math.ceil(retryAfterSeconds)),
        'x-ratelimit-scope': global ? 'global' : 'user',
        ...(global ? { 'x-ratelimit-global': 'true' } : {}),
        via: '1.1 google',
      },
    },
  );
}

function bucketHeaders(
  route: RouteName,
  limit: Limit,
  { used, resetsAt }: Window,
  left: number,
): Record<string, string> {
  return {
    'x-ratelimit-limit': String(limit.requests),
    'x-ratelimit-remaining': String(Math.max(0, limit.requests - used)),
    'x-ratelimit-reset': (resetsAt / 1000).toFixed(3),
    'x-ratelimit-reset-after': left.toFixed(3),
    'x-ratelimit-bucket': createHash('sha1').update(route).digest('hex').slice(0, 32),
  };
}

/** The ban comes from in front of the API: without `via`, and not in JSON. */
function bannedByAddress(retryAfterSeconds: number): Response {
  return new Response('error code: 1015', {
    status: 429,
    headers: { 'retry-after': String(Math.ceil(retryAfterSeconds)) },
  });
}
