const FIRST_MS = 1_000;
const LONGEST_MS = 60_000;

/** How long to wait after the n-th failure in a row (n from 1) before the next attempt: 1 s, doubling up to a minute. */
export function backOffMs(failures: number): number {
  return Math.min(LONGEST_MS, FIRST_MS * 2 ** (failures - 1));
}
