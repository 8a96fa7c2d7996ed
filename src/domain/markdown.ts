/** CommonMark helpers that need no parser. */

/**
 * Escapes a text so that CommonMark shows it as it is, on one line: ASCII punctuation gets a backslash (CommonMark 0.31, 2.4),
 * line breaks become spaces. Safe anywhere but inside code.
 */
export function escapeMarkdown(text: string): string {
  return text.replace(/\s*[\r\n]+\s*/g, ' ').replace(/[!"#$%&'()*+,\-./:;<=>?@[\\\]^_`{|}~]/g, '\\$&');
}

/** The first paragraph of a CommonMark text that is neither a heading nor empty. */
export function firstParagraph(body: string): string {
  const paragraphs = body.split(/\r?\n\s*\r?\n/).map((paragraph) => paragraph.trim());
  return paragraphs.find((paragraph) => paragraph !== '' && !paragraph.startsWith('#')) ?? body.trim();
}

/** At most `maxLength` UTF-16 units of a text, cut between characters and marked with an ellipsis where it was cut. */
export function excerpt(text: string, maxLength: number): string {
  const line = text.replace(/\s+/g, ' ').trim();
  if (line.length <= maxLength) return line;
  return `${line
    .slice(0, maxLength - 1)
    .toWellFormed()
    .replace(/\uFFFD$/, '')}…`;
}

/** A line that begins something: a list, a heading, a quote, a table, code, or a rule. */
const BEGINS_BLOCK = /^\s*([-*+>|#]|\d+[.)]\s|```|~~~|$)/;
const FENCE = /^\s*(```|~~~)/;
const CHINESE_END = /[\u3000-\u30FF\u3400-\u9FFF\uFF00-\uFFEF]$/;

/**
 * CommonMark with the lines of each paragraph and list item joined, for places where a single line break shows. Code and hard
 * breaks stay as they are.
 */
export function unwrapLines(text: string): string {
  const lines: string[] = [];
  let inCode = false;
  for (const line of text.split(/\r?\n/)) {
    const before = lines.at(-1);
    const joins = before !== undefined && before.trim() !== '' && !inCode && !BEGINS_BLOCK.test(line);
    if (FENCE.test(line)) inCode = !inCode;
    if (!joins || /( {2}|\\)$/.test(before) || FENCE.test(before) || /^\s*[#|]/.test(before)) lines.push(line);
    else lines[lines.length - 1] = before + (CHINESE_END.test(before) ? '' : ' ') + line.trim();
  }
  return lines.join('\n');
}
