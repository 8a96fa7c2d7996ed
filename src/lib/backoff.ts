export interface BackoffRange {
  firstMs: number;
  longestMs: number;
}

const FROM_A_SECOND_TO_A_MINUTE: BackoffRange = { firstMs: 1_000, longestMs: 60_000 };

/** How long to wait after the n-th failure in a row (n from 1), in milliseconds: the first delay, doubling up to the longest. */
export function backoffMs(failures: number, { firstMs, longestMs } = FROM_A_SECOND_TO_A_MINUTE): number {
  return Math.min(longestMs, firstMs * 2 ** Math.min(failures - 1, 30));
}

/** Up to half of a delay less, at random, so that those who failed together do not try again together. */
export function withJitter(delayMs: number): number {
  return delayMs * (1 - Math.random() / 2);
}
