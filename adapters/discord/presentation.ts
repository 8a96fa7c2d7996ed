import type { OutgoingMessage } from '../../src/domain/message.ts';
import { type Run, splitRuns } from '../kit/formatted-text.ts';
import { renderMarkdown } from '../kit/markdown.ts';
import { toMarkup } from './markup.ts';
import { phrasesFor } from './phrases.ts';

/** The longest text of one message, marks included, in UTF-16 units. */
export const MAX_TEXT_LENGTH = 2_000;
/** How much shorter runs are cut when their marks make them too long. */
const SHRINK = 0.8;

/** Where an article can be read; undefined where nobody outside reaches the desk's pages. */
export type ArticleUrl = (locale: string, articleId: string) => string | undefined;

/**
 * A message's text as the texts that Discord shows, in order: an agent's begins with the name, `notices` follow it, an answer
 * from an article ends by naming it. Empty where there is nothing to say, as with files alone.
 */
export function presentMessage(message: OutgoingMessage, articleUrl: ArticleUrl, notices: string[] = []): string[] {
  const { author, source, text } = message;
  const byAgent = author.kind === 'agent';
  const body = renderMarkdown(text, {
    lineBreaks: byAgent,
    articleUrl: (articleId) => source && articleUrl(source.locale, articleId),
  });
  const name: Run[] = byAgent ? [{ text: author.name, formats: [{ kind: 'bold' }] }, plain('\n')] : [];
  const told = notices.map((notice) => plain(`\n${notice}`));
  const runs = [
    ...name,
    ...(byAgent ? body.flatMap(linkAddresses) : body),
    ...told,
    ...presentSource(message, articleUrl),
  ];
  return cutToFit(runs, MAX_TEXT_LENGTH);
}

function cutToFit(runs: Run[], maxLength: number): string[] {
  return splitRuns(runs, maxLength).flatMap((part) => {
    const markup = toMarkup(part);
    return markup.length <= MAX_TEXT_LENGTH ? [markup] : cutToFit(part, Math.floor(maxLength * SHRINK));
  });
}

const ADDRESS = /https?:\/\/[^\s<>]*[^\s<>.,:;!?"')\]]/gi;

/** Makes the addresses that a person wrote into links. */
function linkAddresses(run: Run): Run[] {
  if (run.formats.some(({ kind }) => kind === 'link' || kind === 'code' || kind === 'code_block')) return [run];
  const addresses = [...run.text.matchAll(ADDRESS)].filter(([address]) => URL.canParse(address));
  let end = 0;
  const linked = addresses.flatMap(({ 0: href, index }) => {
    const before = { ...run, text: run.text.slice(end, index) };
    end = index + href.length;
    return [before, { text: href, formats: [...run.formats, { kind: 'link' as const, href }] }];
  });
  return [...linked, { ...run, text: run.text.slice(end) }].filter(({ text }) => text !== '');
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
