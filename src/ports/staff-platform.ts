/**
 * The port between the desk and a place where staff work, such as the workspace of a team chat. The desk keeps a *thread* there for each
 * ticket: a card that always shows how the ticket stands, and under it, in order, one item for each thing that happens.
 */

import type { RunnableAction } from '../domain/actions/runnable-actions.ts';
import type { ArticleMatch } from '../domain/analysis.ts';
import type { BoundedCount } from '../domain/bounded-count.ts';
import type { DecisionEntry } from '../domain/decision-record.ts';
import type { LeavingCustomer } from '../domain/leaving-customer.ts';
import type { Attachment, TranscriptMessage } from '../domain/message.ts';
import type { Priority } from '../domain/priority.ts';
import type { Satisfaction } from '../domain/satisfaction.ts';
import type { TicketExplanation } from '../domain/sla/explain-ticket.ts';
import type { CommandOutcome, StaffCommand, StaffMember, StaffRole } from '../domain/staff.ts';
import type { Storm } from '../domain/storm.ts';
import type { Ticket, TicketEvent } from '../domain/ticket.ts';
import type { WaitRange } from '../domain/wait-phrase.ts';
import type { OpenAttachment } from './channel.ts';

/** Where a ticket's thread is, as its staff platform names it: a channel, and the thread in it. */
export interface StaffThreadAddress {
  channelKey: string;
  threadKey: string;
}

/** How a message or note names the post a staff member wrote it in: the channel and the post's id on their staff platform. */
export function toStaffPost(channelKey: string, postKey: string): string {
  return `${channelKey}:${postKey}`;
}

/** The channel and the post that a staff post's name stands for. */
export function fromStaffPost(staffPost: string): { channelKey: string; postKey: string } {
  const separator = staffPost.indexOf(':');
  return { channelKey: staffPost.slice(0, separator), postKey: staffPost.slice(separator + 1) };
}

/** A ticket in a list. */
export interface TicketSummary {
  ticket: Ticket;
  /** Short, for people. */
  number: number;
  priority: Priority;
  /** Where its thread is; undefined before it has one. */
  staffThread: StaffThreadAddress | undefined;
}

/** All that a ticket's card shows. */
export interface TicketCard extends TicketSummary {
  /** Whether something is promised for it, so that its clocks can be explained; whether what is due next is late by now. */
  isPromised: boolean;
  isOverdue: boolean;
  /** What other systems can be asked for it, or have done. */
  runnable: RunnableAction[];
  /** Why the customer cannot be written to; undefined while they can. */
  unreachable: string | undefined;
  /** Set where the customer is among those likeliest not to come back. */
  leaving: LeavingCustomer | undefined;
  /** Whether the customer's platform tells when they delete a message. */
  tellsDeletes: boolean;
  /** The customer's other tickets, newest first, and how many there are in all. */
  earlier: TicketSummary[];
  earlierCount: number;
  /** What the customer has rated so far. */
  satisfaction: Satisfaction;
  /** The articles most likely to help, best first, at most three. */
  articles: ArticleMatch[];
  /** The ticket's page in the staff console; undefined where nobody outside reaches it. */
  consoleUrl: string | undefined;
}

/** One item of a thread. The same id always stands for the same thing; what it shows may change. */
export type TimelineItem =
  /** What was said before people were called, oldest first. */
  | { id: string; kind: 'history'; messages: TranscriptMessage[] }
  /** What the customer or an agent said since. */
  | {
      id: string;
      kind: 'message';
      message: TranscriptMessage;
      deliveryDetail: string | undefined;
      /** Of a reply that can still be taken back: whether the customer has written since. */
      customerWroteSince?: boolean;
    }
  /** What happened to the ticket. */
  | { id: string; kind: 'event'; event: TicketEvent };

