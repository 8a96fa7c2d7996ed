/** How long things take that end in the order in which they began, each under the key they share. */

export interface Stopwatch<Key> {
  /** Resolves to the milliseconds until `stop` was called for it. */
  start(key: Key): Promise<number>;
  /** Ends the oldest one under this key; nothing where none is under way. */
  stop(key: Key): void;
  /** How many are under way under this key. */
  running(key: Key): number;
}

/** Nothing is under way yet. */
export function createStopwatch<Key>(): Stopwatch<Key> {
  const started = new Map<Key, ((endedAt: number) => void)[]>();
  return {
    start: (key) =>
      new Promise((resolve) => {
        const startedAt = performance.now();
        const queue = started.get(key) ?? [];
        queue.push((endedAt) => resolve(endedAt - startedAt));
        started.set(key, queue);
      }),
    stop: (key) => started.get(key)?.shift()?.(performance.now()),
    running: (key) => started.get(key)?.length ?? 0,
  };
}
