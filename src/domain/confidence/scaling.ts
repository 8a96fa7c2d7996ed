/** How confidences are brought to what a desk's own messages say of them: a slope and an intercept on the log-odds of the best one. */

/**
 * Platt scaling: p′ = σ(slope · ln(p / (1 − p)) + intercept). A slope below 1 trusts the reading less; an intercept below 0 takes more
 * messages to be about nothing the desk knows. Platt, Probabilistic Outputs for Support Vector Machines (1999); on the log-odds of a
 * probability as in Guo et al., On Calibration of Modern Neural Networks (2017).
 */
export interface Scaling {
  /** More than 0. */
  slope: number;
  intercept: number;
}

/** Nearer to 0 or 1 than this nothing is told apart, so that no single certainty outweighs everything else. */
const LEAST = 0.01;

/** ln(p / (1 − p)), of a probability held away from 0 and 1. */
export function logOdds(probability: number): number {
  const held = Math.min(1 - LEAST, Math.max(LEAST, probability));
  return Math.log(held / (1 - held));
}

/** A confidence, scaled: rises with it, and is the same by a slope of 1 and an intercept of 0. */
export function scaleConfidence(confidence: number, { slope, intercept }: Scaling): number {
  if (slope === 1 && intercept === 0) return confidence;
  return 1 / (1 + Math.exp(-slope * logOdds(confidence) - intercept));
}

/** The share of off-topic messages that a reading takes for granted: what classifiers are trained for. */
export const TRAINED_OFF_TOPIC_SHARE = 0.25;
/** Where the best candidate is wrong, so often another one is right, as classifiers take it before they have learnt more. */
const OTHER_SHARE = 0.4;

/**
 * A confidence at a desk of whose messages another share is off topic than readings take for granted. Saerens, Latinne and Decaestecker,
 * Adjusting the Outputs of a Classifier to New a Priori Probabilities (2002): each outcome is multiplied by what its prior has changed by,
 * and all are divided by their sum. The outcomes are that the candidate is right, that another one is, and that the message is off topic.
 */
export function shiftConfidence(confidence: number, offTopicShare: number): number {
  if (offTopicShare === TRAINED_OFF_TOPIC_SHARE) return confidence;
  const onTopic = (1 - offTopicShare) / (1 - TRAINED_OFF_TOPIC_SHARE);
  const offTopic = offTopicShare / TRAINED_OFF_TOPIC_SHARE;
  const other = (1 - confidence) * OTHER_SHARE;
  const neither = 1 - confidence - other;
  return (confidence * onTopic) / ((confidence + other) * onTopic + neither * offTopic);
}

/** Where a fit starts for a desk with this share of off-topic messages: it does to a confidence of one half what the shift does. */
export function startFor(offTopicShare: number): Scaling {
  return { slope: 1, intercept: logOdds(shiftConfidence(0.5, offTopicShare)) };
}

/**
 * Candidates, best first, with the best one's confidence changed by `scale`, which must rise with it. The others keep their distance to it
 * where it falls, since what it loses may be off topic, and their share of what it leaves where it rises: so their order stays, the best
 * stays the best, and what added up to at most 1 still does.
 */
export function scaleCandidates<C extends { confidence: number }>(
  candidates: readonly C[],
  scale: (confidence: number) => number,
): C[] {
  const [best] = candidates;
  if (best === undefined) return [];
  const before = best.confidence;
  const after = scale(before);
  const factor = after <= before ? after / before : (1 - after) / (1 - before);
  return candidates.map((one, index) => {
    if (index === 0) return { ...one, confidence: after };
    return { ...one, confidence: after === before ? one.confidence : one.confidence * factor };
  });
}
