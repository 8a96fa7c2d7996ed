/** Whose turn it is on a ticket, and for what it waits, as its events tell. */

import type { TicketEvent, TicketEventKind } from '../ticket.ts';

/** `with_staff`: it is for staff to do something. The other three are why the clock stands still. */
export type Phase = 'with_staff' | 'waiting_for_customer' | 'snoozed' | 'resolved';

export type ClockEvent = Pick<TicketEvent, 'kind' | 'at'>;

/** The phase that follows an event. Once a ticket is resolved nothing but opening it again makes it anybody's turn. */
export function phaseAfter(phase: Phase, kind: TicketEventKind): Phase {
  if (phase === 'resolved') return kind === 'reopened' ? 'with_staff' : phase;
  switch (kind) {
    case 'replied':
      return 'waiting_for_customer';
    case 'customer_wrote':
      return 'with_staff';
    case 'snoozed':
      return 'snoozed';
    case 'woken':
    case 'claimed':
    case 'taken_over':
    case 'transferred':
      return phase === 'snoozed' ? 'with_staff' : phase;
    case 'unassigned':
      return phase === 'waiting_for_customer' ? 'with_staff' : phase;
    case 'resolved':
    case 'closed':
    case 'handed_back':
      return 'resolved';
    default:
      return phase;
  }
}
