import type { DeskContent } from '../domain/content.ts';
import { createRetriever } from '../retrieval/retriever.ts';
import { claimedUtterances } from './rules/claimed-utterances.ts';
import { missingLocales } from './rules/missing-locales.ts';
import { unreachableArticles } from './rules/unreachable-articles.ts';
import { unusedSlots } from './rules/unused-slots.ts';
import type { Weakness } from './weakness.ts';

/** Everything that the rules find in a set of content; nothing is trained for it. */
export function findWeaknesses(content: DeskContent): Weakness[] {
  const { search } = createRetriever({ content });
  return [
    ...Object.values(content.locales).flatMap(claimedUtterances),
    ...missingLocales(content),
    ...unusedSlots(content),
    ...unreachableArticles(content, (query, locale) => search(query, locale, 1)[0]?.articleId),
  ];
}
