/** Talks: what a customer and the desk said to each other about what was asked, until it had rested long enough to be over. */

import type { Outcome, Rule } from '../../domain/decision-record.ts';
import { HOUR_MS } from '../../domain/policy.ts';
import type { Turn } from './history.ts';

/** A customer who comes back within this time has not been helped for good, or not yet: it is the same talk. */
export const TALK_RESTS_MS = 72 * HOUR_MS;

/**
 * `confirmed`: the bot answered, and the customer said that the last answer helped. `assumed`: the bot answered and nobody said
 * otherwise. `with_people`: it was handed over. `unanswered`: neither; the bot did not know, or what it said did not help.
 * `unfinished`: it may go on yet.
 */
export type TalkEnd = 'confirmed' | 'assumed' | 'with_people' | 'unanswered' | 'unfinished';

export interface Talk {
  conversationId: string;
  customerId: string;
  channel: string;
  /** At its end. */
  locale: string;
  startedAt: number;
  lastTurnAt: number;
  end: TalkEnd;
  /** How often the customer wrote. */
  turns: number;
  /** The first ticket that it led to or was about, and since when. */
  ticketId: string | undefined;
  ticketSince: number | undefined;
  /** When the customer said of answers that they did not help. */
  notHelpedAt: readonly number[];
}

/** Turns that ask the desk for nothing: alone they make no talk. */
const ASKS_NOTHING = new Set<Rule>([
  'rating_given',
  'talk_closed',
  'courtesy',
  'language_chosen',
  'follow_up',
  'follow_up_stopped',
  'delivery_failed',
]);

/** The talks of these turns, which are in order of time, by when they began; `now` decides which may go on yet. */
export function toTalks(turns: readonly Turn[], now: number): Talk[] {
  const collected = createTalks((text) => text);
  for (const turn of turns) collected.add(turn);
  for (const { decisionId, outcome } of turns) {
    if (outcome !== undefined) collected.noteOutcome(decisionId, outcome.outcome, outcome.at);
  }
  return collected.takeTalks(now);
}

/** What talks are put together from. */
export type TalkTurn = Omit<Turn, 'outcome' | 'correction'>;

/** Puts talks together from turns that are given in order of time, and are not kept, and what became of them. */
export interface TalkCollection {
  add(turn: TalkTurn): void;
  /** The last outcome that is told of a turn counts; undefined takes it back. */
  noteOutcome(decisionId: number, outcome: Outcome | undefined, at: number): void;
  /** By when they began. The collection is empty afterwards: very many are not to be there twice. */
  takeTalks(now: number): Talk[];
}

/** What is known of a talk so far. */
interface Begun extends Omit<Talk, 'end' | 'notHelpedAt'> {
  /** Whether anything was asked in it. */
  asks: boolean;
  isWithPeople: boolean;
  /** The decision of the last answer, what became of it, and whether nothing that the bot could not settle came after it. */
  answerId: number | undefined;
  answerOutcome: Outcome | undefined;
  isSettled: boolean;
  notHelped: { decisionId: number; at: number }[] | undefined;
}

/** `share` gives a text that was kept before in place of one that is the same. */
export function createTalks(share: (text: string) => string): TalkCollection {
  const talks: (Begun | undefined)[] = [];
  const open = new Map<string, Begun>();
  const ofDecision = new Map<number, Begun>();
  return {
    add(turn) {
      const current = open.get(turn.conversationId);
      const goesOn = current !== undefined && turn.at - current.lastTurnAt <= TALK_RESTS_MS;
      const talk = goesOn ? current : begin(turn, share);
      if (!goesOn) {
        talks.push(talk);
        open.set(talk.conversationId, talk);
      }
      addTurn(talk, turn, share);
      ofDecision.set(turn.decisionId, talk);
    },
    noteOutcome(decisionId, outcome, at) {
      const talk = ofDecision.get(decisionId);
      if (talk === undefined) return;
      if (talk.answerId === decisionId) talk.answerOutcome = outcome;
      const others = talk.notHelped?.filter((one) => one.decisionId !== decisionId);
      talk.notHelped = outcome === 'not_helped' ? [...(others ?? []), { decisionId, at }] : others;
    },
    takeTalks(now) {
      open.clear();
      ofDecision.clear();
      const taken: Talk[] = [];
      for (const [index, talk] of talks.entries()) {
        if (talk?.asks) taken.push(toTalk(talk, now));
        talks[index] = undefined;
      }
      talks.length = 0;
      return taken;
    },
  };
}

function begin({ conversationId, customerId, channel, locale, at }: TalkTurn, share: (text: string) => string): Begun {
  return {
    conversationId: share(conversationId),
    customerId: share(customerId),
    channel: share(channel),
    locale: share(locale),
    startedAt: at,
    lastTurnAt: at,
    turns: 0,
    ticketId: undefined,
    ticketSince: undefined,
    asks: false,
    isWithPeople: false,
    answerId: undefined,
    answerOutcome: undefined,
    isSettled: false,
    notHelped: undefined,
  };
}

function addTurn(talk: Begun, turn: TalkTurn, share: (text: string) => string): void {
  const { at, action, locale, ticketId, decisionId } = turn;
  talk.turns += 1;
  talk.lastTurnAt = at;
  if (talk.locale !== locale) talk.locale = share(locale);
  if (ticketId !== undefined && talk.ticketId === undefined) {
    talk.ticketId = share(ticketId);
    talk.ticketSince = at;
  }
  if (action === 'handed_over' || action === 'reopened' || action === 'added_to_ticket') talk.isWithPeople = true;
  if (!asks(turn)) return;
  talk.asks = true;
  talk.isSettled = action === 'answered' || action === 'called_off';
  if (action !== 'answered') return;
  talk.answerId = decisionId;
  talk.answerOutcome = undefined;
}

function asks({ rule, action }: TalkTurn): boolean {
  return !ASKS_NOTHING.has(rule) && !(rule === 'command_given' && action === 'informed');
}

function toTalk(talk: Begun, now: number): Talk {
  // Spelt out: an object that another is spread into takes three times the room, and there are very many.
  return {
    conversationId: talk.conversationId,
    customerId: talk.customerId,
    channel: talk.channel,
    locale: talk.locale,
    startedAt: talk.startedAt,
    lastTurnAt: talk.lastTurnAt,
    end: endOf(talk, now),
    turns: talk.turns,
    ticketId: talk.ticketId,
    ticketSince: talk.ticketSince,
    notHelpedAt: talk.notHelped?.map(({ at }) => at) ?? NEVER,
  };
}

const NEVER: readonly number[] = [];

function endOf({ lastTurnAt, isWithPeople, answerId, answerOutcome, isSettled }: Begun, now: number): TalkEnd {
  // Those with people are told at once, but are not counted before the others: else the newest days would seem to have no other.
  if (now - lastTurnAt < TALK_RESTS_MS) return 'unfinished';
  if (isWithPeople) return 'with_people';
  if (answerId === undefined || answerOutcome === 'not_helped') return 'unanswered';
  if (answerOutcome === 'helped') return 'confirmed';
  // What came after the answer, and was none, is what the bot could not settle.
  return isSettled ? 'assumed' : 'unanswered';
}
