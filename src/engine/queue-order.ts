import { queueOrderName, queuePosition } from '../domain/queue-order.ts';
import { ACTIVE_STATUSES } from '../domain/ticket.ts';
import type { EngineContext } from './context.ts';

const BATCH_SIZE = 500;

/**
 * Puts the tickets in progress in order by the weights of now, where they are not yet: after the weights were changed, or an update.
 * What an interrupted one has done is done again.
 */
export async function keepQueueOrder({ store, policy }: Pick<EngineContext, 'store' | 'policy'>): Promise<void> {
  const weights = policy.priority;
  const order = queueOrderName(weights);
  if ((await store.read.tickets.queueOrder()) === order) return;
  let before: number | undefined;
  do {
    const page = { limit: BATCH_SIZE, before };
    before = await store.transaction(async (tx) => {
      const { tickets, next } = await tx.tickets.newest({ statuses: ACTIVE_STATUSES }, page);
      for (const { ticket } of tickets) await tx.tickets.save(ticket, queuePosition(ticket, weights));
      return next;
    });
  } while (before !== undefined);
  await store.transaction((tx) => tx.tickets.setQueueOrder(order));
}
