/** Keeps why a turn ended as it did, and what later turns tell of it: in the transaction of the turn that tells it. */

import type { Action, DecisionRecord, StoredDecision } from '../../domain/decision-record.ts';
import type { TranscriptMessage } from '../../domain/message.ts';
import { DAY_MS } from '../../domain/policy.ts';
import { MOST_REQUESTS } from '../../domain/read-length.ts';
import type { StoreTransaction } from '../../ports/store.ts';
import type { HandledTurn } from '../context.ts';
import { findMessage } from './events.ts';

/** A customer who asks for a person later than this asks about something else. */
const HANDED_OVER_WITHIN_MS = DAY_MS;

/** A decision that is kept, and under which id. */
export interface KeptDecision {
  id: number;
  answerIds: readonly string[];
}

/** Keeps what was decided, and what that says of the decision before; resolves to what is kept of it, in order. */
export async function writeDecisions(
  tx: StoreTransaction,
  { rows, decision }: Pick<HandledTurn, 'rows' | 'decision'>,
): Promise<KeptDecision[]> {
  const { records, effects } = decision;
  const reopened = effects.find((effect) => effect.kind === 'ticket_event' && effect.event.kind === 'reopened');
  if (reopened?.kind === 'ticket_event') await noteReopened(tx, decision.state.id, reopened.event.at);
  const picked = records.find(({ choiceId }) => choiceId !== undefined);
  const handedOver = records.find(({ action }) => action === 'handed_over');
  if (picked?.choiceId !== undefined) await notePicked(tx, rows, picked, picked.choiceId);
  else if (handedOver !== undefined) await noteHandedOver(tx, handedOver);
  const kept: KeptDecision[] = [];
  for (const record of records) kept.push({ id: await tx.decisions.add(record), answerIds: record.answerIds });
  return kept;
}

/** What a customer says of an answer by a score; undefined takes it back. What became of the decision since then stays. */
export async function noteScore(
  tx: StoreTransaction,
  messageId: string,
  score: number | undefined,
  at: number,
): Promise<void> {
  const message = await tx.messages.get(messageId);
  if (message?.decisionId === undefined || message.asksRatingOf !== undefined) return;
  const known = (await tx.decisions.get(message.decisionId))?.outcome?.outcome;
  if (score === undefined) {
    if (known === 'helped' || known === 'not_helped') await tx.decisions.takeBackOutcome(message.decisionId, at);
    return;
  }
  await tx.decisions.setOutcome(message.decisionId, { outcome: score === 0 ? 'not_helped' : 'helped', at });
}

/** The customer changed or deleted what they wrote: what was read of it goes as well. */
export async function forgetAnalysis(
  tx: StoreTransaction,
  { id: messageId, conversationId, decisionId }: TranscriptMessage,
  because: 'edit' | 'delete',
): Promise<void> {
  if (decisionId === undefined) return;
  // A customer's message leads to the last decision of its turn; those about its other requests come right before.
  const latest = await tx.decisions.ofConversation(conversationId, { limit: MOST_REQUESTS, before: decisionId + 1 });
  for (const { id, messageIds, analysis } of latest) {
    if (!messageIds.includes(messageId) || analysis === undefined) continue;
    // The values found in it are the customer's own words.
    await tx.decisions.replaceAnalysis(id, because === 'delete' ? undefined : { ...analysis, entities: [] });
  }
}

/** Only the latest ticket can be opened again, and the latest handover opened it. */
async function noteReopened(tx: StoreTransaction, conversationId: string, at: number): Promise<void> {
  const handover = await tx.decisions.latest(conversationId, 'handed_over');
  if (handover !== undefined) await tx.decisions.setOutcome(handover.id, { outcome: 'reopened', at });
}

/** A button says by the message it stands under which offer it is of; words are taken for a choice of the latest. */
async function notePicked(
  tx: StoreTransaction,
  [row]: HandledTurn['rows'],
  { conversationId, at }: DecisionRecord,
  choiceId: string,
): Promise<void> {
  const offer =
    row?.body.kind === 'choice'
      ? await findByMessage(tx, conversationId, row.body.messageKey)
      : await tx.decisions.latest(conversationId, 'offered_choices');
  if (offer?.action === 'offered_choices') {
    await tx.decisions.setOutcome(offer.id, { outcome: 'picked', choiceId, at });
  }
}

async function findByMessage(
  tx: StoreTransaction,
  conversationId: string,
  messageKey: string,
): Promise<StoredDecision | undefined> {
  const message = await findMessage(tx.messages, conversationId, messageKey);
  return message?.decisionId === undefined ? undefined : tx.decisions.get(message.decisionId);
}

/** What the bot did to settle a matter by itself. */
const ATTEMPTS = new Set<Action>(['answered', 'asked_for_slot', 'offered_choices', 'asked_to_rephrase']);

/** Of a 👎 the score itself is what became of the answer; a score that was given before says more than a handover. */
async function noteHandedOver(tx: StoreTransaction, { rule, conversationId, at }: DecisionRecord): Promise<void> {
  if (rule === 'answer_not_helpful' || rule === 'delivery_failed') return;
  const before = await tx.decisions.latest(conversationId);
  if (before === undefined || before.outcome !== undefined || !ATTEMPTS.has(before.action)) return;
  if (at - before.at > HANDED_OVER_WITHIN_MS) return;
  await tx.decisions.setOutcome(before.id, { outcome: 'handed_over', at });
}
