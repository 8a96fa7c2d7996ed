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
