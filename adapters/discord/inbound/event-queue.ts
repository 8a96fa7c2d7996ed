import { backoffMs, withJitter } from '../../../src/lib/backoff.ts';
import type { Clock } from '../../../src/ports/clock.ts';
import { createOrder } from '../../shared/in-order.ts';
import { wait } from '../../shared/wait.ts';

export interface EventQueueOptions {
  clock: Clock;
  /** Told when more waits than is held in memory. */
  onFull(): void;
  reportError(error: unknown): void;
}

/** Takes events in until each is durable. */
export interface EventQueue {
  /** Runs after what was put in before under the same key. Never rejects: what is hopeless is reported and dropped. */
  put(key: string, run: () => Promise<void>): Promise<void>;
  /** Does something until it succeeds. @throws what is hopeless to try again, and once it stops whatever went wrong */
  persist<Result>(run: () => Promise<Result>, isHopeless?: (error: unknown) => boolean): Promise<Result>;
  /** Resolves when everything put in was done, or was tried for the last time. */
  stop(): Promise<void>;
}

/** Discord tells events once: those that cannot be taken now are held, in order, up to this many. */
const MOST_HELD = 10_000;

export function createEventQueue({ clock, onFull, reportError }: EventQueueOptions): EventQueue {
  const stopping = new AbortController();
  const { signal } = stopping;
  const inOrder = createOrder();
  const held = new Set<Promise<void>>();

  const persist: EventQueue['persist'] = async (run, isHopeless = () => false) => {
    for (let failures = 1; ; failures++) {
      try {
        return await run();
      } catch (error) {
        if (isHopeless(error) || signal.aborted) throw error;
        reportError(error);
        await wait(clock, withJitter(backoffMs(failures)), signal);
      }
    }
  };
  return {
    persist,
    async put(key, run) {
      if (held.size >= MOST_HELD) return onFull();
      const done = inOrder(key, () => run().catch(reportError));
      held.add(done);
      await done;
      held.delete(done);
    },
    async stop() {
      stopping.abort();
      await Promise.all(held);
    },
  };
}
