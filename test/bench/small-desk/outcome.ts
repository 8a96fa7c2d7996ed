/** What a small desk does with a question that opens a conversation, by the whole of its rules. */

import { type DeskContent, SMALLTALK_CATEGORY } from '../../../src/domain/content.ts';
import { type ConversationState, newConversationState } from '../../../src/domain/conversation.ts';
import { decide } from '../../../src/domain/decide.ts';
import type { DecisionRecord } from '../../../src/domain/decision-record.ts';
import type { Policy } from '../../../src/domain/policy.ts';
import type { Analyzer } from '../../../src/ports/analyzer.ts';
import type { Question } from './questions.ts';

export interface Desk {
  content: DeskContent;
  policy: Policy;
  /** Its only one. */
  locale: string;
  analyzer: Analyzer;
}

/**
 * `right` and `wrong`: answered, asked for what the answer needs, or handed over as the intent's file says. `handed over`: because
 * nothing was found, or the customer seemed to want it. `rephrase`: whatever else puts the word back to the customer.
 */
export type Outcome = 'right' | 'wrong' | 'smalltalk' | 'offered' | 'rephrase' | 'handed over';

const NOW = Date.UTC(2026, 10, 3, 12);

/** What becomes of a question. */
export async function outcomeOf(desk: Desk, { text, expected }: Question): Promise<Outcome> {
  const { content, policy, locale } = desk;
  const analysis = await desk.analyzer.analyze({ text, locale });
  const turn = { kind: 'turn' as const, messageIds: ['m'], text, analysis, messageKey: 'k', files: 0 };
  const {
    records: [record],
  } = decide(newConversation(locale), turn, { content, policy, now: NOW, eventId: 'e' });
  return record === undefined ? 'handed over' : toOutcome(desk, record, expected);
}

function toOutcome(desk: Desk, record: DecisionRecord, expected: string | undefined): Outcome {
  const { action, reason, intent: name, articleId } = record;
  if (action === 'offered_choices') return 'offered';
  if (action === 'asked_to_rephrase') return 'rephrase';
  if (action === 'handed_over' && reason !== 'intent') return 'handed over';
  const acted = action === 'answered' || action === 'asked_for_slot' || action === 'handed_over';
  if (!acted) return 'rephrase';
  const intent = desk.content.locales[desk.locale]?.intents.find((one) => one.name === name);
  if (intent?.category === SMALLTALK_CATEGORY) return 'smalltalk';
  return expected !== undefined && (name ?? articleId) === expected ? 'right' : 'wrong';
}

function newConversation(locale: string): ConversationState {
  const customer = { id: 'u1', name: 'Kim' };
  return newConversationState({ id: 'c1', channel: 'web', locale, customer, createdAt: NOW });
}
