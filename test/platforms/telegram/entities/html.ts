/** parse_mode HTML. The rules and sentences are those of TDLib's parse_html (MessageEntity.cpp). */

import {
  byteOffset,
  cannotParse,
  type ParsedEntity,
  type ParsedText,
  parsedLink,
  sortEntities,
} from './parsed-text.ts';

/** What each tag means; `a`, `span`, `tg-emoji` and the code tags look at their attributes too. */
const TAGS: Record<string, string> = {
  a: 'text_link',
  b: 'bold',
  strong: 'bold',
  i: 'italic',
  em: 'italic',
  s: 'strikethrough',
  strike: 'strikethrough',
  del: 'strikethrough',
  u: 'underline',
  ins: 'underline',
  'tg-spoiler': 'spoiler',
  'tg-emoji': 'custom_emoji',
  span: 'spoiler',
  pre: 'pre',
  code: 'code',
  blockquote: 'blockquote',
};

const NAMED_CHARACTERS: Record<string, string> = { lt: '<', gt: '>', amp: '&', quot: '"' };
const LARGEST_CODE_POINT = 0x10ffff;

interface OpenTag {
  name: string;
  argument: string;
  offset: number;
}

/** Reads Telegram's HTML. @throws TelegramError as the real server words it */
export function parseHtml(source: string): ParsedText {
  const open: OpenTag[] = [];
  const entities: ParsedEntity[] = [];
  let text = '';
  let position = 0;
  while (position < source.length) {
    const character = source.charAt(position);
    if (character === '<' && source[position + 1] === '/') {
      position = closeTag(source, position, text, open, entities);
    } else if (character === '<') {
      position = openTag(source, position, text.length, open);
    } else {
      const decoded = character === '&' ? decodeCharacter(source.slice(position)) : undefined;
      text += decoded?.character ?? character;
      position += decoded?.length ?? 1;
    }
  }
  const unclosed = open.at(-1);
  if (unclosed) throw cannotParse(`Can't find end tag corresponding to start tag ${unclosed.name}`);
  return { text, entities: sortEntities(entities.map(withoutLanguageOfCode)) };
}

function openTag(source: string, start: number, offset: number, open: OpenTag[]): number {
  const at = byteOffset(source, start);
  const name = /[^\s>]*/y;
  name.lastIndex = start + 1;
  const tag = (name.exec(source)?.[0] ?? '').toLowerCase();
  let position = start + 1 + tag.length;
  if (position >= source.length) throw cannotParse(`Unclosed start tag at byte offset ${at}`);
  if (!Object.hasOwn(TAGS, tag)) throw cannotParse(`Unsupported start tag "${tag}" at byte offset ${at}`);
  let argument = '';
  for (;;) {
    while (/\s/.test(source.charAt(position))) position += 1;
    if (source[position] === '>') break;
    const attribute = readAttribute(source, position, tag, at);
    position = attribute.end;
    argument = argumentOf(tag, attribute) ?? argument;
  }
  if (tag === 'span' && argument !== 'spoiler') {
    throw cannotParse(`Tag "span" must have class "tg-spoiler" at byte offset ${at}`);
  }
  open.push({ name: tag, argument, offset });
  return position + 1;
}

interface Attribute {
  name: string;
  value: string;
  /** Where reading goes on. */
  end: number;
}

function readAttribute(source: string, start: number, tag: string, at: number): Attribute {
  const match = /([^\s=>]*)(\s*)(=?)\s*/y;
  match.lastIndex = start;
  const [whole = '', name = '', , equals = ''] = match.exec(source) ?? [];
  const valueStart = start + whole.length;
  if (valueStart >= source.length) throw cannotParse(`Unclosed start tag "${tag}" at byte offset ${at}`);
  if (name === '') throw cannotParse(`Empty attribute name in the tag "${tag}" at byte offset ${at}`);
  if (equals === '') {
    // `<blockquote expandable>` is the one attribute that stands alone.
    if (tag === 'blockquote' && name === 'expandable') return { name, value: '', end: start + name.length };
    throw cannotParse(`Expected equal sign in declaration of an attribute of the tag "${tag}" at byte offset ${at}`);
  }
  const quote = source[valueStart];
  if (quote === '"' || quote === "'") {
    const end = source.indexOf(quote, valueStart + 1);
    if (end < 0 || end + 1 >= source.length) throw cannotParse(`Unclosed start tag at byte offset ${at}`);
    return { name, value: decodeAll(source.slice(valueStart + 1, end)), end: end + 1 };
  }
  const token = /[a-z0-9.-]*/iy;
  token.lastIndex = valueStart;
  const value = token.exec(source)?.[0] ?? '';
  const end = valueStart + value.length;
  if (end >= source.length) throw cannotParse(`Unclosed start tag at byte offset ${at}`);
  if (!/[\s>]/.test(source.charAt(end))) {
    throw cannotParse(`Unexpected end of name token at byte offset ${byteOffset(source, valueStart)}`);
  }
  return { name, value: value.toLowerCase(), end };
}

