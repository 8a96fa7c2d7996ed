/** The part of the Store port about customers who are one person in several channels, and the codes that join them. */

import type { MergeCustomer } from '../domain/decision.ts';

export interface StoredMergeCode {
  owner: MergeCustomer;
  /** Who has typed it in another channel. */
  other: MergeCustomer | undefined;
}

export interface ContactMergeReads {
  /** Undefined for a code that is unknown or no longer good. */
  code(codeDigest: string, now: number): Promise<StoredMergeCode | undefined>;
  /** Everybody who is the same person as this customer, themselves included. */
  contactOf(customerId: string): Promise<string[]>;
}

export interface ContactMergeWrites {
  giveCode(codeDigest: string, owner: MergeCustomer, expiresAt: number): Promise<void>;
  takeCode(codeDigest: string, other: MergeCustomer): Promise<void>;
  /** Joins the two, and whoever they are joined with already, and uses the code up. */
  merge(codeDigest: string, customerId: string, otherId: string): Promise<void>;
  /** Deletes codes that are no longer good. */
  prune(now: number): Promise<void>;
}
