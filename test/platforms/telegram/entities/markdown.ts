/** parse_mode Markdown, the legacy dialect: no nesting, escapes outside entities only (TDLib's parse_markdown). */

import { byteOffset, cannotParse, type ParsedEntity, type ParsedText, parsedLink } from './parsed-text.ts';

const TYPES: Record<string, string> = { _: 'italic', '*': 'bold', '`': 'code', '```': 'pre' };

/** Reads Telegram's first Markdown. @throws TelegramError as the real server words it */
export function parseMarkdown(source: string): ParsedText {
  const entities: ParsedEntity[] = [];
  let text = '';
  let position = 0;
  while (position < source.length) {
    const rest = source.slice(position);
    const mark = /^(?:```|[_*`[])/.exec(rest)?.[0];
    if (/^\\[_*`[]/.test(rest)) {
      text += rest.charAt(1);
      position += 2;
    } else if (mark === undefined) {
      text += rest.charAt(0);
      position += 1;
    } else {
      const span = mark === '[' ? readLink(source, position) : readSpan(source, position, mark);
      const entity = span.toEntity(text.length);
      if (entity && entity.length > 0) entities.push(entity);
      text += span.text;
      position = span.end;
    }
  }
  return { text, entities };
}

interface Span {
  text: string;
  end: number;
  toEntity(offset: number): ParsedEntity | undefined;
}

function readSpan(source: string, start: number, mark: string): Span {
  const end = source.indexOf(mark, start + mark.length);
  if (end < 0) throw noEnd(source, start);
  const inside = source.slice(start + mark.length, end);
  const [opening = '', language] = (mark === '```' && /^([^\s`]*)\r?\n/.exec(inside)) || [];
  const text = inside.slice(opening.length);
  return {
    text,
    end: end + mark.length,
    toEntity: (offset) => ({
      type: TYPES[mark] ?? mark,
      offset,
      length: text.length,
      ...(language ? { argument: language } : {}),
    }),
  };
}

function readLink(source: string, start: number): Span {
  const match = /\[([^\]]*)\](?:\(([^)]*)\))?/y;
  match.lastIndex = start;
  const found = match.exec(source);
  if (!found) throw noEnd(source, start);
  const [whole, text = '', address = text] = found;
  return { text, end: start + whole.length, toEntity: (offset) => parsedLink(address, offset, text.length) };
}

function noEnd(source: string, start: number) {
  return cannotParse(`Can't find end of the entity starting at byte offset ${byteOffset(source, start)}`);
}
