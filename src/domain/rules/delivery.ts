/** When a message may not have reached the customer, people are told. */

import type { DeskEvent } from '../decision.ts';
import type { Ruling } from '../decision-record.ts';
import { isActive } from '../ticket.ts';
import { BY_SYSTEM, type DecisionBuilder, record } from './decision-builder.ts';
import { escalate } from './escalation.ts';
import { stopWatchingQuiet } from './quiet-customers.ts';

/**
 * Puts the failure on the ticket in progress; where there is none, opens one, silently, as the customer may not be reachable. An
 * agent's own message shows its failure itself wherever staff see it, so that the ticket need not say it again.
 */
export function noteDeliveryFailure(
  decision: DecisionBuilder,
  event: Extract<DeskEvent, { kind: 'delivery_failed' }>,
): Ruling | undefined {
  const { author, detail } = event;
  const isOpen = isActive(decision.state.ticket);
  // Who may not have been told anything is not to be taken for quiet.
  stopWatchingQuiet(decision);
  if (isOpen && author === 'agent') return undefined;
  // The desk's own courtesies are no matter for people.
  if (!isOpen && author === 'system') return undefined;
  const cause = { text: detail, messageIds: [], understanding: undefined };
  const taken = isOpen ? undefined : escalate(decision, 'delivery_failed', cause);
  const concerned = decision.state.ticket;
  if (concerned !== undefined) record(decision, concerned.id, 'delivery_failed', BY_SYSTEM, detail);
  return taken && { rule: 'delivery_failed', ...taken };
}
