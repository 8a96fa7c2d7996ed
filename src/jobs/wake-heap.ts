/** A key and when (epoch milliseconds) its handler is to be called. */
export interface Wake {
  key: string;
  at: number;
}

/** Wakes for later in a binary min-heap, so that a hundred thousand of them stay cheap to add to and to take from. */
export class WakeHeap {
  readonly #wakes: Wake[] = [];

  /** When the earliest wake is due; undefined when there is none. */
  get earliestAt(): number | undefined {
    return this.#wakes[0]?.at;
  }

  add(wake: Wake): void {
    let index = this.#wakes.push(wake) - 1;
    while (index > 0) {
      const parent = (index - 1) >> 1;
      if (this.#at(parent) <= wake.at) break;
      this.#swap(index, parent);
      index = parent;
    }
  }

  /** Removes and returns the earliest wake when it is due at or before `now`. */
  takeDue(now: number): Wake | undefined {
    const earliest = this.#wakes[0];
    if (earliest === undefined || earliest.at > now) return undefined;
    this.#swap(0, this.#wakes.length - 1);
    this.#wakes.pop();
    this.#sink(0);
    return earliest;
  }

  clear(): void {
    this.#wakes.length = 0;
  }

  #sink(start: number): void {
    let index = start;
    for (;;) {
      const left = 2 * index + 1;
      const child = this.#at(left + 1) < this.#at(left) ? left + 1 : left;
      if (this.#at(index) <= this.#at(child)) return;
      this.#swap(index, child);
      index = child;
    }
  }

  #at(index: number): number {
    return this.#wakes[index]?.at ?? Number.POSITIVE_INFINITY;
  }

  #swap(first: number, second: number): void {
    const a = this.#wakes[first];
    const b = this.#wakes[second];
    if (a === undefined || b === undefined) return;
    this.#wakes[first] = b;
    this.#wakes[second] = a;
  }
}
