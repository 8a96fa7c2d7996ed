/** What happened on the desk in a stretch of time, put together from its facts: what every report is worked out from. */

import type { Action, Outcome, Rule } from '../../domain/decision-record.ts';
import type { CorrectionFact, DecisionFact, Fact, OutcomeFact, ScoredFact, TicketFact } from '../../domain/fact.ts';
import type { EscalationReason, TicketEventKind } from '../../domain/ticket.ts';
import type { FactCursor, FactReads, FactSelection } from '../../ports/facts.ts';
import { createTalks, type Talk } from './talks.ts';

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
export interface Score extends Pick<ScoredFact, 'about' | 'by' | 'intent' | 'articleId' | 'ticketId' | 'weight'> {
  conversationId: string;
  customerId: string;
  channel: string;
  askedAt: number;
  score: number | undefined;
  scoredAt: number | undefined;
}

/** Something that the bot understood, when it was brought up while people were not in charge. */
export interface AskedQuestion {
  customerId: string;
  at: number;
  intent: string;
}

export interface History {
  /** From `since` until before `until` everything is there; tickets that had an event in it are there whole. */
  since: number;
  until: number;
  /** In order of time; empty where talks alone were asked for. */
  turns: Turn[];
  /** As they are at `until`, in order of their beginning. */
  talks: Talk[];
  /** In order of time. */
  questions: AskedQuestion[];
  /** Whose each conversation is, and in which language it was last. */
  conversations: ReadonlyMap<string, { customerId: string; locale: string }>;
  /** In order of opening. */
  tickets: TicketHistory[];
  /** In order of asking. */
  scores: Score[];
}

/** So many facts are read at once; in between others have their turn. */
const PAGE_LENGTH = 2_000;

/**
 * Reads what happened from `since` until before `until`; with `only`, what of it these facts tell. Without `turns`, which take most of the
 * memory, talks and questions are there all the same.
 */
export async function readHistory(
  facts: FactReads,
  range: { since: number; until: number },
  { only, turns = true }: { only?: FactSelection; turns?: boolean } = {},
): Promise<History> {
  const collected = createCollection(turns);
  for await (const page of pagesOf(facts, range, only)) for (const fact of page) collected.add(fact);
  for (const ticketId of collected.ticketsBegunBefore()) {
    for (const fact of await facts.ofTicket(ticketId)) {
      if (fact.kind === 'ticket' && fact.at < range.since) collected.addEarlier(fact);
    }
  }
  return collected.toHistory(range);
}

/** The facts of a range in order of time, a page at a time; with `only`, no others. */
export async function* pagesOf(
  facts: FactReads,
  range: { since: number; until: number },
  only?: FactSelection,
): AsyncGenerator<Fact[]> {
  let after: FactCursor | undefined;
  for (;;) {
    const page = await facts.between(range, { limit: PAGE_LENGTH, ...(after && { after }), ...(only && { only }) });
    if (page.length === 0) return;
    yield page;
    after = page.at(-1);
    await new Promise((resolve) => setImmediate(resolve));
  }
}

/** Puts facts together that are given in order of time. */
export function collectHistory(facts: readonly Fact[], range: { since: number; until: number }): History {
  const collected = createCollection(true);
  for (const fact of facts) collected.add(fact);
  return collected.toHistory(range);
}

function createCollection(keepsTurns: boolean) {
  const share = createSharing();
  const decided = collectTurns(keepsTurns, share);
  const tickets = new Map<string, TicketHistory>();
  const scores = new Map<string, Score>();
  const earlier = new Map<string, TicketHistoryEvent[]>();

  function add(fact: Fact): void {
    switch (fact.kind) {
      case 'decision':
      case 'outcome':
      case 'correction':
        decided.add(fact);
        return;
      case 'ticket':
        ticketOf(fact).events.push(toEvent(fact, share));
        return;
      case 'asked':
        scores.set(fact.messageId, toScore(fact, fact.at, share));
        return;
      case 'scored': {
        const known = scores.get(fact.messageId) ?? toScore(fact, fact.at, share);
        known.score = fact.score;
        known.scoredAt = fact.score === undefined ? undefined : fact.at;
        scores.set(fact.messageId, known);
        return;
      }
      case 'unasked':
        scores.delete(fact.messageId);
    }
  }

  function ticketOf(fact: TicketFact): TicketHistory {
    const known = tickets.get(fact.ticketId);
    if (known !== undefined) return known;
    const made = toTicket(fact, share);
    tickets.set(made.ticketId, made);
    return made;
  }

  return {
    add,
    /** The tickets whose first events are not among what was added. */
    ticketsBegunBefore: () =>
      [...tickets.values()].filter(({ events }) => events[0]?.kind !== 'opened').map(({ ticketId }) => ticketId),
    addEarlier(fact: TicketFact) {
      const events = earlier.get(fact.ticketId) ?? [];
      events.push(toEvent(fact, share));
      earlier.set(fact.ticketId, events);
    },
    toHistory({ since, until }: { since: number; until: number }): History {
      for (const turn of decided.handovers) noteWhatLedToIt(tickets, turn);
      for (const [ticketId, events] of earlier) tickets.get(ticketId)?.events.unshift(...events);
      // What has grown has room for more, which is given back: there are very many.
      for (const ticket of tickets.values()) ticket.events = ticket.events.slice();
      return {
        since,
        until,
        turns: [...decided.turns.values()],
        talks: decided.talks.takeTalks(until),
        questions: decided.questions,
        conversations: decided.conversations,
        tickets: [...tickets.values()].sort((a, b) => a.openedAt - b.openedAt),
        scores: [...scores.values()],
      };
    },
  };
}

