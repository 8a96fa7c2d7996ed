/** How long a question takes, and one article that changed, on a large knowledge base made of the sentences of real articles. */

import type { Article } from '../../../src/domain/content.ts';
import { createRetriever, type Retriever } from '../../../src/retrieval/retriever.ts';
import { createRandom } from '../large-store/random.ts';
import { FINDERS, type Finder } from './finders.ts';
import { type QuestionSet, toArticle, toContent } from './sets.ts';

const ARTICLES = 10_000;
const QUESTIONS = 100;
const CHANGES = 10;
const LOCALE = 'en';

export interface Scale {
  articles: number;
  /** Half of the questions take no longer, in milliseconds. */
  product: number;
  tuned: number;
  buildMs: number;
  /** Half of the changes of one article take no longer, in milliseconds. */
  changeMs: number;
  /** The first question after a change, which also works out how likely answers are, in milliseconds. */
  firstAfterMs: number;
}

/** Times both on the same articles, a question to the one and then to the other. */
export function measureScale(sets: QuestionSet[]): Scale {
  const articles = composeArticles(sets);
  const every = sets.flatMap(({ questions }) => questions);
  const asked = Array.from(
    { length: QUESTIONS },
    (_, at) => every[Math.floor((at * every.length) / QUESTIONS)]?.text ?? '',
  );
  const tuned = FINDERS.tuned(articles, LOCALE);
  const begun = performance.now();
  const retriever = createRetriever({ content: toContent(articles, LOCALE) });
  const buildMs = performance.now() - begun;
  const product: Finder = (text, top) => retriever.search(text, LOCALE, top);
  for (const find of [product, tuned]) for (const text of asked.slice(0, 20)) find(text, 5);
  const times = asked.map((text) => [timeMs(() => product(text, 5)), timeMs(() => tuned(text, 5))] as const);
  return {
    articles: articles.length,
    product: median(times.map(([own]) => own)),
    tuned: median(times.map(([, other]) => other)),
    buildMs,
    changeMs: median(Array.from({ length: CHANGES }, (_, at) => timeChange(retriever, articles, at))),
    firstAfterMs: timeMs(() => product(asked[0] ?? '', 5)),
  };
}

function timeChange(retriever: Retriever, articles: Article[], at: number): number {
  const changed = articles.map((article, index) =>
    index === at * 7 ? { ...article, body: `${article.body} The lantern is sent on the ${at + 1}th day.` } : article,
  );
  const content = structuredClone(toContent(changed, LOCALE));
  return timeMs(() => retriever.replace(content));
}

/** Articles of a title, up to three alternates and three to eight sentences, each from anywhere in the sets; always the same. */
function composeArticles(sets: QuestionSet[]): Article[] {
  const random = createRandom(1);
  const pick = <T>(all: readonly T[]): T | undefined => all[random.below(all.length)];
  const questions = sets.flatMap((set) => set.questions.map(({ text }) => text));
  const sentences = sets.flatMap((set) => set.articles.flatMap(({ body }) => body.match(/[^.!?]+[.!?]*/g) ?? []));
  const several = <T>(all: readonly T[], least: number, most: number) =>
    Array.from({ length: least + random.below(most - least + 1) }, () => pick(all)).filter((one) => one !== undefined);
  return Array.from({ length: ARTICLES }, (_, at) =>
    toArticle({
      id: `article-${at}`,
      locale: LOCALE,
      title: pick(questions) ?? '',
      alternates: several(questions, 0, 3),
      body: several(sentences, 3, 8).join(' '),
    }),
  );
}

function timeMs(work: () => unknown): number {
  const begun = performance.now();
  work();
  return performance.now() - begun;
}

function median(values: number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}
