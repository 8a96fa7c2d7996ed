/** Days on which everything goes wrong, drawn at random and always the same for a seed. */

import fc from 'fast-check';
import { HOUR_MS } from '../../src/domain/policy.ts';
import type { SendFate } from './shared-platform.ts';

export const CUSTOMERS = ['kim', 'lu', 'noa'];
/** Longer than any lease, any try again and any patience. */
export const ALL_IS_OVER_MS = HOUR_MS;

/** One thing that happens on a day of trouble, some milliseconds after the one before. */
export type Happening = { afterMs: number; by: number } & (
  | { kind: 'asks'; customer: string; twice: boolean }
  | { kind: 'staff act'; customer: string }
  | { kind: 'stands still'; forMs: number }
);

/** What happens, and what becomes of what the processes send and show, one after the other. */
export interface Day {
  happenings: Happening[];
  fates: SendFate[];
  staffFates: { takesMs: number; isLost: boolean }[];
}

/** Messages and staff commands through any of the processes, while the platforms fail and processes stand still, one for good. */
export function dayOfTrouble(seed: number): Day {
  const customer = fc.constantFrom(...CUSTOMERS);
  const happening: fc.Arbitrary<Happening> = fc.oneof(
    { weight: 8, arbitrary: fc.record({ kind: fc.constant('asks' as const), customer, twice: fc.boolean(), ...WHEN }) },
    { weight: 3, arbitrary: fc.record({ kind: fc.constant('staff act' as const), customer, ...WHEN }) },
    {
      weight: 2,
      arbitrary: fc.record({
        kind: fc.constant('stands still' as const),
        forMs: fc.constantFrom(2_000, 40_000, 90_000, ALL_IS_OVER_MS),
        ...WHEN,
      }),
    },
  );
  const fate: fc.Arbitrary<SendFate> = fc.record({
    kind: fc.constantFrom(...(['taken', 'taken', 'taken', 'taken', 'unavailable', 'lost', 'refused'] as const)),
    takesMs: fc.constantFrom(0, 100, 400, 3_000, 45_000),
  });
  const staffFate = fc.record({
    takesMs: fc.constantFrom(0, 100, 1_000, 35_000),
    isLost: fc.constantFrom(false, false, true),
  });
  const day = fc.record({
    happenings: fc.array(happening, { minLength: 40, maxLength: 40 }),
    fates: fc.array(fate, { minLength: 30, maxLength: 30 }),
    staffFates: fc.array(staffFate, { minLength: 30, maxLength: 30 }),
  });
  const [drawn] = fc.sample(day, { seed, numRuns: 1 });
  if (drawn === undefined) throw new Error('There is to be a day.');
  return drawn;
}

const WHEN = { afterMs: fc.constantFrom(0, 1, 50, 300, 2_000, 20_000), by: fc.nat(2) };
