const FIRST_BACKOFF_MS = 1_000;
const LONGEST_BACKOFF_MS = 60_000;

/** How long to wait after so many failures in a row: one second, doubling up to a minute, and up to half of it less at random. */
export function backoffMs(failures: number): number {
  const longest = Math.min(LONGEST_BACKOFF_MS, FIRST_BACKOFF_MS * 2 ** Math.min(failures - 1, 20));
  return longest * (1 - Math.random() / 2);
}
