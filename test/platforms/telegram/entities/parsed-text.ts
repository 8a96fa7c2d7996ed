import { badRequest, type TelegramError } from '../telegram-error.ts';
import { linkEntity } from './link.ts';

/** A formatting found in a text; `argument` is the link, language, user id or emoji id that goes with it. */
export interface ParsedEntity {
  type: string;
  /** In UTF-16 units. */
  offset: number;
  length: number;
  argument?: string;
}

/** A text without its mark-up, and what the mark-up said. */
export interface ParsedText {
  text: string;
  entities: ParsedEntity[];
}

/** 400 as the real server says it; offsets in its sentences count UTF-8 bytes. */
export function cannotParse(reason: string): TelegramError {
  return badRequest(`can't parse entities: ${reason}`);
}

/** How many bytes of UTF-8 come before the position. */
export function byteOffset(source: string, position: number): number {
  return Buffer.byteLength(source.slice(0, position));
}

/** The entity a link makes; undefined where Telegram drops an address that it does not accept. */
export function parsedLink(address: string, offset: number, length: number): ParsedEntity | undefined {
  const link = linkEntity(address);
  if (link === undefined) return undefined;
  const argument = link.type === 'text_link' ? link.url : String(link.userId);
  return { type: link.type, offset, length, argument };
}

/** Outer entities before inner ones, as Telegram lists them. */
export function sortEntities(entities: ParsedEntity[]): ParsedEntity[] {
  return entities.sort((one, other) => one.offset - other.offset || other.length - one.length);
}
