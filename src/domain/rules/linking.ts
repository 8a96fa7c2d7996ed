/** Joining a customer's history in two channels, by a code typed in both. */

import { channelName } from '../channel-name.ts';
import type { DeskEvent, LinkedCustomer } from '../decision.ts';
import { isActive } from '../ticket.ts';
import { announce, byCustomer, type Draft, record } from './draft.ts';

type LinkRequest = Extract<DeskEvent, { kind: 'request' }>;

/**
 * Gives out a code; takes it where it is typed in another channel, naming there whose it is; and joins the two once it is
 * typed where it was given out as well, so that neither side alone can do it.
 */
export function takeLinkRequest(draft: Draft, { messageId, argument, facts }: LinkRequest): void {
  const reply = { inReplyTo: [messageId] };
  const { newCode, codeMinutes, typedCode } = facts;
  if (argument === '') {
    draft.effects.push({ kind: 'give_code', code: newCode, minutes: codeMinutes });
    return void announce(draft, 'link_code', { code: newCode, minutes: String(codeMinutes) }, reply);
  }
  if (typedCode === undefined) return void announce(draft, 'link_wrong', {}, reply);
  const { code, owner, other } = typedCode;
  if (owner.customerId !== draft.state.customer.id) {
    draft.effects.push({ kind: 'take_code', code });
    return void announce(draft, 'link_typed', { ...nameOf(draft, owner), code }, reply);
  }
  if (other === undefined) return void announce(draft, 'link_not_yet', {}, reply);
  draft.effects.push({ kind: 'join_customers', code: typedCode });
  noteLinked(draft, other);
}

/** Tells a customer, and the people in charge, that the history is joined with another one. */
export function noteLinked(draft: Draft, other: { name: string; channel: string }): void {
  const { ticket } = draft.state;
  announce(draft, 'linked', nameOf(draft, other));
  if (ticket === undefined || !isActive(ticket)) return;
  const detail = `Joined with ${other.name} on ${channelName(other.channel, 'en')}`;
  record(draft, ticket.id, 'customer_linked', byCustomer(draft), detail);
}

function nameOf(draft: Draft, { name, channel }: Pick<LinkedCustomer, 'name' | 'channel'>): Record<string, string> {
  return { name, channel: channelName(channel, draft.state.locale) };
}
