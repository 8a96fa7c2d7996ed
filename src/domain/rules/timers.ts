/** What happens when time has passed. A timer that no longer fits the ticket's state does nothing. */

import type { Ticket } from '../ticket.ts';
import type { TimerKind } from '../timer.ts';
import { BY_SYSTEM, type Draft, record, updateTicket } from './draft.ts';
import { watchUnclaimed } from './escalation.ts';

export function onTimer(draft: Draft, timer: TimerKind): void {
  const { ticket } = draft.state;
  if (ticket === undefined) return;
  const { policy } = draft.context;
  if (timer === 'reminder' && ticket.status === 'open') {
    record(draft, ticket.id, 'reminder', BY_SYSTEM, 'Nobody has claimed this yet');
  }
  if (timer === 'supervisor' && ticket.status === 'open') {
    record(draft, ticket.id, 'supervisor_called', BY_SYSTEM, `Still unclaimed: ${policy.supervisor}, please see to it`);
  }
  if (timer === 'wake_snoozed' && ticket.status === 'snoozed') wake(draft, ticket);
  if (timer === 'close_resolved' && ticket.status === 'resolved') {
    updateTicket(draft, ticket, { status: 'closed' });
    record(draft, ticket.id, 'closed', BY_SYSTEM, 'Resolved, and the customer did not write again');
  }
}

function wake(draft: Draft, ticket: Ticket): void {
  const status = ticket.assignee === undefined ? 'open' : 'claimed';
  updateTicket(draft, ticket, { status, snoozedUntil: undefined, waitingSince: draft.context.now });
  record(draft, ticket.id, 'woken', BY_SYSTEM, 'The time it was snoozed for is over');
  if (status === 'open') watchUnclaimed(draft);
}
