import type { OutgoingMessage } from '../../src/domain/message.ts';
import { type Run, splitRuns } from '../shared/formatted-text.ts';
import { type ArticleUrl, presentWords } from '../shared/presentation.ts';
import { toMarkup } from './markup.ts';

/** The longest text of one message, marks included, in UTF-16 units. */
export const MAX_TEXT_LENGTH = 2_000;
/** How much shorter runs are cut when their marks make them too long. */
const SHRINK = 0.8;

/**
 * A message's text as the texts that Discord shows, in order: an agent's begins with the name, an answer from an article ends by
 * naming it, and then come `notices`. Empty where there is nothing to say, as with files alone.
 */
export function presentMessage(message: OutgoingMessage, articleUrl: ArticleUrl, notices: string[] = []): string[] {
  return cutToFit(presentWords(message, { articleUrl, linksAddresses: true, notices }), MAX_TEXT_LENGTH);
}

function cutToFit(runs: Run[], maxLength: number): string[] {
  return splitRuns(runs, maxLength).flatMap((part) => {
    const markup = toMarkup(part);
    return markup.length <= MAX_TEXT_LENGTH ? [markup] : cutToFit(part, Math.floor(maxLength * SHRINK));
  });
}
