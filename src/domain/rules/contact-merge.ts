/** Joining a customer's history in two channels, by a code typed in both. */

import { channelName } from '../channel-name.ts';
import type { DeskEvent, MergeCustomer } from '../decision.ts';
import { isActive } from '../ticket.ts';
import { announce, byCustomer, type DecisionBuilder, record } from './decision-builder.ts';

type LinkCommand = Extract<DeskEvent, { kind: 'command' }>;

/**
 * Gives out a code; takes it where it is typed in another channel, naming there whose it is; and joins the two once it is
 * typed where it was given out as well, so that neither side alone can do it.
 */
export function takeLinkCommand(decision: DecisionBuilder, { messageId, argument, facts }: LinkCommand): void {
  const reply = { inReplyTo: [messageId] };
  const { newCode, codeMinutes, typedCode } = facts;
  if (argument === '') {
    decision.effects.push({ kind: 'give_code', code: newCode, minutes: codeMinutes });
    return void announce(decision, 'link_code', { code: newCode, minutes: String(codeMinutes) }, reply);
  }
  if (typedCode === undefined) return void announce(decision, 'link_wrong', {}, reply);
  const { code, owner, other } = typedCode;
  if (owner.customerId !== decision.state.customer.id) {
    decision.effects.push({ kind: 'take_code', code });
    return void announce(decision, 'link_typed', { ...nameOf(decision, owner), code }, reply);
  }
  if (other === undefined) return void announce(decision, 'link_not_yet', {}, reply);
  decision.effects.push({ kind: 'join_customers', code: typedCode });
  noteContactMerged(decision, other);
}

/** Tells a customer, and the people in charge, that the history is joined with another one. */
export function noteContactMerged(decision: DecisionBuilder, other: { name: string; channel: string }): void {
  const { ticket } = decision.state;
  announce(decision, 'linked', nameOf(decision, other));
  if (ticket === undefined || !isActive(ticket)) return;
  const detail = `Joined with ${other.name} on ${channelName(other.channel, 'en')}`;
  record(decision, ticket.id, 'contacts_merged', byCustomer(decision), detail);
}

function nameOf(
  decision: DecisionBuilder,
  { name, channel }: Pick<MergeCustomer, 'name' | 'channel'>,
): Record<string, string> {
  return { name, channel: channelName(channel, decision.state.locale) };
}
