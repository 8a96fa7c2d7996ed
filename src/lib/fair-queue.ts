interface Queued<T> {
  item: T;
  cost: number;
  /** When it would be done if all keys were served at the same time, each at an equal share of the speed. */
  finish: number;
}

/**
 * A queue that is fair between its keys, whatever they put into it: fair queueing (A. Demers, S. Keshav, S. Shenker, "Analysis
 * and Simulation of a Fair Queueing Algorithm", 1989), its clock moved on with each item instead of with time. Each item costs so
 * much; a key that comes anew waits for about its own cost times the number of waiting keys, however much others have queued, so
 * that small items pass large ones and no item waits for ever. Items of one key keep their order.
 */
export class FairQueue<T> {
  readonly #queues = new Map<string, Queued<T>[]>();
  /** How much each key that waited all the time has been served. */
  #now = 0;
  #size = 0;

  get size(): number {
    return this.#size;
  }

  /** `cost` is how much work the item is, in any unit; greater than 0. */
  add(key: string, cost: number, item: T): void {
    const queue = this.#queues.get(key) ?? [];
    const start = Math.max(this.#now, queue.at(-1)?.finish ?? 0);
    queue.push({ item, cost, finish: start + cost });
    this.#queues.set(key, queue);
    this.#size += 1;
  }

  /** Removes and returns the next item; undefined when there is none. */
  take(): T | undefined {
    let next: { key: string; queue: Queued<T>[]; finish: number } | undefined;
    for (const [key, queue] of this.#queues) {
      const finish = queue[0]?.finish ?? Number.POSITIVE_INFINITY;
      if (next === undefined || finish < next.finish) next = { key, queue, finish };
    }
    const taken = next?.queue.shift();
    if (next === undefined || taken === undefined) return undefined;
    this.#now += taken.cost / this.#queues.size;
    if (next.queue.length === 0) this.#queues.delete(next.key);
    this.#size -= 1;
    return taken.item;
  }
}
