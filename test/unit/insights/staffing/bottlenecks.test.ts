import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  type BottleneckOptions,
  findBottlenecks,
  type TicketWaits,
} from '../../../../src/insights/staffing/bottlenecks.ts';
import { createRandom } from '../../../../src/lib/random.ts';
import { drawExponential } from '../../../../src/lib/statistics/draws.ts';

const MINUTE_MS = 60_000;
const OPTIONS: BottleneckOptions = { until: 1e12 };

interface Means {
  claim: number;
  reply: number;
  work: number;
  customer: number;
}

/** Tickets whose steps last so many minutes in the mean. */
function playTickets(category: string, count: number, means: Means, seed = 1): TicketWaits[] {
  const random = createRandom(seed * 7_919);
  const draw = (minutes: number) => drawExponential(random, minutes * MINUTE_MS);
  return Array.from({ length: count }, (_, index) => {
    const openedAt = index * 10 * MINUTE_MS;
    const claimedAt = openedAt + draw(means.claim);
    const firstReplyAt = claimedAt + draw(means.reply);
    const waitingForCustomerMs = means.customer === 0 ? 0 : draw(means.customer);
    const resolvedAt = firstReplyAt + waitingForCustomerMs + draw(means.work);
    return { category, openedAt, claimedAt, firstReplyAt, waitingForCustomerMs, resolvedAt };
  });
}

const USUAL: Means = { claim: 5, reply: 3, work: 10, customer: 20 };

function known(tickets: TicketWaits[], options = OPTIONS) {
  const found = findBottlenecks(tickets, options);
  if (found.kind === 'unknown') throw new Error(found.reason);
  return found.bottlenecks;
}

test('a category that waits long to be claimed is found first, and no other is named', () => {
  const tickets = [
    ...playTickets('refund', 60, { ...USUAL, claim: 120 }, 1),
    ...playTickets('delivery', 200, USUAL, 2),
    ...playTickets('other', 200, USUAL, 3),
  ];
  const bottlenecks = known(tickets);
  expect(bottlenecks[0]).toMatchObject({
    category: 'refund',
    stage: 'claim',
    waitsFor: 'team',
    tickets: 60,
    isOverdue: true,
  });
  expect(bottlenecks.filter(({ isOverdue }) => isOverdue)).toHaveLength(1);
  expect(bottlenecks.find(({ stage }) => stage === 'customer')?.waitsFor).toBe('customer');
  expect(bottlenecks[0]?.median.low).toBeLessThan(120 * MINUTE_MS * Math.LN2);
  expect(bottlenecks[0]?.median.high).toBeGreaterThan(120 * MINUTE_MS * Math.LN2);
});

test('in eighty desks of categories that are alike hardly one is named, and shares are within their intervals', () => {
  let named = 0;
  let within = 0;
  let all = 0;
  for (let seed = 1; seed <= 80; seed += 1) {
    const tickets = ['a', 'b'].flatMap((category, index) => playTickets(category, 60, USUAL, 2 * seed + index));
    const bottlenecks = known(tickets);
    if (bottlenecks.some(({ isOverdue }) => isOverdue)) named += 1;
    for (const { interval, stage } of bottlenecks) {
      all += 1;
      const minutes = { claim: 5, first_reply: 3, work: 10, customer: 20 }[stage];
      const share = minutes / 38 / 2;
      if (interval && interval.low <= share && share <= interval.high) within += 1;
    }
  }
  expect(named).toBeLessThanOrEqual(8);
  expect(within / all).toBeGreaterThan(0.9);
});

test('shares of all stages make up the whole, and few tickets are marked', () => {
  const tickets = [...playTickets('a', 30, USUAL), ...playTickets('b', 5, USUAL, 2)];
  expect(known(tickets).reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1, 9);
  const few = known(tickets).filter(({ category }) => category === 'b');
  expect(few.map(({ isFew, isOverdue }) => [isFew, isOverdue])).toEqual(few.map(() => [true, false]));
});

test('tickets that still wait count with their time so far, and do not make waiting look short', () => {
  const tickets = playTickets('a', 40, USUAL).map((ticket, index) =>
    index % 2 === 0 ? ticket : { ...ticket, claimedAt: undefined, firstReplyAt: undefined, resolvedAt: undefined },
  );
  const until = 40 * 10 * MINUTE_MS;
  const claim = known(tickets, { ...OPTIONS, until }).find(({ stage }) => stage === 'claim');
  expect(claim).toMatchObject({ tickets: 40, unfinished: 20 });
  expect(claim?.share).toBeGreaterThan(0.8);
  expect(claim?.ninetieth).toMatchObject({ value: undefined, high: undefined });
});

test('time is counted as it is asked for', () => {
  const tickets = playTickets('a', 20, { ...USUAL, customer: 0 });
  const half = known(tickets, { ...OPTIONS, elapsed: (from, to) => (to - from) / 2 });
  const whole = known(tickets);
  expect(half[0]?.median.value).toBeCloseTo((whole[0]?.median.value ?? 0) / 2, 6);
});

test('too few tickets, and tickets that never waited, are said to tell nothing', () => {
  expect(findBottlenecks(playTickets('a', 9, USUAL), OPTIONS)).toEqual({
    kind: 'unknown',
    reason: 'There were 9 tickets; it takes 10 to tell where they wait.',
  });
  const none = playTickets('a', 12, USUAL).map((ticket) => ({
    ...ticket,
    ...{
      claimedAt: ticket.openedAt,
      firstReplyAt: ticket.openedAt,
      resolvedAt: ticket.openedAt,
      waitingForCustomerMs: 0,
    },
  }));
  expect(findBottlenecks(none, OPTIONS)).toEqual({ kind: 'unknown', reason: 'None of 12 tickets waited at all.' });
});

test('whatever the moments, shares are numbers from 0 to 1 that make up the whole', () => {
  const moment = fc.integer({ min: 0, max: 1_000 });
  const perhaps = fc.option(moment, { nil: undefined });
  const ticket = fc.record({
    category: fc.constantFrom('a', 'b', 'c'),
    openedAt: moment,
    claimedAt: perhaps,
    firstReplyAt: perhaps,
    waitingForCustomerMs: moment,
    resolvedAt: perhaps,
  });
  fc.assert(
    fc.property(fc.array(ticket, { maxLength: 60 }), (tickets) => {
      const found = findBottlenecks(tickets, { until: 900 });
      if (found.kind === 'unknown') return;
      for (const { share, interval } of found.bottlenecks) {
        expect(share >= 0 && share <= 1 + 1e-9).toBe(true);
        if (interval) expect(interval.low <= share + 1e-9 && interval.high >= share - 1e-9).toBe(true);
      }
      expect(found.bottlenecks.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1, 9);
    }),
  );
});
