/** How long customers wait before they give up. */

import type { Wait } from './wait.ts';

/** Fewer who gave up tell nothing. */
export const LEAST_GAVE_UP = 20;

/**
 * The mean patience, as if it were memoryless: all the time that was waited over how many gave up, by which those who were taken up first count for
 * as long as they waited (the maximum likelihood of an exponential with censoring; A. Mandelbaum and S. Zeltyn, "Service Engineering in Action: The
 * Palm/Erlang-A Queue", 2007). Undefined where too few gave up.
 */
export function patienceOf(waits: readonly Wait[], now: number): number | undefined {
  const gaveUp = waits.filter(({ served, endedAt }) => !served && endedAt <= now).length;
  if (gaveUp < LEAST_GAVE_UP) return undefined;
  return waits.reduce((sum, { arrivedAt, endedAt }) => sum + Math.min(endedAt, now) - arrivedAt, 0) / gaveUp;
}
