import { expect, test } from 'vitest';
import type { Fact } from '../../../../src/domain/fact.ts';
import { findCurrentWait } from '../../../../src/insights/waiting/current-wait.ts';
import { simulateCallCentre } from '../../../support/call-centre.ts';
import { HOUR_MS, readsOf, ticketEvents } from '../facts.ts';

/** A busy desk's tickets, each claimed or closed by its customer when a call centre's caller was taken up or gave up. */
function tickets(days: number, callsADay = 400): { facts: Fact[]; until: number } {
  const calls = simulateCallCentre({ seed: 3, days, callsADay });
  const facts = calls.flatMap(({ arrivedAt, endedAt, served }, index) =>
    ticketEvents(`t${index}`, [
      ['opened', arrivedAt],
      [served ? 'claimed' : 'resolved', endedAt],
    ]),
  );
  return { facts, until: Math.max(...calls.map(({ endedAt }) => endedAt)) + HOUR_MS };
}

test('what somebody who comes now may expect is found in the tickets of the past', async () => {
  const { facts, until } = tickets(15);
  const found = await findCurrentWait(readsOf(facts), { now: until, timeZone: 'UTC' });
  if (found.kind === 'unknown') throw new Error(found.reason);
  expect(found.lowMs).toBeLessThanOrEqual(found.medianMs);
  expect(found.medianMs).toBeLessThanOrEqual(found.highMs);
});

test('a desk of few tickets says how many it has and how many it takes', async () => {
  const { facts, until } = tickets(1, 50);
  expect(await findCurrentWait(readsOf(facts), { now: until, timeZone: 'UTC' })).toMatchObject({
    kind: 'unknown',
    reason: expect.stringMatching(/^Only \d+ customers were taken up by a person; 200 are needed/),
  });
});
