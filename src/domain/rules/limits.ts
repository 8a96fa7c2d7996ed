/** What a customer is told who sends more than they may. */

import type { DeskEvent, ExceededLimit } from '../decision.ts';
import type { PhraseKey } from '../phrases.ts';
import { MINUTE_MS } from '../policy.ts';
import { announce, type DecisionBuilder } from './decision-builder.ts';

const PHRASES: Record<ExceededLimit | 'tickets', PhraseKey> = {
  messages: 'too_many_messages',
  bytes: 'too_many_bytes',
  conversations: 'too_many_conversations',
  tickets: 'too_many_tickets',
};

/** Says that a limit is exceeded, and when to try again. */
export function noteLimited(
  decision: DecisionBuilder,
  { limit, waitMs }: Extract<DeskEvent, { kind: 'limited' }>,
): void {
  sayLimited(decision, limit, waitMs, []);
}

/** The same of any limit, in reply to messages. */
export function sayLimited(
  decision: DecisionBuilder,
  limit: keyof typeof PHRASES,
  waitMs: number,
  inReplyTo: string[],
): void {
  const minutes = String(Math.ceil(waitMs / MINUTE_MS));
  announce(decision, PHRASES[limit], { minutes }, { inReplyTo });
}
