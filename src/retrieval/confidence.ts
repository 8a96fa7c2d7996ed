/** From scores to probabilities. */

import type { RankedArticle } from './article-index.ts';
import type { LogisticModel } from './logistic.ts';
import { predictProbability } from './logistic.ts';
import { ratio } from './sparse.ts';

/** How many articles compete for the share of the best. */
const COMPETITORS = 10;
const SHARPNESS = 6;

/** When the first article does not answer, the chances of the next are this much worse than it alone would have. */
const LOWER_RANK_SHARE = 0.5;

/** Fitted on public question sets: FAQ titles, ten phrasings an intent, passages in six languages; 8 to 240 articles. */
export const DEFAULT_MODEL: LogisticModel = { intercept: -4.7, slopes: [1.2, 2.4, 1.5, 2.1, 2] };

/**
 * What tells whether the first of these articles answers, each of the order of 1: its lead over the next in
 * proportion to its score, its softmax share among ten, the query's length, how much of the query the article has,
 * and how alike its closest text is.
 */
export function confidenceFeatures(ranked: RankedArticle[], termCount: number): number[] {
  const [first, second] = ranked;
  if (!first) return [];
  const { measures, score } = first;
  const weights = ranked.slice(0, COMPETITORS).map((rival) => Math.exp(SHARPNESS * (rival.score - score)));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return [
    ratio(score - (second?.score ?? 0), score),
    ratio(2, total) - 1,
    Math.log2(1 + termCount) / 3,
    measures.coverage,
    measures.grams,
  ];
}

/**
 * For each of the ranked articles, the probability that it is the one that answers. They add up to at most 1 and
 * never grow with rank: each is its probability of answering if those before it do not, times the probability that
 * they do not.
 */
export function toConfidences(model: LogisticModel, ranked: RankedArticle[], termCount: number, top: number): number[] {
  const confidences: number[] = [];
  let unanswered = 1;
  for (let rank = 0; rank < Math.min(top, ranked.length); rank += 1) {
    const alone = predictProbability(model, confidenceFeatures(ranked.slice(rank, rank + COMPETITORS), termCount));
    const confidence = rank === 0 ? alone : Math.min(LOWER_RANK_SHARE * unanswered * alone, confidences[rank - 1] ?? 0);
    confidences.push(confidence);
    unanswered -= confidence;
  }
  return confidences;
}
