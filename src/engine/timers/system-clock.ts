import type { Clock } from '../../ports/clock.ts';

export interface SystemClockOptions {
  /** The machine's time, in epoch milliseconds: it may be set anew at any moment. */
  wallClock?: () => number;
  /** Milliseconds since any moment, which nobody can set. */
  elapsedMs?: () => number;
  /** A time that is past already, as the newest in the store: the clock does not begin before it. */
  notBefore?: number;
}

/** How much a clock that is ahead of the machine's goes on for each millisecond, until the two are the same again. */
const SLOWED = 0.75;
/** So that a machine woken from sleep, or its time set forward, is noticed soon; also within what setTimeout can take. */
const LONGEST_SLEEP_MS = 60_000;

/**
 * The machine's time, which never goes back: when it is set back, this one goes on from where it was, more slowly, until the
 * machine's has caught up. So whatever is to happen after a while happens after that while, or a third more.
 */
export function createSystemClock(options: SystemClockOptions = {}): Clock {
  const { wallClock = Date.now, elapsedMs = () => performance.now() } = options;
  let last = { now: options.notBefore ?? Number.NEGATIVE_INFINITY, elapsed: elapsedMs() };
  const now = (): number => {
    const elapsed = elapsedMs();
    const slowed = last.now + (elapsed - last.elapsed) * SLOWED;
    last = { now: Math.max(wallClock(), slowed), elapsed };
    return Math.round(last.now);
  };
  return {
    now,
    schedule(at, run) {
      let timeout: NodeJS.Timeout;
      const sleep = (): void => {
        const remaining = at - now();
        timeout = setTimeout(remaining <= LONGEST_SLEEP_MS ? wakeUp : sleep, Math.min(remaining, LONGEST_SLEEP_MS));
      };
      const wakeUp = (): void => (now() >= at ? run() : sleep());
      sleep();
      return () => clearTimeout(timeout);
    },
  };
}

/** The machine's time, for what stores none. */
export const systemClock: Clock = createSystemClock();
