/** How much reaches the chat from one client, and in all. */

import type { WebLimits } from '../../src/domain/limits.ts';
import { type Claim, Throttle, takeFromAll } from '../../src/domain/throttle.ts';

/** What is to be taken in. */
export interface Arrival {
  /** Who sends it; undefined where clients cannot be told apart, so that only what comes in all is limited. */
  client: string | undefined;
  bytes: number;
  /** Whether a conversation begins with it. */
  begins: boolean;
}

export interface WebGate {
  /** Counts an arrival; how many milliseconds to wait where there were too many, and then it does not count. */
  admit(arrival: Arrival, now: number): number;
  /** Counts an open page until the function that comes back is called; undefined where there are too many. */
  openPage(client: string | undefined): (() => void) | undefined;
}

/** All clients together, as a key. */
const ALL = 'all';

/** Begins with nothing counted. */
export function createWebGate({ address, web }: { address: WebLimits; web: WebLimits }): WebGate {
  const ofClient = createThrottles(address);
  const ofAll = createThrottles(web);
  const pages = new Map<string, number>();
  const pagesOf = (key: string) => pages.get(key) ?? 0;

  return {
    admit({ client, ...arrival }, now) {
      const own = client === undefined ? [] : claimsOn(ofClient, client, arrival);
      return takeFromAll([...own, ...claimsOn(ofAll, ALL, arrival)], now);
    },
    openPage(client) {
      const own = client === undefined ? undefined : `client ${client}`;
      const isFull = pagesOf(ALL) >= web.openPages || (own !== undefined && pagesOf(own) >= address.openPages);
      if (isFull) return undefined;
      const keys = own === undefined ? [ALL] : [ALL, own];
      for (const key of keys) pages.set(key, pagesOf(key) + 1);
      return () => {
        for (const key of keys) {
          if (pagesOf(key) > 1) pages.set(key, pagesOf(key) - 1);
          else pages.delete(key);
        }
      };
    },
  };
}

type Throttles = Record<'conversations' | 'messages' | 'bytes', Throttle>;

function createThrottles({ conversations, messages, bytes }: WebLimits): Throttles {
  return {
    conversations: new Throttle(conversations),
    messages: new Throttle(messages),
    bytes: new Throttle(bytes),
  };
}

function claimsOn(throttles: Throttles, key: string, { bytes, begins }: Omit<Arrival, 'client'>): Claim[] {
  const { conversations, messages } = throttles;
  const written = [
    { throttle: messages, key },
    { throttle: throttles.bytes, key, cost: bytes },
  ];
  return begins ? [...written, { throttle: conversations, key }] : written;
}
