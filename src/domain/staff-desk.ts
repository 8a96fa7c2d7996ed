/**
 * The port between the desk and a place where staff work, such as a Slack workspace. The desk keeps a *room* there for each
 * ticket: a card that always shows how the ticket stands, and under it, in order, one entry for each thing that happens.
 */

import type { OpenAttachment } from './channel.ts';
import type { Attachment, TranscriptMessage } from './message.ts';
import type { Priority } from './priority.ts';
import type { ArticleMatch } from './reading.ts';
import type { Satisfaction } from './satisfaction.ts';
import type { CommandOutcome, StaffCommand, StaffMember } from './staff.ts';
import type { Storm } from './storm.ts';
import type { Ticket, TicketEvent } from './ticket.ts';

/** Where a ticket's room is, as its staff desk names places: a channel, and the thread in it. */
export interface RoomAddress {
  place: string;
  thread: string;
}

/** How a message or note names the place a staff member wrote it in: their staff desk's place and its id of the post there. */
export function toOrigin(place: string, postKey: string): string {
  return `${place}:${postKey}`;
}

/** The place and the post an origin names. */
export function fromOrigin(origin: string): { place: string; postKey: string } {
  const separator = origin.indexOf(':');
  return { place: origin.slice(0, separator), postKey: origin.slice(separator + 1) };
}

/** A ticket in a list. */
export interface TicketSummary {
  ticket: Ticket;
  /** Short, for people. */
  number: number;
  priority: Priority;
  /** Where its room is; undefined before it has one. */
  room: RoomAddress | undefined;
}

/** All that a ticket's card shows. */
export interface TicketCard extends TicketSummary {
  /** Why the customer cannot be written to; undefined while they can. */
  unreachable: string | undefined;
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
  /** When staff were last called because nobody had claimed it: nobody, all staff, or the supervisor. */
  calledFor: 'staff' | 'supervisor' | undefined;
}

/** One entry of a room. The same id always stands for the same thing; what it shows may change. */
export type RoomEntry =
  /** What was said before people were called, oldest first. */
  | { id: string; kind: 'history'; messages: TranscriptMessage[] }
  /** What the customer or an agent said since. */
  | { id: string; kind: 'message'; message: TranscriptMessage; deliveryDetail: string | undefined }
  /** What happened to the ticket. */
  | { id: string; kind: 'event'; event: TicketEvent };

/** How often showing something has been tried before. */
export interface ShowAttempt {
  /** Whether an earlier try may have succeeded unnoticed: then what is there is looked for first. */
  mayBeThere: boolean;
}

/** A place where staff work. Showing fails only with a `DeliveryError`; `unknown` is tried again with `mayBeThere`. */
export interface StaffDesk {
  readonly name: string;
  start(office: StaffOffice): Promise<void>;
  /** Puts up the card of a ticket that has no room yet. */
  openRoom(card: TicketCard, attempt: ShowAttempt): Promise<RoomAddress>;
  /** Shows the card as it is now; `gone` when somebody has removed it, so that a new room is needed. */
  showCard(room: RoomAddress, card: TicketCard): Promise<'shown' | 'gone'>;
  /** Adds an entry at the end of the room; resolves to the staff desk's id of it. */
  addEntry(room: RoomAddress, entry: RoomEntry, attempt: ShowAttempt): Promise<string>;
  /** Shows an entry as it is now. One that a staff member wrote gets marks beside it instead: its words are theirs. */
  showEntry(room: RoomAddress, postKey: string, entry: RoomEntry): Promise<void>;
  /** Puts up the one notice of a storm of tickets, or changes it where it stands; resolves to where that is. */
  showStorm(storm: Storm, notice: RoomAddress | undefined, attempt: ShowAttempt): Promise<RoomAddress>;
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

/** An agent's inbox; each list in the order in which to see to it. */
export interface StaffInbox {
  /** Held by them, and the customer waits. */
  mine: TicketSummary[];
  /** Claimed by nobody, by priority. */
  unclaimed: TicketSummary[];
  /** Held by them, and waiting for the customer. */
  waiting: TicketSummary[];
  snoozed: TicketSummary[];
  /** What customers thought of their answers and of their tickets, of the last 90 days. */
  satisfaction: Satisfaction;
}

/** How the desk is doing. */
export interface DeskStatistics {
  open: number;
  held: number;
  snoozed: number;
  /** Of tickets of the last seven days: opened, resolved, and the median time to the first reply, in milliseconds. */
  openedThisWeek: number;
  resolvedThisWeek: number;
  medianFirstReplyMs: number | undefined;
  /** Of the last 90 days. */
  satisfaction: Satisfaction;
}

/** A reply kept for use again, its `{marks}` filled in for one ticket. */
export interface PreparedReply {
  id: string;
  title: string;
  text: string;
}

/** What a staff desk can ask of the desk. */
export interface StaffOffice {
  /** Resolves once the command is durable: only then is the platform's event acknowledged. */
  submit(request: CommandRequest): Promise<SubmittedCommand>;
  /** The ticket whose room this is; undefined for a thread of another kind. */
  findTicketByRoom(room: RoomAddress): Promise<TicketSummary | undefined>;
  /** What stands at this place in a room: the ticket and, for a message of the transcript, its id. */
  findPost(place: string, postKey: string): Promise<{ ticketId: string; messageId: string | undefined } | undefined>;
  card(ticketId: string): Promise<TicketCard | undefined>;
  cardByNumber(number: number): Promise<TicketCard | undefined>;
  /** A message of the transcript. */
  message(messageId: string): Promise<TranscriptMessage | undefined>;
  inbox(staff: StaffMember): Promise<StaffInbox>;
  /** Tickets that wait for somebody, in the order in which they are to be taken. */
  queue(): Promise<TicketSummary[]>;
  /** Tickets by number, customer or words, newest first, at most 20. */
  search(text: string): Promise<TicketSummary[]>;
  statistics(): Promise<DeskStatistics>;
  /** The saved replies in the ticket's language, filled in. */
  savedReplies(ticketId: string, staff: StaffMember): Promise<PreparedReply[]>;
  /** An article's text as a reply, in the ticket's language. */
  articleReply(ticketId: string, articleId: string): Promise<PreparedReply | undefined>;
  /** Shows the customer that this staff member is writing. */
  showTyping(ticketId: string, staff: StaffMember): void;
  /** Opens a file wherever it is kept. */
  openAttachment(attachment: Attachment): Promise<OpenAttachment>;
}
