/** What is compared: the product's retriever, and MiniSearch as it comes and as somebody would set it for such articles. */

import MiniSearch from 'minisearch';
import type { Article } from '../../../src/domain/content.ts';
import { createRetriever } from '../../../src/retrieval/retriever.ts';
import { toContent } from './sets.ts';

/** An article that was found, with what would be said of it. */
export interface Found {
  articleId: string;
  passage?: string;
}

/** Finds the articles that answer a question, best first. */
export type Finder = (question: string, top: number) => Found[];

export const FINDERS: Record<'product' | 'tuned' | 'stock', (articles: Article[], locale: string) => Finder> = {
  product: (articles, locale) => {
    const retriever = createRetriever({ content: toContent(articles, locale) });
    return (question, top) => retriever.search(question, locale, top);
  },
  tuned: (articles, locale) =>
    searchWith(
      new MiniSearch({
        fields: FIELDS,
        tokenize: (text) => toWords(text, locale),
        searchOptions: {
          boost: { title: 2, alternates: 2 },
          fuzzy: (word) => (word.length > 5 ? 0.2 : false),
          prefix: (word) => word.length > 4,
          weights: { fuzzy: 0.2, prefix: 0.2 },
        },
      }),
      articles,
    ),
  stock: (articles) => searchWith(new MiniSearch({ fields: FIELDS }), articles),
};

const FIELDS = ['title', 'alternates', 'body'];

function searchWith(miniSearch: MiniSearch, articles: Article[]): Finder {
  miniSearch.addAll(
    articles.map(({ id, title, alternates, body }) => ({ id, title, alternates: alternates.join('\n'), body })),
  );
  return (question, top) =>
    miniSearch
      .search(question)
      .slice(0, top)
      .map(({ id }) => ({ articleId: String(id) }));
}

/** Words as the language parts them: MiniSearch by itself takes a Chinese sentence for one word. */
function toWords(text: string, locale: string): string[] {
  return Array.from(new Intl.Segmenter(locale, { granularity: 'word' }).segment(text))
    .filter(({ isWordLike }) => isWordLike)
    .map(({ segment }) => segment);
}
