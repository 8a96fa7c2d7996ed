/** Limits how often something happens, for each of many keys. */

/** So much in so many milliseconds, all of it at once if need be; an amount of Infinity is no limit. */
export interface Rate {
  amount: number;
  perMs: number;
}

const MOST_KEYS = 20_000;
/** How much is forgotten at once, so that what has to be sorted for it is paid for by many calls. */
const FORGOTTEN_SHARE = 1 / 4;

/**
 * Counts against a rate by the generic cell rate algorithm in its form of virtual scheduling (ITU-T I.371): one number a
 * key, the time at which all that was taken will be given back. Corrected in two things: what costs more than the whole
 * amount waits for the whole amount, and a time further ahead than the rate allows, as after the clock was set back, is cut
 * to that. Holds a bounded number of keys: when there are more, those that have the least to give back are forgotten, so that
 * who takes a little under each of many names does not free who has taken much under one.
 */
export class Throttle {
  readonly #rate: Rate;
  readonly #mostKeys: number;
  readonly #freeAt = new Map<string, number>();

  constructor(rate: Rate, mostKeys = MOST_KEYS) {
    this.#rate = rate;
    this.#mostKeys = mostKeys;
  }

  /** How long until so much may be taken, in whole milliseconds; 0 when it may be now. */
  waitMs(key: string, now: number, cost = 1): number {
    return Math.max(0, Math.floor(this.#freeAfter(key, now, cost) - now - this.#rate.perMs));
  }

  /** Takes so much, whether there is as much left or not; never more than the whole amount. */
  take(key: string, now: number, cost = 1): void {
    if (this.#rate.amount === Number.POSITIVE_INFINITY) return;
    const freeAt = this.#freeAfter(key, now, cost);
    if (!this.#freeAt.has(key) && this.#freeAt.size >= this.#mostKeys) this.#forgetLeast();
    this.#freeAt.set(key, freeAt);
  }

  /** How many keys are held. */
  get size(): number {
    return this.#freeAt.size;
  }

  #freeAfter(key: string, now: number, cost: number): number {
    const { amount, perMs } = this.#rate;
    const freeAt = Math.min(Math.max(this.#freeAt.get(key) ?? now, now), now + perMs);
    return freeAt + (Math.min(cost, amount) * perMs) / amount;
  }

  #forgetLeast(): void {
    const least = [...this.#freeAt].sort(([, a], [, b]) => a - b);
    for (const [key] of least.slice(0, Math.ceil(this.#mostKeys * FORGOTTEN_SHARE))) this.#freeAt.delete(key);
  }
}

/** What is to be taken from one throttle. */
export interface Claim {
  throttle: Throttle;
  key: string;
  cost?: number;
}

/** Takes from all of them or, where one has too little left, from none; how long to wait then, otherwise 0. */
export function takeFromAll(claims: Claim[], now: number): number {
  const wait = Math.max(0, ...claims.map(({ throttle, key, cost }) => throttle.waitMs(key, now, cost)));
  if (wait === 0) for (const { throttle, key, cost } of claims) throttle.take(key, now, cost);
  return wait;
}
