/** Facts for the tests of reports: each believable, each with what a test wants different. */

import type { DecisionFact, Fact, OutcomeFact, ScoredFact, TicketFact } from '../../../src/domain/fact.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../../src/domain/policy.ts';
import type { FactReads } from '../../../src/ports/facts.ts';

/** A Monday, 00:00 in UTC. */
export const START = Date.UTC(2026, 8, 7);
export { DAY_MS, HOUR_MS, MINUTE_MS };

let lastId = 0;

function base(at: number, conversation = 'c1') {
  lastId += 1;
  return { id: lastId, at, conversationId: conversation, customerId: `customer of ${conversation}`, channel: 'web' };
}

/** A turn that was answered. */
export function decided(at: number, conversation: string, changes: Partial<DecisionFact> = {}): DecisionFact {
  const made = base(at, conversation);
  return {
    ...made,
    kind: 'decision',
    decisionId: made.id,
    action: 'answered',
    rule: 'intent_confident',
    reason: undefined,
    locale: 'en',
    ticketId: undefined,
    intent: 'track_order',
    articleId: undefined,
    confidence: 0.9,
    ...changes,
  };
}

/** What became of a decision. */
export function outcomeOf(
  decision: DecisionFact,
  outcome: OutcomeFact['outcome'],
  at = decision.at + MINUTE_MS,
): OutcomeFact {
  const { conversationId, decisionId, action, locale, intent, articleId, confidence } = decision;
  return {
    ...base(at, conversationId),
    kind: 'outcome',
    decisionId,
    outcome,
    action,
    locale,
    intent,
    articleId,
    confidence,
  };
}

/** Events of one ticket, by name and time; agents do what customers do not. */
export function ticketEvents(
  ticketId: string,
  events: readonly (readonly [TicketFact['event'], number, string?])[],
  changes: Partial<TicketFact> = {},
): TicketFact[] {
  const openedAt = events[0]?.[1] ?? START;
  return events.map(([event, at, agent = 'sam']) => ({
    ...base(at, `c of ${ticketId}`),
    kind: 'ticket',
    ticketId,
    event,
    by: event === 'opened' || event === 'customer_wrote' ? { kind: 'customer', id: 'c' } : { kind: 'agent', id: agent },
    category: 'orders',
    openedAt,
    priority: 3,
    ...changes,
  }));
}

/** A rating that was asked for, and given. */
export function rated(
  at: number,
  ticketId: string,
  score: number | undefined,
  changes: Partial<ScoredFact> = {},
): Fact[] {
  const about = {
    messageId: `rating of ${ticketId}`,
    about: 'rating' as const,
    by: { kind: 'agent' as const, id: 'sam' },
    intent: undefined,
    articleId: undefined,
    ticketId,
    weight: 1,
    ...changes,
  };
  const asked: Fact = { ...base(at, `c of ${ticketId}`), ...about, kind: 'asked' };
  if (score === undefined) return [asked];
  return [asked, { ...base(at + MINUTE_MS, `c of ${ticketId}`), ...about, kind: 'scored', score }];
}

/** In order of time, as the store gives them. */
export function inOrder(facts: readonly (Fact | readonly Fact[])[]): Fact[] {
  return facts.flat().toSorted((a, b) => a.at - b.at || a.id - b.id) as Fact[];
}

/** Reads facts that are in memory, of all kinds whatever is asked for. */
export function readsOf(facts: readonly Fact[]): FactReads {
  const sorted = inOrder([facts]);
  return {
    async between({ since, until }, { limit, after }) {
      const isAfter = ({ at, id }: Fact) => after === undefined || at > after.at || (at === after.at && id > after.id);
      return sorted.filter((fact) => fact.at >= since && fact.at < until && isAfter(fact)).slice(0, limit);
    },
    ofTicket: async (ticketId) => sorted.filter((fact) => fact.kind === 'ticket' && fact.ticketId === ticketId),
    firstAt: async () => sorted[0]?.at,
  };
}
