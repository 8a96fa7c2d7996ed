/** What `intents check` and `knowledge check` share. */

import { Command } from 'commander';
import { readDeskFile } from '../config/desk-file.ts';
import { loadContent } from '../content/load-content.ts';
import type { ContentDiagnostic } from '../domain/content.ts';
import { PHRASE_KEYS } from '../domain/phrases.ts';
import { CONTENT_ROOT_DEFAULT, contentRoot } from './content-root.ts';
import { fail } from './fail.ts';

/** What one of the two commands looks at. */
export interface ContentCheck {
  kind: 'intents' | 'articles';
  folder: 'intents' | 'knowledge';
  description: string;
}

/** A `check` command: prints a folder's problems, one a line, then a summary; errors end it with status 1. */
export function contentCheckCommand({ kind, folder, description }: ContentCheck): Command {
  return new Command('check')
    .description(description)
    .option('--root <folder>', `the folder that holds intents/ and knowledge/ (${CONTENT_ROOT_DEFAULT})`)
    .action((options: { root?: string }) => check(options.root).catch(fail));

  async function check(named: string | undefined): Promise<void> {
    const root = contentRoot(named);
    const { defaultLocale } = await readDeskFile(root);
    const { diagnostics, counts } = await loadContent({ root, defaultLocale, phraseKeys: PHRASE_KEYS });
    const own = diagnostics.filter(({ file }) => [folder, 'desk.yaml'].includes(file.split('/', 1)[0] ?? ''));
    const found = Object.entries(counts).map(([locale, count]) => ({ locale, count: count[kind] }));
    const lines = [...own.map(toLine), `${describeCounts(found, kind)}; ${describeProblems(own)}`];
    process.stdout.write(`${lines.map(toPrintable).join('\n')}\n`);
    if (own.some(({ severity }) => severity === 'error')) process.exitCode = 1;
  }
}

/** A problem as the commands print it. */
export function toLine({ file, line, severity, reason }: ContentDiagnostic): string {
  return `${file}:${line}: ${severity}: ${reason}`;
}

function describeCounts(found: { locale: string; count: number }[], kind: string): string {
  const [first, ...others] = found;
  if (first === undefined) return `no ${kind}`;
  const rest = others.map(({ locale, count }) => `, ${count} in ${locale}`);
  return `${first.count} ${kind} in ${first.locale}${rest.join('')}`;
}

/** How many problems there are. */
export function describeProblems(problems: readonly ContentDiagnostic[]): string {
  const errors = problems.filter(({ severity }) => severity === 'error').length;
  const warnings = problems.length - errors;
  return `${errors} ${errors === 1 ? 'error' : 'errors'}, ${warnings} ${warnings === 1 ? 'warning' : 'warnings'}`;
}

/** Neither a file's name nor what it says may steer the terminal. */
function toPrintable(line: string): string {
  return line.replace(/\p{Cc}/gu, '\u{fffd}');
}
