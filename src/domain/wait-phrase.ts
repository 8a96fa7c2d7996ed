/** How long it will take until somebody answers, as people say it. */

import type { PhraseKey } from './phrases.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS } from './policy.ts';

type Unit = 'minutes' | 'hours' | 'days';

const UNITS: readonly { unit: Unit; ms: number; upToMs: number; steps: readonly number[] }[] = [
  {
    unit: 'minutes',
    ms: MINUTE_MS,
    upToMs: 2 * HOUR_MS,
    steps: [1, 2, 3, 5, 10, 15, 20, 25, 30, 40, 50, 60, 75, 90, 120],
  },
  {
    unit: 'hours',
    ms: HOUR_MS,
    upToMs: 2 * DAY_MS,
    steps: [1, 2, 3, 4, 5, 6, 8, 10, 12, 14, 16, 18, 20, 24, 30, 36, 48],
  },
  { unit: 'days', ms: DAY_MS, upToMs: Number.POSITIVE_INFINITY, steps: [1, 2, 3, 4, 5, 6, 7, 10, 14, 21, 28] },
];

/**
 * A range of waits as a phrase and its values: in the unit that its end is said in, rounded outwards to numbers that people say, so that what it
 * covers it covers still. A range that begins below one of the unit is said by its end alone.
 */
export function waitPhrase({ lowMs, highMs }: { lowMs: number; highMs: number }): {
  key: PhraseKey;
  values: Record<string, string>;
} {
  const { unit, ms, steps } = UNITS.find(({ upToMs }) => highMs <= upToMs) ?? { unit: 'days', ms: DAY_MS, steps: [1] };
  const to = steps.find((step) => step * ms >= highMs) ?? Math.ceil(highMs / ms);
  const from = steps.findLast((step) => step * ms <= lowMs && step < to);
  return from === undefined
    ? { key: `wait_up_to_${unit}`, values: { to: String(to) } }
    : { key: `wait_${unit}`, values: { from: String(from), to: String(to) } };
}
