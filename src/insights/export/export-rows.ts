/**
 * What happened, a row each, in constant memory: facts are read once in order of time, and a row leaves as soon as nothing that belongs to it
 * can come any more.
 */

import type { AskedFact, DecisionFact, Fact, ScoredFact, TicketFact } from '../../domain/fact.ts';
import { DAY_MS } from '../../domain/policy.ts';
import type { FactReads, FactSelection } from '../../ports/facts.ts';
import { pagesOf, type TicketHistory, type Turn } from '../history/history.ts';
import { TALK_RESTS_MS, type Talk, toTalks } from '../history/talks.ts';
import { REOPENED_WITHIN_MS, ticketTimes } from '../history/ticket-times.ts';
import type { Period } from '../report.ts';

export const EXPORT_KINDS = ['conversations', 'tickets', 'answers', 'ratings'] as const;
export type ExportKind = (typeof EXPORT_KINDS)[number];

/** A row by its columns: times in ISO 8601, lengths in seconds; undefined where there is nothing. */
export type ExportRow = Record<string, string | number | undefined>;

/** The columns of each export, in order, and what they hold. */
export const EXPORT_COLUMNS: Record<ExportKind, Record<string, string>> = {
  conversations: {
    conversation_id: 'the conversation; one has several rows where it rested for more than 72 hours',
    customer_id: 'who',
    channel: 'by which channel',
    locale: 'the language at its end',
    started_at: 'the first message',
    last_message_at: 'the last one',
    turns: 'how often the customer wrote',
    end: 'confirmed, assumed, with_people, unanswered or unfinished: see the definitions of automation',
    intents: 'what was asked, in order, separated by spaces',
    ticket_id: 'the ticket it led to',
  },
  tickets: {
    ticket_id: 'the ticket',
    conversation_id: 'its conversation',
    customer_id: 'who',
    channel: 'by which channel',
    locale: 'the language in which it was handed over',
    category: 'its category',
    intent: 'what it was about, where the bot knew',
    reason: 'why the bot handed over',
    opened_at: 'when it was opened',
    first_claimed_at: 'when somebody took it up',
    first_reply_at: 'when somebody replied first',
    first_reply_seconds: 'from opening to that',
    resolved_at: 'when it was resolved last; empty while it is not',
    resolution_seconds: 'from opening to that',
    handling_seconds: 'for how long it was for staff to act, since somebody took it up',
    replies: 'how many',
    reassigned: 'how often it was passed on or given back',
    reopened: 'how often it was opened again',
    resolved_by: 'who resolved it last',
    rating: '1 to 5, where the customer gave one within 30 days',
  },
  answers: {
    decision_id: 'the decision; `relaydesk why` tells of it',
    conversation_id: 'its conversation',
    customer_id: 'who',
    channel: 'by which channel',
    locale: 'in which language',
    at: 'when',
    action: 'what was done',
    rule: 'the rule that decided',
    reason: 'why it was handed over',
    intent: 'what was acted on',
    article_id: 'the article that was acted on',
    confidence: 'how sure the bot was of it',
    outcome: 'helped, not_helped, picked, handed_over or reopened, where that was known within 30 days',
    corrected_to: 'what staff said it was about, within 30 days',
  },
  ratings: {
    message_id: 'the message that asked',
    about: 'rating of a ticket (1 to 5), or answer of the bot’s (0 or 1)',
    conversation_id: 'its conversation',
    customer_id: 'who',
    channel: 'by which channel',
    author: 'who is scored: bot, or agent',
    author_id: 'which agent',
    intent: 'what it was about',
    article_id: 'the article that answered',
    ticket_id: 'the ticket',
    weight: 'how important it was',
    asked_at: 'when it was asked for',
    score: 'empty where nobody gave one within 30 days',
    scored_at: 'when it was given',
  },
};

/** After this long what is not known of a row yet is not waited for. */
const WAIT_MS = 30 * DAY_MS;

/** The rows of what began in the period, in about the order in which it ended; `now` is how far there is anything. */
export async function* exportRows(
  facts: FactReads,
  kind: ExportKind,
  { period, now }: { period: Period; now: number },
): AsyncGenerator<ExportRow[]> {
  const collector = COLLECTORS[kind](now);
  const range = { since: period.since, until: Math.min(now + 1, period.until + WAIT_MS) };
  for await (const page of pagesOf(facts, range, FROM[kind])) {
    for (const fact of page) collector.add(fact, fact.at < period.until);
    const rows = collector.takeDone(page.at(-1)?.at ?? now);
    if (rows.length > 0) yield rows;
  }
  yield collector.takeDone(Number.POSITIVE_INFINITY);
}

