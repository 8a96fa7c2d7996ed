/** The articles of one locale, ready to be ranked. */

import type { Article } from '../domain/content.ts';
import type { ArticleUnits } from './article-units.ts';
import { type Collection, createCollection } from './collection.ts';
import { type Comparison, createComparison } from './comparison.ts';
import { type Measures, mix, ratio } from './measures.ts';
import type { Postings } from './postings.ts';
import { createQueryWeigher, type WeighedQuery } from './query.ts';
import { createAnalyzer } from './text-analysis.ts';

/** Of more articles than this only those are ranked that have most of the query. */
const MAX_RANKED = 100;
/** Terms and grams that a greater share of the articles have do not choose among them. */
const COMMON_SHARE = 0.15;

/** One article's standing for a query; `article` is its place in the index. */
export interface RankedArticle {
  article: number;
  measures: Measures;
  score: number;
}

export type IndexedArticle = ArticleUnits;

export interface ArticleIndex {
  /** The articles in the order they were given. */
  entries(): IndexedArticle[];
  /** From now on it has these articles; what of them stayed as it was is not read again. The same as a new index of them. */
  replace(articles: Article[]): void;
  /** The text as numbers, ready to be laid beside articles, until they are replaced. */
  compare(text: string): Comparison;
  weigh(text: string): WeighedQuery;
  /** The articles worth showing, at most 100, or more where they tie, best first; equal scores keep the articles' order. */
  rank(comparison: Comparison): RankedArticle[];
  /** One article's standing for a query as if its text at place `unit` were not in it. */
  standingWithout(comparison: Comparison, article: number, unit: number): RankedArticle | undefined;
}

/** An index over articles of one locale, in which a word of a list of `synonyms` is found by any other of it. */
export function createArticleIndex(
  articles: Article[],
  locale: string,
  synonyms: readonly string[][] = [],
): ArticleIndex {
  const analyzer = createAnalyzer(locale, synonyms);
  const collection = createCollection(analyzer, locale);
  let weigher: ((text: string) => WeighedQuery) | undefined;
  const { vocabularies } = collection;
  const weigh = (text: string) => {
    weigher ??= createQueryWeigher({ analyzer, vocabularies, statistics: collection.statistics(), locale });
    return weigher(text);
  };
  let entries: ReturnType<typeof collection.articles> = [];
  const replace = (all: Article[]) => {
    collection.replace(all);
    entries = collection.articles();
    weigher = undefined;
  };
  replace(articles);

  return {
    entries: () => entries,
    replace,
    weigh,
    compare: (text) => createComparison(weigh(text), collection.statistics()),
    rank(comparison) {
      const shares = entries.length > MAX_RANKED ? shareEach(comparison.query, collection) : undefined;
      const lowest = shares?.toSorted().at(-MAX_RANKED) ?? 0;
      const standings: RankedArticle[] = [];
      for (let article = 0; article < entries.length; article += 1) {
        const entry = entries[article];
        if (entry === undefined || isBelow(shares?.[entry.slot], lowest)) continue;
        standings.push(toStanding(article, comparison.measure(entry), entry));
      }
      return standings
        .filter(({ score }) => score > 0)
        .sort(compareStandings)
        .slice(0, MAX_RANKED);
    },
    standingWithout(comparison, article, unit) {
      const entry = entries[article];
      if (!entry) return undefined;
      return toStanding(article, comparison.measure({ ...entry, units: entry.units.toSpliced(unit, 1) }), entry);
    },
  };
}

/** Orders by score, the highest first, then by the articles' order. */
export function compareStandings(a: RankedArticle, b: RankedArticle): number {
  return b.score - a.score || a.article - b.article;
}

function toStanding(article: number, measures: Measures, { windows }: IndexedArticle): RankedArticle {
  return { article, measures, score: mix(measures, windows.length === 0) };
}

/** What each article has of the query, by slot: the shares of its telling terms and grams together, or of all where none is telling. */
function shareEach(query: WeighedQuery, { terms, grams, slots }: Collection): Float64Array {
  const shares = new Float64Array(slots());
  const isTelling = (postings: Postings) => (number: number) => postings.count(number) < COMMON_SHARE * slots();
  const tellingTerms = [...query.terms.keys()].filter(isTelling(terms));
  const tellingGrams = [...query.gramSquares.keys()].filter(isTelling(grams));
  const isAnyTelling = tellingTerms.length + tellingGrams.length > 0;
  const chosen = (all: Map<number, number>, telling: number[], whole: number) =>
    new Map((isAnyTelling ? telling : [...all.keys()]).map((number) => [number, ratio(all.get(number) ?? 0, whole)]));
  terms.addUp(chosen(query.terms, tellingTerms, query.termMass), shares);
  grams.addUp(chosen(query.gramSquares, tellingGrams, query.gramNorm ** 2), shares);
  return shares;
}

function isBelow(share: number | undefined, lowest: number): boolean {
  return share !== undefined && (share === 0 || share < lowest);
}
