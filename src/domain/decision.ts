/** What the rules are given, and what they decide. */

import type { ActionResult } from './actions/action.ts';
import type { RequestedCall } from './actions/requested-call.ts';
import type { Analysis } from './analysis.ts';
import type { BoundedCount } from './bounded-count.ts';
import type { DeskContent } from './content.ts';
import type { ConversationState } from './conversation.ts';
import type { CustomerCommand } from './customer-commands.ts';
import type { Correction, DecisionRecord } from './decision-record.ts';
import type { HelpUse } from './help-use.ts';
import type { AuthorKind, OutgoingMessage, TranscriptMessage } from './message.ts';
import type { Policy } from './policy.ts';
import type { Lookup } from './rules/lookups.ts';
import type { ServiceLevels } from './sla/service-levels.ts';
import type { CommandOutcome, StaffCommand, StaffMember } from './staff.ts';
import type { TicketEvent } from './ticket.ts';
import type { TimerKind } from './timer.ts';
import type { WaitRange } from './wait-phrase.ts';

/**
 * What a customer sent too much of. Messages are kept, and read together; beyond bytes and new conversations nothing was
 * taken in.
 */
export type ExceededLimit = 'messages' | 'bytes' | 'conversations';

/** Something that happened in a conversation. */
export type DeskEvent =
  /** What the customer wrote in one go, read as one text. */
  | {
      kind: 'turn';
      messageIds: string[];
      text: string;
      analysis: Analysis;
      /** The platform's id of the last of the messages. */
      messageKey: string;
      /** How many files, and other things that are not words, came with them. */
      files: number;
    }
  /** What the customer sent could not be read, by nobody's fault but the desk's; `messageIds` record it. */
  | { kind: 'unread'; messageIds: string[]; messageKey: string | undefined }
  | {
      kind: 'command';
      messageId: string;
      command: CustomerCommand;
      argument: string;
      /** Whether nobody but the customer reads the conversation. */
      isPrivate: boolean;
      facts: CommandFacts;
    }
  /** The customer pressed a button; `messageId` is the message that records it. */
  | { kind: 'choice'; messageId: string; choiceId: string }
  /** `author` is who wrote the message that the score was put under. */
  | { kind: 'feedback'; messageId: string; author: AuthorKind; score: 0 | 1 | null }
  | { kind: 'rating'; messageId: string; ticketId: string; score: number | null }
  /** An emoji was put on a message or taken away; `reactions` are those it has now, the newest last. */
  | { kind: 'reaction'; message: TranscriptMessage; emoji: string; added: boolean; reactions: string[] }
  | { kind: 'reachability'; reachable: boolean; detail: string }
  | MergeNews
  /** The customer sent more than they may; there is room again after so many milliseconds. */
  | { kind: 'limited'; limit: ExceededLimit; waitMs: number }
  /** The ticket goes back into the queue if this member still holds it; `reason` is for its history. */
  | { kind: 'unassign'; assigneeId: string; by: StaffMember | undefined; reason: string }
  /** This is how the member is called from now on, who may have been known by another id before. */
  | { kind: 'staff_renamed'; staff: StaffMember; formerId?: string }
  | {
      kind: 'staff_command';
      ticketId: string;
      staff: StaffMember;
      command: StaffCommand;
      /** The message the command names, if it is one of this conversation. */
      concerned: TranscriptMessage | undefined;
      /** What the customer's channel can do to messages it has shown. */
      channelCan: { edit: boolean; delete: boolean };
      /** Whom the customer is joined with by a merge of their own, where the command is about that. */
      mergedWith: MergedCustomer[];
    }
  | { kind: 'timer'; timer: TimerKind }
  /** A call that was asked for has ended. */
  | { kind: 'action_ended'; call: RequestedCall; result: ActionResult }
  /** `author` is who wrote the message that may not have arrived. */
  | { kind: 'delivery_failed'; messageId: string; author: AuthorKind; detail: string };

/** What the desk looked up to answer a customer's command. */
export interface CommandFacts {
  /** The number of the conversation's latest ticket. */
  ticketNumber: number | undefined;
  /** How many tickets are before it in the queue; undefined where it is not in the queue. */
  ahead: BoundedCount | undefined;
  /** Articles for the words after `/help`, best first. */
  articles: { articleId: string; title: string }[];
  /** A code nobody has, for joining two channels, and how long it is good for. */
  newCode: string;
  codeMinutes: number;
  /** How long until the customer may try another code after too many wrong ones, in milliseconds; 0 when it may be now. */
  codeWaitMs: number;
  /** The code the customer typed, as far as it is known. */
  typedCode: MergeCode | undefined;
  /** Whom the customer is joined with by a merge of their own, where the command is about that. */
  mergedWith: MergedCustomer[];
}

/** A code that joins the customer it was given to with the one who types it. */
export interface MergeCode {
  code: string;
  /** Who asked for it. */
  owner: MergeCustomer;
  /** Who has typed it elsewhere; undefined while nobody has. */
  taker: MergeCustomer | undefined;
  /** Whether the taker has agreed, knowing who the owner is. */
  takerAgreed: boolean;
  /** Why the owner cannot be joined with who types the code now; undefined where they can. */
  obstacle: MergeObstacle | undefined;
}

