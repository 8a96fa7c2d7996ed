/** Plays a handler of jobs: records its calls, lets tests wait for them, and holds back those it is told to. */
export class RecordedCalls {
  readonly all: { key: string; at: number }[] = [];
  /** The most calls of any one key, and of all keys, that were ever under way together. */
  mostOfOneKey = 0;
  mostTogether = 0;
  readonly #now: () => number;
  readonly #underWay: string[] = [];
  readonly #waiting: { key: string; count: number; resolve: () => void }[] = [];
  readonly #gates = new Map<string, Promise<void>>();

  constructor(now: () => number = Date.now) {
    this.#now = now;
  }

  readonly handler = async (key: string): Promise<void> => {
    this.#underWay.push(key);
    this.mostTogether = Math.max(this.mostTogether, this.#underWay.length);
    this.mostOfOneKey = Math.max(this.mostOfOneKey, this.#underWay.filter((other) => other === key).length);
    this.all.push({ key, at: this.#now() });
    for (const { resolve } of this.#waiting.filter((other) => this.count(other.key) >= other.count)) resolve();
    try {
      await this.#gates.get(key);
      await new Promise(setImmediate);
    } finally {
      this.#underWay.splice(this.#underWay.indexOf(key), 1);
    }
  };

  count(key: string): number {
    return this.all.filter((call) => call.key === key).length;
  }

  /** Resolves once a key's n-th call (n from 1) has begun. */
  begun(key: string, count = 1): Promise<void> {
    if (this.count(key) >= count) return Promise.resolve();
    return new Promise((resolve) => this.#waiting.push({ key, count, resolve }));
  }

  /** Keeps the key's calls from ending until the returned function is called. */
  hold(key: string): () => void {
    let release = (): void => {};
    this.#gates.set(key, new Promise((resolve) => (release = resolve)));
    return () => {
      this.#gates.delete(key);
      release();
    };
  }
}
