import type { StaffCommand, StaffMember } from '../domain/staff.ts';
import { isActive, type Ticket } from '../domain/ticket.ts';

/**
 * Which commands to offer a staff member on a ticket, so that nobody is shown a button that is sure to be refused. The desk
 * decides; this only spares a press.
 */
export function offeredActions(ticket: Ticket, staff: StaffMember): ReadonlySet<StaffCommand['kind']> {
  const mine = ticket.assignee?.id === staff.id;
  const mayManage = mine || ticket.assignee === undefined || staff.role !== 'agent';
  if (!isActive(ticket))
    return new Set(
      ticket.status === 'resolved' ? ['note', 'set_tags', 'reopen', 'close'] : ['note', 'set_tags', 'reopen'],
    );
  const actions: StaffCommand['kind'][] = ['note', 'set_importance', 'set_tags'];
  if (!mine && mayManage) actions.push('claim');
  if (mine) actions.push('reply');
  if (mayManage) actions.push('transfer', 'hand_back', 'snooze', 'resolve', 'close');
  return new Set(actions);
}
