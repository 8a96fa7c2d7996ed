/**
 * The Store port: what the desk remembers. Rows in the store are the truth; everything else (jobs, live updates, caches)
 * can be lost and derived from it again. All times are epoch milliseconds.
 */

import type { ConversationState } from '../domain/conversation.ts';
import type { ExceededLimit, MergeNews } from '../domain/decision.ts';
import type { ConversationAddress, InboundBody, InboundEvent, MessageContent } from '../domain/inbound.ts';
import type {
  Attachment,
  Author,
  DeliveryState,
  Enclosure,
  OutgoingMessage,
  TranscriptMessage,
} from '../domain/message.ts';
import type { CommandOutcome, StaffCommand, StaffMember } from '../domain/staff.ts';
import type { TimerKind } from '../domain/timer.ts';
import type { ActionCallReads, ActionCallWrites } from './action-calls.ts';
import type { MessageKeys } from './channel.ts';
import type { ConfidenceReads, ConfidenceWrites } from './confidence.ts';
import type { ContactMergeReads, ContactMergeWrites } from './contact-merges.ts';
import type { DecisionReads, DecisionWrites } from './decisions.ts';
import type { FactReads, FactWrites } from './facts.ts';
import type { HelpUseReads, HelpUseWrites } from './help-use.ts';
import type { KeyValueReads, KeyValueWrites } from './key-values.ts';
import type { PublicMessageReads, PublicMessageWrites } from './public-messages.ts';
import type { ServiceLevelReads, ServiceLevelWrites } from './service-levels.ts';
import type { StaffReads, StaffWrites } from './staff.ts';
import type { StaffThreadReads, StaffThreadWrites } from './staff-threads.ts';
import type { SurveyReads, SurveyWrites } from './surveys.ts';
import type { TicketReads, TicketWrites } from './tickets.ts';

export interface Store {
  /** Committed data only. */
  readonly read: StoreReads;
  /**
   * Runs `work` atomically and resolves once it is durable. `work` may await nothing but the transaction it is given, since
   * several units of work may share one commit. When it throws, nothing of it remains and the error is passed on.
   * @throws StoreError `full` when the disk is full, `conflict` when a saved version was not the expected one, `stalled`
   *   when `work` waited for something else for too long
   */
  transaction<T>(work: (tx: StoreTransaction) => Promise<T>): Promise<T>;
  /** Resolves when all accepted work is durable and the store can be opened again; later calls are refused. */
  close(): Promise<void>;
}

export interface StoreReads {
  readonly inbox: InboxReads;
  readonly conversations: ConversationReads;
  readonly messages: MessageReads;
  readonly tickets: TicketReads;
  readonly timers: TimerReads;
  readonly outbox: OutboxReads;
  readonly feedback: FeedbackReads;
  readonly staff: StaffReads;
  readonly staffThreads: StaffThreadReads;
  readonly contactMerges: ContactMergeReads;
  readonly decisions: DecisionReads;
  readonly keyValues: KeyValueReads;
  readonly serviceLevels: ServiceLevelReads;
  readonly actionCalls: ActionCallReads;
  readonly surveys: SurveyReads;
  readonly confidence: ConfidenceReads;
  readonly facts: FactReads;
  readonly publicMessages: PublicMessageReads;
  readonly helpUse: HelpUseReads;
}

/** Reads see what this transaction has written. */
export interface StoreTransaction {
  readonly inbox: InboxReads & InboxWrites;
  readonly conversations: ConversationReads & ConversationWrites;
  readonly messages: MessageReads & MessageWrites;
  readonly tickets: TicketReads & TicketWrites;
  readonly timers: TimerReads & TimerWrites;
  readonly outbox: OutboxReads & OutboxWrites;
  readonly feedback: FeedbackReads & FeedbackWrites;
  readonly staff: StaffReads & StaffWrites;
  readonly staffThreads: StaffThreadReads & StaffThreadWrites;
  readonly contactMerges: ContactMergeReads & ContactMergeWrites;
  readonly decisions: DecisionReads & DecisionWrites;
  readonly keyValues: KeyValueReads & KeyValueWrites;
  readonly serviceLevels: ServiceLevelReads & ServiceLevelWrites;
  readonly actionCalls: ActionCallReads & ActionCallWrites;
  readonly surveys: SurveyReads & SurveyWrites;
  readonly confidence: ConfidenceReads & ConfidenceWrites;
  readonly facts: FactReads & FactWrites;
  readonly publicMessages: PublicMessageReads & PublicMessageWrites;
  readonly helpUse: HelpUseReads & HelpUseWrites;
  readonly leases: LeaseWrites;
}

export type StoreErrorCode = 'full' | 'conflict' | 'newer_version' | 'in_use' | 'unavailable' | 'stalled';

