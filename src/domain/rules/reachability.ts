/** Whether the customer can be written to at all: staff are told on the ticket. */

import type { DeskEvent } from '../decision.ts';
import { isActive } from '../ticket.ts';
import { byCustomer, type DecisionBuilder, record, update } from './decision-builder.ts';

/** The platform says that the customer can no longer be written to, or can again. */
export function noteReachability(decision: DecisionBuilder, event: Extract<DeskEvent, { kind: 'reachability' }>): void {
  if (event.reachable) return noteReached(decision);
  if (decision.state.unreachable !== undefined) return;
  update(decision, { unreachable: event.detail });
  recordOnTicket(decision, 'customer_unreachable', event.detail);
}

/** Whoever writes can be written to. */
export function noteReached(decision: DecisionBuilder): void {
  if (decision.state.unreachable === undefined) return;
  update(decision, { unreachable: undefined });
  recordOnTicket(decision, 'customer_reachable', 'The customer can be written to again');
}

function recordOnTicket(
  decision: DecisionBuilder,
  kind: 'customer_unreachable' | 'customer_reachable',
  detail: string,
): void {
  const { ticket } = decision.state;
  if (ticket !== undefined && isActive(ticket)) record(decision, ticket.id, kind, byCustomer(decision), detail);
}
