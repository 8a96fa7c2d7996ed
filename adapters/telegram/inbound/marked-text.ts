/** Texts with the marks that Telegram keeps beside them: links behind words, and mentions. */

import { toCleanLine } from '../../../src/lib/clean-line.ts';
import { type BotIdentity, isSameName } from './bot-identity.ts';

/** A mark from one place in a text to another, in UTF-16 units. */
export interface Mark {
  type: string;
  offset: number;
  length: number;
  url?: string | undefined;
  user?: { id: number } | undefined;
}

export interface MarkedText {
  text: string;
  marks: readonly Mark[];
}

/** Whether the text calls the bot by its name. */
export function mentions({ text, marks }: MarkedText, bot: BotIdentity): boolean {
  return marks.some((mark) => isMention(text, mark, bot));
}

/** The text as it can be read without marks: an address after the words that it is behind, and the bot's name left out. */
export function toWords({ text, marks }: MarkedText, bot: BotIdentity): string {
  const parts: string[] = [];
  let end = 0;
  const add = (part: string): void => void (part === '' || parts.push(part));
  for (const mark of marks.toSorted((one, other) => one.offset - other.offset)) {
    if (mark.offset < end || mark.length <= 0) continue;
    const before = text.slice(end, mark.offset);
    const after = mark.offset + mark.length;
    if (isMention(text, mark, bot)) {
      add(before.trimEnd());
      end = parts.length === 0 ? after + lengthOfGap(text, after) : after;
    } else if (mark.type === 'text_link' && mark.url !== undefined) {
      add(before);
      add(showLink(text.slice(mark.offset, after), toCleanLine(mark.url)));
      end = after;
    }
  }
  add(text.slice(end));
  return parts.join('');
}

function isMention(text: string, { type, offset, length, user }: Mark, bot: BotIdentity): boolean {
  if (type === 'text_mention') return user?.id === bot.id;
  return type === 'mention' && isSameName(text.slice(offset + 1, offset + length), bot.username);
}

/** What stands between the bot's name at the beginning and what is said to it. */
function lengthOfGap(text: string, from: number): number {
  const gap = /[\s,:，：]*/y;
  gap.lastIndex = from;
  return gap.exec(text)?.[0].length ?? 0;
}

function showLink(label: string, address: string): string {
  const isShown = label !== '' && (address.endsWith(label) || address.endsWith(`${label}/`));
  return isShown || label.trim() === '' ? address : `${label} (${address})`;
}
