/** What candidates with calibrated confidences allow the desk to do. Candidates come best first. */

import type { Policy } from './policy.ts';

interface Candidate {
  confidence: number;
}

/** Offering two pays: the right one is among the first two far more often than it is the first, and a third adds little. */
const OFFERED = 2;
/** A candidate less likely than this is not worth a customer's look, whatever stands beside it. */
const LEAST_OFFERED = 0.05;

/** Whether the best candidate may be acted on: sure enough, and no other close behind it. */
export function isConfident(
  candidates: readonly Candidate[],
  policy: Pick<Policy, 'answerIntentAt' | 'closeWithin'>,
): boolean {
  const [best, second] = candidates;
  if (best === undefined || best.confidence < policy.answerIntentAt) return false;
  return second === undefined || best.confidence - second.confidence >= policy.closeWithin;
}

/** The candidates to offer as a choice: the best two, when it is likely enough that the right one is among them; else none. */
export function worthOffering<C extends Candidate>(candidates: readonly C[], policy: Pick<Policy, 'offerAt'>): C[] {
  const offered = candidates.slice(0, OFFERED).filter(({ confidence }) => confidence >= LEAST_OFFERED);
  const together = offered.reduce((sum, { confidence }) => sum + confidence, 0);
  return together >= policy.offerAt ? offered : [];
}

/** What the desk would do on the strength of the intents alone. */
export type IntentDecision = 'answer' | 'clarify' | 'none';

/** Answers when it is sure, asks back when there is something worth offering, and otherwise does nothing. */
export function decideIntent(
  candidates: readonly Candidate[],
  policy: Pick<Policy, 'answerIntentAt' | 'closeWithin' | 'offerAt'>,
): IntentDecision {
  if (isConfident(candidates, policy)) return 'answer';
  return worthOffering(candidates, policy).length > 0 ? 'clarify' : 'none';
}
