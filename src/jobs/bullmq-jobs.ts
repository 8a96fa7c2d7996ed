import { createHash, randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { Queue, Worker } from 'bullmq';
import { backoffMs } from '../lib/backoff.ts';
import type { JobsErrorListener } from '../ports/jobs.ts';
import type { ServerJobs } from './fallback-jobs.ts';
import { createRedisConnection } from './redis-connection.ts';

export interface BullmqJobsOptions {
  redisUrl: string;
  /** What every key in Redis begins with, so that several desks can share one server. */
  prefix?: string;
  /** How many calls may be under way in this process at a time. */
  concurrency: number;
  onError: JobsErrorListener;
  /** Called when Redis answers again after an outage that was reported. */
  onBack?: () => void;
  /** Whether Redis is known to be away already, so that nobody waits to find out. */
  startsAway?: boolean;
  /** How long after a process was killed its calls are made again elsewhere, at the earliest. Default 10 000. */
  lockMs?: number;
}

/** What a job in Redis is: `call` calls the handler; `later` waits for its time and then adds a `call`. */
type Step = 'call' | 'later';
type Handler = (key: string) => Promise<void>;

const QUEUE_NAME = 'wakes';
const ANSWER_WITHIN_MS = 3_000;
const CLOSE_WITHIN_MS = 2_000;
const IDLE_POLL_MS = 20;
/** BullMQ orders delayed jobs by 4096 times the millisecond they are due. */
const SCORE_UNITS_A_MS = 4096;
/** Neither a failing handler nor a killed process ends a job; it is made again until it succeeds. */
const UNLIMITED = 1_000_000_000;

/**
 * Wakes shared by all processes on one Redis, as BullMQ jobs. Jobs are deduplicated in the mode that keeps what is added
 * while its like is active: so one key has at most one `call` under way and one to come. A process that loses Redis goes on
 * by itself when it is back. What a flush of Redis forgets, the sweeper wakes again; only a call under way during the flush
 * can then meet a second one with its key on another process.
 */
export function createBullmqJobs(options: BullmqJobsOptions): ServerJobs {
  return new BullmqJobs(options);
}

class BullmqJobs implements ServerJobs {
  readonly #options: BullmqJobsOptions;
  readonly #link;
  readonly #queue;
  readonly #calls = new Map<string, Promise<void>>();
  #worker: Worker<{ key: string }, void, Step> | undefined;
  #closed: Promise<void> | undefined;

  constructor(options: BullmqJobsOptions) {
    this.#options = options;
    this.#link = createRedisConnection(options.redisUrl, options);
    if (options.startsAway) this.#link.report(this.#link.unavailable(undefined));
    this.#queue = new Queue<{ key: string }, void, Step>(QUEUE_NAME, {
      connection: this.#link.impatient,
      prefix: this.#prefix,
      streams: { events: { maxLen: 100 } },
      defaultJobOptions: {
        attempts: UNLIMITED,
        backoff: { type: 'custom' },
        removeOnComplete: true,
        removeOnFail: true,
        stackTraceLimit: 0,
      },
    });
    this.#queue.on('error', (error) => this.#link.report(error));
  }

  async wake(key: string, at?: number): Promise<void> {
    await this.tryWake(key, at);
  }

  async tryWake(key: string, at?: number): Promise<boolean> {
    if (this.#closed) return true;
    if (this.#link.isAway()) return false;
    try {
      const isTried = this.#link.tried.then(() => true);
      if (!(await Promise.race([isTried, delay(ANSWER_WITHIN_MS, false, { ref: false })]))) {
        throw this.#link.unavailable(undefined);
      }
      if (this.#link.isAway()) return false;
      await this.#add(key, at);
      return true;
    } catch (error) {
      this.#link.report(error);
      return false;
    }
  }

  async process(handler: Handler): Promise<void> {
    const { concurrency, lockMs = 10_000 } = this.#options;
    const worker = new Worker<{ key: string }, void, Step>(
      QUEUE_NAME,
      (job) => (job.name === 'later' ? this.#add(job.data.key) : this.#callInTurn(handler, job.data.key)),
      {
        connection: this.#link.patient,
        prefix: this.#prefix,
        concurrency,
        lockDuration: lockMs,
        stalledInterval: Math.ceil(lockMs / 2),
        maxStalledCount: UNLIMITED,
        runRetryDelay: 1_000,
        drainDelay: 1,
        settings: { backoffStrategy: (failures) => backoffMs(failures) },
      },
    );
    worker.on('error', (error) => this.#link.report(error));
    this.#worker = worker;
  }

  async idle(): Promise<void> {
    while (this.#calls.size > 0 || (!this.#link.isAway() && (await this.#hasDueJobs()))) await delay(IDLE_POLL_MS);
  }

  close(): Promise<void> {
    this.#closed ??= this.#close();
    return this.#closed;
  }

  get #prefix(): string {
    return this.#options.prefix ?? 'relaydesk';
  }

  async #add(key: string, at?: number): Promise<void> {
    const due = at === undefined ? 0 : Math.ceil(at);
    const wait = Math.max(0, due - Date.now());
    const id = createHash('sha256').update(JSON.stringify(key)).digest('base64url');
    await this.#answered(
      this.#queue.add(
        wait > 0 ? 'later' : 'call',
        { key },
        {
          jobId: randomUUID(), // never used twice, also after a flush, which resets BullMQ's own counter
          delay: wait,
          deduplication: { id: wait > 0 ? `${id}@${due}` : id, keepLastIfActive: true },
        },
      ),
    );
  }

  /** After a flush Redis may hand out a key whose call is still under way in this process. */
  async #callInTurn(handler: Handler, key: string): Promise<void> {
    for (let before = this.#calls.get(key); before; before = this.#calls.get(key)) await before.catch(() => {});
    const call = this.#call(handler, key);
    this.#calls.set(key, call);
    try {
      await call;
    } finally {
      this.#calls.delete(key);
    }
  }

  /** BullMQ keeps the message of what is thrown, and acts upon some names; so it gets nothing of the handler's own error. */
  async #call(handler: Handler, key: string): Promise<void> {
    try {
      await handler(key);
    } catch (error) {
      this.#options.onError(key, error);
      throw new Error('The handler failed.');
    }
  }

  /** True also when Redis does not say. The delayed are asked for first, since they become waiting and then active. */
  async #hasDueJobs(): Promise<boolean> {
    try {
      const [, score = 'Infinity'] = await this.#answered(this.#earliestDelayed());
      if (Number(score) / SCORE_UNITS_A_MS <= Date.now()) return true;
      const counts = await this.#answered(this.#queue.getJobCounts('waiting', 'active'));
      return Object.values(counts).some((count) => count > 0);
    } catch (error) {
      this.#link.report(error);
      return true;
    }
  }

  async #earliestDelayed(): Promise<string[]> {
    return this.#link.impatient.zrange(`${this.#prefix}:${QUEUE_NAME}:delayed`, 0, 0, { WITHSCORES: true });
  }

  /** @throws JobsError `unavailable` when Redis does not answer in time */
  async #answered<T>(reply: Promise<T>): Promise<T> {
    const timeout = new AbortController();
    const tooLate = delay(ANSWER_WITHIN_MS, undefined, { signal: timeout.signal }).then(() => {
      throw this.#link.unavailable(undefined);
    });
    try {
      const answer = await Promise.race([reply, tooLate]);
      this.#link.answered();
      return answer;
    } finally {
      timeout.abort();
      tooLate.catch(() => {});
    }
  }

  /** Without Redis BullMQ waits for it to record how the calls ended; what it could not record is called again. */
  async #close(): Promise<void> {
    const closing = (async () => {
      await this.#worker?.close();
      await this.#queue.close();
    })();
    while (this.#calls.size > 0) await Promise.allSettled(this.#calls.values());
    if (this.#link.isReady()) await Promise.race([closing, delay(CLOSE_WITHIN_MS, undefined, { ref: false })]);
    this.#link.destroy();
  }
}
