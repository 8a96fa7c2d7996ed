const FIRST_BACKOFF_MS = 1_000;
const LONGEST_BACKOFF_MS = 60_000;

export interface BackoffRange {
  firstMs: number;
  longestMs: number;
}

/** How long to wait after so many failures in a row: a second by default, doubling up to a minute, and up to half of it less at random. */
export function backoffMs(failures: number, range: Partial<BackoffRange> = {}): number {
  const { firstMs = FIRST_BACKOFF_MS, longestMs = LONGEST_BACKOFF_MS } = range;
  const longest = Math.min(longestMs, firstMs * 2 ** Math.min(failures - 1, 20));
  return longest * (1 - Math.random() / 2);
}
