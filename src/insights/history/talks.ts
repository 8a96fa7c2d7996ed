/** Talks: what a customer and the desk said to each other about what was asked, until it had rested long enough to be over. */

import type { Rule } from '../../domain/decision-record.ts';
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
  locale: string;
  startedAt: number;
  lastTurnAt: number;
  end: TalkEnd;
  turns: Turn[];
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
  const open = new Map<string, Turn[]>();
  const talks: Turn[][] = [];
  for (const turn of turns) {
    const current = open.get(turn.conversationId);
    if (current !== undefined && turn.at - (current.at(-1)?.at ?? 0) <= TALK_RESTS_MS) {
      current.push(turn);
      continue;
    }
    const begun = [turn];
    open.set(turn.conversationId, begun);
    talks.push(begun);
  }
  // What has grown has room for more, which is given back: there are very many.
  for (const [index, talk] of talks.entries()) talks[index] = talk.slice();
  return talks.filter((talk) => talk.some(asks)).map((talk) => toTalk(talk, now));
}

function asks({ rule, action }: Turn): boolean {
  return !ASKS_NOTHING.has(rule) && !(rule === 'command_given' && action === 'informed');
}

function toTalk(turns: Turn[], now: number): Talk {
  const [first] = turns as [Turn, ...Turn[]];
  const { conversationId, customerId, channel, at: startedAt } = first;
  const last = turns.at(-1) ?? first;
  return {
    conversationId,
    customerId,
    channel,
    locale: last.locale,
    startedAt,
    lastTurnAt: last.at,
    end: endOf(turns, last, now),
    turns,
  };
}

function endOf(turns: readonly Turn[], last: Turn, now: number): TalkEnd {
  // Those with people are told at once, but are not counted before the others: else the newest days would seem to have no other.
  if (now - last.at < TALK_RESTS_MS) return 'unfinished';
  if (turns.some(({ action }) => action === 'handed_over' || action === 'reopened' || action === 'added_to_ticket')) {
    return 'with_people';
  }
  const asked = turns.filter(asks);
  const answer = asked.findLast(({ action }) => action === 'answered');
  if (answer === undefined || answer.outcome?.outcome === 'not_helped') return 'unanswered';
  if (answer.outcome?.outcome === 'helped') return 'confirmed';
  // What came after the answer, and was none, is what the bot could not settle.
  return asked.at(-1) === answer || asked.at(-1)?.action === 'called_off' ? 'assumed' : 'unanswered';
}
