/**
 * Does something now, and again so long after each end. It must not reject. Returns a function that stops it and resolves when nothing is
 * under way; what takes long may ask whether it was stopped.
 */
export function repeat(
  clock: { now(): number; schedule(at: number, run: () => void): () => void },
  intervalMs: number,
  work: (isStopped: () => boolean) => Promise<void>,
): () => Promise<void> {
  let stopped = false;
  let cancel = () => {};
  let underWay = run();

  async function run(): Promise<void> {
    await work(() => stopped);
    if (stopped) return;
    cancel = clock.schedule(clock.now() + intervalMs, () => {
      underWay = run();
    });
  }

  return async () => {
    stopped = true;
    cancel();
    await underWay;
  };
}
