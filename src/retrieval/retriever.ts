/** Finds the articles that answer a query. */

import type { ArticleMatch } from '../domain/analysis.ts';
import type { ArticleAudience, DeskContent, Intent, LocaleContent } from '../domain/content.ts';
import { beginningOf } from '../domain/read-length.ts';
import { answeredShare, type SpokenTerms, toSpokenTerms } from './answered.ts';
import { type ArticleIndex, createArticleIndex, type IndexedArticle } from './article-index.ts';
import type { Comparison } from './comparison.ts';
import { calibrate, toConfidences } from './confidence.ts';
import type { Asked } from './passages/features.ts';
import { choosePassage } from './passages/passage.ts';

export interface RetrieverOptions {
  content: DeskContent;
}

export interface Retriever {
  /**
   * The `top` articles of one locale that answer a query best, of those that these people may read, best first; none when the locale has no articles or
   * the query holds no letter and no digit. Reads its beginning only; never throws, whatever the query is.
   */
  search(query: string, locale: string, top: number, audience?: ArticleAudience): ArticleMatch[];
}

/** A retriever over a set of content, built at once: replace it when the content changes. */
export function createRetriever(options: RetrieverOptions): Retriever {
  const searches = new Map(
    Object.entries(options.content.locales).map(([locale, content]) => [locale, toSearches(content)]),
  );
  return {
    search: (query, locale, top, audience = 'customers') =>
      searches.get(locale)?.[audience](beginningOf(query), top) ?? [],
  };
}

type Search = (text: string, top: number) => ArticleMatch[];

/** What staff alone may read must not weigh in what customers find, so that there are two indexes where there is such an article. */
function toSearches(content: LocaleContent): Record<ArticleAudience, Search> {
  const forCustomers = content.articles.filter(({ audience }) => audience === 'customers');
  const customers = toSearch({ ...content, articles: forCustomers });
  return { customers, staff: forCustomers.length === content.articles.length ? customers : toSearch(content) };
}

function toSearch({ articles, intents, locale }: LocaleContent): Search {
  const index = createArticleIndex(articles, locale);
  const weights = calibrate(index);
  const spoken = spokenOf(intents, index);

  return (text, top) => {
    const comparison = index.compare(text);
    const ranked = index.rank(comparison);
    const confidences = toConfidences(weights, ranked, comparison.query.termCount, top);
    return ranked.slice(0, top).flatMap(({ article, score }, rank) => {
      const entry = index.entries[article];
      if (!entry) return [];
      const { id, title, audience } = entry.article;
      const forStaff = audience === 'staff' ? { forStaff: true } : {};
      const { passage, isDetail } = choosePassage(asked(comparison, entry, locale, spoken.get(id)?.common));
      const answered = answeredShare(comparison.query, entry, spoken.get(id));
      const confidence = confidences[rank] ?? 0;
      return [{ articleId: id, locale, title, ...forStaff, passage, isDetail, answered, score, confidence }];
    });
  };
}

/** A question to one article. */
export function asked(
  { query, units }: Comparison,
  article: IndexedArticle,
  locale: string,
  common: ReadonlySet<number> = new Set(),
): Asked {
  const end = article.firstUnit + article.units.length;
  return { query, article, grams: units.grams.subarray(article.firstUnit, end), locale, common };
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
