/** A message's words, before each platform puts them into its own markup. */

import type { OutgoingMessage } from '../../src/domain/message.ts';
import type { Phrases } from '../../src/domain/phrases.ts';
import type { Run } from './formatted-text.ts';
import { renderMarkdown } from './markdown.ts';

/** Where an article can be read; undefined where nobody outside reaches the desk's pages. */
export type ArticleUrl = (locale: string, articleId: string) => string | undefined;

/** What customers are told in a locale. */
export type PhrasesIn = (locale: string) => Phrases;

export interface PresentationOptions {
  articleUrl: ArticleUrl;
  phrasesIn: PhrasesIn;
  /** Whether addresses that an agent wrote become links, where the platform does not make them so. */
  linksAddresses?: boolean;
  /** What the adapter has to say beside it, a line each. */
  notices?: readonly string[];
}

const WEB_ADDRESS = /https?:\/\/[^\s<>"]+[^\s<>".,;:!?)\]}'。，；：！？）】」]/g;

/** An agent's message begins with the name, an answer from an article ends by naming it, and then come the notices. */
export function presentWords(message: OutgoingMessage, options: PresentationOptions): Run[] {
  const { author, source, text } = message;
  const { articleUrl, linksAddresses = false, notices = [] } = options;
  const byAgent = author.kind === 'agent';
  const body = renderMarkdown(text, {
    lineBreaks: byAgent,
    articleUrl: (articleId) => source && articleUrl(source.locale, articleId),
  });
  const name: Run[] = byAgent ? [{ text: author.name, formats: [{ kind: 'bold' }] }, plain('\n')] : [];
  const written = byAgent && linksAddresses ? body.flatMap(linkAddresses) : body;
  const below = notices.length === 0 ? [] : [plain(`${body.length === 0 ? '' : '\n\n'}${notices.join('\n')}`)];
  return [...name, ...written, ...presentSource(message, options), ...below];
}

/** A run without formats. */
export function plain(text: string): Run {
  return { text, formats: [] };
}

function presentSource({ source, locale }: OutgoingMessage, { articleUrl, phrasesIn }: PresentationOptions): Run[] {
  if (source === undefined) return [];
  const href = articleUrl(source.locale, source.articleId);
  const [before = '', after = ''] = phrasesIn(locale).answer_source_line.split('{title}');
  const title: Run = {
    text: source.title,
    formats: href === undefined ? [{ kind: 'italic' }] : [{ kind: 'link', href }],
  };
  return [plain(`\n\n${before}`), title, ...(after === '' ? [] : [plain(after)])];
}

function linkAddresses(run: Run): Run[] {
  if (run.formats.some(({ kind }) => kind === 'link' || kind === 'code' || kind === 'code_block')) return [run];
  const runs: Run[] = [];
  let end = 0;
  for (const { 0: href, index } of run.text.matchAll(WEB_ADDRESS)) {
    if (!URL.canParse(href)) continue;
    runs.push({ ...run, text: run.text.slice(end, index) });
    runs.push({ text: href, formats: [...run.formats, { kind: 'link', href }] });
    end = index + href.length;
  }
  return [...runs, { ...run, text: run.text.slice(end) }].filter(({ text }) => text !== '');
}
