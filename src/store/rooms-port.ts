/** The part of the Store port about rooms: what staff are shown of each ticket where they work, and how far that has got. */

import type { RoomAddress } from '../domain/staff-desk.ts';

export interface Room {
  ticketId: string;
  /** Undefined before it was opened. */
  address: RoomAddress | undefined;
  /** The digest of the card as it was shown last. */
  card: string | undefined;
  /** Rises with each change of what is to be shown. */
  wanted: number;
  attempts: number;
  nextAttemptAt: number;
  /** Whether a try of opening it may have succeeded unnoticed. */
  mayBeThere: boolean;
}

/** An entry of a room. */
export interface RoomPost {
  entryId: string;
  /** Undefined while adding it is under way, or its outcome is not known. */
  postKey: string | undefined;
  /** The digest of the entry as it was shown last. */
  shown: string;
}

export interface RoomReads {
  get(ticketId: string): Promise<Room | undefined>;
  findByAddress(address: RoomAddress): Promise<Room | undefined>;
  /** In the order in which they were added. */
  posts(ticketId: string): Promise<RoomPost[]>;
  findPost(place: string, postKey: string): Promise<{ ticketId: string; entryId: string } | undefined>;
  /** How many rooms are wanted and not opened, beside the one named. */
  countUnopened(beside: string): Promise<number>;
  /** Tickets whose rooms do not show what is wanted and may be tried at `now`, longest waiting first. */
  waiting(now: number, limit: number): Promise<string[]>;
}

export interface RoomWrites {
  /** Something that a ticket's room shows has changed; from now on it may be tried at `now`. */
  want(ticketId: string, now: number): Promise<void>;
  opening(ticketId: string): Promise<void>;
  opened(ticketId: string, address: RoomAddress, card: string): Promise<void>;
  cardShown(ticketId: string, card: string): Promise<void>;
  /** The room is gone: it is to be opened anew, with all its entries. */
  lost(ticketId: string): Promise<void>;
  adding(ticketId: string, entryId: string): Promise<void>;
  added(ticketId: string, entryId: string, place: string, postKey: string, shown: string): Promise<void>;
  /** The room shows all that was wanted at `wanted`. */
  shown(ticketId: string, wanted: number): Promise<void>;
  /** The room is not to be tried before this time. */
  postpone(ticketId: string, nextAttemptAt: number): Promise<void>;
  /** Has every room that waits be tried at `now`. */
  makeDue(now: number): Promise<void>;
  /** Counts a failed attempt. */
  retry(ticketId: string, nextAttemptAt: number, error: string): Promise<void>;
}
