/** The format of `.env`: a `NAME=value` a line, with or without `export` and quotes; `#` begins a comment. */

import { ConfigError } from './config-error.ts';

/**
 * The variables of a text whose lines end with \n; of a name that is set twice, the last.
 * @throws ConfigError naming the line that says something else, never its value, which may be a secret
 */
export function parseEnvironmentFile(file: string, text: string): Record<string, string> {
  const variables: Record<string, string> = {};
  const lines = text.split('\n').entries();
  for (const [index, line] of lines) {
    const refuse = (reason: string) => new ConfigError(`${file}:${index + 1}: ${reason}`);
    const trimmed = line.trim();
    if (trimmed === '' || trimmed.startsWith('#')) continue;
    const [, name, written] = /^(?:export\s+)?([A-Za-z_]\w*)\s*=(.*)$/.exec(trimmed) ?? [];
    if (name === undefined || written === undefined) throw refuse('write NAME=value, or # in front of a comment');
    const [, quote, rest] = /^\s*(["'`])(.*)$/.exec(written) ?? [];
    if (quote === undefined || rest === undefined) {
      if (/^[^\s#]+#|^#/.test(written)) throw refuse(`${name} has a # in it: put the value in quotes`);
      const comment = written.search(/\s#/);
      variables[name] = (comment < 0 ? written : written.slice(0, comment)).trim();
      continue;
    }
    const quoted = [rest];
    while (!quoted.at(-1)?.includes(quote)) {
      const more = lines.next();
      if (more.done) throw refuse(`the quotes around ${name} are not closed`);
      quoted.push(more.value[1]);
    }
    const [value = '', ...after] = quoted.join('\n').split(quote);
    if (!/^\s*(#.*)?$/s.test(after.join(quote))) throw refuse(`there is more after the closing quotes of ${name}`);
    variables[name] = quote === '"' ? value.replaceAll('\\n', '\n') : value;
  }
  return variables;
}
