import { policyOf, type TicketPolicy } from '../sla/service-levels.ts';
import type { DecisionBuilder } from './decision-builder.ts';

/** The policy that the conversation's ticket falls under; undefined where nothing is promised, or there is no ticket. */
export function promised({ state: { ticket }, context }: DecisionBuilder): TicketPolicy | undefined {
  const { serviceLevels, policy } = context;
  return serviceLevels && ticket && policyOf(serviceLevels, ticket, policy.priority);
}
