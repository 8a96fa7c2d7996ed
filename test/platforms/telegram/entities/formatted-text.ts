import type { MessageEntity, User } from 'grammy/types';
import { z } from 'zod';
import { badRequest } from '../telegram-error.ts';
import { findEntities } from './found-entities.ts';
import { parseHtml } from './html.ts';
import { linkEntity } from './link.ts';
import { parseMarkdown } from './markdown.ts';
import { parseMarkdownV2 } from './markdown-v2.ts';
import { cannotParse, type ParsedEntity, type ParsedText, sortEntities } from './parsed-text.ts';

/** A text as a message carries it. */
export interface FormattedText {
  text: string;
  entities: MessageEntity[];
}

export interface FormattingRequest {
  text: string;
  parseMode: string;
  /** The `entities` parameter; undefined when there was none. */
  entities: unknown;
  findUser(id: number): User | undefined;
}

const givenEntities = z.array(
  z.looseObject({
    type: z.string(),
    offset: z.number().int(),
    length: z.number().int(),
    url: z.string().optional(),
    language: z.string().optional(),
    custom_emoji_id: z.string().optional(),
    user: z.looseObject({ id: z.number() }).optional(),
  }),
);

/** Reads a text with its parse mode or entities, trims it, and adds what Telegram marks up by itself. @throws TelegramError */
export function formatText(request: FormattingRequest): FormattedText {
  if (!request.text.isWellFormed()) throw badRequest('strings must be encoded in UTF-8');
  const { text, entities } = trim(parse(request));
  const all = sortEntities([...entities, ...findEntities(text, entities)]);
  return { text, entities: all.flatMap((entity) => toMessageEntity(entity, request.findUser)) };
}

function parse({ text, parseMode, entities }: FormattingRequest): ParsedText {
  switch (parseMode.toLowerCase()) {
    case 'html':
      return parseHtml(text);
    case 'markdown':
      return parseMarkdown(text);
    case 'markdownv2':
      return parseMarkdownV2(text);
    case '':
    case 'none':
      return { text, entities: entities === undefined ? [] : readEntities(text, entities) };
    default:
      throw badRequest('unsupported parse_mode');
  }
}

function readEntities(text: string, given: unknown): ParsedEntity[] {
  const parsed = givenEntities.safeParse(given);
  if (!parsed.success) throw cannotParse('expected an Array of MessageEntity objects');
  return parsed.data
    .filter(({ offset, length }) => offset >= 0 && length > 0 && offset + length <= text.length)
    .flatMap(({ type, offset, length, url, language, custom_emoji_id, user }): ParsedEntity[] => {
      if (type !== 'text_link') return [{ type, offset, length, ...argument(language ?? custom_emoji_id ?? user?.id) }];
      const link = linkEntity(url ?? '');
      if (link === undefined) throw cannotParse(`Entity URL "${url ?? ''}" is invalid`);
      return [{ type: link.type, offset, length, ...argument(link.type === 'text_link' ? link.url : link.userId) }];
    });
}

function argument(value: string | number | undefined): { argument?: string } {
  return value === undefined ? {} : { argument: String(value) };
}

function trim({ text, entities }: ParsedText): ParsedText {
  const lead = text.length - text.trimStart().length;
  const trimmed = text.trim();
  return {
    text: trimmed,
    entities: entities.flatMap((entity) => {
      const start = Math.max(entity.offset - lead, 0);
      const end = Math.min(entity.offset - lead + entity.length, trimmed.length);
      return end > start ? [{ ...entity, offset: start, length: end - start }] : [];
    }),
  };
}

const PLAIN_TYPES = [
  'mention',
  'hashtag',
  'bot_command',
  'url',
  'email',
  'bold',
  'italic',
  'underline',
  'strikethrough',
  'spoiler',
  'blockquote',
  'expandable_blockquote',
  'code',
] as const;

function toMessageEntity(
  { type, offset, length, argument: value }: ParsedEntity,
  findUser: (id: number) => User | undefined,
): MessageEntity[] {
  const span = { offset, length };
  if (type === 'text_link') return [{ type, ...span, url: value ?? '' }];
  if (type === 'pre') return [{ type, ...span, ...(value ? { language: value } : {}) }];
  if (type === 'custom_emoji') return [{ type, ...span, custom_emoji_id: value ?? '' }];
  if (type === 'text_mention') {
    const user = findUser(Number(value));
    return user ? [{ type, ...span, user }] : [];
  }
  const plain = PLAIN_TYPES.find((known) => known === type);
  return plain ? [{ type: plain, ...span }] : [];
}
