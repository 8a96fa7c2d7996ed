/** What a reading amounts to under the desk's policy. */

import type { Intent } from '../content.ts';
import type { Reading } from '../reading.ts';
import { findIntent } from './content.ts';
import type { Draft } from './draft.ts';

export interface UnderstoodIntent {
  intent: Intent;
  slots: Record<string, string>;
  confidence: number;
}

/** The intent the desk may act on: confident enough, and no other close behind it. */
export function bestIntent(draft: Draft, reading: Reading): UnderstoodIntent | undefined {
  const { answerIntentAt, closeWithin } = draft.context.policy;
  const [first, second] = reading.understanding.intents;
  if (first === undefined || first.confidence < answerIntentAt) return undefined;
  if (second !== undefined && first.confidence - second.confidence < closeWithin) return undefined;
  const intent = findIntent(draft, first.intent);
  return intent && { intent, slots: first.slots, confidence: first.confidence };
}
