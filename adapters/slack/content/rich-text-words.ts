/** What people type in Slack's client, as plain words. */

import { utcTime } from '../../../src/domain/utc-time.ts';
import { withoutTrailing } from '../../../src/lib/without-trailing.ts';
import { emojiOf, linkWords } from '../message-text.ts';
import type { RichPiece, WireRichText } from '../wire-message.ts';

/** How what a text mentions is called, by its id. */
export interface Names {
  /** Empty for the bot itself, whose mention is no word. */
  user(id: string): string;
  channel(id: string): string;
  group(id: string): string;
}

/** The writer's own words, and what they quote, each by itself. */
export interface RichWords {
  text: string;
  quotes: string[];
}

/** Emoji are Unicode, links their label and address, lists have their bullets and numbers; other formats are left out. */
export function readRichText({ elements }: WireRichText, names: Names): RichWords {
  const isQuote = ({ type }: RichPiece): boolean => type === 'rich_text_quote';
  const read = (part: RichPiece): string => readPart(part, names);
  const text = elements.filter((part) => !isQuote(part)).map(read);
  return {
    text: text
      .join('\n')
      .replace(/\n{3,}/g, '\n\n')
      .trim(),
    quotes: elements
      .filter(isQuote)
      .map((part) => read(part).trim())
      .filter(Boolean),
  };
}

function readPart(part: RichPiece, names: Names): string {
  if (part.type === 'rich_text_list') return readList(part, names);
  return withoutTrailing(readElements(part, names), '\n');
}

function readList({ style, indent = 0, offset = 0, elements = [] }: RichPiece, names: Names): string {
  const before = '  '.repeat(Math.max(0, Math.min(indent, 8)));
  const bullet = (index: number): string => (style === 'ordered' ? `${offset + index + 1}.` : '•');
  return elements.map((item, index) => `${before}${bullet(index)} ${readElements(item, names)}`).join('\n');
}

function readElements({ elements = [] }: RichPiece, names: Names): string {
  return elements.map((element) => readElement(element, names)).join('');
}

function readElement(element: RichPiece, names: Names): string {
  const { type, text = '', url = '', name = '', unicode } = element;
  switch (type) {
    case 'text':
      return text;
    case 'link':
      return linkWords(url, text);
    case 'emoji':
      return unicode === undefined ? emojiOf(name) : fromCodePoints(unicode);
    case 'user':
      return names.user(element.user_id ?? '');
    case 'channel':
      return names.channel(element.channel_id ?? '');
    case 'usergroup':
      return names.group(element.usergroup_id ?? '');
    case 'broadcast':
      return `@${element.range ?? 'everyone'}`;
    case 'team':
      return '@team';
    case 'color':
      return element.value ?? '';
    case 'date':
      return element.fallback ?? utcTime((element.timestamp ?? 0) * 1_000);
    default:
      return element.elements === undefined ? text || url : readElements(element, names);
  }
}

/** The characters that code points in hexadecimal stand for, with dashes between them. */
export function fromCodePoints(points: string): string {
  return String.fromCodePoint(...points.split('-').map((point) => Number.parseInt(point, 16)));
}
