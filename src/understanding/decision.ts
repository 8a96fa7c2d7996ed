import type { Policy } from '../domain/policy.ts';
import type { IntentCandidate } from '../domain/reading.ts';

/** What the desk would do on the strength of the intents alone. */
export type IntentDecision = 'answer' | 'clarify' | 'none';

/**
 * Answers when the best candidate is sure enough and no other one is close, asks back when one is at least worth offering,
 * and otherwise does nothing. Candidates come best first.
 */
export function decideIntent(
  candidates: readonly Pick<IntentCandidate, 'confidence'>[],
  policy: Pick<Policy, 'answerIntentAt' | 'offerAt' | 'closeWithin'>,
): IntentDecision {
  const [best, second] = candidates;
  if (!best || best.confidence < policy.offerAt) return 'none';
  const isClose = second !== undefined && best.confidence - second.confidence < policy.closeWithin;
  return best.confidence >= policy.answerIntentAt && !isClose ? 'answer' : 'clarify';
}
