/** The articles of one locale, ready to be ranked. */

import type { Article } from '../domain/content.ts';
import { backgroundTexts } from '../lib/background/background.ts';
import { createVocabulary } from '../lib/vocabulary.ts';
import type { ArticleUnits, Statistics } from './article-units.ts';
import { gatherStatistics, toBackgroundUnits, toUnits } from './article-units.ts';
import type { Comparison, UnitProfile } from './comparison.ts';
import { createArticleComparer, createUnitComparer, measure, toUnitProfile } from './comparison.ts';
import type { Measures } from './measures.ts';
import { mix } from './measures.ts';
import { createQueryWeigher, type WeighedQuery } from './query.ts';
import type { Segment } from './segments.ts';
import { createAnalyzer } from './text-analysis.ts';

/** Of more articles than this only the best are ranked. */
const MAX_RANKED = 1_000;

/** One article's standing for a query; `article` is its place in the index. */
export interface RankedArticle {
  article: number;
  measures: Measures;
  score: number;
}

/** An article with its texts weighed: title, alternates, tags and each of `segments`, in this order. */
export interface IndexedArticle {
  article: Article;
  segments: Segment[];
  units: UnitProfile[];
  /** How many texts the articles before it have. */
  firstUnit: number;
}

export interface ArticleIndex {
  /** The articles in the order they were given. */
  entries: IndexedArticle[];
  compare(text: string): Comparison;
  /** The text as numbers, without comparing it. */
  weigh(text: string): WeighedQuery;
  /** The articles worth showing, at most 1 000, best first; equal scores keep the articles' order. */
  rank(comparison: Comparison): RankedArticle[];
  /** One article's standing for a query as if its text at place `unit` were not in it. */
  standingWithout(comparison: Comparison, article: number, unit: number): RankedArticle | undefined;
}

/** An index over articles of one locale. */
export function createArticleIndex(articles: Article[], locale: string): ArticleIndex {
  const analyzer = createAnalyzer(locale);
  const vocabularies = { terms: createVocabulary(), grams: createVocabulary() };
  const taken = articles.map((article) => toUnits(article, analyzer, vocabularies));
  const background = backgroundTexts(locale).map((text) => toBackgroundUnits(text, analyzer, vocabularies));
  const statistics = gatherStatistics(taken, background, vocabularies);
  const entries = toEntries(taken, statistics);
  const weigh = createQueryWeigher({ analyzer, vocabularies, statistics, locale });
  const compareArticles = createArticleComparer(
    entries.map(({ units }) => units),
    statistics,
  );
  const compareUnits = createUnitComparer(
    entries.flatMap(({ units }) => units),
    taken.flatMap(({ grams }) => grams),
    statistics,
  );

  return {
    entries,
    weigh,
    compare(text) {
      const query = weigh(text);
      return { query, units: compareUnits(query), articles: compareArticles(query) };
    },
    rank(comparison) {
      const standings = entries.map(({ units, firstUnit }, article) =>
        toStanding(article, measure(comparison, article, firstUnit, firstUnit + units.length)),
      );
      return withHighestScores(standings).sort(compareStandings).slice(0, MAX_RANKED);
    },
    standingWithout({ query, units: { dice, grams } }, article, unit) {
      const entry = entries[article];
      if (!entry) return undefined;
      const { units, firstUnit } = entry;
      const end = firstUnit + units.length;
      const alone = {
        query,
        units: { dice: dice.slice(firstUnit, end).with(unit, 0), grams: grams.slice(firstUnit, end).with(unit, 0) },
        articles: createArticleComparer([units.toSpliced(unit, 1)], statistics)(query),
      };
      return toStanding(article, measure(alone, 0, 0, units.length));
    },
  };
}

/** Orders by score, the highest first, then by the articles' order. */
export function compareStandings(a: RankedArticle, b: RankedArticle): number {
  return b.score - a.score || a.article - b.article;
}

function toStanding(article: number, measures: Measures): RankedArticle {
  return { article, measures, score: mix(measures) };
}

function toEntries(taken: ArticleUnits[], statistics: Statistics): IndexedArticle[] {
  let unitCount = 0;
  return taken.map(({ article, segments, units }) => {
    const firstUnit = unitCount;
    unitCount += units.length;
    return { article, segments, units: units.map((unit) => toUnitProfile(unit, statistics)), firstUnit };
  });
}

/** Those that score at all; of more than are ranked only those that may be among them, so that few are put in order. */
function withHighestScores(standings: RankedArticle[]): RankedArticle[] {
  const scores = new Float64Array(standings.length);
  for (const { article, score } of standings) scores[article] = score;
  const lowest = standings.length > MAX_RANKED ? (scores.sort().at(-MAX_RANKED) ?? 0) : 0;
  return standings.filter(({ score }) => score > 0 && score >= lowest);
}