/** They are one contact already, or would be one of more channels than a contact may have. */
export type MergeObstacle = 'joined_already' | 'too_many';

/** What somebody else did that a customer, and the people in charge, are told in the conversation. */
export type MergeNews =
  /** Whoever typed the customer's code knows whose it is and agrees: it is for the customer to agree as well. */
  | { kind: 'merge_requested'; code: string; name: string; channel: string }
  | { kind: 'contacts_merged'; name: string; channel: string }
  /** The code is good no longer, and nothing was joined. */
  | { kind: 'merge_ended'; reason: 'typed_by_another' | 'called_off' }
  /** The customer is joined with these no longer. */
  | { kind: 'contacts_unmerged'; others: Pick<MergeCustomer, 'name' | 'channel'>[]; by: TicketEvent['by'] };

/** A customer in one of their channels. */
export interface MergeCustomer {
  customerId: string;
  conversationId: string;
  name: string;
  channel: string;
}

/** Another customer whom one is joined with. */
export interface MergedCustomer extends MergeCustomer {
  /** The conversation, a private one, in which one agreed to it; empty where that is not known. */
  agreedIn: string;
}

/** What is to be done, all of it in one transaction with the new state. */
export type Effect =
  | { kind: 'send'; message: OutgoingMessage }
  | { kind: 'ticket_event'; event: TicketEvent }
  | { kind: 'set_timer'; timer: TimerKind; at: number }
  | { kind: 'cancel_timer'; timer: TimerKind }
  /** `reactions` are kept beside the score where it comes from them. */
  | { kind: 'score'; messageId: string; score: number | undefined; reactions?: string[] }
  /** A message sent before gets the text it has here, or is taken back. One with `leavesAt` leaves as it is here, as `withdraw` does. */
  | { kind: 'edit'; message: OutgoingMessage }
  | { kind: 'remove'; message: OutgoingMessage }
  /** Messages that nobody has tried to send yet never are; where it is too late for one of them, all is decided anew. */
  | { kind: 'withdraw'; messageIds: string[] }
  | { kind: 'give_code'; code: string; minutes: number }
  /** The customer has typed this code of somebody else's. */
  | { kind: 'take_code'; code: string }
  /** The customer, who typed the code, agrees to be joined with its owner. */
  | { kind: 'agree_to_code'; code: string }
  | { kind: 'end_code'; code: string }
  | { kind: 'count_wrong_code' }
  /** Both have agreed: from now on the customer, whose code it is, and the other one are one contact to staff. */
  | { kind: 'merge_contacts'; code: string; other: MergeCustomer }
  /** The merges of the customer with these are taken back. */
  | { kind: 'unmerge_contacts'; otherIds: string[] }
  /** Tells another conversation, under an id of the news' own. */
  | { kind: 'tell_conversation'; id: string; conversationId: string; news: MergeNews }
  /** Has another system do something, once. */
  | { kind: 'perform_action'; call: RequestedCall }
  /** A survey was begun, or, with `question`, one of its questions answered. */
  | { kind: 'keep_survey_answer'; survey: string; question?: string; value?: string }
  /** What a customer reads or searches in the help articles, where that is counted. */
  | { kind: 'note_help_use'; use: HelpUse }
  /** What a staff member says that a turn was about. */
  | { kind: 'correct'; decisionId: number; correction: Correction };

/** One of an intent's several answers, from 0, and how often it is given, from 0 to 1. */
export interface DrawnAnswer {
  index: number;
  share: number;
}

export interface DecideContext {
  content: DeskContent;
  policy: Policy;
  now: number;
  /** How long until another ticket may be opened for the customer, in milliseconds; it may be now where it is not given. */
  ticketWaitMs?: number;
  /** How many tickets are before the one that is opened, or opened again; the customer is not told where it is not given. */
  ahead?: BoundedCount | undefined;
  /** How long who is handed over now is likely to wait for a person; the customer is not told where it is not given. */
  expectedWait?: WaitRange | undefined;
  /** What the desk promises; nothing where it is not given. */
  serviceLevels?: ServiceLevels | undefined;
  /** All that happened to the conversation's latest ticket before; needed where something is promised. */
  ticketEvents?: readonly TicketEvent[];
  /** What other systems answered, by `lookupKey`; without it nothing is known of them. */
  lookedUp?: ReadonlyMap<string, ActionResult>;
  /** What was drawn for this event of intents with several answers, by `drawnFor`; the first answer is given where nothing was. */
  drawnAnswers?: ReadonlyMap<string, DrawnAnswer>;
  /** Unique an event; what the decision creates derives its ids from it. */
  eventId: string;
}

export interface Decision {
  state: ConversationState;
  effects: Effect[];
  /** How a staff command ended; undefined for every other event. */
  outcome: CommandOutcome | undefined;
  /** What is kept of it, so that it can be told why: one a request, in order; none of what is no turn of the customer's and opens no ticket. */
  records: DecisionRecord[];
  /** What other systems have to be asked first: where there is any, the rest is void, and the event is to be decided anew with the answers. */
  lookups: Lookup[];
}

/** What the customer wrote in one go. */
export type Turn = Extract<DeskEvent, { kind: 'turn' }>;