function argumentOf(tag: string, { name, value }: Attribute): string | undefined {
  if (tag === 'a' && name === 'href') return value;
  if (tag === 'code' && name === 'class' && value.startsWith('language-')) return value.slice('language-'.length);
  if (tag === 'span' && name === 'class' && value.startsWith('tg-')) return value.slice('tg-'.length);
  if (tag === 'tg-emoji' && name === 'emoji-id') return value;
  if (tag === 'blockquote' && name === 'expandable') return 'expandable';
  return undefined;
}

function closeTag(source: string, start: number, text: string, open: OpenTag[], entities: ParsedEntity[]): number {
  const at = byteOffset(source, start);
  const tag = open.at(-1);
  if (tag === undefined) throw cannotParse(`Unexpected end tag at byte offset ${at}`);
  const match = /<\/([^\s>]*)\s*(>?)/y;
  match.lastIndex = start;
  const [whole = '', name = '', end = ''] = match.exec(source) ?? [];
  if (end === '') throw cannotParse(`Unclosed end tag at byte offset ${at}`);
  const found = name.toLowerCase();
  if (found !== '' && found !== tag.name) {
    throw cannotParse(`Unmatched end tag at byte offset ${at}, expected "</${tag.name}>", found "</${found}>"`);
  }
  open.pop();
  if (text.length > tag.offset) addEntity(tag, text, entities);
  return start + whole.length;
}

function addEntity(tag: OpenTag, text: string, entities: ParsedEntity[]): void {
  const span = { offset: tag.offset, length: text.length - tag.offset };
  const before = entities.at(-1);
  const sameSpan = before?.offset === span.offset && before.length === span.length;
  const type = TAGS[tag.name] ?? tag.name;
  if (tag.name === 'a') {
    const link = parsedLink(tag.argument || text.slice(tag.offset), span.offset, span.length);
    if (link) entities.push(link);
  } else if (tag.name === 'tg-emoji') {
    if (!/^[1-9]\d*$/.test(tag.argument)) throw cannotParse('Invalid custom emoji identifier specified');
    entities.push({ type, ...span, argument: tag.argument });
  } else if (tag.name === 'pre' && sameSpan && before.type === 'code' && before.argument) {
    before.type = 'pre';
  } else if (tag.name === 'code' && sameSpan && before.type === 'pre' && tag.argument) {
    before.argument = tag.argument;
  } else if (tag.name === 'blockquote' && tag.argument === 'expandable') {
    entities.push({ type: 'expandable_blockquote', ...span });
  } else {
    entities.push({ type, ...span, ...(tag.name === 'code' && tag.argument ? { argument: tag.argument } : {}) });
  }
}

function withoutLanguageOfCode(entity: ParsedEntity): ParsedEntity {
  return entity.type === 'code' ? { type: 'code', offset: entity.offset, length: entity.length } : entity;
}

function decodeCharacter(source: string): { character: string; length: number } | undefined {
  const match = /^&(?:#x([0-9a-f]*)|#(\d*)|([a-z]+));?/i.exec(source);
  if (!match) return undefined;
  const [whole, hex, decimal, name] = match;
  if (name !== undefined) {
    const character = NAMED_CHARACTERS[name];
    return character === undefined ? undefined : { character, length: whole.length };
  }
  const code = hex === undefined ? Number.parseInt(decimal ?? '', 10) : Number.parseInt(hex, 16);
  const isCharacter = code > 0 && code < LARGEST_CODE_POINT;
  return isCharacter ? { character: String.fromCodePoint(code), length: whole.length } : undefined;
}

function decodeAll(value: string): string {
  return value.replace(/&[^&]*/g, (part) => {
    const decoded = decodeCharacter(part);
    return decoded ? decoded.character + part.slice(decoded.length) : part;
  });
}
