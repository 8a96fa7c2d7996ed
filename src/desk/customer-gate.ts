/** How much one customer may send, on whichever channel. */

import type { CustomerLimits } from '../domain/limits.ts';
import { MINUTE_MS } from '../domain/policy.ts';
import { Throttle, takeFromAll } from '../domain/throttle.ts';

/** What becomes of something that a customer sends. */
export interface Admission {
  /** Whether it is more than is taken in at all. */
  refused: boolean;
  /** Until when a message waits for others to be read with it; undefined where it need not. */
  heldUntil: number | undefined;
  /** Whether the customer is to be told: not each time, but once in a while. */
  tell: boolean;
}

export interface CustomerGate {
  /** Counts something of so many bytes, unless it is refused. */
  admit(customerId: string, bytes: number, now: number): Admission;
  /** How long until another ticket may be opened for the customer, in milliseconds; 0 when it may be now. */
  ticketWaitMs(customerId: string, now: number): number;
  countTicket(customerId: string, now: number): void;
}

const TOLD_OF_HOLDING = { amount: 1, perMs: 10 * MINUTE_MS };
const TOLD_OF_REFUSAL = { amount: 1, perMs: MINUTE_MS };

/** Begins with nothing counted. */
export function createCustomerGate(limits: CustomerLimits): CustomerGate {
  const messages = new Throttle(limits.messages);
  const bytesTaken = new Throttle(limits.bytes);
  const tickets = new Throttle(limits.tickets);
  const toldOfHolding = new Throttle(TOLD_OF_HOLDING);
  const toldOfRefusal = new Throttle(TOLD_OF_REFUSAL);

  return {
    admit(customerId, bytes, now) {
      if (bytesTaken.waitMs(customerId, now, bytes) > 0) {
        return { refused: true, heldUntil: undefined, tell: takeOne(toldOfRefusal, customerId, now) };
      }
      bytesTaken.take(customerId, now, bytes);
      const waitMs = messages.waitMs(customerId, now);
      if (waitMs > 0) {
        return { refused: false, heldUntil: now + waitMs, tell: takeOne(toldOfHolding, customerId, now) };
      }
      messages.take(customerId, now);
      return { refused: false, heldUntil: undefined, tell: false };
    },
    ticketWaitMs: (customerId, now) => tickets.waitMs(customerId, now),
    countTicket: (customerId, now) => tickets.take(customerId, now),
  };
}

function takeOne(throttle: Throttle, key: string, now: number): boolean {
  return takeFromAll([{ throttle, key }], now) === 0;
}
