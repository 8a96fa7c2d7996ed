import type { Article, DeskContent, Intent } from '../../domain/content.ts';
import type { Weakness } from '../weakness.ts';

/** The identifier of the article that is found first; undefined where nothing is found. */
export type FindFirst = (query: string, locale: string) => string | undefined;

/** Articles for customers from which no intent answers, and which the search does not find first even by their own title and alternates. */
export function unreachableArticles({ locales }: DeskContent, findFirst: FindFirst): Weakness[] {
  return Object.values(locales).flatMap(({ locale, articles, intents }) => {
    const answering = new Set(intents.map(sourceOf));
    const reachable = ({ id, audience, title, alternates }: Article) =>
      audience === 'staff' ||
      answering.has(id) ||
      [title, ...alternates].some((query) => findFirst(query, locale) === id);
    return articles
      .filter((article) => !reachable(article))
      .map(({ id, title }) => toWeakness(locale, { id, title, instead: findFirst(title, locale) }));
  });
}

function sourceOf({ outcome }: Intent): string | undefined {
  if (outcome.kind === 'escalate') return undefined;
  return outcome.kind === 'article' ? outcome.articleId : outcome.sourceId;
}

function toWeakness(locale: string, found: { id: string; title: string; instead: string | undefined }): Weakness {
  const { id, title, instead } = found;
  const what = instead === undefined ? 'nothing is found' : `the article ${instead} is found first`;
  const reason = `no question leads to the article ${id}: no intent answers from it, and for its own title, "${title}", ${what}. Give it alternates of its own, merge the two, or name it in an intent.`;
  return { rule: 'unreachable_article', locale, subject: [id], at: { article: id }, reason };
}
