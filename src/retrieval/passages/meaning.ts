/** How alike in meaning a question and the parts of an article are, by the vectors of their words. */

import { createStopWordCheck } from '../../lib/stop-words.ts';
import { toTokens } from '../../lib/word-tokens.ts';
import { meaningOf } from '../../lib/word-vectors/word-vectors.ts';
import type { IndexedArticle } from '../article-index.ts';

/** What is meant by a question to an article, and by its parts. */
export interface MeantQuestion {
  /** Without the words of the article's titles and those that only ask. */
  question: Float32Array | undefined;
  /** By segment. */
  parts: readonly (Float32Array | undefined)[];
}

interface ReadArticle {
  named: ReadonlySet<string>;
  parts: readonly (Float32Array | undefined)[];
}

/** Articles are read when they are first asked about. */
const articles = new WeakMap<IndexedArticle, ReadArticle>();

export function readMeaning(tokens: readonly string[], article: IndexedArticle, locale: string): MeantQuestion {
  const read = articles.get(article) ?? readArticle(article, locale);
  articles.set(article, read);
  const isStopWord = createStopWordCheck(locale);
  const beyond = tokens.filter((token) => !read.named.has(token) && !isStopWord(token));
  return { question: meaningOf(beyond, locale), parts: read.parts };
}

function readArticle({ article, segments }: IndexedArticle, locale: string): ReadArticle {
  return {
    named: new Set([article.title, ...article.alternates].flatMap(toTokens)),
    parts: segments.map(({ matched }) => meaningOf(toTokens(matched), locale)),
  };
}

/** The cosine of two meanings; 0 where they point apart, or one is not known. */
export function likenessOf(one: Float32Array | undefined, other: Float32Array | undefined): number {
  if (one === undefined || other === undefined) return 0;
  let product = 0;
  for (let at = 0; at < one.length; at += 1) product += (one[at] as number) * (other[at] as number);
  return Math.max(0, product);
}
