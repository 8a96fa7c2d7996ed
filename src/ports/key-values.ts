/** What adapters remember beyond their process: small texts under keys of their own, each for a while. */

/**
 * A key-value store of one adapter, the same for all of the desk's processes. It is for what a platform does not tell again and
 * nothing else of the desk has; what only saves calls belongs into the process.
 */
export interface KeyValueStore {
  /** Undefined for what was never set, was deleted, or has been kept for as long as it was to be. */
  get(key: string): Promise<string | undefined>;
  /** Durable once it resolves; replaces what is there. */
  set(key: string, value: string, keepMs: number): Promise<void>;
  delete(key: string): Promise<void>;
}

/** The part of the Store port that keeps the values of all adapters, each in a namespace of its own. */
export interface KeyValueReads {
  /** Undefined from `expiresAt` on. */
  get(namespace: string, key: string, now: number): Promise<string | undefined>;
}

export interface KeyValueWrites {
  set(entry: { namespace: string; key: string; value: string; expiresAt: number }): Promise<void>;
  delete(namespace: string, key: string): Promise<void>;
  /** Deletes what has expired. */
  prune(now: number): Promise<void>;
}
