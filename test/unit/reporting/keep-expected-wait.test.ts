import pino from 'pino';
import { expect, test } from 'vitest';
import { HOUR_MS, MINUTE_MS } from '../../../src/domain/policy.ts';
import type { ExpectedWait } from '../../../src/insights/waiting/wait-model.ts';
import type { Finding } from '../../../src/lib/statistics/finding.ts';
import { keepExpectedWait } from '../../../src/reporting/keep-expected-wait.ts';
import { createSimulatedClock } from '../../../src/simulation/simulated-clock.ts';

const KNOWN = { kind: 'known' as const, lowMs: MINUTE_MS, medianMs: 2 * MINUTE_MS, highMs: 3 * MINUTE_MS };
const UNKNOWN = { kind: 'unknown' as const, reason: 'Nothing tells.' };

/** A keeper on a desk of so many tickets; it is told these, in order, and then fails. */
async function keep(tickets: number, ...findings: Finding<ExpectedWait>[]) {
  const clock = createSimulatedClock(0);
  let asked = 0;
  const keeper = keepExpectedWait({
    tickets: { count: async () => ({ count: tickets, isMore: false }) },
    clock,
    logger: pino({ level: 'silent' }),
    reports: {
      async expectedWait() {
        const found = findings[asked];
        asked += 1;
        if (found === undefined) throw new Error('The store cannot be read.');
        return found;
      },
    },
  });
  await clock.advanceTo(0);
  return { clock, keeper, asked: () => asked };
}

test('what was worked out is known at once, and worked out again every few minutes', async () => {
  const { clock, keeper } = await keep(500, KNOWN, { ...KNOWN, highMs: HOUR_MS }, UNKNOWN);
  expect(keeper.current()).toMatchObject({ lowMs: MINUTE_MS, highMs: 3 * MINUTE_MS });
  await clock.advanceTo(6 * MINUTE_MS);
  expect(keeper.current()).toMatchObject({ highMs: HOUR_MS });
  await clock.advanceTo(11 * MINUTE_MS);
  expect(keeper.current()).toBeUndefined();
});

test('what could not be worked out anew counts for a while, and is tried again', async () => {
  const { clock, keeper, asked } = await keep(500, KNOWN);
  await clock.advanceTo(12 * MINUTE_MS);
  expect(keeper.current()).toMatchObject({ highMs: 3 * MINUTE_MS });
  await clock.advanceTo(21 * MINUTE_MS);
  expect(keeper.current()).toBeUndefined();
  expect(asked()).toBeGreaterThan(4);
});

test('on a desk of few tickets nothing is worked out', async () => {
  const { clock, keeper, asked } = await keep(20, KNOWN);
  await clock.advanceTo(HOUR_MS);
  expect(keeper.current()).toBeUndefined();
  expect(asked()).toBe(0);
});

test('once it is stopped nothing is worked out any more', async () => {
  const { clock, keeper, asked } = await keep(500, KNOWN, KNOWN);
  await keeper.stop();
  await clock.advanceTo(HOUR_MS);
  expect(asked()).toBe(1);
});
