/** What of a desk's content reports are made with, small enough to be handed to another thread. */

import { type DeskContent, SMALLTALK_CATEGORY } from '../domain/content.ts';
import { groupBy } from '../lib/group-by.ts';
import { type TrialContent, trialContentOf } from './bandit/trial-report.ts';

export interface ReportContent {
  /** The intents that have several answers. */
  trials: TrialContent;
  /** The intents by which customers ask for nothing: greetings, thanks and the like. */
  smalltalk: readonly string[];
  /** The titles of the articles that intents of a category are answered by, in the order of the files. */
  articles: Readonly<Record<string, readonly string[]>>;
}

export const NO_CONTENT: ReportContent = { trials: { locales: {} }, smalltalk: [], articles: {} };

/** What of a desk's content reports need. */
export function reportContentOf(content: DeskContent): ReportContent {
  const named = Object.values(content.locales).flatMap(({ intents, articles }) =>
    intents.flatMap(({ category, outcome }) => {
      const title = outcome.kind === 'article' && articles.find(({ id }) => id === outcome.articleId)?.title;
      return title ? [{ category, title }] : [];
    }),
  );
  const articles = [...groupBy(named, ({ category }) => category)].map(
    ([category, found]) => [category, [...new Set(found.map(({ title }) => title))]] as const,
  );
  const smalltalk = Object.values(content.locales).flatMap(({ intents }) =>
    intents.flatMap(({ name, category }) => (category === SMALLTALK_CATEGORY ? [name] : [])),
  );
  return {
    trials: trialContentOf(content),
    smalltalk: [...new Set(smalltalk)],
    articles: Object.fromEntries(articles),
  };
}
