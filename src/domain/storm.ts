/** When so many tickets come in that a card for each would drown staff. */

import { type Rate, Throttle } from './throttle.ts';

/** What staff are told of a storm of tickets. */
export interface Storm {
  /** How many tickets have no card yet; 0 when it is over. */
  waiting: number;
}

export interface StormWatch {
  /** Whether the card of a ticket that was opened at `openedAt` may be put up now; it counts when it may. */
  admit(openedAt: number, now: number): boolean;
  /** After how long a card that may not be put up is to be tried again. */
  laterMs: number;
}

const ALL = 'all';

/**
 * More new tickets than the rate are a storm. What is left over from a storm gets its cards bit by bit, out of half of the
 * rate, so that tickets that are new by then get theirs at once.
 */
export function createStormWatch(rate: Rate): StormWatch {
  const cards = new Throttle(rate);
  return {
    admit(openedAt, now) {
      const isLate = now - openedAt >= rate.perMs;
      if (cards.waitMs(ALL, now, isLate ? rate.amount / 2 : 1) > 0) return false;
      cards.take(ALL, now);
      return true;
    },
    laterMs: rate.perMs / 2,
  };
}
