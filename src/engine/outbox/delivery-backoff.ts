import { backoffMs } from '../../lib/backoff.ts';

const FROM_A_SECOND_TO_FIVE_MINUTES = { firstMs: 1_000, longestMs: 5 * 60_000 };

/** How long to wait before sending or showing something again that failed so many times before (from 0), in milliseconds. */
export function deliveryBackoffMs(earlierFailures: number): number {
  return backoffMs(earlierFailures + 1, FROM_A_SECOND_TO_FIVE_MINUTES);
}
