/** Whether the customer can be written to at all: staff are told on the ticket. */

import type { DeskEvent } from '../decision.ts';
import { isActive } from '../ticket.ts';
import { byCustomer, type Draft, record, update } from './draft.ts';

/** The platform says that the customer can no longer be written to, or can again. */
export function noteReachability(draft: Draft, event: Extract<DeskEvent, { kind: 'reachability' }>): void {
  if (event.reachable) return noteReached(draft);
  if (draft.state.unreachable !== undefined) return;
  update(draft, { unreachable: event.detail });
  recordOnTicket(draft, 'customer_unreachable', event.detail);
}

/** Whoever writes can be written to. */
export function noteReached(draft: Draft): void {
  if (draft.state.unreachable === undefined) return;
  update(draft, { unreachable: undefined });
  recordOnTicket(draft, 'customer_reachable', 'The customer can be written to again');
}

function recordOnTicket(draft: Draft, kind: 'customer_unreachable' | 'customer_reachable', detail: string): void {
  const { ticket } = draft.state;
  if (ticket !== undefined && isActive(ticket)) record(draft, ticket.id, kind, byCustomer(draft), detail);
}
