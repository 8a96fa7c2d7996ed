import type { Logger } from 'pino';
import type { ArticleMatch } from '../domain/analysis.ts';
import type { TrainedContent } from '../ports/analyzer.ts';

/** What answers a text in fewer than one case of five is no help. */
const LEAST_CONFIDENCE = 0.2;

/** Articles that may help staff with a text, best first; none where they cannot be looked up, which holds nothing up. */
export async function suggestArticles(
  { trained, logger }: { trained(): TrainedContent; logger: Logger },
  query: { text: string; locale: string; top: number },
): Promise<ArticleMatch[]> {
  try {
    const found = await trained().analyzer.search(query.text, query.locale, query.top, 'staff');
    return found.filter(({ confidence }) => confidence >= LEAST_CONFIDENCE);
  } catch (error) {
    logger.warn({ err: error }, 'articles could not be looked up for staff');
    return [];
  }
}
