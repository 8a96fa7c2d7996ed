import pino from 'pino';
import { expect, test } from 'vitest';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../../src/domain/policy.ts';
import { startForecasts } from '../../../src/reporting/forecasts.ts';
import { createSimulatedClock } from '../../../src/simulation/simulated-clock.ts';

const NOW = Date.UTC(2026, 0, 5);

/** The forecasts of a desk of so many tickets that is so old. */
async function start({ tickets, ageDays }: { tickets: number; ageDays: number }) {
  const clock = createSimulatedClock(NOW);
  const asked = { wait: 0, leaving: 0 };
  const forecasts = startForecasts({
    read: {
      tickets: { count: async () => ({ count: tickets, isMore: false }) },
      facts: { firstAt: async () => NOW - ageDays * DAY_MS },
    },
    clock,
    logger: pino({ level: 'silent' }),
    reports: {
      async expectedWait() {
        asked.wait += 1;
        return { kind: 'known', lowMs: MINUTE_MS, medianMs: 2 * MINUTE_MS, highMs: 3 * MINUTE_MS };
      },
      async leavingCustomers() {
        asked.leaving += 1;
        return new Map([['kim', { probability: 0.8, reasons: 'waited 3 h' }]]);
      },
    },
  });
  await clock.advanceTo(NOW);
  return { clock, forecasts, asked };
}

test('a desk of some age knows how long customers wait, and who may not come back', async () => {
  const { forecasts } = await start({ tickets: 500, ageDays: 100 });
  expect(forecasts.expectedWait()).toMatchObject({ lowMs: MINUTE_MS, highMs: 3 * MINUTE_MS });
  expect(forecasts.leaving('kim')).toEqual({ probability: 0.8, reasons: 'waited 3 h' });
  expect(forecasts.leaving('lou')).toBeUndefined();
});

test('the wait is worked out every few minutes, who may leave a few times a day', async () => {
  const { clock, asked } = await start({ tickets: 500, ageDays: 100 });
  await clock.advanceTo(NOW + DAY_MS);
  expect(asked.wait).toBe(1 + DAY_MS / (5 * MINUTE_MS));
  expect(asked.leaving).toBe(1 + DAY_MS / (6 * HOUR_MS));
});

test('a desk of few tickets, and one that is young, works out nothing', async () => {
  const { clock, forecasts, asked } = await start({ tickets: 20, ageDays: 20 });
  await clock.advanceTo(NOW + DAY_MS);
  expect(forecasts.expectedWait()).toBeUndefined();
  expect(forecasts.leaving('kim')).toBeUndefined();
  expect(asked).toEqual({ wait: 0, leaving: 0 });
});
