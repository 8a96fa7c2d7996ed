import type { OutgoingMessage } from '../../src/domain/message.ts';
import { type Run, splitRuns } from '../kit/formatted-text.ts';
import { renderMarkdown } from '../kit/markdown.ts';
import { phrasesFor } from './phrases.ts';

/** The longest text of one message, in UTF-16 units after formats. */
export const MAX_TEXT_LENGTH = 4_096;

/** Where an article can be read; undefined where nobody outside reaches the desk's pages. */
export type ArticleUrl = (locale: string, articleId: string) => string | undefined;

/**
 * A message's text as the texts that Telegram shows, in order and at least one: an agent's begins with the name, an answer from
 * an article ends by naming it.
 */
export function presentMessage(message: OutgoingMessage, articleUrl: ArticleUrl): Run[][] {
  const { author, source, text } = message;
  const byAgent = author.kind === 'agent';
  const body = renderMarkdown(text, {
    lineBreaks: byAgent,
    articleUrl: (articleId) => source && articleUrl(source.locale, articleId),
  });
  const name: Run[] = byAgent ? [{ text: author.name, formats: [{ kind: 'bold' }] }, plain('\n')] : [];
  const parts = splitRuns([...name, ...body, ...presentSource(message, articleUrl)], MAX_TEXT_LENGTH);
  return parts.length === 0 ? [[plain('…')]] : parts;
}

function presentSource({ source }: OutgoingMessage, articleUrl: ArticleUrl): Run[] {
  if (source === undefined) return [];
  const href = articleUrl(source.locale, source.articleId);
  const title: Run = {
    text: source.title,
    formats: href === undefined ? [{ kind: 'italic' }] : [{ kind: 'link', href }],
  };
  return [plain(`\n\n${phrasesFor(source.locale).source}`), title];
}

function plain(text: string): Run {
  return { text, formats: [] };
}
