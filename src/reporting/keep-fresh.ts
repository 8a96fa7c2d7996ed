/** Keeps what takes a while to work out at hand, so that nobody has to wait for it. */

import type { Logger } from 'pino';
import { repeat } from '../lib/repeat.ts';
import type { Clock } from '../ports/clock.ts';

export interface Fresh<T> {
  /** What was worked out last; undefined where it cannot be told, or was too long ago. */
  current(): T | undefined;
  /** Resolves when nothing is being worked out. */
  stop(): Promise<void>;
}

export interface FreshOptions<T> {
  /** What it is, for the log: `how long customers will wait`. */
  what: string;
  intervalMs: number;
  /** What is older is not told any more. */
  keptMs: number;
  clock: Pick<Clock, 'now' | 'schedule'>;
  logger: Logger;
  /** Undefined where it cannot be told. */
  workOut(): Promise<T | undefined>;
}

/** Works something out now, and again so long after each time. */
export function keepFresh<T>({ what, intervalMs, keptMs, clock, logger, workOut }: FreshOptions<T>): Fresh<T> {
  let known: { at: number; value: T | undefined } | undefined;
  const stop = repeat(clock, intervalMs, async () => {
    const at = clock.now();
    try {
      known = { at, value: await workOut() };
    } catch (error) {
      logger.warn({ err: error }, `${what} could not be worked out; trying again`);
    }
  });
  return {
    current: () => (known !== undefined && clock.now() - known.at < keptMs ? known.value : undefined),
    stop,
  };
}
