/** When a message may not have reached the customer, people are told. */

import { isActive } from '../ticket.ts';
import { BY_SYSTEM, type Draft, record } from './draft.ts';
import { escalate } from './escalation.ts';

/** Puts the trouble on the ticket in progress; where there is none, opens one, silently, as the customer may not be reachable. */
export function noteDeliveryTrouble(draft: Draft, detail: string): void {
  const { ticket } = draft.state;
  if (!isActive(ticket))
    escalate(draft, 'delivery_trouble', { text: detail, messageIds: [], understanding: undefined });
  const concerned = draft.state.ticket;
  if (concerned !== undefined) record(draft, concerned.id, 'delivery_trouble', BY_SYSTEM, detail);
}
