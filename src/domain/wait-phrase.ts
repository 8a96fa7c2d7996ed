/** How long it will take until somebody answers, as people say it. */

import type { PhraseKey } from './phrases.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS } from './policy.ts';

/** Between what and what a wait is expected to be, in milliseconds. */
export interface WaitRange {
  lowMs: number;
  highMs: number;
}

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

/** A wait as people say it: in one unit, from nothing where `from` is undefined. */
interface SaidWait {
  from: number | undefined;
  to: number;
  unit: Unit;
}

/**
 * A range of waits in the unit that its end is said in, rounded outwards to numbers that people say, so that what it covers it covers still. A
 * range that begins below one of the unit is said by its end alone.
 */
function toSaidWait({ lowMs, highMs }: WaitRange): SaidWait {
  const { unit, ms, steps } = UNITS.find(({ upToMs }) => highMs <= upToMs) ?? { unit: 'days', ms: DAY_MS, steps: [1] };
  const to = steps.find((step) => step * ms >= highMs) ?? Math.ceil(highMs / ms);
  const from = steps.findLast((step) => step * ms <= lowMs && step < to);
  return { from, to, unit };
}

/** A range of waits as a phrase for customers, and its values. */
export function waitPhrase(range: WaitRange): { key: PhraseKey; values: Record<string, string> } {
  const { from, to, unit } = toSaidWait(range);
  return from === undefined
    ? { key: `wait_up_to_${unit}`, values: { to: String(to) } }
    : { key: `wait_${unit}`, values: { from: String(from), to: String(to) } };
}

/** The same for staff. */
export function waitWords(range: WaitRange): string {
  const { from, to, unit } = toSaidWait(range);
  const long = `${to} ${to === 1 ? unit.slice(0, -1) : unit}`;
  return `Who comes now is likely to wait ${from === undefined ? `up to ${long}` : `${from} to ${long}`}.`;
}
