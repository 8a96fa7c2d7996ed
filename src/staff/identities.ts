/** Who somebody at a staff platform is on the staff: one person, whichever way they come. */

import { reasonOfLeaving, stricterRole } from '../domain/roster.ts';
import type { StaffMember } from '../domain/staff.ts';
import type { EngineContext } from '../engine/context.ts';
import type { StaffIdentity } from '../ports/staff.ts';
import type { PlatformMember } from '../ports/staff-platform.ts';
import { changeStaff } from './roster.ts';

/**
 * The staff member behind an identity, made one when they are seen for the first time. Their role is what the platform says until an
 * admin sets another: then it is the stricter of the two. Undefined when an admin has removed them.
 */
export async function recognize(
  context: EngineContext,
  identity: StaffIdentity,
  { name, role }: Pick<PlatformMember, 'name' | 'role'>,
): Promise<StaffMember | undefined> {
  const { store, clock } = context;
  const known = await store.read.staff.byIdentity(identity);
  if (known === undefined) {
    const id = firstIdOf(identity);
    return store.transaction(async (tx) => {
      if (await tx.staff.wasRemoved(id)) return undefined;
      await tx.staff.save({ id, name, role }, clock.now(), { roleIsFromPlatform: true });
      await tx.staff.identify(identity, id);
      return { id, name, role };
    });
  }
  if (known.removed === 'removed') return undefined;
  const { member, roleIsFromPlatform, removed } = known;
  if (!roleIsFromPlatform && removed === undefined) return { ...member, role: stricterRole(member.role, role) };
  const current = roleIsFromPlatform ? { id: member.id, name, role } : member;
  const isSame = removed === undefined && member.name === name && member.role === role;
  if (!isSame) {
    await changeStaff(context, member.id, async (tx, tellAssignedTickets) => {
      await tx.staff.reinstate(member.id, clock.now());
      await tx.staff.save(current, clock.now(), { roleIsFromPlatform });
      if (member.name !== current.name) await tellAssignedTickets({ kind: 'staff_renamed', staff: current });
    });
  }
  return { ...current, role: stricterRole(current.role, role) };
}

/**
 * Takes somebody off the staff who may not act at their platform any more, until they may again. Only the last admin stays: somebody has to
 * be able to let people in.
 */
export async function leave(context: EngineContext, identity: StaffIdentity): Promise<void> {
  const known = await context.store.read.staff.byIdentity(identity);
  if (known === undefined || known.removed !== undefined) return;
  const { member } = known;
  await changeStaff(context, member.id, async (tx, tellAssignedTickets) => {
    const admins = (await tx.staff.all()).filter(({ role }) => role === 'admin');
    if (admins.length === 1 && admins[0]?.id === member.id) return;
    await tx.staff.remove(member.id, context.clock.now(), 'left');
    const reason = reasonOfLeaving(member);
    await tellAssignedTickets({ kind: 'unassign', assigneeId: member.id, by: undefined, reason });
  });
}

/** The id of a member who is first seen by this identity. */
function firstIdOf({ platform, account, userKey }: StaffIdentity): string {
  return `${platform}:${account}:${userKey}`;
}

/** The user of a workspace in the id of somebody who has not been seen since identities are kept; undefined where there is none in it. */
export function userKeyIn(staffId: string, { platform, account }: Omit<StaffIdentity, 'userKey'>): string | undefined {
  const prefix = firstIdOf({ platform, account, userKey: '' });
  return staffId.startsWith(prefix) ? staffId.slice(prefix.length) : undefined;
}
