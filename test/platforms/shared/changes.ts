/** Waiting for something to become true on a platform, without sleeping. */

export interface Changes {
  /** For the platform: something has changed, so what is waited for may be true now. */
  happened(): void;
  /**
   * Resolves with the first value of `look` that is neither undefined nor false; looks now and after every change. It waits
   * for ever otherwise, so that the test's own timeout says which test it was.
   */
  until<T>(look: () => T | undefined | false): Promise<T>;
}

/** Tells those who wait about every change of a platform. */
export function createChanges(): Changes {
  const waiting = new Set<() => void>();
  return {
    happened: () => {
      for (const lookAgain of [...waiting]) lookAgain();
    },
    until: (look) =>
      new Promise((resolve, reject) => {
        const lookAgain = () => {
          try {
            const found = look();
            if (found === undefined || found === false) return;
            waiting.delete(lookAgain);
            resolve(found);
          } catch (error) {
            waiting.delete(lookAgain);
            reject(error);
          }
        };
        waiting.add(lookAgain);
        lookAgain();
      }),
  };
}
