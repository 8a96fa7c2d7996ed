import type { StaffCommand, StaffMember } from '../domain/staff.ts';
import { isActive, type Ticket } from '../domain/ticket.ts';

/**
 * Which commands to offer a staff member on a ticket, so that nobody is shown a button that is sure to be refused. The desk
 * decides; this only spares a press.
 */
export function offeredActions(ticket: Ticket, staff: StaffMember): ReadonlySet<StaffCommand['kind']> {
  const mine = ticket.assignee?.id === staff.id;
  const mayManage = mine || ticket.assignee === undefined || staff.role !== 'agent';
  const actions: StaffCommand['kind'][] = ['note', 'set_tags'];
  if (mayManage) actions.push('unmerge');
  if (!isActive(ticket)) {
    actions.push('reopen');
    if (ticket.status === 'resolved') actions.push('close');
    return new Set(actions);
  }
  actions.push('set_importance');
  if (!mine && mayManage) actions.push('claim');
  actions.push('run_action');
  if (mine) actions.push('reply');
  if (mayManage) actions.push('transfer', 'hand_back', 'snooze', 'resolve', 'close');
  return new Set(actions);
}
