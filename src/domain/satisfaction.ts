/** The arithmetic of satisfaction scores. */

/** One score with its weight; for 👍/👎 use 1 and 0, for ratings 1 to 5. */
export interface WeightedScore {
  score: number;
  weight: number;
}

export interface Interval {
  low: number;
  high: number;
}

/** Satisfaction of one subject (the bot, an agent, an intent, an article, a channel). */
export interface SatisfactionSummary {
  /** How many were asked and how many answered. */
  asked: number;
  scored: number;
  /** scored / asked, or undefined when nobody was asked. */
  responseRate: number | undefined;
  /** The figures below are undefined while fewer than the least number of scores are there. */
  mean: number | undefined;
  /** Σwr/Σw. */
  weightedMean: number | undefined;
  /** Share of scores at or above `satisfiedAt`, with its 95 % Wilson interval. */
  satisfiedShare: number | undefined;
  satisfiedInterval: Interval | undefined;
}

/** What customers thought, taken together: of tickets (1 to 5) and of single answers (0 or 1). */
export interface Satisfaction {
  ratings: SatisfactionSummary;
  answers: SatisfactionSummary;
}

/**
 * The Wilson score interval of a share (E. B. Wilson, 1927), which unlike mean ± 1.96·SE stays within 0..1 and is honest with
 * few answers. `z` is the normal quantile, 1.96 for 95 %.
 */
export function wilsonInterval(successes: number, trials: number, z = 1.96): Interval {
  if (trials <= 0) return { low: 0, high: 1 };
  const share = successes / trials;
  const denominator = 1 + (z * z) / trials;
  const centre = share + (z * z) / (2 * trials);
  const spread = z * Math.sqrt((share * (1 - share)) / trials + (z * z) / (4 * trials * trials));
  return {
    low: Math.max(0, (centre - spread) / denominator),
    high: Math.min(1, (centre + spread) / denominator),
  };
}

/**
 * The weighted arithmetic mean Σwr/Σw (https://en.wikipedia.org/wiki/Weighted_arithmetic_mean), or undefined when the weights
 * add up to nothing.
 */
export function weightedMean(scores: WeightedScore[]): number | undefined {
  const totalWeight = scores.reduce((sum, { weight }) => sum + weight, 0);
  if (totalWeight <= 0) return undefined;
  return scores.reduce((sum, { score, weight }) => sum + weight * score, 0) / totalWeight;
}

/** Summarises the scores of one subject; with fewer than `minScores` there is no score, only the counts. */
export function summarizeSatisfaction(options: {
  asked: number;
  scores: WeightedScore[];
  satisfiedAt: number;
  minScores: number;
}): SatisfactionSummary {
  const { asked, scores, satisfiedAt, minScores } = options;
  const counts = { asked, scored: scores.length, responseRate: asked > 0 ? scores.length / asked : undefined };
  if (scores.length < Math.max(1, minScores)) {
    return {
      ...counts,
      mean: undefined,
      weightedMean: undefined,
      satisfiedShare: undefined,
      satisfiedInterval: undefined,
    };
  }
  const satisfied = scores.filter(({ score }) => score >= satisfiedAt).length;
  return {
    ...counts,
    mean: scores.reduce((sum, { score }) => sum + score, 0) / scores.length,
    weightedMean: weightedMean(scores),
    satisfiedShare: satisfied / scores.length,
    satisfiedInterval: wilsonInterval(satisfied, scores.length),
  };
}
