import type { Clock } from '../domain/clock.ts';

/** So that a system time set anew, or a machine woken from sleep, is noticed soon; also within what setTimeout can take. */
const LONGEST_SLEEP_MS = 60_000;

/** The machine's own time. */
export const systemClock: Clock = {
  now: () => Date.now(),
  schedule(at, run) {
    let timeout: NodeJS.Timeout;
    const sleep = (): void => {
      const remaining = at - Date.now();
      timeout = setTimeout(remaining <= LONGEST_SLEEP_MS ? wakeUp : sleep, Math.min(remaining, LONGEST_SLEEP_MS));
    };
    const wakeUp = (): void => (Date.now() >= at ? run() : sleep());
    sleep();
    return () => clearTimeout(timeout);
  },
};
