/** The indices of satisfaction, each of scores from 1 to 5 unless it says otherwise. */

/** What a customer expects who expects nothing: the middle of the scale. */
const EXPECTED = 3;

/**
 * The standardised satisfaction index (1/N) Σ (R − E)/SD: how many standard deviations ratings lie above (or below) what was expected. It is
 * signed and no share: 0.8 does not mean that 80 % were satisfied. SD is that of the ratings themselves with N in the denominator (a
 * z score, https://en.wikipedia.org/wiki/Standard_score), and not the number 1, which would make it a plain mean. Undefined where there are
 * fewer than two, or all are alike: there is no scale to measure by.
 */
export function standardisedIndex(ratings: readonly number[]): number | undefined {
  if (ratings.length < 2) return undefined;
  const mean = ratings.reduce((sum, rating) => sum + rating, 0) / ratings.length;
  const deviation = Math.sqrt(ratings.reduce((sum, rating) => sum + (rating - mean) ** 2, 0) / ratings.length);
  return deviation === 0 ? undefined : (mean - EXPECTED) / deviation;
}

/**
 * The composite S = (S_history + S_current + S_response)/3 on the scale from 1 to 5: how the customers of the period rated before it, how they
 * rate in it, and how fast they were answered, as a score. Undefined unless all three are known.
 */
export function compositeScore(parts: {
  historyMean: number | undefined;
  currentMean: number | undefined;
  responseScore: number | undefined;
}): number | undefined {
  const { historyMean, currentMean, responseScore } = parts;
  if (historyMean === undefined || currentMean === undefined || responseScore === undefined) return undefined;
  return (historyMean + currentMean + responseScore) / 3;
}

/**
 * First responses as a score from 1 to 5: 5 within the target, 3 at four times the target, and one point less for each doubling
 * (a logarithmic scale, as waiting is felt; G. T. Fechner's law). Of several, the mean. Undefined where there is none.
 */
export function responseScore(firstResponsesMs: readonly number[], targetMs: number): number | undefined {
  if (firstResponsesMs.length === 0) return undefined;
  const scores = firstResponsesMs.map((ms) => Math.min(5, Math.max(1, 5 - Math.log2(Math.max(1, ms / targetMs)))));
  return scores.reduce((sum, score) => sum + score, 0) / scores.length;
}

/** What a rating counts at most whose ticket was opened again: a resolution that did not hold satisfied nobody. */
const REOPENED_AT_MOST = 2;

/** The mean of ratings in which those of tickets that were opened again count no more than 2. Undefined where there is none. */
export function reopenAdjustedMean(ratings: readonly { score: number; wasReopened: boolean }[]): number | undefined {
  if (ratings.length === 0) return undefined;
  const sum = ratings.reduce(
    (total, { score, wasReopened }) => total + (wasReopened ? Math.min(score, REOPENED_AT_MOST) : score),
    0,
  );
  return sum / ratings.length;
}
