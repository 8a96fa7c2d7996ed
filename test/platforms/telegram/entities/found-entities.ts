import type { ParsedEntity } from './parsed-text.ts';

/** What Telegram marks up by itself in anybody's text: the earlier in the list, the stronger where two overlap. */
const PATTERNS: [type: string, pattern: RegExp][] = [
  ['email', /\b[\w.+-]+@[\w-]+\.[a-z]{2,}\b/giu],
  ['url', /\bhttps?:\/\/[^\s<>"]*[^\s<>".,;:!?)']/giu],
  ['url', /(?<![@\w/.-])(?:[a-z0-9-]+\.)+(?:com|org|net|io|dev|me|co|info|app)\b(?:\/[^\s<>"]*[^\s<>".,;:!?)'])?/giu],
  ['bot_command', /(?<![\w/<>@])\/[a-z0-9_]{1,64}(?:@[a-z0-9_]{3,32})?(?![\w/])/giu],
  ['mention', /(?<![\w@])@[a-z0-9_]{3,32}\b/giu],
  ['hashtag', /(?<![\w#])#[\p{L}_][\p{L}\p{N}_]*/gu],
];

const UNTOUCHED = new Set(['pre', 'code', 'text_link', 'text_mention']);

/** Links, addresses, commands, mentions and hashtags of a text, outside what is already code or a link. */
export function findEntities(text: string, given: ParsedEntity[]): ParsedEntity[] {
  const taken = given.filter(({ type }) => UNTOUCHED.has(type));
  const found: ParsedEntity[] = [];
  for (const [type, pattern] of PATTERNS) {
    for (const match of text.matchAll(pattern)) {
      const entity = { type, offset: match.index, length: match[0].length };
      if ([...taken, ...found].some((other) => overlap(entity, other))) continue;
      found.push(entity);
    }
  }
  return found;
}

function overlap(one: ParsedEntity, other: ParsedEntity): boolean {
  return one.offset < other.offset + other.length && other.offset < one.offset + one.length;
}
