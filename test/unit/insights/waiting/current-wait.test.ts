import { expect, test } from 'vitest';
import type { Fact } from '../../../../src/domain/fact.ts';
import { findCurrentWait } from '../../../../src/insights/waiting/current-wait.ts';
import type { FactReads } from '../../../../src/ports/facts.ts';
import { simulateCallCentre } from '../../../support/call-centre.ts';
import { HOUR_MS, ticketEvents } from '../facts.ts';

/** Facts that are in memory. */
function reading(facts: readonly Fact[]): FactReads {
  const sorted = facts.toSorted((a, b) => a.at - b.at || a.id - b.id);
  return {
    async between({ since, until }, { limit, after }) {
      const isAfter = ({ at, id }: Fact) => after === undefined || at > after.at || (at === after.at && id > after.id);
      return sorted.filter((fact) => fact.at >= since && fact.at < until && isAfter(fact)).slice(0, limit);
    },
    ofTicket: async (ticketId) => sorted.filter((fact) => fact.kind === 'ticket' && fact.ticketId === ticketId),
    firstAt: async () => sorted[0]?.at,
  };
}

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
  const found = await findCurrentWait(reading(facts), { now: until, timeZone: 'UTC' });
  if (found.kind === 'unknown') throw new Error(found.reason);
  expect(found.lowMs).toBeLessThanOrEqual(found.medianMs);
  expect(found.medianMs).toBeLessThanOrEqual(found.highMs);
});

test('a desk of few tickets says how many it has and how many it takes', async () => {
  const { facts, until } = tickets(1, 50);
  expect(await findCurrentWait(reading(facts), { now: until, timeZone: 'UTC' })).toMatchObject({
    kind: 'unknown',
    reason: expect.stringMatching(/^Only \d+ customers were taken up by a person; 200 are needed/),
  });
});