/** Something that all staff are told and that belongs to no ticket, such as the digest of a week. */
export interface StaffNotice {
  /** Unique: the same notice is shown once. */
  id: string;
  /** When it was made, in epoch milliseconds. */
  at: number;
  title: string;
  sections: NoticeSection[];
  /** What stands below, less prominent. */
  notes: string[];
  /** Where the console has more: a path below the desk's address. */
  page: { path: string; text: string };
  pictures: StaffPicture[];
}

export interface NoticeSection {
  heading: string;
  lines: string[];
}

export interface StaffPicture {
  /** As a file is called; unique in its notice. */
  name: string;
  /** What it shows, for who cannot see it. */
  text: string;
  png: Uint8Array;
}

/** How often showing something has been tried before. */
export interface ShowAttempt {
  /** Whether an earlier try may have succeeded unnoticed: then what is there is looked for first. */
  mayBeThere: boolean;
}

/** A place where staff work. Showing fails only with a `DeliveryError`; `unknown` is tried again with `mayBeThere`. */
export interface StaffPlatform {
  readonly name: string;
  start(service: StaffService): Promise<void>;
  /** Puts up the card of a ticket that has no thread yet. */
  openThread(card: TicketCard, attempt: ShowAttempt): Promise<StaffThreadAddress>;
  /** Shows the card as it is now; `gone` when somebody has removed it, so that a new thread is needed. */
  showCard(staffThread: StaffThreadAddress, card: TicketCard): Promise<'shown' | 'gone'>;
  /** Adds an item at the end of the thread; resolves to the staff platform's id of it. */
  addItem(staffThread: StaffThreadAddress, item: TimelineItem, attempt: ShowAttempt): Promise<string>;
  /** Shows an item as it is now. One that a staff member wrote gets reactions beside it instead: its words are theirs. */
  showItem(staffThread: StaffThreadAddress, postKey: string, item: TimelineItem): Promise<void>;
  /** Puts up the one notice of a storm of tickets, or changes it where it stands; resolves to where that is. */
  showStorm(storm: Storm, notice: StaffThreadAddress | undefined, attempt: ShowAttempt): Promise<StaffThreadAddress>;
  /** Puts up a notice with its pictures. Pictures that are refused for good leave the words alone, which say why. */
  showNotice(notice: StaffNotice, attempt: ShowAttempt): Promise<StaffThreadAddress>;
  openAttachment(attachment: Attachment): Promise<OpenAttachment>;
  stop(): Promise<void>;
}

/** What a staff member asks of the desk. */
export interface CommandRequest {
  /** Unique a request: the same key sent twice (a double click, a redelivered event) is carried out once. */
  key: string;
  ticketId: string;
  staff: StaffMember;
  command: StaffCommand;
}

/** A command that is durable, so that it will be carried out. */
export interface SubmittedCommand {
  /** The number of the ticket it is about; undefined where there is no such ticket. */
  ticketNumber: number | undefined;
  /** Resolves with how it ended; rejects when that takes longer than people wait. */
  outcome(): Promise<CommandOutcome>;
}

/** The first tickets of a list, and how many there are in all. */
export interface TicketList {
  tickets: TicketSummary[];
  total: BoundedCount;
}

/** Tickets in which the words of a search were said, the one in which they were said last first. */
export interface FoundTickets {
  /** `said` is the beginning of the message or note that has the words; undefined where the customer's name or the number has them. */
  tickets: (TicketSummary & { said: string | undefined })[];
  total: BoundedCount;
}

/** An agent's inbox; each list in the order in which to see to it. */
export interface StaffInbox {
  /** Assigned to them, and the customer waits. */
  mine: TicketList;
  /** Claimed by nobody, by priority. */
  unclaimed: TicketList;
  /** Assigned to them, and waiting for the customer. */
  waiting: TicketList;
  snoozed: TicketList;
  /** What customers thought of their answers and of their tickets, of the last 90 days. */
  satisfaction: Satisfaction;
}

