import type { Store } from '../ports/store.ts';
import type { AssigneeCount } from '../ports/tickets.ts';

/** How many tickets in progress a staff member holds. */
export async function countAssignedTickets(store: Store, staffId: string): Promise<number> {
  return (await store.read.tickets.assignees()).find(({ id }) => id === staffId)?.tickets ?? 0;
}

/** Those who hold tickets and do not sign in to the console, as they work at another staff platform; by name. */
export async function findOtherAssignees({ read }: Store): Promise<AssigneeCount[]> {
  const others = [];
  for (const assignee of await read.tickets.assignees()) {
    const isOwn = (await read.staff.get(assignee.id)) !== undefined || (await read.staff.wasRemoved(assignee.id));
    if (!isOwn) others.push(assignee);
  }
  return others.sort((a, b) => a.name.localeCompare(b.name, 'en'));
}
