/** What becomes of tickets when their assignees leave or are renamed. The customer notices nothing of either. */

import type { DeskEvent } from '../decision.ts';
import { isActive, type Ticket } from '../ticket.ts';
import { BY_SYSTEM, byStaff, type DecisionBuilder, record, updateTicket } from './decision-builder.ts';
import { watchWaiting } from './escalation.ts';

/** Puts the ticket back into the queue; one that is snoozed until a time comes back then. Does nothing where somebody else holds it. */
export function unassign(decision: DecisionBuilder, event: Extract<DeskEvent, { kind: 'unassign' }>): void {
  const ticket = assignedTo(decision, event.assigneeId);
  if (ticket === undefined) return;
  updateTicket(decision, ticket, {
    assignee: undefined,
    reopened: reopenedOf(ticket),
    reassigned: (ticket.reassigned ?? 0) + 1,
  });
  record(decision, ticket.id, 'unassigned', event.by === undefined ? BY_SYSTEM : byStaff(event.by), event.reason);
  // Nobody would remember one that only the customer brings back.
  if (ticket.status !== 'snoozed' || ticket.snoozedUntil === undefined) wait(decision);
}

/** Waits for somebody to claim it from now on, or for as long as the customer has waited already. */
function wait(decision: DecisionBuilder): void {
  const { ticket } = decision.state;
  if (ticket === undefined) return;
  updateTicket(decision, ticket, { status: 'open', waitingSince: ticket.waitingSince ?? decision.context.now });
  watchWaiting(decision);
}

/** A ticket that only told of a message in doubt would fall back to the bot: people had it, so it stays with them. */
function reopenedOf({ reason, reopened }: Ticket): number {
  return reason === 'delivery_failed' ? Math.max(reopened, 1) : reopened;
}

/** Shows the ticket under its assignee's new name. */
export function renameAssignee(
  decision: DecisionBuilder,
  { staff, formerId = staff.id }: Extract<DeskEvent, { kind: 'staff_renamed' }>,
): void {
  const ticket = assignedTo(decision, formerId);
  if (ticket !== undefined) updateTicket(decision, ticket, { assignee: staff });
}

function assignedTo({ state: { ticket } }: DecisionBuilder, staffId: string): Ticket | undefined {
  return ticket !== undefined && isActive(ticket) && ticket.assignee?.id === staffId ? ticket : undefined;
}
