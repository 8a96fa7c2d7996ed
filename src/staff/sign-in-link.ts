/** Links that sign a staff member in once. */

import { findByName } from '../domain/roster.ts';
import type { StaffMember } from '../domain/staff.ts';
import type { Clock } from '../ports/clock.ts';
import type { Store } from '../ports/store.ts';
import { digestOf, newSecret } from './secrets.ts';

/** How long a sign-in link can be used. */
const SIGN_IN_LINK_TTL_MS = 60 * 60 * 1000;

/** The member that a desk without an admin gets. */
const FIRST_ADMIN: StaffMember = { id: 'admin', name: 'Admin', role: 'admin' };

/** A link that was just made. It is not kept anywhere. */
export interface SignInLink {
  /** Whom it signs in. */
  staff: StaffMember;
  /** Below the desk's address. */
  path: string;
  expiresAt: number;
}

/** Adds the first admin to a desk that has none. */
export async function ensureAdmin(store: Store, clock: Clock): Promise<void> {
  await store.transaction(async (tx) => {
    const hasAdmin = (await tx.staff.all()).some(({ role }) => role === 'admin');
    if (!hasAdmin) await tx.staff.save(FIRST_ADMIN, clock.now());
  });
}

/**
 * Makes a link that signs a member in, once and within an hour; their earlier ones end. Undefined when there is no such member,
 * or when `by`, who asks for it in the console, is no admin any more.
 */
export async function createSignInLink(
  { store, clock }: { store: Store; clock: Clock },
  staffId: string,
  by?: StaffMember,
): Promise<SignInLink | undefined> {
  const secret = newSecret();
  const expiresAt = clock.now() + SIGN_IN_LINK_TTL_MS;
  return store.transaction(async (tx) => {
    const staff = await tx.staff.get(staffId);
    const mayAsk = by === undefined || (await tx.staff.get(by.id))?.role === 'admin';
    if (staff === undefined || !mayAsk) return undefined;
    await tx.staff.addSignInLink(digestOf(secret), staff.id, expiresAt);
    return { staff, path: `/console/sign-in/${secret}`, expiresAt };
  });
}

/** The same for the desk's owner, who names the member or means the first admin. A message where there is no such member. */
export async function createOwnersLink(
  engine: { store: Store; clock: Clock },
  name: string | undefined,
): Promise<SignInLink | string> {
  const members = await engine.store.read.staff.all();
  const member = name === undefined ? members.find(({ role }) => role === 'admin') : findByName(members, name);
  const link = member && (await createSignInLink(engine, member.id));
  const names = members.map((known) => known.name).join(', ');
  return link ?? `Nobody on the staff is called ${name}. There are: ${names}.`;
}
