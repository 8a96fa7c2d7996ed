/** The part of the Store port about customers who are one person in several channels, and the codes that join them. */

import type { LinkedCustomer } from '../domain/decision.ts';

export interface StoredLinkCode {
  owner: LinkedCustomer;
  /** Who has typed it in another channel. */
  other: LinkedCustomer | undefined;
}

export interface LinkReads {
  /** Undefined for a code that is unknown or no longer good. */
  code(codeDigest: string, now: number): Promise<StoredLinkCode | undefined>;
  /** Everybody who is the same person as this customer, themselves included. */
  personOf(customerId: string): Promise<string[]>;
}

export interface LinkWrites {
  giveCode(codeDigest: string, owner: LinkedCustomer, expiresAt: number): Promise<void>;
  takeCode(codeDigest: string, other: LinkedCustomer): Promise<void>;
  /** Joins the two, and whoever they are joined with already, and uses the code up. */
  join(codeDigest: string, customerId: string, otherId: string): Promise<void>;
  /** Deletes codes that are no longer good. */
  prune(now: number): Promise<void>;
}
