/** Decisions with what they were about, for whoever asks why. */

import type { DecisionEntry, StoredDecision } from '../domain/decision-record.ts';
import { excerpt } from '../domain/markdown.ts';
import { firstUnits } from '../lib/text.ts';
import type { StoreReads } from '../ports/store.ts';

const QUESTION_MAX_LENGTH = 200;
/** Of a turn of many messages, so many are looked at. */
const MAX_MESSAGES = 3;
/** More than a question shows, however much white space is in it. */
const READ_LENGTH = 2_000;

type Reads = Pick<StoreReads, 'decisions' | 'messages'>;

/** The newest decisions of a conversation, newest first, but for what the bot left to people: that would be all there is. */
export async function decisionHistory(read: Reads, conversationId: string, limit: number): Promise<DecisionEntry[]> {
  const decisions = await read.decisions.ofConversation(conversationId, { limit, except: 'added_to_ticket' });
  return Promise.all(decisions.map((decision) => toDecisionEntry(read, decision)));
}

/** A decision with what it was about. */
export async function toDecisionEntry(
  { messages }: Pick<Reads, 'messages'>,
  decision: StoredDecision,
): Promise<DecisionEntry> {
  const found = await Promise.all(decision.messageIds.slice(0, MAX_MESSAGES).map((id) => messages.get(id)));
  const texts = found.map((message) => firstUnits(message?.text ?? '', READ_LENGTH));
  return { decision, question: excerpt(texts.join(' '), QUESTION_MAX_LENGTH) };
}
