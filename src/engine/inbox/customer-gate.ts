/** How much one customer may send, on whichever channel. */

import type { ExceededLimit } from '../../domain/decision.ts';
import type { CustomerLimits } from '../../domain/limits.ts';
import { MINUTE_MS } from '../../domain/policy.ts';
import { type Claim, Throttle, takeFromAll } from '../../domain/throttle.ts';

/** What a customer sends. */
export interface Sending {
  bytes: number;
  /** Whether a conversation begins with it. */
  begins: boolean;
}

/** That it was more than the customer may send. */
export interface Excess {
  /** Beyond the messages it is taken in, to be read with others; beyond the rest it is not. */
  limit: ExceededLimit;
  /** After how long there is room again, in milliseconds. */
  waitMs: number;
  /** Whether the customer is to be told: not each time, but once in a while. */
  tell: boolean;
}

export interface CustomerGate {
  /** Counts what is within the limits; undefined where all of it is. */
  admit(customerId: string, sending: Sending, now: number): Excess | undefined;
  /** How long until another ticket may be opened for the customer, in milliseconds; 0 when it may be now. */
  ticketWaitMs(customerId: string, now: number): number;
  countTicket(customerId: string, now: number): void;
  /** How long until another code for joining two channels may be tried, in milliseconds; 0 when it may be now. */
  codeWaitMs(customerId: string, now: number): number;
  countWrongCode(customerId: string, now: number): void;
}

/** Far more than anybody mistypes, and far too few to find a code by trying. */
const WRONG_CODES = { amount: 5, perMs: 15 * MINUTE_MS };

/** Begins with nothing counted. */
export function createCustomerGate(limits: CustomerLimits): CustomerGate {
  const throttles = {
    messages: new Throttle(limits.messages),
    bytes: new Throttle(limits.bytes),
    conversations: new Throttle(limits.conversations),
  };
  const tickets = new Throttle(limits.tickets);
  const wrongCodes = new Throttle(WRONG_CODES);
  const told = {
    messages: new Throttle({ amount: 1, perMs: 10 * MINUTE_MS }),
    bytes: new Throttle({ amount: 1, perMs: MINUTE_MS }),
    conversations: new Throttle({ amount: 1, perMs: 10 * MINUTE_MS }),
  };
  const take = (limit: ExceededLimit, claims: Claim[], key: string, now: number): Excess | undefined => {
    const waitMs = takeFromAll(claims, now);
    if (waitMs === 0) return undefined;
    return { limit, waitMs, tell: takeFromAll([{ throttle: told[limit], key }], now) === 0 };
  };

  return {
    admit(key, { bytes, begins }, now) {
      const { conversations, messages } = throttles;
      return (
        take('bytes', [{ throttle: throttles.bytes, key, cost: bytes }], key, now) ??
        take('conversations', begins ? [{ throttle: conversations, key }] : [], key, now) ??
        take('messages', [{ throttle: messages, key }], key, now)
      );
    },
    ticketWaitMs: (customerId, now) => tickets.waitMs(customerId, now),
    countTicket: (customerId, now) => tickets.take(customerId, now),
    codeWaitMs: (customerId, now) => wrongCodes.waitMs(customerId, now),
    countWrongCode: (customerId, now) => wrongCodes.take(customerId, now),
  };
}