/** What brings something up; all others go on with it, offer a choice of it, or are nothing that is asked. */
const ASKS = new Set<Rule>(['intent_confident', 'article_confident', 'option_chosen', 'person_requested', 'angry']);

/** What is put together from decisions and what became of them. */
function collectTurns(keepsTurns: boolean, share: Sharing) {
  const turns = new Map<number, Turn>();
  const talks = createTalks(share.text);
  const questions: AskedQuestion[] = [];
  const handovers: Turn[] = [];
  const conversations = new Map<string, { customerId: string; locale: string }>();

  function decide(fact: DecisionFact): void {
    const { conversationId, at, locale, rule, action, ticketId, intent } = fact;
    talks.add(fact);
    const customerId = share.text(fact.customerId);
    if (intent !== undefined && ASKS.has(rule)) questions.push({ customerId, at, intent: share.text(intent) });
    const known = conversations.get(conversationId);
    if (known?.locale !== locale || known.customerId !== customerId) {
      conversations.set(share.text(conversationId), { customerId, locale: share.text(locale) });
    }
    const isHandover = action === 'handed_over' && ticketId !== undefined;
    if (!isHandover && !keepsTurns) return;
    const turn = toTurn(fact, share);
    if (isHandover) handovers.push(turn);
    if (keepsTurns) turns.set(turn.decisionId, turn);
  }

  return {
    ...{ turns, talks, questions, handovers, conversations },
    add(fact: DecisionFact | OutcomeFact | CorrectionFact): void {
      if (fact.kind === 'decision') return decide(fact);
      const turn = turns.get(fact.decisionId);
      if (fact.kind === 'outcome') {
        const outcome = share.text(fact.outcome);
        talks.noteOutcome(fact.decisionId, outcome, fact.at);
        if (turn) turn.outcome = outcome && { outcome, at: fact.at };
      } else if (turn) {
        turn.correction = { intent: fact.intent, articleId: fact.articleId };
      }
    },
  };
}

/** The same text, or the same author, as one that was given before: of a year's ids and names there are few, and each is read many times. */
interface Sharing {
  text<Text extends string | undefined>(text: Text): Text;
  author(by: TicketFact['by']): TicketFact['by'];
}

function createSharing(): Sharing {
  const texts = new Map<string, string>();
  const authors = new Map<string, TicketFact['by']>();
  function text<Text extends string | undefined>(given: Text): Text {
    if (given === undefined) return given;
    const known = texts.get(given);
    if (known === undefined) texts.set(given, given);
    // The same text.
    return (known ?? given) as Text;
  }
  return {
    text,
    author(by) {
      const known = authors.get(by.id);
      if (known?.kind === by.kind) return known;
      authors.set(text(by.id), by);
      return by;
    },
  };
}

/** The first handover of a ticket is what it was opened for. */
function noteWhatLedToIt(
  tickets: ReadonlyMap<string, TicketHistory>,
  { ticketId = '', locale, intent, reason }: Turn,
): void {
  const ticket = tickets.get(ticketId);
  if (ticket === undefined || ticket.reason !== undefined) return;
  Object.assign(ticket, { locale, intent, reason });
}

// What is kept is spelt out: there are very many, and an object that was copied takes several times the time and room.

function toTurn(fact: DecisionFact, { text }: Sharing): Turn {
  return {
    decisionId: fact.decisionId,
    at: fact.at,
    conversationId: text(fact.conversationId),
    customerId: text(fact.customerId),
    channel: text(fact.channel),
    locale: text(fact.locale),
    action: text(fact.action),
    rule: text(fact.rule),
    reason: text(fact.reason),
    ticketId: text(fact.ticketId),
    intent: text(fact.intent),
    articleId: text(fact.articleId),
    confidence: fact.confidence,
    outcome: undefined,
    correction: undefined,
  };
}

function toTicket(fact: TicketFact, { text }: Sharing): TicketHistory {
  return {
    ticketId: text(fact.ticketId),
    conversationId: text(fact.conversationId),
    customerId: text(fact.customerId),
    channel: text(fact.channel),
    category: text(fact.category),
    openedAt: fact.openedAt,
    priority: fact.priority,
    events: [],
    locale: undefined,
    intent: undefined,
    reason: undefined,
  };
}

function toEvent({ event, at, by }: TicketFact, share: Sharing): TicketHistoryEvent {
  return { kind: share.text(event), at, by: share.author(by) };
}

function toScore(fact: Extract<Fact, { messageId: string }>, askedAt: number, { text, author }: Sharing): Score {
  return {
    about: text(fact.about),
    by: author(fact.by),
    intent: text(fact.intent),
    articleId: text(fact.articleId),
    ticketId: text(fact.ticketId),
    weight: fact.weight,
    conversationId: text(fact.conversationId),
    customerId: text(fact.customerId),
    channel: text(fact.channel),
    askedAt,
    score: undefined,
    scoredAt: undefined,
  };
}
