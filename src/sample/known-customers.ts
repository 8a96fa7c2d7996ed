/** What is known of the customers of a sample history while it is played. */

import type { ConversationState } from '../domain/conversation.ts';
import type { Decision } from '../domain/decision.ts';
import type { OutgoingMessage } from '../domain/message.ts';
import type { PlannedTalk } from './planned.ts';

export interface KnownCustomer {
  /** As it was after the latest turn. */
  state: ConversationState | undefined;
  played: PlayedTalk | undefined;
  ratingRequest: OutgoingMessage | undefined;
  /** Until then an agent has something to do for them. */
  attendedUntil: number;
}

/** A customer's latest talk. */
export interface PlayedTalk {
  talk: PlannedTalk;
  /** How often the customer has answered what the bot asked back. */
  answers: number;
  /** Which of several answers that are tried was given, from 1. */
  variant: number | undefined;
  /** The latest messages of the bot in it that ask for the score of an answer, and for a choice. */
  answer: OutgoingMessage | undefined;
  offer: OutgoingMessage | undefined;
}

export interface KnownCustomers {
  of(customerKey: string): KnownCustomer;
  noteTurn(customerKey: string, decision: Pick<Decision, 'state' | 'records'>): void;
  noteMessage(customerKey: string, message: OutgoingMessage): void;
}

export function createKnownCustomers(): KnownCustomers {
  const customers = new Map<string, KnownCustomer>();
  function of(key: string): KnownCustomer {
    const known = customers.get(key) ?? {
      ...{ state: undefined, played: undefined, ratingRequest: undefined },
      attendedUntil: 0,
    };
    customers.set(key, known);
    return known;
  }
  return {
    of,
    noteTurn(key, { state, records }) {
      const known = of(key);
      known.state = state;
      const chosen = records.findLast(({ answer }) => answer !== undefined)?.answer;
      if (known.played !== undefined && chosen !== undefined) known.played.variant = chosen.number;
    },
    noteMessage(key, message) {
      const known = of(key);
      if (message.asksRatingOf !== undefined) known.ratingRequest = message;
      if (known.played !== undefined && message.asksFeedback) known.played.answer = message;
      if (known.played !== undefined && message.choices.length > 0) known.played.offer = message;
    },
  };
}