/** What went wrong in the store, with what the operator can do about it in the message. */
export class StoreError extends Error {
  override readonly name = 'StoreError';
  readonly code: StoreErrorCode;

  constructor(code: StoreErrorCode, message: string, options: { cause?: unknown } = {}) {
    super(message, options);
    this.code = code;
  }
}

// Inbox: what has arrived and is to be handled, in order of arrival.

/** What waits to be handled: a customer's event, what a staff member asked for, or what the dispatcher has to tell. */
export type InboxBody =
  | Exclude<InboundBody, { kind: 'message' }>
  /** Beyond what a customer may write, a message waits until `heldUntil` for others to be read with it. */
  | (Extract<InboundBody, { kind: 'message' }> & { heldUntil?: number })
  /** The customer sent more than they may. */
  | { kind: 'limited'; limit: ExceededLimit; waitMs: number }
  | { kind: 'staff_command'; ticketId: string; staff: StaffMember; command: StaffCommand }
  /** A message of ours may not have reached the customer. */
  | { kind: 'delivery_failed'; messageId: string; detail: string }
  /** A call that was asked for has ended; how, is kept with it. */
  | { kind: 'action_ended'; callId: string }
  | MergeNews
  /** The ticket goes back into the queue if this member still holds it; `reason` is for its history. */
  | { kind: 'unassign'; assigneeId: string; by: StaffMember | undefined; reason: string }
  /** This is how the member is called from now on, who may have been known by another id before. */
  | { kind: 'staff_renamed'; staff: StaffMember; formerId?: string };

export interface NewInboxRow extends ConversationAddress {
  conversationId: string;
  eventKey: string;
  occurredAt: number;
  receivedAt: number;
  /** The customer concerned; undefined where the customer did nothing. */
  customer: InboundEvent['customer'] | undefined;
  body: InboxBody;
}

export interface InboxRow extends NewInboxRow {
  /** Rises with arrival. */
  id: number;
  /** How often handling it has failed. */
  attempts: number;
  /** How often the process died while it was in work. */
  deaths: number;
}

/** A customer's message that is not yet handled. */
export interface PendingMessage {
  /** The inbox row's. */
  id: number;
  receivedAt: number;
  customerName: string;
  text: string;
  attachments: Attachment[];
}

export interface InboxReads {
  /** Rows of a conversation not yet handled, oldest first. */
  pending(conversationId: string, limit: number): Promise<InboxRow[]>;
  /** The newest messages not yet handled, oldest first; one longer than `EXCERPT_LENGTH` is cut there and ends in `…`. */
  pendingMessages(conversationId: string, limit: number): Promise<PendingMessage[]>;
  countPending(conversationId: string): Promise<number>;
  /** Conversations with rows not yet handled, longest waiting first. */
  conversationsWithPending(limit: number): Promise<string[]>;
  /** Conversations with rows not yet handled that were in work when the process died, longest waiting first. */
  conversationsWithDeaths(limit: number): Promise<string[]>;
  /** How a handled staff command ended; undefined while it is pending or when there is no such row. */
  outcome(channel: string, account: string, eventKey: string): Promise<CommandOutcome | undefined>;
  /** The conversation in which such a row waits; undefined where it is handled, or there is none. */
  waitsIn(channel: string, account: string, eventKey: string): Promise<string | undefined>;
  /** Rows set aside because they could not be handled, newest first. */
  dead(limit: number): Promise<(InboxRow & { lastError: string })[]>;
  countDead(): Promise<number>;
  /** When the newest row arrived; undefined when there is none. */
  newestReceivedAt(): Promise<number | undefined>;
  /** When the newest event of a channel's customers happened; undefined when there is none. */
  lastEventAt(channel: string): Promise<number | undefined>;
}

export interface InboxWrites {
  /** False when a row with this (channel, account, event key) is already there; then nothing changes. */
  add(row: NewInboxRow): Promise<boolean>;
  /** Marks rows handled and forgets their content; `outcome` is that of a staff command. */
  finish(ids: number[], outcome?: CommandOutcome): Promise<void>;
  /** Counts a failed attempt, once where several processes failed with the same row as it was; it waits on. */
  fail(row: Pick<InboxRow, 'id' | 'attempts'>, error: string): Promise<void>;
  /** Sets rows aside, so that those behind them can go on. */
  setAside(ids: number[], reason: string): Promise<void>;
  /** Notes that the process died while these rows were in work; those handled by now are left alone. */
  countDeath(ids: number[]): Promise<void>;
  /** Deletes handled rows received before `before`; returns how many. */
  prune(before: number): Promise<number>;
}

// Conversations and customers.

