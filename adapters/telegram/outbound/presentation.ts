/** Messages as Telegram shows them: a text or several, and a message for each file. */

import type { Attachment, OutgoingMessage } from '../../../src/domain/message.ts';
import { type Format, type Run, splitRuns, toPlainText } from '../../shared/formatted-text.ts';
import { type ArticleUrl, type PhrasesIn, plain, presentWords } from '../../shared/presentation.ts';

/** The longest text of one message, in UTF-16 units after formats. */
export const MAX_TEXT_LENGTH = 4_096;
/** The longest text under a file. */
export const MAX_CAPTION_LENGTH = 1_024;

/** What a message is shown as part of. */
export interface Setting {
  articleUrl: ArticleUrl;
  phrasesIn: PhrasesIn;
  /** Whether others read it too, who are not to be called by a name that stands in it. */
  isPublic: boolean;
}

/** One message of Telegram. */
export type Part = { kind: 'text'; runs: Run[] } | { kind: 'file'; attachment: Attachment; caption: Run[] };

/**
 * A message's parts in order, at least one: a text that is short enough goes under the first file, any other goes before the
 * files.
 */
export function presentMessage(message: OutgoingMessage, setting: Setting): Part[] {
  const caption = message.attachments.length > 0 ? presentCaption(message, setting) : undefined;
  const texts = caption === undefined ? presentTexts(message, setting) : [];
  return [
    ...texts.map((runs) => ({ kind: 'text' as const, runs })),
    ...message.attachments.map((attachment, index) => ({
      kind: 'file' as const,
      attachment,
      caption: (index === 0 && caption) || [],
    })),
  ];
}

/** A message's text as texts of messages, in order and at least one. */
export function presentTexts(message: OutgoingMessage, setting: Setting): Run[][] {
  const texts = splitRuns(presentText(message, setting), MAX_TEXT_LENGTH);
  return texts.length === 0 ? [[plain('…')]] : texts;
}

/** A message's text as it stands under a file; undefined when it is too long for that. */
export function presentCaption(message: OutgoingMessage, setting: Setting): Run[] | undefined {
  const [caption = [], ...rest] = splitRuns(presentText(message, setting), MAX_CAPTION_LENGTH);
  return rest.length === 0 ? caption : undefined;
}

/** A caption with a line of our own after it. */
export function appendLine(runs: Run[], line: string): Run[] {
  return toPlainText(runs) === '' ? [plain(line)] : [...runs, plain(`\n\n${line}`)];
}

function presentText(message: OutgoingMessage, { articleUrl, phrasesIn, isPublic }: Setting): Run[] {
  const runs = presentWords(message, { articleUrl, phrasesIn });
  return isPublic && message.author.kind !== 'agent' ? runs.map(withoutCalls) : runs;
}

/** What the bot says may hold a customer's words: a name in them is shown, and calls nobody. */
function withoutCalls({ text, formats }: Run): Run {
  return { text: text.replace(/(?<!\w)@(?=\w)/g, '@\u2060'), formats };
}

const TAGS: Record<Format['kind'], string> = {
  link: 'a',
  bold: 'b',
  quote: 'blockquote',
  code: 'code',
  italic: 'i',
  code_block: 'pre',
  strike: 's',
};

/** Runs as the HTML of Telegram's `parse_mode`, with every character of the text shown as it is. */
export function toHtml(runs: Run[]): string {
  let html = '';
  let open: readonly Format[] = [];
  for (const { text, formats } of runs) {
    html += changeFormats(open, formats) + escapeHtml(text);
    open = formats;
  }
  return html + changeFormats(open, []);
}

function changeFormats(from: readonly Format[], to: readonly Format[]): string {
  const firstChange = from.findIndex((format, index) => format !== to[index]);
  const kept = firstChange < 0 ? from.length : firstChange;
  const closed = from.slice(kept).reverse();
  return closed.map(({ kind }) => `</${TAGS[kind]}>`).join('') + to.slice(kept).map(openTag).join('');
}

function openTag({ kind, href }: Format): string {
  return href === undefined ? `<${TAGS[kind]}>` : `<${TAGS[kind]} href="${escapeHtml(href)}">`;
}

function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
