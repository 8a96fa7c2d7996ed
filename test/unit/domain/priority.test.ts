import { describe, expect, test } from 'vitest';
import { DEFAULT_POLICY, HOUR_MS } from '../../../src/domain/policy.ts';
import { priorityOf } from '../../../src/domain/priority.ts';
import type { Ticket } from '../../../src/domain/ticket.ts';
import { escalated } from '../../support/conversation.ts';

const POLICY = DEFAULT_POLICY.priority;

function ticket(parts: Partial<Ticket> = {}): Ticket {
  const base = escalated().state.ticket;
  if (base === undefined) throw new Error('no ticket was opened');
  return { ...base, importance: 3, sentiment: 0, urgentWords: false, openedAt: 0, waitingSince: 0, ...parts };
}

describe('priority', () => {
  test('is α·importance + β·urgency, and shows its sum', () => {
    const priority = priorityOf(ticket({ importance: 4, urgentWords: true }), POLICY, 0);
    expect(priority).toMatchObject({ importance: 4, urgency: 3, value: 3.5, sum: '0.5·4 + 0.5·3 = 3.5' });
  });

  test('the worked example of its source comes out as 4.0, not as the 4.5 that is printed there', () => {
    const priority = priorityOf(ticket({ importance: 3, urgentWords: true, sentiment: -1 }), POLICY, 0);
    expect(priority.sum).toBe('0.5·3 + 0.5·5 = 4');
  });

  test.each<[string, Partial<Ticket>, number, number]>([
    ['an unremarkable ticket', {}, 0, 1],
    ['bad feeling', { sentiment: -0.5 }, 0, 2],
    ['good feeling', { sentiment: 1 }, 0, 1],
    ['urgent words', { urgentWords: true }, 0, 3],
    ['two hours of waiting', {}, 2 * HOUR_MS, 2],
    ['all of it, at most 5', { sentiment: -1, urgentWords: true }, 100 * HOUR_MS, 5],
    ['a customer who waits for nothing', { waitingSince: undefined }, 100 * HOUR_MS, 1],
  ])('urgency of %s', (_name, parts, now, expected) => {
    expect(priorityOf(ticket(parts), POLICY, now).urgency).toBe(expected);
  });
});