export interface StoredConversation {
  state: ConversationState;
  address: ConversationAddress;
  /** Rises by one with each save. */
  version: number;
}

export interface ConversationReads {
  get(id: string): Promise<StoredConversation | undefined>;
  /** Where a channel's conversations are in which something happened at or after `since`, the latest first. */
  activeSince(channel: string, since: number, limit: number): Promise<ConversationAddress[]>;
}

export interface ConversationWrites {
  /**
   * Inserts (expected version 0) or replaces the state.
   * @throws StoreError `conflict` when the stored version is another one
   */
  save(state: ConversationState, address: ConversationAddress, expectedVersion: number, now: number): Promise<void>;
}

// Messages: what customers, the bot and agents said to each other. Notes are ticket events and never here.

/** How much of a long text a transcript has, in characters, so that reading it costs little whatever was written. */
export const EXCERPT_LENGTH = 2_000;

export interface TranscriptOptions {
  limit: number;
  after?: string | undefined;
  before?: string | undefined;
  maxTextLength?: number;
}

/** What a customer wrote, cut at `EXCERPT_LENGTH`. */
export interface CustomerText {
  conversationId: string;
  at: number;
  text: string;
}

export interface MessageReads {
  /** The whole message. */
  get(id: string): Promise<TranscriptMessage | undefined>;
  /**
   * The newest `limit` messages of a conversation in the order in which they were recorded; with `after`, only those
   * recorded later than that message, so that asking again after the last one known misses none; with `before`, only those
   * recorded earlier. Of a text no more is read than its first `maxTextLength` characters, by default `EXCERPT_LENGTH`.
   */
  transcript(conversationId: string, options: TranscriptOptions): Promise<TranscriptMessage[]>;
  /**
   * The beginnings of what customers wrote from `since` until before `until`, in the order of recording; `after` goes on behind what the
   * last page ended with. Deleted messages have no text and are left out.
   */
  customerTexts(
    range: { since: number; until: number },
    page: { limit: number; after?: number | undefined },
  ): Promise<{ texts: CustomerText[]; next: number | undefined }>;
  /** The message that has this id, or one of whose parts has it, on its platform. */
  findByPlatformKey(conversationId: string, messageKey: string): Promise<TranscriptMessage | undefined>;
  /** The ids of the newest messages that have this id, or one of whose parts has it, on any platform: it reads a whole index. */
  idsByPlatformKey(messageKey: string, limit: number): Promise<string[]>;
}

export interface MessageWrites {
  addFromCustomer(message: {
    id: string;
    conversationId: string;
    author: Author;
    text: string;
    /** Undefined for what is no message on the platform, such as a pressed button. */
    messageKey: string | undefined;
    attachments: Attachment[];
    enclosures?: Enclosure[] | undefined;
    sentAt: number;
    /** The decision about it. */
    decisionId?: number | undefined;
  }): Promise<void>;
  /** `decisionId` is the decision that had it sent. */
  addOutgoing(conversationId: string, message: OutgoingMessage, sentAt: number, decisionId?: number): Promise<void>;
  /** Gives it other words; and other files or enclosures, where those are given. `editedAt` is undefined where nobody has seen it before. */
  edit(id: string, content: MessageContent, editedAt: number | undefined): Promise<void>;
  /** Blanks the text, takes files and enclosures away, and marks the message deleted. */
  remove(id: string, deletedAt: number): Promise<void>;
}

// Timers: what is to happen later in a conversation.

export interface StoredTimer {
  conversationId: string;
  kind: TimerKind;
  dueAt: number;
}

export interface TimerReads {
  ofConversation(conversationId: string): Promise<StoredTimer[]>;
  /** Timers due at or before `until`, earliest first. */
  due(until: number, limit: number): Promise<StoredTimer[]>;
}

export interface TimerWrites {
  /** One timer of a kind a conversation: setting it again moves it. */
  set(timer: StoredTimer): Promise<void>;
  setMany(timers: readonly StoredTimer[]): Promise<void>;
  cancel(conversationId: string, kind: TimerKind): Promise<void>;
  /** Sets timers that are due after a time to be due so much earlier. */
  setBack(timers: { after: number; byMs: number }): Promise<void>;
}

// Outbox: what is to be sent, in order for each conversation.

export interface OutboxRow {
  /** Rises in the order in which messages are to be sent. */
  id: number;
  conversationId: string;
  address: ConversationAddress;
  state: DeliveryState;
  /** How often sending it has failed. */
  attempts: number;
  /** When it is to be tried. */
  nextAttemptAt: number;
  /** How long ago sending it was begun, by the store's time; undefined of one that is not being sent. */
  sendingForMs: number | undefined;
  lastError: string | undefined;
  action: OutboxAction;
}

