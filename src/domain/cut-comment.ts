/**
 * What YAML takes for a comment behind a text that is not in quotes, where it may well belong to the text; undefined
 * where it looks like a comment, or there is none. People set a comment apart by several blanks; in running text one
 * stands before a `#`, or none behind it, as in #12. `rest` is what follows the text on its line.
 */
export function findCutText(rest: string): string | undefined {
  const isLikelyText = /^ #(?!#)/.test(rest) || /^[ \t]+#[^\s#]/.test(rest);
  return isLikelyText ? rest.trim() : undefined;
}
