import type { Clock } from '../../src/ports/clock.ts';

/** Resolves after so many milliseconds, or at once when the signal aborts. */
export function wait(clock: Clock, ms: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (ms <= 0 || signal?.aborted) return resolve();
    const finish = (): void => {
      cancel();
      signal?.removeEventListener('abort', finish);
      resolve();
    };
    const cancel = clock.schedule(clock.now() + ms, finish);
    signal?.addEventListener('abort', finish);
  });
}