/** How the desk is doing. */
export interface StaffStatistics {
  open: number;
  assigned: number;
  snoozed: number;
  /** Of tickets of the last seven days: opened, resolved, and the median time to the first reply, in milliseconds. */
  openedThisWeek: number;
  resolvedThisWeek: number;
  medianFirstReplyMs: number | undefined;
  /** Of the last 90 days. */
  satisfaction: Satisfaction;
  /** The main figures of the last seven days beside the seven before, a line each. */
  figures: readonly string[];
}

/** A reply kept for use again, its `{variables}` filled in for one ticket. */
export interface PreparedReply {
  id: string;
  title: string;
  text: string;
}

/** So many tickets a list has at most. */
export const LIST_LENGTH = 20;

/** Somebody who may act at a staff platform, as that says it. */
export interface PlatformMember {
  /** The workspace, and the user in it. */
  account: string;
  userKey: string;
  name: string;
  role: StaffRole;
}

/** What a staff platform can ask of the desk. */
export interface StaffService {
  /**
   * The staff member that somebody at the platform is: one of their own when they are seen for the first time, and of their two roles the
   * stricter. Undefined when an admin has removed them.
   */
  recognize(member: PlatformMember): Promise<StaffMember | undefined>;
  /** Somebody may not act at the platform any more: they are off the staff everywhere, and their tickets back in the queue. */
  leave(user: Pick<PlatformMember, 'account' | 'userKey'>): Promise<void>;
  /** The users of a workspace that are on the staff. */
  knownUsers(account: string): Promise<string[]>;
  /** The user of a workspace that a staff member is; undefined for one who does not work there. */
  userOf(staffId: string, account: string): Promise<string | undefined>;
  /** The path of a link that signs somebody in to the console, once and within an hour; their earlier ones end. */
  signInPath(staff: StaffMember): Promise<string | undefined>;
  /** Resolves once the command is durable: only then is the platform's event acknowledged. */
  submit(request: CommandRequest): Promise<SubmittedCommand>;
  /** Resolves once the command given under this key has been decided, or takes too long; at once where there is none. */
  decided(key: string): Promise<void>;
  /** The ticket whose thread this is; undefined for a thread of another kind. */
  findTicketByThread(staffThread: StaffThreadAddress): Promise<TicketSummary | undefined>;
  /** Whether a ticket was ever shown in this channel: then it is a place of staff, whatever is configured today. */
  everShowedTickets(channelKey: string): Promise<boolean>;
  /** What a post in a thread shows: the ticket and, for a message of the transcript, its id. */
  findPost(
    channelKey: string,
    postKey: string,
  ): Promise<{ ticketId: string; messageId: string | undefined } | undefined>;
  card(ticketId: string): Promise<TicketCard | undefined>;
  cardByNumber(number: number): Promise<TicketCard | undefined>;
  /** A message of the transcript. */
  message(messageId: string): Promise<TranscriptMessage | undefined>;
  /** The newest decisions in the ticket's conversation, newest first, but for what the bot left to people: for staff alone. */
  decisions(ticketId: string, limit: number): Promise<DecisionEntry[]>;
  /** Why the ticket is due when it is; undefined where nothing is promised for it, or there is none. */
  clocks(ticketId: string): Promise<TicketExplanation | undefined>;
  inbox(staff: StaffMember): Promise<StaffInbox>;
  /** Tickets that wait for somebody, in the order in which they are to be taken, and how long who comes now is likely to wait. */
  queue(): Promise<TicketList & { expectedWait: WaitRange | undefined }>;
  /** Tickets by their number, the customer's name, or what was said in them. */
  search(text: string): Promise<FoundTickets>;
  statistics(): Promise<StaffStatistics>;
  /** The saved replies in the ticket's language, filled in. */
  savedReplies(ticketId: string, staff: StaffMember): Promise<PreparedReply[]>;
  /** An article's text as a reply, in the ticket's language. */
  articleReply(ticketId: string, articleId: string): Promise<PreparedReply | undefined>;
  /** Shows the customer that this staff member is writing. */
  showTyping(ticketId: string, staff: StaffMember): void;
  /** Opens a file wherever it is kept. */
  openAttachment(attachment: Attachment): Promise<OpenAttachment>;
}
