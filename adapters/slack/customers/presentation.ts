import type { OutgoingMessage } from '../../../src/domain/message.ts';
import { type Run, splitRuns, toPlainText } from '../../kit/formatted-text.ts';
import { renderMarkdown } from '../../kit/markdown.ts';
import { escapeMrkdwn } from '../message-text.ts';
import { type RichTextBlock, toRichText } from '../rich-text.ts';
import { type ActionsBlock, buttonsOf } from './buttons.ts';
import { phrasesFor } from './phrases.ts';

/** The longest text of one message, so that everything Slack counts in it stays within its limits. */
export const MAX_TEXT_LENGTH = 3_000;
/** A text is what notifications show; when a message is changed it may be no longer than 4 000. */
const MAX_NOTIFICATION_LENGTH = 3_500;
const WEB_ADDRESS = /https?:\/\/[^\s<>"]+[^\s<>".,;:!?)\]}'。，；：！？）】」]/g;

/** Where an article can be read; undefined where nobody outside reaches the desk's pages. */
export type ArticleUrl = (locale: string, articleId: string) => string | undefined;

/** What one message of Slack's says. */
export interface SlackContent {
  text: string;
  blocks: (RichTextBlock | ActionsBlock)[];
}

/**
 * A message as the messages Slack shows, in order and at least one: an agent's begins with the name, an answer from an article ends
 * by naming it, then come `notes`, and the last has the buttons.
 */
export function presentMessage(message: OutgoingMessage, articleUrl: ArticleUrl, notes: string[]): SlackContent[] {
  const { author, source, text } = message;
  const byAgent = author.kind === 'agent';
  const body = renderMarkdown(text, {
    lineBreaks: byAgent,
    articleUrl: (articleId) => source && articleUrl(source.locale, articleId),
  });
  const name: Run[] = byAgent ? [{ text: author.name, formats: [{ kind: 'bold' }] }, plain('\n')] : [];
  const written = byAgent ? body.flatMap(linkAddresses) : body;
  const below = notes.length === 0 ? [] : [plain(`${body.length === 0 ? '' : '\n\n'}${notes.join('\n')}`)];
  const parts = splitRuns([...name, ...written, ...presentSource(message, articleUrl), ...below], MAX_TEXT_LENGTH);
  const filled = parts.length === 0 ? [[plain('…')]] : parts;
  return filled.map((runs, index) => ({
    text: notificationOf(runs),
    blocks: [toRichText(runs), ...(index === filled.length - 1 ? buttonsOf(message) : [])],
  }));
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

/** Agents paste addresses as they are, and nothing in rich text is a link by itself. */
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

function notificationOf(runs: Run[]): string {
  const escaped = escapeMrkdwn(toPlainText(runs));
  return escaped.length <= MAX_NOTIFICATION_LENGTH ? escaped : `${escapeMrkdwn(toPlainText(runs).slice(0, 600))}…`;
}

function plain(text: string): Run {
  return { text, formats: [] };
}
