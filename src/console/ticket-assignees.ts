import type { Store } from '../ports/store.ts';
import type { AssigneeCount } from './pages/staff.tsx';

/** As many as there are. */
const ALL_TICKETS = Number.MAX_SAFE_INTEGER;

/** How many tickets in progress a staff member holds. */
export async function countAssignedTickets(store: Store, staffId: string): Promise<number> {
  return (await findAssignees(store)).find(({ id }) => id === staffId)?.tickets ?? 0;
}

/** Those who hold tickets and do not sign in to the console, as they work at another staff platform; by name. */
export async function findOtherAssignees(store: Store): Promise<AssigneeCount[]> {
  const { staff } = store.read;
  const others = [];
  for (const assignee of await findAssignees(store)) {
    const isOwn = (await staff.get(assignee.id)) !== undefined || (await staff.wasRemoved(assignee.id));
    if (!isOwn) others.push(assignee);
  }
  return others.sort((a, b) => a.name.localeCompare(b.name, 'en'));
}

async function findAssignees(store: Store): Promise<AssigneeCount[]> {
  const assignees = new Map<string, AssigneeCount>();
  for (const { ticket } of await store.read.tickets.active(ALL_TICKETS)) {
    if (ticket.assignee === undefined) continue;
    const { id, name } = ticket.assignee;
    assignees.set(id, { id, name, tickets: (assignees.get(id)?.tickets ?? 0) + 1 });
  }
  return [...assignees.values()];
}
