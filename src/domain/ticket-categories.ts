import { type DeskContent, SMALLTALK_CATEGORY } from './content.ts';

/** That of tickets whose customer was not understood. */
const GENERAL_CATEGORY = 'general';

/** The categories that tickets of a desk with this content may have, in alphabetical order, `general` last. */
export function ticketCategories({ locales }: DeskContent): string[] {
  const intents = Object.values(locales).flatMap((locale) => locale.intents);
  const found = new Set(intents.map(({ category }) => category));
  for (const other of [SMALLTALK_CATEGORY, GENERAL_CATEGORY]) found.delete(other);
  return [...[...found].toSorted(), GENERAL_CATEGORY];
}
