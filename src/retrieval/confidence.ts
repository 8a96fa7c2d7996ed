/** From scores to probabilities, and what the articles' own phrasings teach about them. */

import { type Example, fitLogistic, logistic } from '../lib/logistic-regression.ts';
import type { ArticleIndex, RankedArticle } from './article-index.ts';
import { compareStandings } from './article-index.ts';
import { ratio } from './measures.ts';

/** How many articles compete for the share of the best. */
const COMPETITORS = 10;
const SHARPNESS = 6;

/** When the first article does not answer, the chances of the next are this much worse than it alone would have. */
const LOWER_RANK_SHARE = 0.5;

/** Fitted on public question sets: FAQ titles, ten phrasings an intent, passages in two languages, help articles; 1 to 120 articles. */
export const DEFAULT_WEIGHTS: readonly number[] = [-7.5, 0.7, 1, 2.1, 3.1, 10.9];

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
    1,
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
export function toConfidences(
  weights: readonly number[],
  ranked: RankedArticle[],
  termCount: number,
  top: number,
): number[] {
  const confidences: number[] = [];
  let unanswered = 1;
  for (let rank = 0; rank < Math.min(top, ranked.length); rank += 1) {
    const alone = logistic(weights, confidenceFeatures(ranked.slice(rank, rank + COMPETITORS), termCount));
    const confidence = rank === 0 ? alone : Math.min(LOWER_RANK_SHARE * unanswered * alone, confidences[rank - 1] ?? 0);
    confidences.push(confidence);
    unanswered -= confidence;
  }
  return confidences;
}

/** Phrasings tried at most, taken evenly over all articles. */
const MAX_TRIALS = 64;

/** So many observations weigh as much as the default coefficients. */
const PRIOR_OBSERVATIONS = 30;

/**
 * Coefficients for the desk's own articles. Every phrasing is asked twice: with itself left out of its article, when
 * that article should still win, and with the article left out, when whatever wins is wrong. So half of the
 * questions are taken to be unanswerable. Few phrasings move the default coefficients little.
 */
export function calibrate(index: ArticleIndex): number[] {
  const observations = evenly(trialsOf(index), MAX_TRIALS).flatMap((trial) => observe(index, trial));
  return fitLogistic(observations, DEFAULT_WEIGHTS, PRIOR_OBSERVATIONS);
}

/** A phrasing of an article: its text and the number of its unit. */
interface Trial {
  article: number;
  unit: number;
  text: string;
}

function trialsOf({ entries }: ArticleIndex): Trial[] {
  return entries().flatMap(({ article: { alternates } }, article) =>
    alternates.map((text, at) => ({ article, unit: at + 1, text })),
  );
}

function observe(index: ArticleIndex, { article, unit, text }: Trial): Example[] {
  const comparison = index.compare(text);
  const others = index.rank(comparison).filter((standing) => standing.article !== article);
  const own = index.standingWithout(comparison, article, unit);
  const answerable = own && own.score > 0 ? [...others, own].sort(compareStandings) : others;
  return [answerable, others].filter(isNotEmpty).map((ranked) => ({
    features: confidenceFeatures(ranked, comparison.query.termCount),
    weight: 1,
    happened: ranked[0]?.article === article,
  }));
}

function isNotEmpty(ranked: RankedArticle[]): boolean {
  return ranked.length > 0;
}

function evenly<T>(all: T[], most: number): T[] {
  if (all.length <= most) return all;
  return all.filter((_, at) => Math.floor((at * most) / all.length) !== Math.floor(((at - 1) * most) / all.length));
}
