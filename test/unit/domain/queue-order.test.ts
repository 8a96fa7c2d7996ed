import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { DEFAULT_POLICY, HOUR_MS, type Policy } from '../../../src/domain/policy.ts';
import { compareInQueue, type QueuePlace, queuePlace, queuePosition, rankAt } from '../../../src/domain/queue-order.ts';
import type { Ticket } from '../../../src/domain/ticket.ts';
import { escalated } from '../../support/conversation.ts';

type Weights = Policy['priority'];
const POLICY = DEFAULT_POLICY.priority;
const NOW = 1_790_000_000_000;

function ticket(parts: Partial<Ticket> = {}): Ticket {
  const base = escalated().state.ticket;
  if (base === undefined) throw new Error('no ticket was opened');
  return { ...base, importance: 3, sentiment: 0, urgentWords: false, openedAt: 0, waitingSince: 0, ...parts };
}

/** The rank by its definition: priority, of urgency that is not rounded, and the ageing term. */
function definedRank(of: Ticket, weights: Weights, now: number) {
  const { importance, sentiment, urgentWords, waitingSince, complexity = 1, turns = 0, reassigned = 0 } = of;
  const hours = waitingSince === undefined ? 0 : (now - waitingSince) / HOUR_MS;
  const felt = 1 + 2 * Math.max(0, -sentiment) + (urgentWords ? 2 : 0);
  const urgency = Math.min(5, felt + weights.urgencyPerHour * hours);
  const complex = weights.complexityWeight * Math.min(5, complexity + turns / 4 + reassigned);
  return (
    weights.importanceWeight * importance + weights.urgencyWeight * urgency + complex + weights.ageingPerHour * hours
  );
}

/** The rank as it comes out of what is kept. */
function keptRank(of: Ticket, weights: Weights, now: number) {
  return queuePlace(of, 1, weights, now).rank;
}

const weight = fc.double({ min: 0, max: 5, noNaN: true });
const weights = fc.record({
  importanceWeight: weight,
  urgencyWeight: weight,
  complexityWeight: weight,
  ageingPerHour: weight,
  urgencyPerHour: fc.oneof(weight, fc.constant(0), fc.constant(5e-324)),
});
const waiting = fc.record({
  complexity: fc.integer({ min: 1, max: 5 }),
  turns: fc.integer({ min: 0, max: 20 }),
  reassigned: fc.integer({ min: 0, max: 5 }),
  importance: fc.integer({ min: 1, max: 5 }),
  sentiment: fc.double({ min: -1, max: 1, noNaN: true }),
  urgentWords: fc.boolean(),
  waitingSince: fc.option(fc.integer({ min: NOW - 400 * 24 * HOUR_MS, max: NOW }), { nil: undefined }),
});

describe('the queue', () => {
  test('what is kept of a ticket gives its rank at any later time', () => {
    fc.assert(
      fc.property(waiting, weights, fc.integer({ min: 0, max: 1_000 * HOUR_MS }), (parts, chosen, later) => {
        const one = ticket(parts);
        expect(keptRank(one, chosen, NOW + later)).toBeCloseTo(definedRank(one, chosen, NOW + later), 5);
      }),
    );
  });

  test('of tickets of one class the order never changes', () => {
    fc.assert(
      fc.property(waiting, waiting, fc.integer({ min: 0, max: 1_000 * HOUR_MS }), (first, second, later) => {
        const [a, b] = [queuePosition(ticket(first), POLICY), queuePosition(ticket(second), POLICY)];
        fc.pre(a.class === b.class && Math.abs(a.key - b.key) > 1e-6);
        const difference = rankAt(a.class, a.key, POLICY, NOW + later) - rankAt(b.class, b.key, POLICY, NOW + later);
        expect(Math.sign(difference)).toBe(Math.sign(a.key - b.key));
      }),
    );
  });

  test('is in the order of rank, of equals the one opened first', () => {
    const places: QueuePlace[] = [
      { rank: 1, openedAt: 3, number: 1 },
      { rank: 2, openedAt: 2, number: 3 },
      { rank: 2, openedAt: 2, number: 2 },
      { rank: 2, openedAt: 1, number: 4 },
    ];
    expect(places.toSorted(compareInQueue).map(({ number }) => number)).toEqual([4, 2, 3, 1]);
  });

  test('what is due first is first, however it ranks, and comes before what is promised nothing', () => {
    const minute = 60_000;
    const unpromised = ticket({ importance: 5, urgentWords: true, waitingSince: NOW - 10_000 * HOUR_MS });
    const overdue = ticket({ importance: 1, dueAt: NOW - 90 * minute });
    const soon = ticket({ importance: 1, dueAt: NOW + minute });
    const later = ticket({ importance: 5, urgentWords: true, dueAt: NOW + 2 * minute, waitingSince: NOW - HOUR_MS });
    const inOrder = [overdue, soon, later, unpromised];
    const ranks = inOrder.map((one) => queuePlace(one, 1, { ...POLICY, ageingPerHour: 10 }, NOW).rank);
    expect(ranks.toSorted((a, b) => b - a)).toEqual(ranks);
    expect(new Set(ranks).size).toBe(4);
  });

  test('of what is due in the same minute the higher priority is first, of equals the one opened first', () => {
    const dueAt = Math.floor(NOW / 60_000) * 60_000;
    const place = (parts: Partial<Ticket>, number: number) => queuePlace(ticket(parts), number, POLICY, NOW);
    const places = [
      place({ importance: 3, dueAt, openedAt: 5, waitingSince: 5 }, 1),
      place({ importance: 3, dueAt: dueAt + 59_999, openedAt: 4, waitingSince: 4 }, 2),
      place({ importance: 4, dueAt: dueAt + 59_999, openedAt: 9, waitingSince: 9 }, 3),
    ];
    expect(places.toSorted(compareInQueue).map(({ number }) => number)).toEqual([3, 2, 1]);
  });

  test('starves nobody: whoever has waited long enough is ahead of every newcomer', () => {
    fc.assert(
      fc.property(waiting, (parts) => {
        const now = 24 * HOUR_MS;
        const old = ticket({ importance: 1, waitingSince: 0 });
        const newcomer = ticket({ ...parts, waitingSince: now });
        expect(keptRank(old, POLICY, now)).toBeGreaterThan(keptRank(newcomer, POLICY, now));
      }),
    );
  });
});
