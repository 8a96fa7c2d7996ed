/**
 * The part of the Store port about staff: who is on it, by which identities they are known, and how they sign in to the console. Secrets
 * are kept as SHA-256 digests only.
 */

import type { StaffMember, StaffRole } from '../domain/staff.ts';

/** Somebody as a staff platform names them: in one workspace of it. */
export interface StaffIdentity {
  platform: string;
  account: string;
  userKey: string;
}

/** Why somebody is not on the staff any more: an admin removed them, or they may not act at their staff platform any more. */
export type RemovalReason = 'removed' | 'left';

/** Who is behind an identity, also when they are not on the staff any more. */
export interface IdentifiedStaff {
  member: StaffMember;
  /** Whether their role is what their staff platform says, and nobody has set another. */
  roleIsFromPlatform: boolean;
  removed: RemovalReason | undefined;
}

export interface StaffReads {
  get(id: string): Promise<StaffMember | undefined>;
  all(): Promise<StaffMember[]>;
  /** Whether this was a member and is none any more. Never true of one who was never seen here. */
  wasRemoved(id: string): Promise<boolean>;
  byIdentity(identity: StaffIdentity): Promise<IdentifiedStaff | undefined>;
  /** By which identities a member is known. */
  identitiesOf(staffId: string): Promise<StaffIdentity[]>;
  /** The users of a workspace who are on the staff, by their keys. */
  usersAt(platform: string, account: string): Promise<string[]>;
  /** The member a live session belongs to. */
  bySession(secretDigest: string, now: number): Promise<StaffMember | undefined>;
  /** The member a sign-in link would sign in now. */
  bySignInLink(secretDigest: string, now: number): Promise<StaffMember | undefined>;
}

export interface StaffWrites {
  /** Adds or changes a member. Changes nothing of one who was removed. */
  save(
    member: { id: string; name: string; role: StaffRole },
    now: number,
    options?: { roleIsFromPlatform: boolean },
  ): Promise<void>;
  /** Has an identity stand for a member, whomever it stood for before. */
  identify(identity: StaffIdentity, staffId: string): Promise<void>;
  /** Has all identities and scores of one member be another's. */
  merge(fromId: string, intoId: string): Promise<void>;
  /** Takes a member off the staff, with their sessions and sign-in links. False when there is no such member. */
  remove(id: string, now: number, reason?: RemovalReason): Promise<boolean>;
  /** Takes one who had left on again. */
  reinstate(id: string, now: number): Promise<void>;
  /** The member's earlier links end. */
  addSignInLink(secretDigest: string, staffId: string, expiresAt: number): Promise<void>;
  /** Uses a link up: the member it was for, or undefined when it is unknown, used or expired. */
  redeemSignInLink(secretDigest: string, now: number): Promise<StaffMember | undefined>;
  addSession(secretDigest: string, staffId: string, expiresAt: number): Promise<void>;
  endSession(secretDigest: string): Promise<void>;
  /** Deletes expired links and sessions. */
  prune(now: number): Promise<void>;
}
