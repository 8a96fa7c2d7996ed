import type { StaffCommand } from '../../domain/staff.ts';

/** Where the form of a command on a ticket is sent. */
export function commandAction(ticketNumber: number, kind: StaffCommand['kind']): string {
  return `/console/tickets/${ticketNumber}/commands/${kind}`;
}
