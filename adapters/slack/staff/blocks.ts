/** The pieces that everything shown in Slack is made of. What others wrote stands in rich or plain text only, where nothing is parsed. */

import type { types } from '@slack/bolt';
import { excerpt } from '../../../src/domain/markdown.ts';
import { utcTime } from '../../../src/domain/utc-time.ts';
import { escapeMrkdwn } from '../message-text.ts';

/** A part of a message or view. */
export type Block = types.KnownBlock;
/** A stretch of rich text: words, a link, a time, somebody who is mentioned. */
export type RichElement = types.RichTextElement;
type RichPart = types.RichTextBlock['elements'][number];
type Style = NonNullable<types.RichTextText['style']>;

/** A message as Slack is sent it; `text` is what notifications show. */
export interface Post {
  text: string;
  blocks: Block[];
}

const LONGEST_ELEMENT = 3_000;
const LONGEST_PLAIN = 2_000;
const LONGEST_NOTIFICATION = 300;

/** A text on one line that shows as it is written, cut to `maxLength`. */
export function plain(text: string, maxLength = LONGEST_PLAIN): types.PlainTextElement {
  return { type: 'plain_text', text: excerpt(text, maxLength) || '–', emoji: false };
}

/** Text that shows as it is written, line breaks included. */
export function words(text: string, style?: Style): RichElement[] {
  const elements: RichElement[] = [];
  for (let start = 0; start < text.length; ) {
    const end = endOfPiece(text, start);
    elements.push({ type: 'text', text: text.slice(start, end), ...(style === undefined ? {} : { style }) });
    start = end;
  }
  return elements;
}

/** The same in bold. */
export function bold(text: string): RichElement[] {
  return words(text, { bold: true });
}

/** Words that lead to an address of the desk’s own. */
export function link(url: string, text: string): RichElement {
  return { type: 'link', url, text: excerpt(text, LONGEST_PLAIN) || url };
}

/** A time as each reader's own clock and language show it. */
export function moment(at: number): RichElement {
  return {
    type: 'date',
    timestamp: Math.floor(at / 1000),
    format: '{date_short_pretty} {time}',
    fallback: utcTime(at),
  };
}

/** Lines, quotes and lists as one block. */
export function richText(...elements: RichPart[]): types.RichTextBlock {
  return { type: 'rich_text', elements };
}

/** A line of stretches. */
export function line(...elements: (RichElement | RichElement[])[]): types.RichTextSection {
  return { type: 'rich_text_section', elements: elements.flat() };
}

/** Several lines as one part: how Slack sets parts apart is its own affair. */
export function lines(...given: RichElement[][]): types.RichTextSection {
  return line(...given.flatMap((elements, index) => (index === 0 ? [elements] : [words('\n'), elements])));
}

/** What somebody else said. */
export function quote(text: string): types.RichTextQuote {
  return { type: 'rich_text_quote', elements: words(text) };
}

/** A list with a line for each item. */
export function bullets(items: RichElement[][]): types.RichTextList {
  return { type: 'rich_text_list', style: 'bullet', elements: items.map((elements) => line(elements)) };
}

/** Small grey text. */
export function contextLine(text: string): types.ContextBlock {
  return { type: 'context', elements: [plain(text)] };
}

/** At most `maxLength` UTF-16 units of a text with its line breaks; what is missing is told of. */
export function cutText(text: string, maxLength: number): string {
  if (text.length <= maxLength) return text;
  return `${text.slice(0, endOfPiece(text, 0, maxLength - 1))}…`;
}

/** A text for notifications, in which nothing is a mention, a link, a format or an emoji's name. */
export function notification(text: string): string {
  return escapeMrkdwn(excerpt(text, LONGEST_NOTIFICATION)).replace(/:(?=[\w+'-]+:|\/\/)/g, ':\u2060');
}

function endOfPiece(text: string, start: number, maxLength = LONGEST_ELEMENT): number {
  const end = Math.min(text.length, start + maxLength);
  const splitsPair = end < text.length && /[\uD800-\uDBFF]/.test(text.charAt(end - 1));
  return splitsPair ? end - 1 : end;
}
