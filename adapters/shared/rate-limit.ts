import type { Clock } from '../../src/ports/clock.ts';
import { wait } from './wait.ts';

/** Makes senders wait, so that no more is sent than the limits and the platform's own answers allow. */
export interface RateLimiter {
  /**
   * Resolves when a message may go to this destination. Those of one destination are to ask one after the other; between
   * destinations, who asks first goes first.
   */
  take(destination: string): Promise<void>;
  /** The platform asked to wait: nothing goes for so many milliseconds, to this destination or, without one, to any. */
  pause(ms: number, destination?: string): void;
}

/** How much an adapter sends: messages a second in all and to one conversation; Infinity lifts a limit. */
export interface RateLimits {
  perSecond: number;
  perDestinationPerSecond: number;
}

const SECOND_MS = 1_000;

/** Begins with nothing sent. */
export function createRateLimiter(limits: RateLimits, clock: Clock): RateLimiter {
  const intervalMs = SECOND_MS / limits.perDestinationPerSecond;
  /** When the next message may go to a destination, in order of being set. */
  const freeAt = new Map<string, number>();
  /** When the messages of the last second went, or will go. */
  let recent: number[] = [];
  let pausedUntil = 0;

  const takeTurn = (): number => {
    const now = Math.max(clock.now(), pausedUntil);
    if (limits.perSecond === Number.POSITIVE_INFINITY) return now;
    recent = recent.filter((at) => at > now - SECOND_MS);
    const blocking = recent.at(-limits.perSecond);
    const at = blocking === undefined ? now : Math.max(now, blocking + SECOND_MS);
    recent.push(at);
    return at;
  };
  const setFreeAt = (destination: string, at: number): void => {
    freeAt.delete(destination);
    freeAt.set(destination, at);
    for (const [other, free] of freeAt) {
      if (free > clock.now()) break;
      freeAt.delete(other);
    }
  };

  return {
    async take(destination) {
      const free = freeAt.get(destination);
      if (free !== undefined) await wait(clock, free - clock.now());
      const at = takeTurn();
      if (intervalMs > 0) setFreeAt(destination, at + intervalMs);
      await wait(clock, at - clock.now());
    },
    pause(ms, destination) {
      const until = clock.now() + ms;
      if (destination === undefined) pausedUntil = Math.max(pausedUntil, until);
      else setFreeAt(destination, Math.max(freeAt.get(destination) ?? 0, until));
    },
  };
}
