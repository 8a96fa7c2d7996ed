/**
 * Joining a customer's history in two channels, and parting them. A code is given to its owner and typed elsewhere by its taker;
 * each is told who the other is and agrees, the taker first, before the two are joined.
 */

import { channelName } from '../channel-name.ts';
import { toCommandText } from '../customer-commands.ts';
import type { DeskEvent, MergeCode, MergeCustomer, MergedCustomer, MergeNews, MergeObstacle } from '../decision.ts';
import type { Choice } from '../message.ts';
import { type PhraseKey, phrasesIn } from '../phrases.ts';
import { MINUTE_MS } from '../policy.ts';
import { nameInChannel } from '../staff-wording.ts';
import { isActive, type TicketEvent } from '../ticket.ts';
import { announce, byCustomer, type DecisionBuilder, newId, phraseOf, record } from './decision-builder.ts';

type MergeCommand = Extract<DeskEvent, { kind: 'command' }>;

const OBSTACLE_PHRASES: Record<MergeObstacle, PhraseKey> = {
  joined_already: 'link_joined_already',
  too_many: 'link_too_many',
};

/** `/link`: without a code it gives one out; with one it is typed by its taker, or agreed to by its taker or its owner. */
export function takeLinkCommand(decision: DecisionBuilder, event: MergeCommand): void {
  const { typedCode } = event.facts;
  const { id: customerId } = decision.state.customer;
  if (!event.isPrivate) return answer(decision, event, 'link_private', { command: 'link' });
  if (event.argument === '') return giveCode(decision, event);
  if (typedCode?.owner.customerId === customerId) return agreeAsOwner(decision, event, typedCode);
  if (typedCode?.taker?.customerId === customerId) return agreeAsTaker(decision, event, typedCode);
  typeCode(decision, event);
}

/** `/unlink`: takes the customer's merges back; with a code it calls off the merge that is under way. */
export function takeUnlinkCommand(decision: DecisionBuilder, event: MergeCommand): void {
  if (!event.isPrivate) return answer(decision, event, 'link_private', { command: 'unlink' });
  if (event.argument !== '') return callOff(decision, event);
  const { mergedWith } = event.facts;
  if (mergedWith.length === 0) return answer(decision, event, 'unlink_none');
  const { id } = decision.state;
  const others = mergedWith.map((other) => ({ ...other, agreedIn: id }));
  unmergeContacts(decision, others, byCustomer(decision));
}

/**
 * Takes the customer's merges with these back. Both sides are told where they agreed to it, which is in private, as this
 * conversation may not be; the people in charge of it are told here as well.
 */
export function unmergeContacts(decision: DecisionBuilder, others: MergedCustomer[], by: TicketEvent['by']): void {
  const { id } = decision.state;
  const otherIds = others.map(({ customerId }) => customerId);
  decision.effects.push({ kind: 'unmerge_contacts', otherIds });
  for (const { conversationId } of others) {
    tell(decision, conversationId, { kind: 'contacts_unmerged', others: [self(decision)], by });
  }
  const agreedIn = new Set(others.map((other) => other.agreedIn || id));
  const named = others.map(({ name, channel }) => ({ name, channel }));
  for (const conversationId of agreedIn) {
    if (conversationId !== id) tell(decision, conversationId, { kind: 'contacts_unmerged', others: named, by });
  }
  if (agreedIn.has(id)) announce(decision, 'unlinked');
  recordUnmerged(decision, named, by);
}

/** Tells a customer, and the people in charge, what was done in another conversation about joining the two. */
export function takeMergeNews(decision: DecisionBuilder, news: MergeNews): void {
  switch (news.kind) {
    case 'merge_requested': {
      const { code } = news;
      const values = { ...wordsFor(decision, news), code };
      return void announce(decision, 'link_requested', values, { choices: agreementChoices(decision, code) });
    }
    case 'contacts_merged':
      return noteContactMerged(decision, news);
    case 'merge_ended':
      return void announce(decision, news.reason === 'called_off' ? 'link_called_off' : 'link_typed_by_another');
    case 'contacts_unmerged':
      announce(decision, 'unlinked');
      return recordUnmerged(decision, news.others, news.by);
  }
}

function giveCode(decision: DecisionBuilder, event: MergeCommand): void {
  const { newCode: code, codeMinutes: minutes } = event.facts;
  decision.effects.push({ kind: 'give_code', code, minutes });
  answer(decision, event, 'link_code', { code, minutes: String(minutes) });
}

