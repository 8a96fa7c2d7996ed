/** What staff type in Slack, as the CommonMark that the desk keeps. */

import { utcTime } from '../../../../src/domain/utc-time.ts';
import { fromCodePoints } from '../../content/rich-text-words.ts';
import { escapeMrkdwn, toReadableText } from '../../message-text.ts';
import { type RichPiece, richTextBlock } from '../../wire-message.ts';

/** A message's text and the blocks that Slack's client sends beside it. */
export interface Typed {
  text?: string | undefined;
  blocks?: readonly unknown[] | undefined;
}

/** How the people, groups and channels that a text names are called. */
export interface Names {
  user(id: string): Promise<string>;
  channel(id: string): string;
}

/** CommonMark that shows what was typed: its formats are kept, and whatever else CommonMark would read as one is not. */
export async function fromTyped({ text = '', blocks = [] }: Typed, names: Names): Promise<string> {
  const rich = richTextIn(blocks);
  if (rich === undefined) return escapeTyped(toReadableText(text, () => undefined)).trim();
  const parts = await Promise.all(rich.elements.map((part) => writePart(part, names)));
  return parts
    .join('')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
}

async function writePart(part: RichPiece, names: Names): Promise<string> {
  const elements = part.elements ?? [];
  if (part.type === 'rich_text_list') return writeList(part, names);
  if (part.type === 'rich_text_preformatted') return `\n\`\`\`\n${elements.map(rawOf).join('')}\n\`\`\`\n`;
  const text = (await Promise.all(elements.map((element) => writeElement(element, names)))).join('');
  return part.type === 'rich_text_quote' ? `\n${text.replace(/^/gm, '> ')}\n\n` : escapeLineStarts(text);
}

async function writeList({ style, indent = 0, offset = 0, elements = [] }: RichPiece, names: Names): Promise<string> {
  const items = await Promise.all(elements.map((item) => writePart(item, names)));
  const bullet = (index: number) => (style === 'ordered' ? `${offset + index + 1}.` : '-');
  const lines = items.map((item, index) => `${'   '.repeat(indent)}${bullet(index)} ${item.replaceAll('\n', ' ')}`);
  return `\n${lines.join('\n')}\n\n`;
}

async function writeElement(element: RichPiece, names: Names): Promise<string> {
  switch (element.type) {
    case 'text':
      return styled(element.text ?? '', element.style);
    case 'link':
      return writeLink(element);
    case 'emoji':
      return emojiOf(element);
    case 'user':
      return `@${escapeFormats(await names.user(element.user_id ?? ''))}`;
    case 'channel':
      return `#${escapeFormats(names.channel(element.channel_id ?? ''))}`;
    case 'broadcast':
      return `@${element.range ?? ''}`;
    case 'usergroup':
    case 'team':
      return '@group';
    case 'color':
      return element.value ?? '';
    case 'date':
      return escapeFormats(element.fallback ?? utcTime((element.timestamp ?? 0) * 1_000));
    default:
      return escapeFormats(element.text ?? '');
  }
}

/** A format has to enclose words directly: spaces at its ends stand outside. */
function styled(text: string, style: unknown): string {
  const inner = text.trim();
  if (inner === '') return text;
  const before = text.slice(0, text.length - text.trimStart().length);
  const after = text.slice(text.trimEnd().length);
  if (has(style, 'code')) return `${before}\`${inner.replaceAll('`', 'ˋ')}\`${after}`;
  const delimiters = [
    has(style, 'bold') ? '**' : '',
    has(style, 'italic') ? '*' : '',
    has(style, 'strike') ? '~~' : '',
  ];
  return [before, ...delimiters, escapeFormats(inner), ...delimiters.toReversed(), after].join('');
}

function writeLink({ url = '', text }: RichPiece): string {
  const address = url.replace(/[()\s<>\\]/g, (character) =>
    encodeURIComponent(character).replace('(', '%28').replace(')', '%29'),
  );
  return text === undefined || text === url
    ? `<${url.replace(/[<>\s]/g, '')}>`
    : `[${escapeFormats(text)}](${address})`;
}