export type OutboxAction =
  | { kind: 'send'; message: OutgoingMessage }
  /** `message` with its new text, sent before under its id. */
  | { kind: 'edit'; message: OutgoingMessage }
  /** `message` is to be taken back. */
  | { kind: 'remove'; message: OutgoingMessage };

export interface OutboxReads {
  /** Rows still to be sent (`pending` or `sending`) of a conversation, in order. */
  unsent(conversationId: string, limit: number): Promise<OutboxRow[]>;
  /** Conversations with rows still to be sent, longest waiting first. */
  conversationsWithUnsent(limit: number): Promise<string[]>;
  /** The platform's ids of a message of ours; undefined before it was sent. */
  messageKeys(messageId: string): Promise<MessageKeys | undefined>;
  /** Why a message of ours was not sent, or not certainly; undefined while nothing went wrong. */
  lastError(messageId: string): Promise<string | undefined>;
}

export interface OutboxWrites {
  add(row: { conversationId: string; address: ConversationAddress; action: OutboxAction; at: number }): Promise<void>;
  /** Notes that sending the row begins now, by the store's time. False, and nothing changes, where the row has ended already. */
  markSending(id: number): Promise<boolean>;
  /** Has a message that nobody has tried to send yet go out as it is here. False, and nothing changes, where that is too late. */
  replace(conversationId: string, message: OutgoingMessage): Promise<boolean>;
  /** Has a message that nobody has tried to send yet never be sent. False, and nothing changes, where that is too late. */
  withdraw(conversationId: string, messageId: string): Promise<boolean>;
  /** False, and nothing changes, where the row has ended already. */
  markSent(id: number, messageKeys: MessageKeys): Promise<boolean>;
  /** Counts a failed attempt of a row that has not ended; back to `pending`, to be tried again at `nextAttemptAt`. */
  retry(id: number, nextAttemptAt: number, error: string): Promise<void>;
  /** A message whose arrival was not known has arrived, as this. Does nothing to any other message. */
  confirm(messageId: string, messageKey: string): Promise<void>;
  /** Ends the row without success. False, and nothing changes, where it has ended already. */
  giveUp(id: number, state: 'unknown' | 'failed', error: string): Promise<boolean>;
  /** Has everything that waits be tried at `now`. */
  makeDue(now: number): Promise<void>;
  /** Deletes rows that have ended and whose last attempt was due before `before`; returns how many. */
  prune(before: number): Promise<number>;
}

// Feedback: each answer and each rating request that asked for a score, with the score it got.

export type FeedbackKind = 'answer' | 'rating';

export interface FeedbackRow {
  /** The message that asked. */
  messageId: string;
  kind: FeedbackKind;
  conversationId: string;
  channel: string;
  /** Who is scored: the bot, or the agent the ticket was assigned to. */
  author: Author;
  intent: string | undefined;
  articleId: string | undefined;
  ticketId: string | undefined;
  /** The weight w of the score in Σwr/Σw: the intent's or ticket's importance. */
  weight: number;
  askedAt: number;
  /** 0 or 1 for an answer, 1-5 for a rating; undefined while nobody gave one or after it was taken back. */
  score: number | undefined;
  scoredAt: number | undefined;
  /** The emoji on the message, the newest last. */
  reactions: string[];
}

export interface FeedbackReads {
  get(messageId: string): Promise<FeedbackRow | undefined>;
  /** Asked at or after `since`, in order of asking. */
  since(since: number): Promise<FeedbackRow[]>;
  /** Asked in these conversations, oldest first. */
  ofConversations(conversationIds: string[]): Promise<FeedbackRow[]>;
}

export interface FeedbackWrites {
  /** The message is never shown, so that nobody was asked. */
  forget(messageId: string): Promise<void>;
  /** Does nothing when the message has asked already. */
  ask(row: Omit<FeedbackRow, 'score' | 'scoredAt' | 'reactions'>): Promise<void>;
  /** False when nothing asked for a score under this message; `undefined` takes a score back. */
  score(messageId: string, score: number | undefined, at: number, reactions?: string[]): Promise<boolean>;
}

// Leases: what only one process may do at a time.

/**
 * Each process is a holder of its own. Times are the store's: one for all its processes, whatever their machines think. A store
 * that can be open in one process only lets go what an earlier one held when it is opened.
 */
export interface LeaseWrites {
  /** True when `holder` has the lease for so long from now on: it was free, had run out, or was theirs already. */
  take(name: string, holder: string, forMs: number): Promise<boolean>;
  /** The same of a lease that is theirs still, run out or not; false where somebody else has had it since. */
  renew(name: string, holder: string, forMs: number): Promise<boolean>;
  /** False where it was not theirs any more. */
  release(name: string, holder: string): Promise<boolean>;
}
