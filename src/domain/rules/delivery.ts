/** When a message may not have reached the customer, people are told. */

import type { DeskEvent } from '../decision.ts';
import { isActive } from '../ticket.ts';
import { BY_SYSTEM, type Draft, record } from './draft.ts';
import { escalate } from './escalation.ts';

/**
 * Puts the trouble on the ticket in progress; where there is none, opens one, silently, as the customer may not be reachable. An
 * agent's own message shows its trouble itself wherever staff see it, so that the ticket need not say it again.
 */
export function noteDeliveryTrouble(draft: Draft, event: Extract<DeskEvent, { kind: 'delivery_trouble' }>): void {
  const { author, detail } = event;
  const isTold = isActive(draft.state.ticket) && author === 'agent';
  if (isTold) return;
  if (!isActive(draft.state.ticket)) {
    escalate(draft, 'delivery_trouble', { text: detail, messageIds: [], understanding: undefined });
  }
  const concerned = draft.state.ticket;
  if (concerned !== undefined) record(draft, concerned.id, 'delivery_trouble', BY_SYSTEM, detail);
}