/** What each export is made from. */
const FROM: Record<ExportKind, FactSelection> = {
  answers: { decision: 'all', outcome: 'all', correction: 'all' },
  ratings: { asked: 'all', scored: 'all', unasked: 'all' },
  conversations: { decision: 'all', outcome: 'all' },
  tickets: { decision: ['handed_over'], ticket: 'all', scored: ['rating'] },
};

interface Collector {
  /** `isInPeriod` is whether something may begin with it. */
  add(fact: Fact, isInPeriod: boolean): void;
  /** The rows to which nothing can be added after this moment. */
  takeDone(at: number): ExportRow[];
}

const COLLECTORS: Record<ExportKind, (now: number) => Collector> = {
  answers: collectAnswers,
  ratings: collectRatings,
  conversations: collectConversations,
  tickets: collectTickets,
};

/** Rows that wait in the order in which they began, each for as long. */
function takeOlder<Row>(waiting: Map<string, Row>, startOf: (row: Row) => number, at: number): Row[] {
  const done: Row[] = [];
  for (const [key, row] of waiting) {
    if (startOf(row) + WAIT_MS >= at) break;
    waiting.delete(key);
    done.push(row);
  }
  return done;
}

function collectAnswers(): Collector {
  const waiting = new Map<string, { fact: DecisionFact; outcome?: string | undefined; corrected?: string }>();
  return {
    add(fact, isInPeriod) {
      if (fact.kind === 'decision' && isInPeriod) waiting.set(String(fact.decisionId), { fact });
      const row =
        fact.kind === 'outcome' || fact.kind === 'correction' ? waiting.get(String(fact.decisionId)) : undefined;
      if (row && fact.kind === 'outcome') row.outcome = fact.outcome;
      if (row && fact.kind === 'correction') row.corrected = fact.intent ?? fact.articleId ?? 'nothing known';
    },
    takeDone: (at) =>
      takeOlder(waiting, ({ fact }) => fact.at, at).map(({ fact, outcome, corrected }) => ({
        decision_id: fact.decisionId,
        ...ofConversation(fact),
        locale: fact.locale,
        at: isoTime(fact.at),
        ...{
          action: fact.action,
          rule: fact.rule,
          reason: fact.reason,
          intent: fact.intent,
          article_id: fact.articleId,
        },
        confidence: fact.confidence === undefined ? undefined : Math.round(fact.confidence * 10_000) / 10_000,
        ...{ outcome, corrected_to: corrected },
      })),
  };
}

function collectRatings(): Collector {
  const waiting = new Map<string, { fact: AskedFact; scored?: ScoredFact }>();
  return {
    add(fact, isInPeriod) {
      if (fact.kind === 'asked' && isInPeriod) waiting.set(fact.messageId, { fact });
      if (fact.kind === 'unasked') waiting.delete(fact.messageId);
      const row = fact.kind === 'scored' ? waiting.get(fact.messageId) : undefined;
      if (row && fact.kind === 'scored') row.scored = fact;
    },
    takeDone: (at) =>
      takeOlder(waiting, ({ fact }) => fact.at, at).map(({ fact, scored }) => ({
        ...{ message_id: fact.messageId, about: fact.about, ...ofConversation(fact) },
        ...{ author: fact.by.kind, author_id: fact.by.id, intent: fact.intent, article_id: fact.articleId },
        ...{ ticket_id: fact.ticketId, weight: fact.weight, asked_at: isoTime(fact.at), score: scored?.score },
        scored_at: scored?.score === undefined ? undefined : isoTime(scored.at),
      })),
  };
}

function collectConversations(now: number): Collector {
  const open = new Map<string, Turn[]>();
  const rest: { talk: Talk; turns: Turn[] }[] = [];
  const finish = (turns: Turn[]) => rest.push(...toTalks(turns, now).map((talk) => ({ talk, turns })));
  return {
    add(fact, isInPeriod) {
      const turns = open.get(fact.conversationId);
      if (fact.kind === 'outcome') {
        const turn = turns?.find(({ decisionId }) => decisionId === fact.decisionId);
        if (turn) turn.outcome = fact.outcome && { outcome: fact.outcome, at: fact.at };
      }
      if (fact.kind !== 'decision') return;
      const last = turns?.at(-1);
      const goesOn = last !== undefined && fact.at - last.at <= TALK_RESTS_MS;
      if (turns !== undefined && !goesOn) finish(turns);
      const { kind: _, id: __, ...turn } = fact;
      const made: Turn = { ...turn, outcome: undefined, correction: undefined };
      if (goesOn) turns?.push(made);
      else if (isInPeriod) open.set(fact.conversationId, [made]);
      else open.delete(fact.conversationId);
    },
    takeDone(at) {
      for (const [id, turns] of open) {
        if ((turns.at(-1)?.at ?? 0) + TALK_RESTS_MS >= at) continue;
        open.delete(id);
        finish(turns);
      }
      return rest.splice(0).map(({ talk, turns }) => ({
        ...ofConversation(talk),
        ...{ locale: talk.locale, started_at: isoTime(talk.startedAt), last_message_at: isoTime(talk.lastTurnAt) },
        ...{ turns: talk.turns, end: talk.end },
        intents: turns.flatMap(({ intent }) => intent ?? []).join(' '),
        ticket_id: talk.ticketId,
      }));
    },
  };
}

