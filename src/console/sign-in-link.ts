import type { Clock } from '../domain/clock.ts';
import type { StaffRole } from '../domain/staff.ts';
import type { Store } from '../store/store.ts';
import { digestOf, newSecret } from './secrets.ts';

/** How long a sign-in link can be used. */
export const SIGN_IN_LINK_TTL_MS = 7 * 24 * 60 * 60 * 1000;

/**
 * Adds or renames a staff member and makes a link that signs them in once. Resolves to its path below the desk's address;
 * it is not kept anywhere.
 */
export async function createSignInLink(
  store: Store,
  clock: Clock,
  member: { id: string; name: string; role: StaffRole },
): Promise<string> {
  const secret = newSecret();
  const now = clock.now();
  await store.transaction(async (tx) => {
    await tx.staff.save(member, now);
    await tx.staff.addSignInLink(digestOf(secret), member.id, now + SIGN_IN_LINK_TTL_MS);
  });
  return `/console/sign-in/${secret}`;
}
