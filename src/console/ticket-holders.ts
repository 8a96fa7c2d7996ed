import type { Store } from '../store/store.ts';
import type { Holder } from './pages/staff.tsx';

/** As many as there are. */
const ALL_TICKETS = Number.MAX_SAFE_INTEGER;

/** How many tickets in progress a staff member holds. */
export async function countHeldTickets(store: Store, staffId: string): Promise<number> {
  return (await findHolders(store)).find(({ id }) => id === staffId)?.tickets ?? 0;
}

/** Those who hold tickets and do not sign in to the console, as they work at another staff desk; by name. */
export async function findOtherHolders(store: Store): Promise<Holder[]> {
  const { staff } = store.read;
  const others = [];
  for (const holder of await findHolders(store)) {
    const isOwn = (await staff.get(holder.id)) !== undefined || (await staff.wasRemoved(holder.id));
    if (!isOwn) others.push(holder);
  }
  return others.sort((a, b) => a.name.localeCompare(b.name, 'en'));
}

async function findHolders(store: Store): Promise<Holder[]> {
  const holders = new Map<string, Holder>();
  for (const { ticket } of await store.read.tickets.active(ALL_TICKETS)) {
    if (ticket.assignee === undefined) continue;
    const { id, name } = ticket.assignee;
    holders.set(id, { id, name, tickets: (holders.get(id)?.tickets ?? 0) + 1 });
  }
  return [...holders.values()];
}
