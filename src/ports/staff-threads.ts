/** The part of the Store port about staff threads: what staff are shown of each ticket where they work, and how far that has got. */

import type { StaffThreadAddress } from './staff-platform.ts';

export interface StaffThread {
  ticketId: string;
  /** Undefined before it was opened. */
  address: StaffThreadAddress | undefined;
  /** The digest of the card as it was shown last. */
  card: string | undefined;
  /** Rises with each change of what is to be shown. */
  desiredVersion: number;
  attempts: number;
  nextAttemptAt: number;
  /** Whether a try of opening it may have succeeded unnoticed. */
  mayBeThere: boolean;
}

/** One post of a staff thread. */
export interface StaffThreadPost {
  itemId: string;
  /** Undefined while adding it is under way, or its outcome is not known. */
  postKey: string | undefined;
  /** The digest of the item as it was shown last. */
  shown: string;
}

export interface StaffThreadReads {
  get(ticketId: string): Promise<StaffThread | undefined>;
  findByAddress(address: StaffThreadAddress): Promise<StaffThread | undefined>;
  /** Whether any ticket was ever shown in this channel. */
  hasChannel(channelKey: string): Promise<boolean>;
  /** In the order in which they were added. */
  posts(ticketId: string): Promise<StaffThreadPost[]>;
  findPost(channelKey: string, postKey: string): Promise<{ ticketId: string; itemId: string } | undefined>;
  /** How many threads of tickets are to be opened and are not yet. */
  countUnopened(): Promise<number>;
  /** Active tickets for which no thread was ever asked, the newest first. */
  missing(limit: number): Promise<string[]>;
  /** Where the threads of active tickets are, the newest ticket's first. */
  ofActiveTickets(limit: number): Promise<StaffThreadAddress[]>;
  /** Tickets whose threads do not show what they should and may be tried at `now`, longest waiting first. */
  waiting(now: number, limit: number): Promise<string[]>;
}

export interface StaffThreadWrites {
  /** Something that a ticket's thread shows has changed; from now on it may be tried at `now`. */
  requestUpdate(ticketId: string, now: number): Promise<void>;
  opening(ticketId: string): Promise<void>;
  opened(ticketId: string, address: StaffThreadAddress, card: string): Promise<void>;
  cardShown(ticketId: string, card: string): Promise<void>;
  /** The thread is gone: it is to be opened anew, with all its items. */
  lost(ticketId: string): Promise<void>;
  adding(ticketId: string, itemId: string): Promise<void>;
  added(ticketId: string, itemId: string, channelKey: string, postKey: string, shown: string): Promise<void>;
  /** The thread shows all that it should as of this version. */
  shown(ticketId: string, version: number): Promise<void>;
  /** The thread is not to be tried before this time. */
  postpone(ticketId: string, nextAttemptAt: number): Promise<void>;
  /** Has every thread that waits be tried at `now`. */
  makeDue(now: number): Promise<void>;
  /** Counts a failed attempt. */
  retry(ticketId: string, nextAttemptAt: number, error: string): Promise<void>;
}
