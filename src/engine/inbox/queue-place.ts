/** Where a customer stands in the queue, as they are told. */

import type { BoundedCount } from '../../domain/bounded-count.ts';
import type { Decision } from '../../domain/decision.ts';
import { NOT_NUMBERED, queuePlace } from '../../domain/queue-order.ts';
import type { Ticket } from '../../domain/ticket.ts';
import type { EngineContext } from '../context.ts';

/** A place further behind is said to be behind more than these. */
const MAX_AHEAD = 1_000;

/** How many tickets are before this one, as it is now; undefined where it is not in the queue. */
export async function countAhead(
  { store, policy, clock }: EngineContext,
  ticket: Ticket,
  number = NOT_NUMBERED,
): Promise<BoundedCount | undefined> {
  if (ticket.status !== 'open') return undefined;
  const moment = { weights: policy.priority, now: clock.now() };
  const place = queuePlace(ticket, number, moment.weights, moment.now);
  return store.read.tickets.countAhead({ ...place, id: ticket.id }, moment, MAX_AHEAD);
}

/** How many are before the ticket that a decision puts into the queue; undefined where it puts none there, and where customers are not told. */
export async function countAheadOfQueued(
  context: EngineContext,
  { state: { ticket }, effects }: Decision,
): Promise<BoundedCount | undefined> {
  if (ticket === undefined || !context.policy.tellsPlace) return undefined;
  const isQueued = effects.some(
    (effect) => effect.kind === 'ticket_event' && (effect.event.kind === 'opened' || effect.event.kind === 'reopened'),
  );
  return isQueued ? countAhead(context, ticket) : undefined;
}
