/** What happened on the desk in a stretch of time, put together from its facts: what every report is worked out from. */

import type { Action, Outcome, Rule } from '../../domain/decision-record.ts';
import type { DecisionFact, Fact, ScoredFact, TicketFact } from '../../domain/fact.ts';
import type { EscalationReason, TicketEventKind } from '../../domain/ticket.ts';
import type { FactCursor, FactReads } from '../../ports/facts.ts';

/** A turn of a customer's, and what became of it. */
export interface Turn {
  decisionId: number;
  at: number;
  conversationId: string;
  customerId: string;
  channel: string;
  locale: string;
  action: Action;
  rule: Rule;
  /** Why it was handed over. */
  reason: EscalationReason | undefined;
  ticketId: string | undefined;
  intent: string | undefined;
  articleId: string | undefined;
  /** Of what was acted on or offered first. */
  confidence: number | undefined;
  outcome: { outcome: Outcome; at: number } | undefined;
  /** What staff say it was about. */
  correction: { intent: string | undefined; articleId: string | undefined } | undefined;
}

export interface TicketHistoryEvent {
  kind: TicketEventKind;
  at: number;
  by: TicketFact['by'];
}

/** A ticket with everything that happened to it. */
export interface TicketHistory {
  ticketId: string;
  conversationId: string;
  customerId: string;
  channel: string;
  category: string;
  openedAt: number;
  priority: number | undefined;
  /** In order. */
  events: TicketHistoryEvent[];
  /** What led to it, as far as the bot handed it over. */
  locale: string | undefined;
  intent: string | undefined;
  reason: EscalationReason | undefined;
}

/** A message that asked for a score, and the score it has. */
export interface Score
  extends Pick<ScoredFact, 'messageId' | 'about' | 'by' | 'intent' | 'articleId' | 'ticketId' | 'weight'> {
  conversationId: string;
  customerId: string;
  channel: string;
  askedAt: number;
  score: number | undefined;
  scoredAt: number | undefined;
}

export interface History {
  /** From `since` until before `until` everything is there; tickets that had an event in it are there whole. */
  since: number;
  until: number;
  /** In order of time. */
  turns: Turn[];
  /** In order of opening. */
  tickets: TicketHistory[];
  /** In order of asking. */
  scores: Score[];
}

/** So many facts are read at once; in between others have their turn. */
const PAGE_LENGTH = 2_000;

/** Reads what happened from `since` until before `until`. */
export async function readHistory(facts: FactReads, range: { since: number; until: number }): Promise<History> {
  const collected = createCollection();
  for await (const page of pagesOf(facts, range)) for (const fact of page) collected.add(fact);
  for (const ticketId of collected.ticketsBegunBefore()) {
    for (const fact of await facts.ofTicket(ticketId)) {
      if (fact.kind === 'ticket' && fact.at < range.since) collected.addEarlier(fact);
    }
  }
  return collected.toHistory(range);
}

/** The facts of a range in order of time, a page at a time. */
export async function* pagesOf(facts: FactReads, range: { since: number; until: number }): AsyncGenerator<Fact[]> {
  let after: FactCursor | undefined;
  for (;;) {
    const page = await facts.between(range, { limit: PAGE_LENGTH, ...(after && { after }) });
    if (page.length === 0) return;
    yield page;
    after = page.at(-1);
    await new Promise((resolve) => setImmediate(resolve));
  }
}

/** Puts facts together that are given in order of time. */
export function collectHistory(facts: readonly Fact[], range: { since: number; until: number }): History {
  const collected = createCollection();
  for (const fact of facts) collected.add(fact);
  return collected.toHistory(range);
}

function createCollection() {
  const turns = new Map<number, Turn>();
  const tickets = new Map<string, TicketHistory>();
  const scores = new Map<string, Score>();
  const earlier = new Map<string, TicketHistoryEvent[]>();

  function add(fact: Fact): void {
    switch (fact.kind) {
      case 'decision':
        turns.set(fact.decisionId, toTurn(fact));
        return;
      case 'outcome': {
        const turn = turns.get(fact.decisionId);
        if (turn) turn.outcome = fact.outcome && { outcome: fact.outcome, at: fact.at };
        return;
      }
      case 'correction': {
        const turn = turns.get(fact.decisionId);
        if (turn) turn.correction = { intent: fact.intent, articleId: fact.articleId };
        return;
      }
      case 'ticket':
        ticketOf(fact).events.push({ kind: fact.event, at: fact.at, by: fact.by });
        return;
      case 'asked':
        scores.set(fact.messageId, toScore(fact, fact.at));
        return;
      case 'scored': {
        const known = scores.get(fact.messageId) ?? toScore(fact, fact.at);
        scores.set(fact.messageId, {
          ...known,
          score: fact.score,
          scoredAt: fact.score === undefined ? undefined : fact.at,
        });
        return;
      }
      case 'unasked':
        scores.delete(fact.messageId);
    }
  }

  function ticketOf(fact: TicketFact): TicketHistory {
    const known = tickets.get(fact.ticketId);
    if (known !== undefined) return known;
    const { ticketId, conversationId, customerId, channel, category, openedAt, priority } = fact;
    const of = { ticketId, conversationId, customerId, channel, category, openedAt, priority };
    const made = { ...of, events: [], locale: undefined, intent: undefined, reason: undefined };
    tickets.set(ticketId, made);
    return made;
  }

  return {
    add,
    /** The tickets whose first events are not among what was added. */
    ticketsBegunBefore: () =>
      [...tickets.values()].filter(({ events }) => events[0]?.kind !== 'opened').map(({ ticketId }) => ticketId),
    addEarlier(fact: TicketFact) {
      const events = earlier.get(fact.ticketId) ?? [];
      events.push({ kind: fact.event, at: fact.at, by: fact.by });
      earlier.set(fact.ticketId, events);
    },
    toHistory({ since, until }: { since: number; until: number }): History {
      for (const turn of turns.values()) noteWhatLedToIt(tickets, turn);
      for (const [ticketId, events] of earlier) tickets.get(ticketId)?.events.unshift(...events);
      return {
        since,
        until,
        turns: [...turns.values()],
        tickets: [...tickets.values()].toSorted((a, b) => a.openedAt - b.openedAt),
        scores: [...scores.values()],
      };
    },
  };
}

/** The first handover of a ticket is what it was opened for. */
function noteWhatLedToIt(tickets: ReadonlyMap<string, TicketHistory>, { action, ...turn }: Turn): void {
  const ticket = action === 'handed_over' && turn.ticketId ? tickets.get(turn.ticketId) : undefined;
  if (ticket === undefined || ticket.reason !== undefined) return;
  const { locale, intent, reason } = turn;
  Object.assign(ticket, { locale, intent, reason });
}

function toTurn(fact: DecisionFact): Turn {
  const { kind: _, id: __, ...turn } = fact;
  return { ...turn, outcome: undefined, correction: undefined };
}

function toScore(fact: Extract<Fact, { messageId: string }>, askedAt: number): Score {
  const { messageId, about, by, intent, articleId, ticketId, weight, conversationId, customerId, channel } = fact;
  const of = { messageId, about, by, intent, articleId, ticketId, weight, conversationId, customerId, channel };
  return { ...of, askedAt, score: undefined, scoredAt: undefined };
}
