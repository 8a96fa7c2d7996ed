/** Articles as customers look through them. */

import type { Article } from './content.ts';

/** Articles under one heading; those without a category have none, and come last. */
export interface ArticleGroup {
  category: string | undefined;
  articles: Article[];
}

/** The articles that customers may read by category; categories and articles in the order in which they come. */
export function articlesByCategory(articles: Article[]): ArticleGroup[] {
  const groups = new Map<string, ArticleGroup>();
  for (const article of articles) {
    const { category, audience } = article;
    if (audience !== 'customers') continue;
    const key = category?.toLowerCase() ?? '';
    const group = groups.get(key) ?? { category, articles: [] };
    groups.set(key, group);
    group.articles.push(article);
  }
  const all = [...groups.values()];
  return [
    ...all.filter(({ category }) => category !== undefined),
    ...all.filter(({ category }) => category === undefined),
  ];
}
