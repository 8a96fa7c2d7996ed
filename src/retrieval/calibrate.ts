/** What the articles' own phrasings teach about confidence. */

import type { ArticleIndex, RankedArticle } from './article-index.ts';
import { compareStandings } from './article-index.ts';
import { confidenceFeatures, DEFAULT_MODEL } from './confidence.ts';
import type { LogisticModel, Observation } from './logistic.ts';
import { fitLogistic } from './logistic.ts';

/** Phrasings tried at most, taken evenly over all articles. */
const MAX_TRIALS = 64;

/** So many observations weigh as much as the default coefficients. */
const PRIOR_OBSERVATIONS = 30;

/** A phrasing of an article: its text and the number of its unit. */
interface Trial {
  article: number;
  unit: number;
  text: string;
}

/**
 * Coefficients for the desk's own articles. Every phrasing is asked twice: with itself left out of its article, when
 * that article should still win, and with the article left out, when whatever wins is wrong. So half of the
 * questions are taken to be unanswerable. Few phrasings move the default coefficients little.
 */
export function calibrate(index: ArticleIndex): LogisticModel {
  const observations = evenly(trialsOf(index), MAX_TRIALS).flatMap((trial) => observe(index, trial));
  return fitLogistic(observations, DEFAULT_MODEL, PRIOR_OBSERVATIONS);
}

function trialsOf({ entries }: ArticleIndex): Trial[] {
  return entries.flatMap(({ article: { alternates } }, article) =>
    alternates.map((text, at) => ({ article, unit: at + 1, text })),
  );
}

function observe(index: ArticleIndex, { article, unit, text }: Trial): Observation[] {
  const comparison = index.compare(text);
  const others = index.rank(comparison).filter((standing) => standing.article !== article);
  const own = index.standingWithout(comparison, article, unit);
  const answerable = own && own.score > 0 ? [...others, own].sort(compareStandings) : others;
  return [answerable, others].filter(isNotEmpty).map((ranked) => ({
    features: confidenceFeatures(ranked, comparison.query.termCount),
    occurred: ranked[0]?.article === article,
  }));
}

function isNotEmpty(ranked: RankedArticle[]): boolean {
  return ranked.length > 0;
}

function evenly<T>(all: T[], most: number): T[] {
  if (all.length <= most) return all;
  return all.filter((_, at) => Math.floor((at * most) / all.length) !== Math.floor(((at - 1) * most) / all.length));
}