/** Somebody who is neither the code's owner nor its taker types it: the first becomes its taker, another one ends it. */
function typeCode(decision: DecisionBuilder, event: MergeCommand): void {
  const { typedCode, codeWaitMs } = event.facts;
  if (codeWaitMs > 0) {
    return answer(decision, event, 'link_wait', { minutes: String(Math.ceil(codeWaitMs / MINUTE_MS)) });
  }
  if (typedCode === undefined || typedCode.taker !== undefined) {
    decision.effects.push({ kind: 'count_wrong_code' });
    if (typedCode?.taker !== undefined) endForAll(decision, typedCode.code, [typedCode.owner, typedCode.taker]);
    return answer(decision, event, 'link_wrong');
  }
  const { code, owner, obstacle } = typedCode;
  if (obstacle !== undefined) return answer(decision, event, OBSTACLE_PHRASES[obstacle]);
  decision.effects.push({ kind: 'take_code', code });
  answer(decision, event, 'link_typed', wordsFor(decision, owner), agreementChoices(decision, code));
}

function endForAll(decision: DecisionBuilder, code: string, parties: MergeCustomer[]): void {
  decision.effects.push({ kind: 'end_code', code });
  for (const party of parties)
    tell(decision, party.conversationId, { kind: 'merge_ended', reason: 'typed_by_another' });
}

function agreeAsTaker(decision: DecisionBuilder, event: MergeCommand, typedCode: MergeCode): void {
  const { code, owner, takerAgreed, obstacle } = typedCode;
  if (obstacle !== undefined) return answer(decision, event, OBSTACLE_PHRASES[obstacle]);
  if (!takerAgreed) {
    decision.effects.push({ kind: 'agree_to_code', code });
    tell(decision, owner.conversationId, { kind: 'merge_requested', code, ...self(decision) });
  }
  answer(decision, event, 'link_waiting', wordsFor(decision, owner));
}

function agreeAsOwner(decision: DecisionBuilder, event: MergeCommand, typedCode: MergeCode): void {
  const { code, taker, takerAgreed, obstacle } = typedCode;
  if (taker === undefined || !takerAgreed) return answer(decision, event, 'link_not_yet');
  if (obstacle !== undefined) return answer(decision, event, OBSTACLE_PHRASES[obstacle]);
  decision.effects.push({ kind: 'merge_contacts', code, other: taker });
  tell(decision, taker.conversationId, { kind: 'contacts_merged', ...self(decision) });
  noteContactMerged(decision, taker);
}

/** Either side may, at any time before the two are joined; to anybody else the code is as good as unknown. */
function callOff(decision: DecisionBuilder, event: MergeCommand): void {
  const { typedCode } = event.facts;
  const parties = typedCode === undefined ? [] : [typedCode.owner, ...(typedCode.taker ? [typedCode.taker] : [])];
  const others = parties.filter(({ customerId }) => customerId !== decision.state.customer.id);
  if (typedCode === undefined || others.length === parties.length) return answer(decision, event, 'link_wrong');
  decision.effects.push({ kind: 'end_code', code: typedCode.code });
  for (const other of others) tell(decision, other.conversationId, { kind: 'merge_ended', reason: 'called_off' });
  answer(decision, event, 'link_declined');
}

type Named = Pick<MergeCustomer, 'name' | 'channel'>;

function noteContactMerged(decision: DecisionBuilder, other: Named): void {
  const { ticket } = decision.state;
  announce(decision, 'linked', wordsFor(decision, other));
  if (ticket === undefined || !isActive(ticket)) return;
  record(decision, ticket.id, 'contacts_merged', byCustomer(decision), `Joined with ${nameInChannel(other)}`);
}

/** Whatever state the ticket is in: whoever looks at it misses what was shown beside it. */
function recordUnmerged(decision: DecisionBuilder, others: Named[], by: TicketEvent['by']): void {
  const { ticket } = decision.state;
  if (ticket === undefined) return;
  record(decision, ticket.id, 'contacts_unmerged', by, `Parted from ${others.map(nameInChannel).join(', ')}`);
}

function answer(
  decision: DecisionBuilder,
  { messageId }: MergeCommand,
  key: PhraseKey,
  values: Record<string, string> = {},
  choices: Choice[] = [],
): void {
  announce(decision, key, values, { inReplyTo: [messageId], choices });
}

function tell(decision: DecisionBuilder, conversationId: string, news: MergeNews): void {
  decision.effects.push({ kind: 'tell_conversation', id: newId(decision, 'n'), conversationId, news });
}

/** Each amounts to typing the command. */
function agreementChoices(decision: DecisionBuilder, code: string): Choice[] {
  return [
    { id: toCommandText('link', code), label: phraseOf(decision, 'link_agree') },
    { id: toCommandText('unlink', code), label: phraseOf(decision, 'link_decline') },
  ];
}

function self({ state: { customer, channel } }: DecisionBuilder): Named {
  return { name: customer.name, channel };
}

function wordsFor(decision: DecisionBuilder, { name, channel }: Named): Record<string, string> {
  return { name, channel: channelName(channel, phrasesIn(decision.context.content, decision.state.locale)) };
}
