/**
 * The Jobs port: wake-ups. A job carries a key and never data; the store holds the truth, so a lost wake-up costs only the
 * time until the sweeper finds the row, and one too many costs nothing.
 */
export interface Jobs {
  /**
   * Has the handler called with `key` at or soon after `at` (epoch milliseconds; at once when it is past or absent). Several
   * wakes of one key may become one call, but a wake during a call always leads to another call after it. Never rejects: a
   * driver that cannot keep the wake reports that to `onError`.
   */
  wake(key: string, at?: number): Promise<void>;
  /**
   * Begins handling: never two calls with one key at a time, on any number of processes; different keys concurrently. A
   * handler that throws is called again with the same key, later and later (up to a minute), until it succeeds; until then
   * wakes of that key wait for the next attempt. While a driver's server is away it waits for it.
   */
  process(handler: (key: string) => Promise<void>): Promise<void>;
  /** Resolves when no call is under way and none is due. Wakes for later do not count. */
  idle(): Promise<void>;
  /** Takes no more calls and resolves when those under way have ended. */
  close(): Promise<void>;
}

/**
 * Learns of every failure nobody awaits: of a handler's call (with its key, before it is tried again), or of the driver
 * itself (without a key). Must not throw.
 */
export type JobsErrorListener = (key: string | undefined, error: unknown) => void;

/** `unavailable` for now, or `refused` until somebody corrects the configuration. */
export type JobsErrorCode = 'unavailable' | 'refused';

/** What went wrong in a driver, with what the operator can do about it in the message. */
export class JobsError extends Error {
  override readonly name = 'JobsError';
  readonly code: JobsErrorCode;

  constructor(code: JobsErrorCode, message: string, options: { cause?: unknown } = {}) {
    super(message, options);
    this.code = code;
  }
}
