import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type ComingSlot, type StaffingTerms, staffNeeded } from '../../../../src/insights/staffing/staff-needed.ts';

const MINUTE_MS = 60_000;
const TERMS: StaffingTerms = {
  slotMs: 30 * MINUTE_MS,
  handlingMs: 6 * MINUTE_MS,
  customersAtOnce: 1,
  target: { share: 0.8, withinMs: MINUTE_MS },
  catchUpMs: 60 * MINUTE_MS,
};

function coming(expected: number, isOpen = true): ComingSlot {
  return { expected, low: Math.floor(expected * 0.7), high: Math.ceil(expected * 1.3), isOpen };
}

function known(slots: ComingSlot[], terms: Partial<StaffingTerms> = {}) {
  const found = staffNeeded(slots, { ...TERMS, ...terms });
  if (found.kind === 'unknown') throw new Error(found.reason);
  return found.slots;
}

test('for fifty in a half-hour at six minutes each, thirteen take up four of five within a minute, and twelve do not', () => {
  const [slot] = known([coming(50)]);
  // Of 12 agents and 10 erlang .4494 wait, and e^(-2/6) of them longer than a minute: .678 do not. Of 13 it is .2853 and e^(-3/6).
  expect(slot?.servedWithin).toBeCloseTo(1 - 0.2853 * Math.exp(-0.5), 3);
  expect(slot).toMatchObject({ needed: 13, work: 50, givesUp: 0 });
  expect(slot?.neededLow).toBeLessThan(13);
  expect(slot?.neededHigh).toBeGreaterThan(13);
});

test('who gives up needs nobody: with patience known fewer are needed', () => {
  const [patient] = known([coming(50)]);
  const [impatient] = known([coming(50)], { patienceMs: 3 * MINUTE_MS });
  expect(impatient?.needed).toBeLessThan(patient?.needed ?? 0);
  expect(impatient?.givesUp).toBeGreaterThan(0);
});

test('agents who chat with three customers at once are a third as many', () => {
  expect(known([coming(50)], { customersAtOnce: 3 })[0]?.needed).toBe(5);
});

test('nobody is needed while the desk is closed, and who came then is taken up in the hour after it opens', () => {
  const slots = known([coming(3, false), coming(1, false), coming(10), coming(10), coming(10)]);
  expect(slots.map((slot) => slot?.work)).toEqual([undefined, undefined, 12, 12, 10]);
});

test('nobody comes, nobody is needed', () => {
  expect(known([coming(0)])[0]).toMatchObject({ needed: 0, servedWithin: 1, meanWaitMs: 0, occupancy: 0 });
});

test('more work never needs fewer people, and every figure is a number', () => {
  const expected = fc.double({ min: 0, max: 400, noNaN: true });
  const terms = fc.record({
    handlingMs: fc.integer({ min: 1_000, max: 120 * MINUTE_MS }),
    patienceMs: fc.option(fc.integer({ min: 1_000, max: 600 * MINUTE_MS }), { nil: undefined }),
    customersAtOnce: fc.integer({ min: 1, max: 5 }),
  });
  fc.assert(
    fc.property(expected, expected, terms, (a, b, of) => {
      const [less, more] = known([coming(Math.min(a, b)), coming(Math.max(a, b))], of);
      expect(more?.needed).toBeGreaterThanOrEqual(less?.needed ?? 0);
      for (const value of Object.values(less ?? {})) expect(Number.isFinite(value)).toBe(true);
      expect(less?.servedWithin).toBeGreaterThanOrEqual(0.8);
    }),
    { numRuns: 50 },
  );
});

test.each([
  [
    { handlingMs: Number.NaN },
    [coming(1)],
    'How long a customer is with an agent is not known: no ticket was handled, and at least one is needed.',
  ],
  [{ customersAtOnce: 0 }, [coming(1)], 'An agent has at least 1 customer at once, and not 0.'],
  [
    { target: { share: 1, withinMs: 0 } },
    [coming(1)],
    'The share to be taken up in time is between 0 % and 100 %, and not 100 %.',
  ],
  [{}, [coming(1, false)], 'The desk is open in none of 1 half-hours.'],
])('of %j it is said what is missing', (terms, slots, reason) => {
  expect(staffNeeded(slots, { ...TERMS, ...terms })).toEqual({ kind: 'unknown', reason });
});
