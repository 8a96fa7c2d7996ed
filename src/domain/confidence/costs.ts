/** The thresholds at which what is expected to cost least is done. */

import type { Policy } from '../policy.ts';

/** What goes wrong, by how much it costs; only their proportions matter. */
export interface Costs {
  /** An answer that is not what was asked. */
  wrongAnswer: number;
  /** A handover of what the bot would have answered rightly. */
  needlessHandover: number;
  /** A question back, whatever comes of it. */
  askingBack: number;
}

/**
 * With p the probability that the candidate is right, expected are
 *
 *     of an answer:        (1 − p) · wrongAnswer
 *     of a handover:       p · needlessHandover
 *     of a question back:  askingBack
 *
 * An answer costs no more than a handover from p = wrongAnswer / (wrongAnswer + needlessHandover) on, and no more than a question back
 * from p = 1 − askingBack / wrongAnswer on; a question back no more than a handover from p = askingBack / needlessHandover on, where for two
 * candidates that are offered p is the probability that either is right. Where that is no less than an answer takes, a question back is
 * never cheapest. Elkan, The Foundations of Cost-Sensitive Learning (2001), section 2.
 */
export function thresholdsFromCosts({
  wrongAnswer,
  needlessHandover,
  askingBack,
}: Costs): Pick<Policy, 'answerIntentAt' | 'answerArticleAt' | 'offerAt'> {
  const overHandover = wrongAnswer / (wrongAnswer + needlessHandover);
  const overQuestion = 1 - askingBack / wrongAnswer;
  const answerAt = Math.max(overHandover, overQuestion);
  return {
    answerIntentAt: answerAt,
    answerArticleAt: answerAt,
    offerAt: Math.min(answerAt, askingBack / needlessHandover),
  };
}
