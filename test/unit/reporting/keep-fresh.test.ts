import pino from 'pino';
import { expect, test } from 'vitest';
import { MINUTE_MS } from '../../../src/domain/policy.ts';
import { keepFresh } from '../../../src/reporting/keep-fresh.ts';
import { createSimulatedClock } from '../../../src/simulation/simulated-clock.ts';

/** Something that is these values, in order, and then cannot be worked out. */
async function keep(...values: (string | undefined)[]) {
  const clock = createSimulatedClock(0);
  let asked = 0;
  const fresh = keepFresh({
    what: 'the time of day',
    intervalMs: 5 * MINUTE_MS,
    keptMs: 15 * MINUTE_MS,
    clock,
    logger: pino({ level: 'silent' }),
    async workOut() {
      asked += 1;
      if (asked > values.length) throw new Error('The store cannot be read.');
      return values[asked - 1];
    },
  });
  await clock.advanceTo(0);
  return { clock, fresh, asked: () => asked };
}

test('what was worked out is known at once, and worked out again every few minutes', async () => {
  const { clock, fresh } = await keep('morning', 'noon', undefined);
  expect(fresh.current()).toBe('morning');
  await clock.advanceTo(6 * MINUTE_MS);
  expect(fresh.current()).toBe('noon');
  await clock.advanceTo(11 * MINUTE_MS);
  expect(fresh.current()).toBeUndefined();
});

test('what could not be worked out anew counts for a while, and is tried again', async () => {
  const { clock, fresh, asked } = await keep('morning');
  await clock.advanceTo(12 * MINUTE_MS);
  expect(fresh.current()).toBe('morning');
  await clock.advanceTo(21 * MINUTE_MS);
  expect(fresh.current()).toBeUndefined();
  expect(asked()).toBeGreaterThan(4);
});

test('once it is stopped nothing is worked out any more', async () => {
  const { clock, fresh, asked } = await keep('morning', 'noon');
  await fresh.stop();
  await clock.advanceTo(60 * MINUTE_MS);
  expect(asked()).toBe(1);
});
