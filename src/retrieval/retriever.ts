/** Finds the articles that answer a query. */

import { isDeepStrictEqual } from 'node:util';
import type { ArticleMatch } from '../domain/analysis.ts';
import type { ArticleAudience, DeskContent, Intent, LocaleContent } from '../domain/content.ts';
import { beginningOf } from '../domain/read-length.ts';
import { answeredShare, type SpokenTerms, toSpokenTerms } from './answered.ts';
import { type ArticleIndex, createArticleIndex, type IndexedArticle } from './article-index.ts';
import type { Comparison } from './comparison.ts';
import { calibrate, toConfidences } from './confidence.ts';
import type { Asked } from './passages/features.ts';
import { choosePassage } from './passages/passage.ts';
import { emphasize } from './query.ts';

export interface RetrieverOptions {
  content: DeskContent;
}

export interface Retriever {
  /**
   * The `top` articles of one locale that answer a query best, of those that these people may read, best first; none when the locale has no articles or
   * the query holds no letter and no digit. Reads its beginning only; never throws, whatever the query is.
   */
  search(query: string, locale: string, top: number, audience?: ArticleAudience): ArticleMatch[];
  /** The same for customers, of a text that goes on from another: both find the articles, and what is new in the text what they say to it. */
  searchAfter(previous: string, text: string, locale: string, top: number): ArticleMatch[];
  /** From now on it searches this content, as a new retriever would. Articles that stayed as they were are not read again; the first question then takes longer. */
  replace(content: DeskContent): void;
}

/** A retriever over a set of content. */
export function createRetriever(options: RetrieverOptions): Retriever {
  let searches = new Map<string, LocaleSearch>();
  const replace = (content: DeskContent) => {
    const before = searches;
    searches = new Map(
      Object.entries(content.locales).map(([locale, its]) => {
        const known = before.get(locale);
        const search = known?.hasSynonymsOf(its) ? known : createLocaleSearch(its);
        search.replace(its);
        return [locale, search];
      }),
    );
  };
  replace(options.content);
  // What the first question would else wait for.
  for (const { search } of searches.values()) for (const audience of AUDIENCES) search('a', 1, audience);
  return {
    search: (query, locale, top, audience = 'customers') =>
      searches.get(locale)?.search(beginningOf(query), top, audience) ?? [],
    searchAfter: (previous, text, locale, top) =>
      searches.get(locale)?.search(beginningOf(`${previous} ${text}`), top, 'customers', beginningOf(text)) ?? [],
    replace,
  };
}

const AUDIENCES: ArticleAudience[] = ['customers', 'staff'];

interface LocaleSearch {
  /** Texts are taken apart with these, so that with others everything is read again. */
  hasSynonymsOf(content: LocaleContent): boolean;
  search(text: string, top: number, audience: ArticleAudience, emphasized?: string): ArticleMatch[];
  replace(content: LocaleContent): void;
}

/** What staff alone may read must not weigh in what customers find, so that there are two indexes where there is such an article. */
function createLocaleSearch({ locale, synonyms = [] }: LocaleContent): LocaleSearch {
  const customers = createIndexSearch(locale, synonyms);
  let staff: IndexSearch | undefined;
  return {
    hasSynonymsOf: (content) => isDeepStrictEqual(content.synonyms ?? [], synonyms),
    search: (text, top, audience, emphasized) =>
      (audience === 'staff' && staff ? staff : customers).search(text, top, emphasized),
    replace(content) {
      const forCustomers = content.articles.filter(({ audience }) => audience === 'customers');
      customers.replace({ ...content, articles: forCustomers });
      staff =
        forCustomers.length === content.articles.length ? undefined : (staff ?? createIndexSearch(locale, synonyms));
      staff?.replace(content);
    },
  };
}

interface IndexSearch {
  search(text: string, top: number, emphasized?: string): ArticleMatch[];
  replace(content: LocaleContent): void;
}

function createIndexSearch(locale: string, synonyms: readonly string[][]): IndexSearch {
  const index = createArticleIndex([], locale, synonyms);
  let intents: Intent[] = [];
  /** What the articles and intents teach, worked out with the first question. */
  let learnt: { weights: number[]; spoken: Map<string, SpokenTerms> } | undefined;
  return {
    replace(content) {
      index.replace(content.articles);
      intents = content.intents;
      learnt = undefined;
    },
    search(text, top, emphasized) {
      learnt ??= { weights: calibrate(index), spoken: spokenOf(intents, index) };
      const { weights, spoken } = learnt;
      const comparison = index.compare(text);
      const ranked = index.rank(comparison);
      const confidences = toConfidences(weights, ranked, comparison.query.termCount, top);
      const entries = index.entries();
      const query = emphasized === undefined ? comparison.query : emphasize(comparison.query, index.weigh(emphasized));
      return ranked.slice(0, top).flatMap(({ article, score }, rank) => {
        const entry = entries[article];
        if (!entry) return [];
        const { id, title, audience } = entry.article;
        const forStaff = audience === 'staff' ? { forStaff: true } : {};
        const { passage, isDetail } = choosePassage(
          asked({ ...comparison, query }, entry, locale, spoken.get(id)?.common),
        );
        const answered = answeredShare(comparison.query, entry, spoken.get(id));
        const confidence = confidences[rank] ?? 0;
        return [{ articleId: id, locale, title, ...forStaff, passage, isDetail, answered, score, confidence }];
      });
    },
  };
}

/** A question to one article. */
export function asked(
  { query, likeness }: Comparison,
  article: IndexedArticle,
  locale: string,
  common: ReadonlySet<number> = new Set(),
): Asked {
  return { query, article, likeness, locale, common };
}

/** By article, what customers say whom an intent answers from it. */
export function spokenOf(intents: Intent[], index: ArticleIndex): Map<string, SpokenTerms> {
  const utterances = new Map<string, string[]>();
  for (const { outcome, utterances: own } of intents) {
    if (outcome.kind === 'article')
      utterances.set(outcome.articleId, [...(utterances.get(outcome.articleId) ?? []), ...own]);
  }
  return new Map(Array.from(utterances, ([id, texts]) => [id, toSpokenTerms(texts.map(index.weigh))]));
}
