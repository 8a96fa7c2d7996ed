import { setImmediate as eventLoopTurn } from 'node:timers/promises';
import type { Clock } from '../ports/clock.ts';

/** A clock that stands still until it is told to advance. */
export interface SimulatedClock extends Clock {
  /** When the earliest scheduled callback is due; undefined when none is scheduled. */
  nextAt(): number | undefined;
  /**
   * Lets time pass up to `until`: each scheduled callback runs at its own time, in order of time and then of scheduling, and
   * what it started may go on (`settle`, by default one turn of the event loop) before time passes further. Resolves when
   * everything due by `until` has run and settled. One call at a time.
   */
  advanceTo(until: number, settle?: () => Promise<unknown>): Promise<void>;
  /** The same in one step, as for a machine that slept: what was scheduled for a time in between runs at `until`, each callback once. */
  skipTo(until: number, settle?: () => Promise<unknown>): Promise<void>;
}

/** A simulated clock that reads `startMs` (epoch milliseconds). */
export function createSimulatedClock(startMs: number): SimulatedClock {
  let now = startMs;
  let callbacks: { at: number; run: () => void }[] = [];
  const earliest = () => callbacks.reduce((first, next) => (next.at < first.at ? next : first), NEVER);

  async function advanceTo(until: number, settle: () => Promise<unknown> = eventLoopTurn): Promise<void> {
    await settle();
    for (let next = earliest(); next.at <= until; next = earliest()) {
      callbacks = callbacks.filter((other) => other !== next);
      now = Math.max(now, next.at);
      next.run();
      await settle();
    }
    now = Math.max(now, until);
  }

  return {
    now: () => now,
    schedule(at, run) {
      const callback = { at, run };
      callbacks.push(callback);
      return () => {
        callbacks = callbacks.filter((other) => other !== callback);
      };
    },
    nextAt: () => (callbacks.length === 0 ? undefined : earliest().at),
    advanceTo,
    async skipTo(until, settle) {
      now = Math.max(now, until);
      await advanceTo(now, settle);
    },
  };
}

const NEVER = { at: Number.POSITIVE_INFINITY, run: () => {} };
