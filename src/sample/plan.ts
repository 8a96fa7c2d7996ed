/** A believable history of a desk, before anybody plays it: who comes when with what, who answers when, and what they think of it. */

import { DAY_MS, HOUR_MS } from '../domain/policy.ts';
import { createRandom } from '../lib/random.ts';
import { planTalks } from './plan-talks.ts';
import { planWork } from './plan-work.ts';
import type { Plan } from './planned.ts';
import { TRUTH } from './truth.ts';

export interface PlanOptions {
  /** When it ends, in epoch milliseconds; its days are those of UTC. */
  until: number;
  days: number;
  seed: number;
  /** About how many talks a day there are. */
  talksADay?: number;
  /** The names of the channels that customers come by, the first the most used by newcomers. */
  channels: readonly string[];
}

/** The same seed plans the same history for the same end. */
export function planHistory(options: PlanOptions): Plan {
  const { until, days, seed } = options;
  // The first numbers of neighbouring seeds are alike.
  const random = createRandom(1 + ((seed * 48_271 + 12_345) % 2_147_483_645));
  const since = Math.floor(until / DAY_MS) * DAY_MS - days * DAY_MS;
  const truth = {
    ...TRUTH,
    outageAt: since + Math.floor(days * TRUTH.outage.atShare) * DAY_MS + 10 * HOUR_MS,
    launchAt: since + Math.floor(days * TRUTH.launch.atShare) * DAY_MS,
    risingFrom: until - TRUTH.rising.days * DAY_MS,
  };
  const wanted = planTalks({ ...options, since, random, truth });
  planWork(wanted, random);
  const talks = wanted.filter(
    ({ at, customer }) => at >= since && (customer.leftAt === undefined || at <= customer.leftAt),
  );
  const customers = [...new Set(talks.map(({ customer }) => customer))];
  const waits = talks
    .flatMap(({ ticket }) => ticket?.wait ?? [])
    .filter(({ endedAt }) => endedAt < until)
    .toSorted((a, b) => a.arrivedAt - b.arrivedAt);
  return { since, until, customers, talks, waits, truth };
}
