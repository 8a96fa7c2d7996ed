/** Time as the desk sees it, so that a whole desk can run in simulated time. */
export interface Clock {
  /** Epoch milliseconds. */
  now(): number;
  /** Calls `run` once, at or after `at` (epoch milliseconds). Returns a function that calls it off. */
  schedule(at: number, run: () => void): () => void;
}
