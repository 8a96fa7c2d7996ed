/** parse_mode MarkdownV2. The rules and sentences are those of TDLib's parse_markdown_v2 (MessageEntity.cpp). */

import {
  byteOffset,
  cannotParse,
  type ParsedEntity,
  type ParsedText,
  parsedLink,
  sortEntities,
} from './parsed-text.ts';

const RESERVED = '_*[]()~`>#+-=|{}.!\n';

/** As the real server names them in its sentences. */
const NAMES: Record<string, string> = {
  bold: 'Bold',
  italic: 'Italic',
  underline: 'Underline',
  strikethrough: 'Strikethrough',
  spoiler: 'Spoiler',
  code: 'Code',
  pre: 'Pre',
  text_link: 'TextUrl',
  custom_emoji: 'CustomEmoji',
  blockquote: 'BlockQuote',
};

interface OpenEntity {
  type: string;
  argument: string | undefined;
  offset: number;
  position: number;
}

/** Reads Telegram's MarkdownV2. @throws TelegramError as the real server words it */
export function parseMarkdownV2(source: string): ParsedText {
  const reader = new MarkdownReader(source);
  while (reader.position < source.length) reader.step();
  reader.finish();
  return { text: reader.text, entities: sortEntities(reader.entities) };
}

class MarkdownReader {
  text = '';
  position = 0;
  readonly entities: ParsedEntity[] = [];
  private readonly open: OpenEntity[] = [];
  private inBlockquote = false;
  private readonly source: string;

  constructor(source: string) {
    this.source = source;
  }

  step(): void {
    const character = this.source.charAt(this.position);
    const next = this.source.charCodeAt(this.position + 1);
    if (character === '\\' && next > 0 && next <= 126) {
      this.text += this.source.charAt(this.position + 1);
      this.position += 2;
    } else if (!this.reserved().includes(character)) {
      this.text += character;
      this.position += 1;
    } else if (this.endsAnEntity(character)) {
      this.end(character);
    } else {
      this.begin(character);
    }
  }

  finish(): void {
    const last = this.open.at(-1);
    if (last?.type === 'blockquote') {
      this.add(last, undefined);
      this.open.pop();
    }
    const unclosed = this.open.at(-1);
    if (unclosed) throw this.noEndOf(unclosed);
  }

  private reserved(): string {
    const type = this.open.at(-1)?.type;
    return type === 'code' || type === 'pre' ? '`' : RESERVED;
  }

  private follows(marks: string): boolean {
    return this.source.startsWith(marks, this.position);
  }

  private endsAnEntity(character: string): boolean {
    const innermost = this.open.at(-1);
    if (innermost === undefined) return false;
    if (this.inBlockquote && character === '\n' && !this.follows('\n>')) return true;
    switch (innermost.type) {
      case 'bold':
        return character === '*';
      case 'italic':
        return character === '_' && !this.follows('__');
      case 'underline':
        return this.follows('__');
      case 'strikethrough':
        return character === '~';
      case 'spoiler':
        return this.follows('||');
      case 'code':
        return character === '`';
      case 'pre':
        return this.follows('```');
      case 'text_link':
      case 'custom_emoji':
        return character === ']';
      default:
        return false;
    }
  }

  private begin(character: string): void {
    const { position } = this;
    if (this.follows('__')) this.push('underline', position, 2);
    else if (character === '_') this.push('italic', position, 1);
    else if (character === '*') this.push('bold', position, 1);
    else if (character === '~') this.push('strikethrough', position, 1);
    else if (this.follows('||')) this.push('spoiler', position, 2);
    else if (character === '[') this.push('text_link', position, 1);
    else if (this.follows('![')) this.push('custom_emoji', position, 2);
    else if (this.follows('```')) this.beginPre();
    else if (character === '`') this.push('code', position, 1);
    else if (character === '\n') this.newLine();
    else if (character === '>' && position === 0) this.beginBlockquote(1);
    else throw cannotParse(`Character '${character}' is reserved and must be escaped with the preceding '\\'`);
  }

  private push(type: string, position: number, length: number, argument?: string): void {
    this.open.push({ type, argument, offset: this.text.length, position });
    this.position += length;
  }

  private beginPre(): void {
    const start = this.position;
    const language = /```(?:([^\s`]+)(?=\s))?(?:\r\n|\n\r|\n|\r)?/y;
    language.lastIndex = start;
    const [whole = '```', name] = language.exec(this.source) ?? [];
    this.push('pre', start, whole.length, name);
  }

  private newLine(): void {
    this.text += '\n';
    this.position += 1;
    if (!this.follows('>')) return;
    if (this.inBlockquote) this.position += 1;
    else this.beginBlockquote(1);
  }

  private beginBlockquote(length: number): void {
    this.inBlockquote = true;
    this.push('blockquote', this.position, length);
  }

  private end(character: string): void {
    const entity = this.open.at(-1);
    if (entity === undefined) return;
    if (character === '\n' && entity.type !== 'blockquote') throw this.noEndOf(entity);
    this.open.pop();
    if (entity.type === 'text_link' || entity.type === 'custom_emoji') return this.endLink(entity);
    if (entity.type === 'blockquote') {
      this.inBlockquote = false;
      this.text += '\n';
      this.position += 1;
    } else {
      this.position += { underline: 2, spoiler: 2, pre: 3 }[entity.type] ?? 1;
    }
    this.add(entity, entity.argument);
  }

  private endLink(entity: OpenEntity): void {
    this.position += 1;
    const isLink = entity.type === 'text_link';
    let address = this.text.slice(entity.offset);
    if (this.source[this.position] === '(') address = this.readAddress(isLink);
    else if (!isLink) throw cannotParse('Custom emoji entity must contain a tg://emoji URL');
    const length = this.text.length - entity.offset;
    if (length === 0) return;
    if (isLink) {
      const link = parsedLink(address, entity.offset, length);
      if (link) this.entities.push(link);
      return;
    }
    const emojiId = /^tg:\/\/emoji\?id=([1-9]\d*)$/.exec(address)?.[1];
    if (emojiId === undefined) throw cannotParse('Custom emoji URL must have an emoji identifier');
    this.entities.push({ type: 'custom_emoji', offset: entity.offset, length, argument: emojiId });
  }

  private readAddress(isLink: boolean): string {
    const start = this.position + 1;
    const match = /((?:\\\p{ASCII}|[^)])*)(\)?)/uy;
    match.lastIndex = start;
    const [whole = '', address = '', end = ''] = match.exec(this.source) ?? [];
    if (end === '') {
      const what = isLink ? 'a URL' : 'a custom emoji URL';
      throw cannotParse(`Can't find end of ${what} at byte offset ${byteOffset(this.source, start)}`);
    }
    this.position = start + whole.length;
    return address.replace(/\\(\p{ASCII})/gu, '$1');
  }

  private add(entity: OpenEntity, argument: string | undefined): void {
    const length = this.text.length - entity.offset;
    if (length === 0) return;
    this.entities.push({ type: entity.type, offset: entity.offset, length, ...(argument ? { argument } : {}) });
  }

  private noEndOf({ type, argument, position }: OpenEntity) {
    const name = type === 'pre' && argument ? 'PreCode' : NAMES[type];
    return cannotParse(`Can't find end of ${name} entity at byte offset ${byteOffset(this.source, position)}`);
  }
}
