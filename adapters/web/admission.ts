/** Keeps one customer from filling the desk: so many events at once, so many not yet handled. */

/** How many events of one conversation may be on their way into the store at once. */
const MAX_IN_FLIGHT = 16;
/** How many accepted events of one conversation may wait to be handled. */
const MAX_UNHANDLED = 100;

export interface Admission {
  /** Runs `work` unless the conversation has too much under way; then undefined. */
  admit<T>(
    conversationKey: string,
    countUnhandled: () => Promise<number>,
    work: () => Promise<T>,
  ): Promise<T | undefined>;
  /** Resolves when nothing is under way. */
  idle(): Promise<void>;
}

export function createAdmission(): Admission {
  const inFlight = new Map<string, number>();
  let waiters: (() => void)[] = [];

  function leave(conversationKey: string): void {
    const left = (inFlight.get(conversationKey) ?? 1) - 1;
    if (left > 0) inFlight.set(conversationKey, left);
    else inFlight.delete(conversationKey);
    if (inFlight.size > 0) return;
    for (const resolve of waiters) resolve();
    waiters = [];
  }

  return {
    async admit(conversationKey, countUnhandled, work) {
      const current = inFlight.get(conversationKey) ?? 0;
      if (current >= MAX_IN_FLIGHT) return undefined;
      inFlight.set(conversationKey, current + 1);
      try {
        if ((await countUnhandled()) >= MAX_UNHANDLED) return undefined;
        return await work();
      } finally {
        leave(conversationKey);
      }
    },
    idle: () => (inFlight.size === 0 ? Promise.resolve() : new Promise((resolve) => waiters.push(resolve))),
  };
}
