/** The articles of one locale, ready to be ranked. */

import type { Article } from '../domain/content.ts';
import { createAnalyzer } from './analyzer.ts';
import { createCandidateFinder } from './candidates.ts';
import type { Measures } from './mix.ts';
import { measure, mix } from './mix.ts';
import type { ArticleProfile } from './profile.ts';
import { toProfile, toUnitProfile } from './profile.ts';
import type { WeighedQuery } from './query.ts';
import { createQueryWeigher } from './query.ts';
import { gatherStatistics } from './statistics.ts';
import type { ArticleUnits } from './units.ts';
import { toUnits } from './units.ts';
import { createVocabulary } from './vocabulary.ts';

/** One article's standing for a query; `article` is its place in the index. */
export interface RankedArticle {
  article: number;
  measures: Measures;
  score: number;
}

export interface ArticleIndex {
  /** The articles in the order they were given. */
  entries: ArticleUnits[];
  profiles: ArticleProfile[];
  weigh(text: string): WeighedQuery;
  /** All articles worth showing, best first; equal scores keep the articles' order. */
  rank(query: WeighedQuery): RankedArticle[];
  /** One article's standing for a query as if the text numbered `unit` were not in it. */
  standingWithout(query: WeighedQuery, article: number, unit: number): RankedArticle | undefined;
}

/** An index over articles of one locale. */
export function createArticleIndex(articles: Article[], locale: string): ArticleIndex {
  const analyzer = createAnalyzer(locale);
  const vocabularies = { terms: createVocabulary(), grams: createVocabulary() };
  const entries = articles.map((article) => toUnits(article, analyzer, vocabularies));
  const statistics = gatherStatistics(entries, vocabularies);
  const profiles = entries.map(({ units }) =>
    toProfile(
      units.map((unit) => toUnitProfile(unit, statistics)),
      statistics,
    ),
  );
  const findCandidates = createCandidateFinder(profiles, statistics);

  return {
    entries,
    profiles,
    weigh: createQueryWeigher({ analyzer, vocabularies, statistics }),
    rank(query) {
      const ranked: RankedArticle[] = [];
      for (const article of findCandidates(query)) {
        const profile = profiles[article];
        if (profile) ranked.push(toStanding(query, article, profile));
      }
      return ranked.filter(({ score }) => score > 0).sort(compareStandings);
    },
    standingWithout(query, article, unit) {
      const profile = profiles[article];
      return profile && toStanding(query, article, toProfile(profile.units.toSpliced(unit, 1), statistics));
    },
  };
}

/** Orders by score, the highest first, then by the articles' order. */
export function compareStandings(a: RankedArticle, b: RankedArticle): number {
  return b.score - a.score || a.article - b.article;
}

function toStanding(query: WeighedQuery, article: number, profile: ArticleProfile): RankedArticle {
  const measures = measure(query, profile);
  return { article, measures, score: mix(measures) };
}
