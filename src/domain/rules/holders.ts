/** What becomes of tickets when their holders leave or are renamed. The customer notices nothing of either. */

import type { DeskEvent } from '../decision.ts';
import { isActive, type Ticket } from '../ticket.ts';
import { BY_SYSTEM, byStaff, type Draft, record, updateTicket } from './draft.ts';
import { watchUnclaimed } from './escalation.ts';

/** Puts the ticket back into the queue; one that is snoozed comes back at its time. Does nothing where somebody else holds it. */
export function unassign(draft: Draft, event: Extract<DeskEvent, { kind: 'unassign' }>): void {
  const ticket = heldBy(draft, event.holderId);
  if (ticket === undefined) return;
  updateTicket(draft, ticket, { assignee: undefined, reopened: reopenedOf(ticket) });
  record(draft, ticket.id, 'unassigned', event.by === undefined ? BY_SYSTEM : byStaff(event.by), event.reason);
  if (ticket.status !== 'snoozed') wait(draft);
}

/** Waits for somebody to claim it from now on, or for as long as the customer has waited already. */
function wait(draft: Draft): void {
  const { ticket } = draft.state;
  if (ticket === undefined) return;
  updateTicket(draft, ticket, { status: 'open', waitingSince: ticket.waitingSince ?? draft.context.now });
  watchUnclaimed(draft);
}

/** A ticket that only told of a message in doubt would fall back to the bot: people had it, so it stays with them. */
function reopenedOf({ reason, reopened }: Ticket): number {
  return reason === 'delivery_trouble' ? Math.max(reopened, 1) : reopened;
}

/** Shows the ticket under its holder's new name. */
export function renameHolder(draft: Draft, { staff }: Extract<DeskEvent, { kind: 'staff_renamed' }>): void {
  const ticket = heldBy(draft, staff.id);
  if (ticket !== undefined) updateTicket(draft, ticket, { assignee: staff });
}

function heldBy({ state: { ticket } }: Draft, staffId: string): Ticket | undefined {
  return ticket !== undefined && isActive(ticket) && ticket.assignee?.id === staffId ? ticket : undefined;
}
