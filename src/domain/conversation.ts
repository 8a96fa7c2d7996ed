/** What the desk knows of a conversation between two events. */

import type { ChineseScript } from '../lib/traditional-chinese.ts';
import type { Action } from './actions/action.ts';
import type { FollowUpStep } from './content.ts';
import type { ConversationMemory } from './conversation-memory.ts';
import type { TemplateValues } from './templates/template-value.ts';
import type { Attempt, Ticket } from './ticket.ts';

/** An intent whose slots are being asked for. */
export interface SlotFilling {
  intent: string;
  slot: string;
  filled: Record<string, string>;
  confidence: number;
  /** What the customer asked in the first place. */
  question: string;
  /** Whether it was left for another matter and taken up again. */
  isTakenUp?: boolean;
}

/** Two or more meanings the customer was asked to choose from. */
export interface Offer {
  question: string;
  options: {
    choiceId: string;
    label: string;
    intent: string | undefined;
    articleId: string | undefined;
    /** What of the article answers the question. */
    passage?: string | undefined;
  }[];
  /** Slot values already found for an offered intent. */
  slots: Record<string, Record<string, string>>;
}

/** Something that the customer is asked to agree to before it is done. */
export interface Confirmation {
  /** In the ids of its buttons, and the id of the call that it becomes. */
  id: string;
  intent: string;
  /** As it was when the customer was asked: what they agree to is what is done. */
  action: Action;
  inputs: Record<string, string>;
  slots: Record<string, string>;
  /** What the customer was asked, in CommonMark. */
  text: string;
  question: string;
  messageIds: string[];
  confidence: number;
  at: number;
  /** Whether the talk has gone on: then its buttons still hold, and a "yes" is meant for something else. */
  isAside?: boolean;
  isAskedAgain?: boolean;
}

/** Something that is to follow by itself. */
export interface PendingFollowUp {
  /** In the id of the button that calls it off. */
  id: string;
  intent: string;
  slots: Record<string, string>;
  /** The outcome that it follows, and its values. */
  outcome: string;
  values: TemplateValues;
  dueAt: number;
  /** After this it means nothing any more, as a reminder of what is over. */
  validUntil: number | undefined;
  /** As it was when it was announced. */
  step: FollowUpStep;
  /** Of what is watched: what is asked. */
  lookup?: { action: Action; inputs: Record<string, string> } | undefined;
}

/** Replies that were written one after the other before the first of them had left. */
export interface HeldReplies {
  ticketId: string;
  /** Those that were not taken back. */
  messageIds: string[];
  /** When the last of them leaves. */
  until: number;
  /** The ticket as it would be without them. */
  before: Pick<Ticket, 'status' | 'waitingSince' | 'firstReplyAt' | 'snoozedUntil'>;
  /** The message behind them that asks for a rating, where the ticket was resolved. */
  ratingRequestId?: string | undefined;
}

export interface ConversationState {
  id: string;
  channel: string;
  locale: string;
  /** Which characters the customer writes Chinese in, once that is known. */
  chineseScript?: ChineseScript | undefined;
  customer: { id: string; name: string };
  /** The latest ticket, whatever its state. */
  ticket: Ticket | undefined;
  slotFilling: SlotFilling | undefined;
  /** Questions of the bot's that were left for another matter, the newest last. */
  interrupted?: SlotFilling[];
  offer: Offer | undefined;
  /** What waits for the customer's agreement, the newest last. */
  confirmations?: Confirmation[];
  /** The ids of those that were agreed to last. */
  agreed?: string[];
  followUps?: PendingFollowUp[];
  /** Turns in a row without success. */
  failures: number;
  /** The latest request for a rating, which a number typed by itself answers or changes, until something else is said. */
  ratingRequest: { messageId: string; ticketId: string; isRated?: boolean } | undefined;
  /** What the bot tried since the last ticket, the newest last, at most 20. */
  tried: Attempt[];
  memory?: ConversationMemory | undefined;
  /** Replies of staff that can be taken back, and the latest that could. */
  heldReplies?: HeldReplies | undefined;
  createdAt: number;
  /** The platform's id of the customer's latest message. */
  lastMessageKey: string | undefined;
  /** When the customer's latest turn was taken. */
  lastTurnAt?: number | undefined;
  /** Why the customer cannot be written to any more; undefined while they can. */
  unreachable: string | undefined;
}

/** A conversation in which nothing has happened yet. */
export function newConversationState(
  known: Pick<ConversationState, 'id' | 'channel' | 'locale' | 'chineseScript' | 'customer' | 'createdAt'>,
): ConversationState {
  return {
    ...known,
    ticket: undefined,
    slotFilling: undefined,
    offer: undefined,
    failures: 0,
    ratingRequest: undefined,
    tried: [],
    lastMessageKey: undefined,
    unreachable: undefined,
  };
}
