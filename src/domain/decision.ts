/** What the rules are given, and what they decide. */

import type { DeskContent } from './content.ts';
import type { ConversationState } from './conversation.ts';
import type { AuthorKind, OutgoingMessage } from './message.ts';
import type { Policy } from './policy.ts';
import type { Reading } from './reading.ts';
import type { CommandOutcome, StaffCommand, StaffMember } from './staff.ts';
import type { TicketEvent } from './ticket.ts';
import type { TimerKind } from './timer.ts';

/** Something that happened in a conversation. */
export type DeskEvent =
  /** What the customer wrote in one go, read as one text. */
  | { kind: 'turn'; messageIds: string[]; text: string; reading: Reading }
  /** The customer pressed a button; `messageId` is the message that records it. */
  | { kind: 'choice'; messageId: string; choiceId: string }
  | { kind: 'feedback'; messageId: string; author: AuthorKind; score: 0 | 1 | null }
  | { kind: 'rating'; messageId: string; ticketId: string; score: number | null }
  | { kind: 'command'; ticketId: string; staff: StaffMember; command: StaffCommand }
  | { kind: 'timer'; timer: TimerKind }
  | { kind: 'delivery_trouble'; messageId: string; detail: string };

/** What is to be done, all of it in one transaction with the new state. */
export type Effect =
  | { kind: 'send'; message: OutgoingMessage }
  | { kind: 'ticket_event'; event: TicketEvent }
  | { kind: 'set_timer'; timer: TimerKind; at: number }
  | { kind: 'cancel_timer'; timer: TimerKind }
  | { kind: 'score'; messageId: string; score: number | undefined };

export interface DecideContext {
  content: DeskContent;
  policy: Policy;
  now: number;
  /** Unique an event; what the decision creates derives its ids from it. */
  eventId: string;
}

export interface Decision {
  state: ConversationState;
  effects: Effect[];
  /** How a staff command ended; undefined for every other event. */
  outcome: CommandOutcome | undefined;
}

/** What the customer wrote in one go. */
export type Turn = Extract<DeskEvent, { kind: 'turn' }>;
