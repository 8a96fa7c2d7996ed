import type { Clock } from '../../../src/ports/clock.ts';

/** A clock that stands still until a test moves it. */
export interface ManualClock extends Clock {
  /** Moves on and runs what falls due, in order. */
  advance(seconds: number): void;
  /** How many things are to run later. */
  waiting(): number;
}

/** Stands at the given time, in epoch milliseconds. */
export function createManualClock(start = Date.UTC(2026, 0, 5, 9)): ManualClock {
  let now = start;
  let scheduled: { at: number; run: () => void }[] = [];
  return {
    now: () => now,
    schedule: (at, run) => {
      const entry = { at, run };
      scheduled.push(entry);
      return () => {
        scheduled = scheduled.filter((other) => other !== entry);
      };
    },
    waiting: () => scheduled.length,
    advance: (seconds) => {
      const until = now + seconds * 1000;
      for (;;) {
        const due = scheduled.filter(({ at }) => at <= until).sort((one, other) => one.at - other.at)[0];
        if (due === undefined) break;
        scheduled = scheduled.filter((other) => other !== due);
        now = Math.max(now, due.at);
        due.run();
      }
      now = until;
    },
  };
}
