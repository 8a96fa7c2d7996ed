/** What is wrong with a text that is no YAML, or likely not the YAML that was meant, in words that say what to do. */

import type { ErrorCode, YAMLError } from 'yaml';

const REASONS: Partial<Record<ErrorCode, string>> = {
  TAB_AS_INDENT: 'there is a tab in front: indent with spaces',
  BAD_INDENT: 'this line does not line up: check how many spaces stand in front of it and of the lines above',
  BLOCK_AS_IMPLICIT_KEY: `there is a second ": " in this line: put the text in quotes`,
  MULTILINE_IMPLICIT_KEY: 'a ":" is missing after the key, or the lines above it do not line up',
  BAD_DQ_ESCAPE: 'there is a \\ in a text in "quotes": use \'single quotes\', or write \\\\',
  RESOURCE_EXHAUSTION: 'this is too large or too deeply nested to be read',
};

/** The parser's errors by 1-based line, one a line: what follows on the same line is mostly a consequence. */
export function explainYamlErrors(
  errors: readonly YAMLError[],
  text: string,
  lineAt: (offset: number) => number,
): { line: number; reason: string }[] {
  const lines = text.split('\n');
  const reasons = new Map<number, string>();
  for (const error of errors) {
    const line = lineAt(error.pos[0]);
    if (!reasons.has(line)) reasons.set(line, explain(error, lines[line - 1] ?? ''));
  }
  return [...reasons].map(([line, reason]) => ({ line, reason }));
}

function explain({ code, message }: YAMLError, line: string): string {
  const reason = REASONS[code];
  if (reason !== undefined) return reason;
  const [, opening] = /^\s*(?:- +)?(?:[\w-]+: +)?([{['"&*!%@`>|])/.exec(line) ?? [];
  if (opening === undefined) return `this cannot be read (${message})`;
  const isQuote = opening === '"' || opening === "'";
  const rule = isQuote
    ? 'quotes have to go around the whole text'
    : `a text that starts with ${opening} has to be in quotes`;
  return `this cannot be read (${message}): ${rule}`;
}

/**
 * Tells that YAML takes for a comment what may well belong to a text that is not in quotes; undefined where it looks like a
 * comment, or there is none. People set a comment apart by several blanks; in running text one stands before a `#`, or none
 * behind it, as in #12. `rest` is what follows the text on its line.
 */
export function explainCutText(rest: string): string | undefined {
  const isLikelyText = /^ #(?!#)/.test(rest) || /^[ \t]+#[^\s#]/.test(rest);
  if (!isLikelyText) return undefined;
  return `"${rest.trim()}" is taken for a comment: put the whole text in quotes if it belongs to it, else the comment on a line of its own`;
}
