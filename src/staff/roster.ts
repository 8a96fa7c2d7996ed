/** The staff of the console: who is on it, and what follows for tickets and open pages when that changes. */

import { randomUUID } from 'node:crypto';
import { cleanName, nameProblem, reasonOfRemoval, refuseChange } from '../domain/roster.ts';
import type { CommandOutcome, StaffMember, StaffRole } from '../domain/staff.ts';
import { conversationJob, type EngineContext } from '../engine/context.ts';
import { toStaffRow } from '../engine/inbox/staff-commands.ts';
import { QUEUE_TOPIC, staffTopic } from '../engine/topics.ts';
import type { InboxBody, StoreTransaction } from '../ports/store.ts';

/**
 * Changes the staff on behalf of `by`, who must still be an admin when it is done. A change and what it means for tickets
 * commit together, so that it is whole whenever the process ends.
 */
export interface Roster {
  /** Adds a member; adding the same one again changes nothing. */
  add(member: StaffMember, by: StaffMember): Promise<CommandOutcome>;
  /** Renames a member or gives them another role; both hold at once, on pages that are open as well. */
  change(id: string, to: { name: string; role: StaffRole }, by: StaffMember): Promise<CommandOutcome>;
  /** Takes a member off the staff: signed out everywhere at once, and their tickets back in the queue. */
  remove(id: string, by: StaffMember): Promise<CommandOutcome>;
  /** Has one member be the same person as another: what they hold, their scores and identities are the other's from now on. */
  merge(fromId: string, intoId: string, by: StaffMember): Promise<CommandOutcome>;
  /** Puts all tickets of somebody who works at another staff platform back into the queue. */
  unassignAll(assignee: Pick<StaffMember, 'id' | 'name'>, by: StaffMember): Promise<CommandOutcome>;
}

export function createRoster(context: EngineContext): Roster {
  const { clock } = context;
  return {
    add: ({ id, role, name: given }, by) =>
      changeStaff(context, id, async (tx) => {
        const name = cleanName(given);
        const known = await tx.staff.get(id);
        const refusal = refuseChange(await tx.staff.get(by.id), known ?? { id, role, name }, 'name');
        if (refusal !== undefined) return refusal;
        if (known !== undefined) return accepted(`${known.name} is on the staff.`);
        if (await tx.staff.wasRemoved(id)) return invalid('Whoever was invited with this form has been removed since.');
        const problem = nameProblem(name, await tx.staff.all());
        if (problem !== undefined) return invalid(problem);
        await tx.staff.save({ id, name, role }, clock.now());
        return accepted(`${name} is on the staff.`);
      }),
    change: (id, to, by) =>
      changeStaff(context, id, async (tx, tellAssignedTickets) => {
        const staff = { id, name: cleanName(to.name), role: to.role };
        const member = await tx.staff.get(id);
        const refusal = refuseChange(await tx.staff.get(by.id), member, member?.role === to.role ? 'name' : 'role');
        if (refusal !== undefined) return refusal;
        const others = (await tx.staff.all()).filter((other) => other.id !== id);
        const problem = member?.name === staff.name ? undefined : nameProblem(staff.name, others);
        if (problem !== undefined) return invalid(problem);
        await tx.staff.save(staff, clock.now());
        if (member?.name !== staff.name) await tellAssignedTickets({ kind: 'staff_renamed', staff });
        return accepted(`Saved: ${staff.name}, ${staff.role}.`);
      }),
    remove: (id, by) =>
      changeStaff(context, id, async (tx, tellAssignedTickets) => {
        const member = await tx.staff.get(id);
        const refusal = refuseChange(await tx.staff.get(by.id), member, 'removal');
        if (refusal !== undefined || member === undefined) return refusal ?? invalid('There is nobody to remove.');
        await tx.staff.remove(id, clock.now());
        const freed = await tellAssignedTickets({
          kind: 'unassign',
          assigneeId: id,
          by,
          reason: reasonOfRemoval(member),
        });
        return accepted(`${member.name} is removed and signed out. ${describeFreed(freed)}`);
      }),
    merge: (fromId, intoId, by) => mergeStaff(context, fromId, intoId, by),
    unassignAll: ({ id, name }, by) =>
      changeStaff(context, id, async (tx, tellAssignedTickets) => {
        const refusal = refuseChange(await tx.staff.get(by.id), by, 'name');
        if (refusal !== undefined) return refusal;
        const freed = await tellAssignedTickets({
          kind: 'unassign',
          assigneeId: id,
          by,
          reason: `It was assigned to ${name}`,
        });
        return accepted(describeFreed(freed));
      }),
  };
}

/** Members merge themselves, as whoever signs in as one while being the other; an admin anybody. */
function mergeStaff(context: EngineContext, fromId: string, intoId: string, by: StaffMember): Promise<CommandOutcome> {
  return changeStaff(context, fromId, async (tx, tellAssignedTickets) => {
    const [from, into] = [await tx.staff.get(fromId), await tx.staff.get(intoId)];
    const isOwn = by.id === fromId || by.id === intoId;
    const refusal = isOwn ? undefined : refuseChange(await tx.staff.get(by.id), from, 'name');
    if (refusal !== undefined) return refusal;
    if (from === undefined || into === undefined || fromId === intoId) return invalid('There are no two to join.');
    const admins = (await tx.staff.all()).filter(({ role, id }) => role === 'admin' && id !== fromId);
    if (from.role === 'admin' && admins.length === 0) {
      return invalid(`${from.name} is the only admin: make ${into.name} one first.`);
    }
    await tx.staff.merge(fromId, intoId);
    await tx.staff.remove(fromId, context.clock.now());
    await tellAssignedTickets({ kind: 'staff_renamed', staff: into, formerId: fromId });
    return accepted(`${from.name} and ${into.name} are one person now: ${into.name}.`);
  });
}

/** Puts news into the inbox of each conversation whose ticket the member holds; resolves to how many there are. */
type TellAssignedTickets = (news: InboxBody) => Promise<number>;

/** Commits a change of one member, then has what follows from it done and open pages look again whose they are. */
export async function changeStaff<Outcome>(
  { store, clock, jobs, pubsub }: EngineContext,
  staffId: string,
  work: (tx: StoreTransaction, tellAssignedTickets: TellAssignedTickets) => Promise<Outcome>,
): Promise<Outcome> {
  const told: string[] = [];
  const outcome = await store.transaction((tx) =>
    work(tx, async (news) => {
      for (const { ticket } of await tx.tickets.assignedTo(staffId)) {
        await tx.inbox.add(toStaffRow(ticket.conversationId, randomUUID(), news, clock.now()));
        told.push(ticket.conversationId);
      }
      return told.length;
    }),
  );
  for (const topic of [staffTopic(staffId), QUEUE_TOPIC]) pubsub.publish(topic, { kind: 'changed' });
  for (const conversationId of told) await jobs.wake(conversationJob(conversationId));
  return outcome;
}

function describeFreed(tickets: number): string {
  if (tickets === 0) return 'No tickets were assigned to them.';
  return tickets === 1 ? 'Their ticket is back in the queue.' : `Their ${tickets} tickets are back in the queue.`;
}

function accepted(message: string): CommandOutcome {
  return { ok: true, message };
}

function invalid(message: string): CommandOutcome {
  return { ok: false, code: 'invalid', message };
}