/** Slack says which character an emoji is, as code points in hexadecimal; one of the workspace's own has only a name. */
function emojiOf({ name = '', unicode }: RichPiece): string {
  return unicode === undefined ? `:${name}:` : fromCodePoints(unicode);
}

function rawOf({ text, url }: RichPiece): string {
  return text ?? url ?? '';
}

function has(style: unknown, name: string): boolean {
  return typeof style === 'object' && style !== null && name in style && Reflect.get(style, name) === true;
}

/** What a person typed without formats, so that CommonMark shows it as it is. */
export function escapeTyped(text: string): string {
  return escapeLineStarts(escapeFormats(text));
}

function escapeFormats(text: string): string {
  return text.replace(/[\\`*_[\]<>&~]/g, '\\$&');
}

function escapeLineStarts(text: string): string {
  const unindented = text.replace(/^[ \t]{4,}/gm, '   ');
  return unindented
    .replace(/^([ \t]*)(#{1,6}(?=\s|$)|[+=-])/gm, '$1\\$2')
    .replace(/^([ \t]*\d+)([.)])(?=\s|$)/gm, '$1\\$2');
}

/** How a message begins: with the reply prefix alone, with something that looks like it, or otherwise. */
export type Beginning = { kind: 'prefix'; rest: Typed } | { kind: 'unclear' } | { kind: 'plain' };

/**
 * Looks for the reply prefix at the beginning of what was typed. It stands alone: before a space or the end of a line, so that
 * `!important` and `!!! careful` are not taken for a reply. Where it is `!`, the full-width `！` is one as well.
 */
export function readBeginning({ text = '', blocks = [] }: Typed, prefix: string): Beginning {
  const rich = richTextIn(blocks);
  const words = rich === undefined ? toReadableText(text, () => undefined) : wordsIn(rich).join('');
  const begun = words.trimStart();
  const used = formsOf(prefix).find((form) => begun.startsWith(form));
  if (used === undefined) return { kind: 'plain' };
  if (!/^(?:\s|$)/.test(begun.slice(used.length))) return { kind: 'unclear' };
  if (rich === undefined) {
    return { kind: 'prefix', rest: { text: escapeMrkdwn(begun.slice(used.length).trimStart()), blocks: undefined } };
  }
  const rest = pieceAfter(rich, used);
  return rest === undefined ? { kind: 'unclear' } : { kind: 'prefix', rest: { text, blocks: [rest] } };
}

function formsOf(prefix: string): string[] {
  return prefix === '!' ? ['!', '！'] : [prefix];
}

/** Stands for what is no text, such as an emoji or a person. */
const NO_TEXT = '\uFFFC';

/** The words of a piece; what has parts of its own ends a line. */
function wordsIn({ type, text, elements }: RichPiece): string[] {
  if (elements === undefined) return [type === 'text' ? (text ?? '') : NO_TEXT];
  return [...elements.flatMap(wordsIn), '\n'];
}

/** All of it as one; undefined where there is none. */
function richTextIn(blocks: readonly unknown[]): { type: 'rich_text'; elements: RichPiece[] } | undefined {
  const rich = blocks.flatMap((block) => richTextBlock.safeParse(block).data ?? []);
  return rich.length === 0 ? undefined : { type: 'rich_text', elements: rich.flatMap(({ elements }) => elements) };
}

/** The piece without the prefix that its first words begin with; undefined where they do not. */
function pieceAfter(piece: RichPiece, prefix: string): RichPiece | undefined {
  if (piece.type === 'text') {
    const begun = (piece.text ?? '').trimStart();
    return begun.startsWith(prefix) ? { ...piece, text: begun.slice(prefix.length).trimStart() } : undefined;
  }
  const [first, ...others] = piece.elements ?? [];
  const changed = first && pieceAfter(first, prefix);
  return changed && { ...piece, elements: [changed, ...others] };
}
