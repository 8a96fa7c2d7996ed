import type { ArticleMatch } from '../domain/reading.ts';
import type { DeskContext } from './context.ts';

/** Articles that may help staff with a text, best first; none where they cannot be looked up, which holds nothing up. */
export async function suggestArticles(
  { trained, logger }: Pick<DeskContext, 'trained' | 'logger'>,
  query: { text: string; locale: string; top: number },
): Promise<ArticleMatch[]> {
  try {
    return await trained().reader.search(query.text, query.locale, query.top);
  } catch (error) {
    logger.warn({ err: error }, 'articles could not be looked up for staff');
    return [];
  }
}
