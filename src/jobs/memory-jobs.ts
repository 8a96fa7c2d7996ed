import { backoffMs } from '../lib/backoff.ts';
import type { Clock } from '../ports/clock.ts';
import type { Jobs, JobsErrorListener } from '../ports/jobs.ts';
import { WakeHeap } from './wake-heap.ts';

export interface MemoryJobsOptions {
  clock: Clock;
  /** How many calls may be under way at a time. */
  concurrency: number;
  onError: JobsErrorListener;
}

/** Wakes within this process, forgotten when it ends; the sweeper derives them again from the store at the next start. */
export function createMemoryJobs(options: MemoryJobsOptions): Jobs {
  return new MemoryJobs(options);
}

type Handler = (key: string) => Promise<void>;

class MemoryJobs implements Jobs {
  readonly #options: MemoryJobsOptions;
  readonly #later = new WakeHeap();
  /** Keys to be called now, in the order in which they became due. */
  readonly #due = new Set<string>();
  readonly #running = new Set<string>();
  readonly #failing = new Map<string, { failures: number; retryAt: number }>();
  #handler: Handler | undefined;
  #alarm: { at: number; callOff: () => void } | undefined;
  #idleWaiters: (() => void)[] = [];
  #closed = false;

  constructor(options: MemoryJobsOptions) {
    this.#options = options;
  }

  async wake(key: string, at = Number.NEGATIVE_INFINITY): Promise<void> {
    if (this.#closed) return;
    if (at > this.#options.clock.now()) this.#later.add({ key, at });
    else this.#makeDue(key);
    this.#advance();
  }

  async process(handler: Handler): Promise<void> {
    this.#handler = handler;
    this.#advance();
  }

  idle(): Promise<void> {
    return new Promise((resolve) => {
      this.#idleWaiters.push(resolve);
      this.#advance();
    });
  }

  close(): Promise<void> {
    this.#closed = true;
    this.#later.clear();
    this.#due.clear();
    return this.idle();
  }

  /** Starts what can be started, sets the alarm for the next wake and tells those waiting when nothing is left to do. */
  #advance(): void {
    this.#collectDue();
    this.#startCalls();
    this.#setAlarm();
    if (this.#due.size > 0 || this.#running.size > 0) return;
    const waiters = this.#idleWaiters;
    this.#idleWaiters = [];
    for (const resolve of waiters) resolve();
  }

  #collectDue(): void {
    const now = this.#options.clock.now();
    for (let wake = this.#later.takeDue(now); wake; wake = this.#later.takeDue(now)) this.#makeDue(wake.key);
  }

  /** While a failed key waits for its next attempt, that attempt stands for every wake of it. */
  #makeDue(key: string): void {
    const failing = this.#failing.get(key);
    if (failing && failing.retryAt > this.#options.clock.now()) return;
    this.#due.add(key);
  }

  #startCalls(): void {
    const handler = this.#handler;
    if (!handler) return;
    for (const key of this.#due) {
      if (this.#running.size >= this.#options.concurrency) return;
      if (this.#running.has(key)) continue;
      this.#due.delete(key);
      this.#running.add(key);
      void this.#call(handler, key);
    }
  }

  async #call(handler: Handler, key: string): Promise<void> {
    await undefined; // a call never begins inside the wake that caused it
    try {
      await handler(key);
      this.#failing.delete(key);
    } catch (error) {
      this.#options.onError(key, error);
      this.#retryLater(key);
    }
    this.#running.delete(key);
    this.#advance();
  }

  #retryLater(key: string): void {
    if (this.#closed) return;
    const failures = (this.#failing.get(key)?.failures ?? 0) + 1;
    const retryAt = this.#options.clock.now() + backoffMs(failures);
    this.#failing.set(key, { failures, retryAt });
    this.#due.delete(key);
    this.#later.add({ key, at: retryAt });
  }

  #setAlarm(): void {
    const at = this.#later.earliestAt;
    if (at === this.#alarm?.at) return;
    this.#alarm?.callOff();
    this.#alarm = at === undefined ? undefined : { at, callOff: this.#options.clock.schedule(at, () => this.#ring()) };
  }

  #ring(): void {
    this.#alarm = undefined;
    this.#advance();
  }
}
