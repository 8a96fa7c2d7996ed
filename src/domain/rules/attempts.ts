/** Keeping account of what the bot tried, and of turns without success. */

import type { CalledAction } from '../actions/called-action.ts';
import type { ActionTaken } from '../decision-record.ts';
import type { Attempt } from '../ticket.ts';
import { type DecisionBuilder, update } from './decision-builder.ts';
import { type Cause, escalate } from './escalation.ts';

/** What is kept of a question, for the people who may take over. */
export const QUESTION_MAX_LENGTH = 500;

/** Counts a turn without success: it tries again as `retry` says, or hands over for the reason when it has failed too often. */
export function failTurn(
  decision: DecisionBuilder,
  cause: Cause,
  retry: () => ActionTaken,
  reason: 'repeated_failure' | 'not_helpful' = 'repeated_failure',
): ActionTaken {
  const failures = decision.state.failures + 1;
  if (failures >= decision.context.policy.failuresBeforeHandover) return escalate(decision, reason, cause);
  update(decision, { failures });
  return retry();
}

/** An entry for what the bot tried, with the optional parts left open. */
export function attemptOf(
  what: Attempt['what'],
  parts: {
    question: string;
    confidence: number;
    intent?: string | undefined;
    articleId?: string | undefined;
    called?: CalledAction | undefined;
  },
): Omit<Attempt, 'at'> {
  const { question, confidence, intent, articleId, called } = parts;
  return { what, question, confidence, intent, articleId, ...(called && { called }) };
}
