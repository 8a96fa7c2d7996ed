/** CommonMark helpers that need no parser. */

import { firstUnits } from '../lib/text.ts';

/**
 * Escapes a text so that CommonMark shows it as it is, on one line: ASCII punctuation gets a backslash (CommonMark 0.31, 2.4),
 * line breaks become spaces. Safe anywhere but inside code.
 */
export function escapeMarkdown(text: string): string {
  return text
    .replace(/\s+/g, (space) => (LINE_BREAK.test(space) ? ' ' : space))
    .replace(/[!"#$%&'()*+,\-./:;<=>?@[\\\]^_`{|}~]/g, '\\$&');
}

const LINE_BREAK = /[\r\n]/;

/** CommonMark with every escaped character as it is shown, for places that show the rest of it as it is written. */
export function withoutEscapes(text: string): string {
  return text.replace(/\\([!-/:-@[-`{-~])/g, '$1');
}

/** The first paragraph of a CommonMark text that is neither a heading nor empty. */
export function firstParagraph(body: string): string {
  const paragraphs = body.split(/\r?\n\s*\r?\n/).map((paragraph) => paragraph.trim());
  return paragraphs.find((paragraph) => paragraph !== '' && !paragraph.startsWith('#')) ?? body.trim();
}

const LINK = /\[[^\][\n]{1,200}\]\(https?:\/\/[^\s()]{1,2000}\)/;

/** The first link to another site, as CommonMark: that of an article's video. */
export function findVideoLink(body: string): string | undefined {
  return LINK.exec(body)?.[0];
}

/**
 * At most `maxLength` UTF-16 units of a text on one line, marked with an ellipsis where it was cut: after a word where there is
 * one near, else between characters.
 */
export function excerpt(text: string, maxLength: number): string {
  const line = text.replace(/\s+/g, ' ').trim();
  if (line.length <= maxLength) return line;
  const end = firstUnits(line, maxLength - 1).length;
  const lastSpace = line.lastIndexOf(' ', end);
  return `${line.slice(0, lastSpace > end * 0.8 ? lastSpace : end)}…`;
}

/** A line that begins something: a list, a heading, a quote, a table, code, or a rule. */
const BEGINS_BLOCK = /^\s*([-*+>|#]|\d+[.)]\s|```|~~~|$)/;
/** A line that nothing is joined to: an empty one, a heading, the row of a table, the fence of code. */
const STANDS_ALONE = /^\s*([|#]|```|~~~|$)/;
const FENCE = /^\s*(```|~~~)/;
const HARD_BREAK = /( {2}|\\)$/;
const CHINESE_END = /[\u3000-\u30FF\u3400-\u9FFF\uFF00-\uFFEF]$/;

/**
 * CommonMark with the lines of each paragraph and list item joined, for places where a single line break shows. Code and hard
 * breaks stay as they are.
 */
export function unwrapLines(text: string): string {
  const [opening = '', ...others] = text.split(/\r?\n/);
  const pieces = [opening];
  let [first, last] = [opening, opening];
  let inCode = FENCE.test(opening);
  for (const line of others) {
    if (inCode || STANDS_ALONE.test(first) || HARD_BREAK.test(last) || BEGINS_BLOCK.test(line)) {
      pieces.push('\n', line);
      [first, last] = [line, line];
    } else {
      pieces.push(CHINESE_END.test(last) ? '' : ' ', line.trim());
      last = line.trim();
    }
    if (FENCE.test(line)) inCode = !inCode;
  }
  return pieces.join('');
}