function collectTickets(now: number): Collector {
  const open = new Map<string, { ticket: TicketHistory; rating?: number | undefined; lastAt: number }>();
  const handovers = new Map<string, DecisionFact>();
  return {
    add(fact, isInPeriod) {
      if (fact.kind === 'decision' && fact.action === 'handed_over' && fact.ticketId !== undefined && isInPeriod) {
        const known = open.get(fact.ticketId);
        if (known) Object.assign(known.ticket, whatLedToIt(fact));
        else handovers.set(fact.ticketId, fact);
      }
      if (fact.kind === 'scored' && fact.about === 'rating') {
        const known = open.get(fact.ticketId ?? '');
        if (known) known.rating = fact.score;
      }
      if (fact.kind !== 'ticket') return;
      if (fact.event === 'opened' && isInPeriod) {
        open.set(fact.ticketId, { ticket: beginTicket(fact, handovers.get(fact.ticketId)), lastAt: fact.at });
        handovers.delete(fact.ticketId);
      }
      const known = open.get(fact.ticketId);
      known?.ticket.events.push({ kind: fact.event, at: fact.at, by: fact.by });
      if (known) known.lastAt = fact.at;
    },
    takeDone(at) {
      const rows: ExportRow[] = [];
      for (const [id, { ticket, rating, lastAt }] of open) {
        if (lastAt + Math.max(WAIT_MS, REOPENED_WITHIN_MS) >= at) continue;
        const isOver = ticket.events.some(({ kind }) => kind === 'resolved' || kind === 'closed');
        if (!isOver && at !== Number.POSITIVE_INFINITY) continue;
        open.delete(id);
        rows.push(ticketRow(ticket, rating, now));
      }
      return rows;
    },
  };
}

function whatLedToIt({ locale, intent, reason }: DecisionFact): Pick<TicketHistory, 'locale' | 'intent' | 'reason'> {
  return { locale, intent, reason };
}

function beginTicket(fact: TicketFact, handover: DecisionFact | undefined): TicketHistory {
  const { ticketId, conversationId, customerId, channel, category, openedAt, priority } = fact;
  const ledTo =
    handover === undefined ? { locale: undefined, intent: undefined, reason: undefined } : whatLedToIt(handover);
  return { ticketId, conversationId, customerId, channel, category, openedAt, priority, events: [], ...ledTo };
}

function ticketRow(ticket: TicketHistory, rating: number | undefined, now: number): ExportRow {
  const times = ticketTimes(ticket, undefined, now + 1);
  const seconds = (ms: number | undefined) => (ms === undefined ? undefined : Math.round(ms / 1_000));
  return {
    ticket_id: ticket.ticketId,
    ...ofConversation(ticket),
    ...{ locale: ticket.locale, category: ticket.category, intent: ticket.intent, reason: ticket.reason },
    opened_at: isoTime(ticket.openedAt),
    first_claimed_at: isoTime(times.firstClaimedAt),
    first_reply_at: isoTime(times.firstReplyAt),
    first_reply_seconds: seconds(times.firstReply?.wallMs),
    resolved_at: isoTime(times.resolvedAt),
    resolution_seconds: seconds(times.resolution?.wallMs),
    handling_seconds: seconds(times.handling?.wallMs),
    ...{ replies: times.replies, reassigned: times.reassigned },
    reopened: times.resolutions.filter(({ reopenedAt }) => reopenedAt !== undefined).length,
    resolved_by: times.resolvedAt === undefined ? undefined : times.resolutions.at(-1)?.by,
    rating,
  };
}

function ofConversation({
  conversationId,
  customerId,
  channel,
}: {
  conversationId: string;
  customerId: string;
  channel: string;
}) {
  return { conversation_id: conversationId, customer_id: customerId, channel };
}

function isoTime(at: number): string;
function isoTime(at: number | undefined): string | undefined;
function isoTime(at: number | undefined): string | undefined {
  return at === undefined ? undefined : new Date(at).toISOString();
}
