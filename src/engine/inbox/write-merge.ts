/** Writes what was decided about joining two channels, where what it was decided on still stands. */

import type { Effect, MergeCustomer, MergeNews } from '../../domain/decision.ts';
import { MINUTE_MS } from '../../domain/policy.ts';
import { StoreError, type StoreTransaction } from '../../ports/store.ts';
import type { EngineContext, HandledTurn } from '../context.ts';
import { digestOfCode } from '../identity.ts';
import { requestStaffThreadUpdates } from '../staff-thread-updates.ts';

/** Of what a contact asked, so many of the newest tickets are shown to staff anew. */
const MAX_TICKETS = 20;

/** The effects that change codes or merges. */
export type MergeEffect = Extract<
  Effect,
  { kind: 'give_code' | 'take_code' | 'agree_to_code' | 'end_code' | 'merge_contacts' | 'unmerge_contacts' }
>;

/** @throws StoreError `conflict` where somebody else was first: what happened is to be decided anew */
export async function writeMergeEffect(
  context: EngineContext,
  tx: StoreTransaction,
  turn: HandledTurn,
  effect: MergeEffect,
): Promise<void> {
  if (!(await carryOut(context, tx, turn, effect))) {
    throw new StoreError('conflict', 'The code or the merge is not as it was when this was decided.');
  }
}

async function carryOut(
  context: EngineContext,
  tx: StoreTransaction,
  { stored }: HandledTurn,
  effect: MergeEffect,
): Promise<boolean> {
  const { contactMerges } = tx;
  const { id: conversationId, customer, channel } = stored.state;
  const own: MergeCustomer = { customerId: customer.id, conversationId, name: customer.name, channel };
  const now = context.clock.now();
  switch (effect.kind) {
    case 'give_code':
      await contactMerges.giveCode(digestOfCode(effect.code), own, now + effect.minutes * MINUTE_MS);
      return true;
    case 'take_code':
      return contactMerges.takeCode(digestOfCode(effect.code), own);
    case 'agree_to_code':
      return contactMerges.agreeToCode(digestOfCode(effect.code), customer.id);
    case 'end_code':
      return contactMerges.endCode(digestOfCode(effect.code));
    case 'merge_contacts': {
      const isMerged = await contactMerges.merge(digestOfCode(effect.code), own, effect.other);
      await showHistoryAnew(context, tx, customer.id);
      return isMerged;
    }
    case 'unmerge_contacts':
      await showHistoryAnew(context, tx, customer.id);
      return contactMerges.unmerge(customer.id, effect.otherIds);
  }
}

/** The staff threads of a contact's tickets show what else it asked; those of tickets that have none stay without. */
async function showHistoryAnew(context: EngineContext, tx: StoreTransaction, customerId: string): Promise<void> {
  for (const { ticket } of await tx.tickets.ofCustomer(customerId, MAX_TICKETS)) {
    if ((await tx.staffThreads.get(ticket.id)) !== undefined) await requestStaffThreadUpdates(context, tx, [ticket.id]);
  }
}

/** Has another conversation told; one that is gone is not. */
export async function writeNews(
  { clock }: EngineContext,
  tx: StoreTransaction,
  { id, conversationId, news }: { id: string; conversationId: string; news: MergeNews },
): Promise<void> {
  const address = (await tx.conversations.get(conversationId))?.address;
  if (address === undefined) return;
  const now = clock.now();
  await tx.inbox.add({
    ...address,
    conversationId,
    eventKey: `news:${id}`,
    occurredAt: now,
    receivedAt: now,
    customer: undefined,
    body: news,
  });
}
