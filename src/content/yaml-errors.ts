/** What is wrong with a text that is no YAML, in words that say what to do. */

import type { ErrorCode, YAMLError } from 'yaml';
import { errorAt, type Finding } from './finding.ts';

const QUOTE_IT = 'put the text in quotes, or write it as a block after |';

const REASONS: Partial<Record<ErrorCode, string>> = {
  TAB_AS_INDENT: 'there is a tab in front: indent with spaces',
  BAD_INDENT: 'this line does not line up: check how many spaces stand in front of it and of the lines above',
  BLOCK_AS_IMPLICIT_KEY: `there is a second ": " in this line: ${QUOTE_IT}`,
  MULTILINE_IMPLICIT_KEY: 'a ":" is missing after the key, or the lines above it do not line up',
  MULTIPLE_DOCS: 'a line of only --- starts a second document: keep one',
  BAD_SCALAR_START: `a text cannot start with this sign: ${QUOTE_IT}`,
  BAD_ALIAS: `a text that starts with * means something else here: ${QUOTE_IT}`,
  BAD_DQ_ESCAPE: 'there is a \\ in a text in "quotes": use \'single quotes\', or write \\\\',
  TAG_RESOLVE_FAILED: `a text that starts with ! means something else here: ${QUOTE_IT}`,
  RESOURCE_EXHAUSTION: 'this is too large or too deeply nested to be read',
};

/** The parser's errors as findings, one a line: what follows on the same line is mostly a consequence. */
export function explainYamlErrors(
  errors: readonly YAMLError[],
  text: string,
  lineAt: (offset: number) => number,
): Finding[] {
  const lines = text.split('\n');
  const findings = new Map<number, Finding>();
  for (const error of errors) {
    const line = lineAt(error.pos[0]);
    if (!findings.has(line)) findings.set(line, errorAt(line, explain(error, lines[line - 1] ?? '')));
  }
  return [...findings.values()];
}

function explain(error: YAMLError, line: string): string {
  const [, opening] = /^\s*(?:- +)?(?:[\w-]+: +)?([{['"&%@`|>])/.exec(line) ?? [];
  if (opening === '"' || opening === "'") {
    return `this cannot be read (${error.message}): a text in quotes has to be in quotes as a whole`;
  }
  if (opening === '{' || opening === '[') return `a text cannot start with ${opening}: ${QUOTE_IT}`;
  return REASONS[error.code] ?? `this cannot be read (${error.message})`;
}
