/** What happens when time has passed. A timer that no longer fits the ticket's state does nothing. */

import type { Ticket } from '../ticket.ts';
import type { TimerKind } from '../timer.ts';
import { BY_SYSTEM, type DecisionBuilder, record, updateTicket } from './decision-builder.ts';
import { watchUnclaimed } from './escalation.ts';

export function onTimer(decision: DecisionBuilder, timer: TimerKind): void {
  const { ticket } = decision.state;
  if (ticket === undefined) return;
  const { policy } = decision.context;
  if (timer === 'reminder' && ticket.status === 'open') {
    record(decision, ticket.id, 'reminder', BY_SYSTEM, 'Nobody has claimed this yet');
  }
  if (timer === 'supervisor' && ticket.status === 'open') {
    record(
      decision,
      ticket.id,
      'supervisor_called',
      BY_SYSTEM,
      `Still unclaimed: ${policy.supervisor}, please see to it`,
    );
  }
  if (timer === 'wake_snoozed' && ticket.status === 'snoozed') wake(decision, ticket);
  if (timer === 'close_resolved' && ticket.status === 'resolved') {
    updateTicket(decision, ticket, { status: 'closed' });
    record(decision, ticket.id, 'closed', BY_SYSTEM, 'Resolved, and the customer did not write again');
  }
}

function wake(decision: DecisionBuilder, ticket: Ticket): void {
  const status = ticket.assignee === undefined ? 'open' : 'claimed';
  updateTicket(decision, ticket, { status, snoozedUntil: undefined, waitingSince: decision.context.now });
  record(decision, ticket.id, 'woken', BY_SYSTEM, 'The time it was snoozed for is over');
  if (status === 'open') watchUnclaimed(decision);
}
