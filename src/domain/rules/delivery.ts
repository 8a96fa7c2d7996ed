/** When a message may not have reached the customer, people are told. */

import type { DeskEvent } from '../decision.ts';
import { isActive } from '../ticket.ts';
import { BY_SYSTEM, type DecisionBuilder, record } from './decision-builder.ts';
import { escalate } from './escalation.ts';

/**
 * Puts the failure on the ticket in progress; where there is none, opens one, silently, as the customer may not be reachable. An
 * agent's own message shows its failure itself wherever staff see it, so that the ticket need not say it again.
 */
export function noteDeliveryFailure(
  decision: DecisionBuilder,
  event: Extract<DeskEvent, { kind: 'delivery_failed' }>,
): void {
  const { author, detail } = event;
  const isTold = isActive(decision.state.ticket) && author === 'agent';
  if (isTold) return;
  if (!isActive(decision.state.ticket)) {
    escalate(decision, 'delivery_failed', { text: detail, messageIds: [], understanding: undefined });
  }
  const concerned = decision.state.ticket;
  if (concerned !== undefined) record(decision, concerned.id, 'delivery_failed', BY_SYSTEM, detail);
}
