/** What happens when time has passed. A timer that no longer fits the ticket's state does nothing. */

import type { Ruling } from '../decision-record.ts';
import { waitingWords } from '../staff-wording.ts';
import type { Ticket } from '../ticket.ts';
import type { TimerKind } from '../timer.ts';
import { BY_SYSTEM, type DecisionBuilder, record, updateTicket } from './decision-builder.ts';
import { markCalled, watchWaiting } from './escalation.ts';
import { takeFollowUp } from './follow-ups.ts';
import { promised } from './promised.ts';
import { takeQuiet } from './quiet-customers.ts';

export function onTimer(decision: DecisionBuilder, timer: TimerKind): Ruling | undefined {
  if (timer === 'follow_up') return takeFollowUp(decision);
  onTicketTimer(decision, timer);
  return undefined;
}

function onTicketTimer(decision: DecisionBuilder, timer: TimerKind): void {
  const { ticket } = decision.state;
  if (ticket === undefined) return;
  const { policy } = decision.context;
  const isWatched = isWaitedOn(ticket) && promised(decision) === undefined;
  if (timer === 'reminder' && isWatched) {
    markCalled(decision, 'staff');
    record(decision, ticket.id, 'reminder', BY_SYSTEM, waitingWords(ticket));
  }
  if (timer === 'supervisor' && isWatched) {
    markCalled(decision, 'supervisor');
    const detail = `${waitingWords(ticket)}: ${policy.supervisor}, please see to it`;
    record(decision, ticket.id, 'supervisor_called', BY_SYSTEM, detail);
  }
  if (timer === 'wake_snoozed' && ticket.snoozedUntil !== undefined) wake(decision, ticket);
  if (timer === 'quiet_customer') takeQuiet(decision, ticket);
  if (timer === 'close_resolved' && ticket.status === 'resolved') {
    updateTicket(decision, ticket, { status: 'closed' });
    record(decision, ticket.id, 'closed', BY_SYSTEM, 'Resolved, and the customer did not write again');
  }
}

/** Whether the customer waits for people, be it for anybody or for the assignee. */
function isWaitedOn({ status, waitingSince }: Ticket): boolean {
  return status === 'open' || (status === 'claimed' && waitingSince !== undefined);
}

function wake(decision: DecisionBuilder, ticket: Ticket): void {
  const status = ticket.assignee === undefined ? 'open' : 'claimed';
  updateTicket(decision, ticket, { status, snoozedUntil: undefined, waitingSince: decision.context.now });
  record(decision, ticket.id, 'woken', BY_SYSTEM, 'The time it was snoozed for is over');
  watchWaiting(decision);
}
