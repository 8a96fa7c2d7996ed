import { describe, expect, test } from 'vitest';
import type { Intent } from '../../../src/domain/content.ts';
import { DEFAULT_POLICY, HOUR_MS } from '../../../src/domain/policy.ts';
import { priorityOf } from '../../../src/domain/priority.ts';
import type { Ticket } from '../../../src/domain/ticket.ts';
import { ANNA, analysis, BEN, CONTENT, escalated, LEA, TestConversation } from '../../support/conversation.ts';

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

  test.each<[string, Partial<Ticket>, number]>([
    ['of a ticket that does not know any', { complexity: undefined }, 1],
    ['from its intent', { complexity: 3 }, 3],
    ['that rises by a quarter with each time the customer wrote', { complexity: 2, turns: 3 }, 2.75],
    ['that rises by 1 with each change of hands', { complexity: 2, reassigned: 2 }, 4],
    ['of all of it, at most 5', { complexity: 4, turns: 9, reassigned: 9 }, 5],
  ])('a complexity %s counts where it has a weight', (_name, parts, expected) => {
    const { complexity, value, sum } = priorityOf(
      ticket(parts as Partial<Ticket>),
      { ...POLICY, complexityWeight: 0.2 },
      0,
    );
    expect(complexity).toBe(expected);
    expect(value).toBeCloseTo(2 + 0.2 * expected);
    expect(sum).toContain(` + 0.2·${expected} = `);
    expect(priorityOf(ticket(parts), POLICY, 0)).toMatchObject({ complexity: undefined, sum: '0.5·3 + 0.5·1 = 2' });
  });

  test('complexity is that of the intent at first, and keeps account of turns and of who had the ticket', () => {
    const conversation = new TestConversation();
    const [first, ...others] = CONTENT.locales.en?.intents.filter(({ name }) => name === 'complaint') ?? [];
    expect(others).toEqual([]);
    const intents = [{ ...first, complexity: 4 } as Intent];
    conversation.content = { ...CONTENT, locales: { en: { locale: 'en', phrases: {}, articles: [], intents } } };
    conversation.policy = { ...DEFAULT_POLICY, priority: { ...POLICY, complexityWeight: 1 } };
    conversation.says('I want to complain', analysis([['complaint', 0.95]]));
    expect(conversation.state.ticket).toMatchObject({ complexity: 4, openedWithPriority: 7 });
    conversation.says('it is broken', analysis([]));
    conversation.does(ANNA, { kind: 'claim' });
    conversation.does(LEA, { kind: 'claim' });
    conversation.does(LEA, { kind: 'transfer', to: BEN });
    conversation.handle({ kind: 'unassign', assigneeId: BEN.id, by: undefined, reason: 'left' });
    expect(conversation.state.ticket).toMatchObject({ turns: 1, reassigned: 3, openedWithPriority: 7 });
  });
});
