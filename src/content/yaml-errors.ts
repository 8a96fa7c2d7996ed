/** What is wrong with a text that is no YAML, in words that say what to do. */

import type { ErrorCode, YAMLError } from 'yaml';
import { type Diagnostic, errorAt } from './diagnostics.ts';

const REASONS: Partial<Record<ErrorCode, string>> = {
  TAB_AS_INDENT: 'there is a tab in front: indent with spaces',
  BAD_INDENT: 'this line does not line up: check how many spaces stand in front of it and of the lines above',
  BLOCK_AS_IMPLICIT_KEY: `there is a second ": " in this line: put the text in quotes`,
  MULTILINE_IMPLICIT_KEY: 'a ":" is missing after the key, or the lines above it do not line up',
  BAD_DQ_ESCAPE: 'there is a \\ in a text in "quotes": use \'single quotes\', or write \\\\',
  RESOURCE_EXHAUSTION: 'this is too large or too deeply nested to be read',
};

/** The parser's errors as diagnostics, one a line: what follows on the same line is mostly a consequence. */
export function explainYamlErrors(
  errors: readonly YAMLError[],
  text: string,
  lineAt: (offset: number) => number,
): Diagnostic[] {
  const lines = text.split('\n');
  const diagnostics = new Map<number, Diagnostic>();
  for (const error of errors) {
    const line = lineAt(error.pos[0]);
    if (!diagnostics.has(line)) diagnostics.set(line, errorAt(line, explain(error, lines[line - 1] ?? '')));
  }
  return [...diagnostics.values()];
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
