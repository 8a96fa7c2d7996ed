/** What customers ask in ten weeks, by chance, with or without an intent that rises in the last. */

import { DAY_MS } from '../../src/domain/policy.ts';
import type { DemandRow } from '../../src/insights/demand/rising.ts';
import { createRandom } from '../../src/lib/random.ts';
import { drawLogNormal, drawPoisson } from '../../src/lib/statistics/draws.ts';

export const WEEKS = 10;
export const UNTIL = 10_000 * DAY_MS;
export const KNOWN_SINCE = UNTIL - WEEKS * 7 * DAY_MS;
const INTENTS = 20;

/**
 * Twenty intents, the first asked by about 40 customers a week and each following by fewer; `spread` is that of the logarithm of how busy each
 * intent is from week to week, and `rises` how many times as often the fourth is asked in the last week.
 */
export function demandRows({
  seed,
  spread = 0,
  rises = 1,
}: {
  seed: number;
  spread?: number;
  rises?: number;
}): DemandRow[] {
  const random = createRandom(seed * 7_919 + 1);
  let customer = 0;
  return Array.from({ length: INTENTS }).flatMap((_, intent) =>
    Array.from({ length: WEEKS }).flatMap((__, week) => {
      const isRising = intent === 3 && week === WEEKS - 1;
      const busy = drawLogNormal(random, 40 / (1 + intent / 2), spread) * (isRising ? rises : 1);
      return Array.from({ length: drawPoisson(random, busy) }, () => {
        customer += 1;
        const at = KNOWN_SINCE + (week + random()) * 7 * DAY_MS;
        return { customerId: `c${customer}`, at, intent: `intent-${intent}` };
      });
    }),
  );
}
