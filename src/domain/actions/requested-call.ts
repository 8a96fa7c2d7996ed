/** A call that is to be performed once: what is kept of it between the request and its end. */

import type { StaffMember } from '../staff.ts';
import type { Action } from './action.ts';

export interface RequestedCall {
  /** Unique; every attempt is sent under it, so that the other side can tell one request from two. */
  id: string;
  /** As it was when it was agreed to. It names secrets and holds none. */
  action: Action;
  inputs: Record<string, string>;
  for: CustomersCall | StaffCall;
}

/** A customer agreed to it. */
export interface CustomersCall {
  kind: 'customer';
  intent: string;
  slots: Record<string, string>;
  question: string;
  messageIds: string[];
  confidence: number;
}

/** A staff member asked for it. */
export interface StaffCall {
  kind: 'staff';
  staff: StaffMember;
  ticketId: string;
}
