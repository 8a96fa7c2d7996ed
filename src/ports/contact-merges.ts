/**
 * The part of the Store port about customers who are one person in several channels. A merge is between two customers; a
 * *contact* is everybody who is joined by merges, through others also.
 */

import type { MergeCustomer, MergedCustomer } from '../domain/decision.ts';

export interface StoredMergeCode {
  owner: MergeCustomer;
  /** Who has typed it elsewhere. */
  taker: MergeCustomer | undefined;
  /** Whether the taker has agreed to be joined with the owner. */
  takerAgreed: boolean;
}

export interface ContactMergeReads {
  /** Undefined for a code that is unknown or no longer good. */
  code(codeDigest: string, now: number): Promise<StoredMergeCode | undefined>;
  /** Everybody who is the same person as this customer, themselves included. */
  contactOf(customerId: string): Promise<string[]>;
  /**
   * Whom the customer has a merge of their own with, as they are called now; without name, channel and conversation where the
   * desk knows of no conversation of theirs.
   */
  mergedWith(customerId: string): Promise<MergedCustomer[]>;
}

/** What changes a code or a merge resolves to false, with nothing changed, where that is not any more as it has to be. */
export interface ContactMergeWrites {
  /** Ends the owner's code of before. */
  giveCode(codeDigest: string, owner: MergeCustomer, expiresAt: number): Promise<void>;
  /** For the first to type it. */
  takeCode(codeDigest: string, taker: MergeCustomer): Promise<boolean>;
  agreeToCode(codeDigest: string, takerId: string): Promise<boolean>;
  endCode(codeDigest: string): Promise<boolean>;
  /** Joins the owner with the taker, who has agreed, and whoever they are joined with already; uses the code up. */
  merge(codeDigest: string, owner: MergeCustomer, taker: MergeCustomer): Promise<boolean>;
  /** Takes back the merges of the customer with these; what else anybody is joined with stays so. */
  unmerge(customerId: string, otherIds: string[]): Promise<boolean>;
  /** Deletes codes that are no longer good. */
  prune(now: number): Promise<void>;
}
