/** How much customers may send. `desk.yaml` may change each of these limits. */

import { HOUR_MS, MINUTE_MS } from './policy.ts';
import type { Rate } from './throttle.ts';

/** Of one customer, on any channel. */
export interface CustomerLimits {
  /** What is beyond it is kept, and read and answered together. */
  messages: Rate;
  /** What is beyond it is not taken in. */
  bytes: Rate;
  /** Threads and the like that a customer begins; what is beyond it is not taken in. */
  conversations: Rate;
  /** Beyond it the bot goes on, and no ticket is opened. */
  tickets: Rate;
}

/** Of what reaches the web chat: from one address, or in all. */
export interface WebLimits {
  conversations: Rate;
  messages: Rate;
  bytes: Rate;
  /** How many pages may be open, told at once of what is new. */
  openPages: number;
}

export interface Limits {
  customer: CustomerLimits;
  /** Of one address, which may be that of an office or of a mobile carrier. */
  address: WebLimits;
  web: WebLimits;
  /** More new tickets than this are a storm: staff who work elsewhere than in the console get one notice of it. */
  newTickets: Rate;
}

const KILOBYTE = 1_000;

export const DEFAULT_LIMITS: Limits = {
  customer: {
    messages: perMinute(30),
    bytes: perMinute(1_000 * KILOBYTE),
    conversations: perHour(30),
    tickets: perHour(6),
  },
  address: {
    conversations: perHour(100),
    messages: perMinute(300),
    bytes: perMinute(3_000 * KILOBYTE),
    openPages: 300,
  },
  web: {
    conversations: perHour(1_000),
    messages: perMinute(3_000),
    bytes: perMinute(15_000 * KILOBYTE),
    openPages: 5_000,
  },
  newTickets: { amount: 30, perMs: 10 * MINUTE_MS },
};

export function perMinute(amount: number): Rate {
  return { amount, perMs: MINUTE_MS };
}

export function perHour(amount: number): Rate {
  return { amount, perMs: HOUR_MS };
}
