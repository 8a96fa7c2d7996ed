/** What is done at once, but for as long as a process stands still: then it goes on later, or never, as with a process that was killed. */
export class Standstill {
  #isOver: Promise<void> | undefined;
  #resume = (): void => {};

  begin(): void {
    this.#isOver ??= new Promise((resolve) => {
      this.#resume = resolve;
    });
  }

  end(): void {
    this.#isOver = undefined;
    this.#resume();
  }

  get isOn(): boolean {
    return this.#isOver !== undefined;
  }

  /** Resolves when the process does not stand still. */
  async over(): Promise<void> {
    while (this.#isOver !== undefined) await this.#isOver;
  }

  /** The functions of an object, each of which a process that stands still neither calls nor hears the end of. */
  guard<T extends object>(object: T): T {
    return new Proxy(object, {
      get: (target, name) => {
        const value = Reflect.get(target, name);
        if (typeof value !== 'function') return typeof value === 'object' && value !== null ? this.guard(value) : value;
        return async (...given: unknown[]) => {
          await this.over();
          try {
            return await Reflect.apply(value, target, given);
          } finally {
            await this.over();
          }
        };
      },
    });
  }
}
