/** From scores to probabilities. */

import type { RankedArticle } from './article-index.ts';
import type { LogisticModel } from './logistic.ts';
import { predictProbability } from './logistic.ts';
import { ratio } from './sparse.ts';

/** How many articles compete for the share of the best. */
const COMPETITORS = 10;
const SHARPNESS = 6;

/** Fitted on public question sets (FAQ titles with answers, ten phrasings an intent, passages in six languages). */
export const DEFAULT_MODEL: LogisticModel = {
  intercept: -1,
  slopes: [1, 1, 1, 0, 1, 1, 1],
};

/**
 * What tells whether the first of these articles answers, each of the order of 1: its score, its lead over the next,
 * its softmax share among ten, the query's length, and how much of the query the article has.
 */
export function confidenceFeatures(ranked: RankedArticle[], termCount: number): number[] {
  const [first, second] = ranked;
  if (!first) return [];
  const { measures, score } = first;
  const rivals = ranked.slice(0, COMPETITORS).map((rival) => Math.exp(SHARPNESS * (rival.score - score)));
  return [
    score,
    3 * (score - (second?.score ?? 0)),
    2 *
      ratio(
        1,
        rivals.reduce((sum, weight) => sum + weight, 0),
      ) -
      1,
    Math.log2(1 + termCount) / 3,
    measures.coverage,
    measures.dice,
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
    const confidence = Math.min(unanswered * alone, confidences.at(-1) ?? 1);
    confidences.push(confidence);
    unanswered -= confidence;
  }
  return confidences;
}
