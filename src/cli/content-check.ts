/** What `intents check` and `knowledge check` share. */

import { Command } from 'commander';
import { readDeskFile } from '../config/desk-file.ts';
import { type LoadedContent, loadContent } from '../content/load-content.ts';
import type { ContentDiagnostic } from '../domain/content.ts';
import { PHRASE_KEYS } from '../domain/phrases.ts';
import { compareWeaknesses } from '../evaluation/compare-weaknesses.ts';
import { findWeaknesses } from '../evaluation/find-weaknesses.ts';
import { placeWeaknesses } from '../evaluation/place-weaknesses.ts';
import type { Weakness } from '../evaluation/weakness.ts';
import { contentInForce, describeInForce, NOTHING_IN_FORCE } from './content-in-force.ts';
import { CONTENT_ROOT_DEFAULT, contentRoot } from './content-root.ts';
import { fail } from './fail.ts';

/** What one of the two commands looks at. */
export interface ContentCheck {
  kind: 'intents' | 'articles';
  /** The folders whose problems are told. */
  folders: ('intents' | 'knowledge')[];
  /** Of what is allowed and yet a weakness, what is told, wherever it stands. */
  weaknesses: (weakness: Weakness) => boolean;
  description: string;
  help: string;
}

/** A `check` command: prints a folder's problems, one a line, then a summary; errors end it with status 1. */
export function contentCheckCommand(looksAt: ContentCheck): Command {
  return new Command('check')
    .description(looksAt.description)
    .option('--root <folder>', `the folder that holds intents/ and knowledge/ (${CONTENT_ROOT_DEFAULT})`)
    .addHelpText('after', looksAt.help)
    .action((options: { root?: string }) => check(looksAt, options.root).catch(fail));
}

async function check({ kind, folders, weaknesses }: ContentCheck, named: string | undefined): Promise<void> {
  const root = contentRoot(named);
  const { defaultLocale } = await readDeskFile(root);
  const loaded = await loadContent({ root, defaultLocale, phraseKeys: PHRASE_KEYS });
  const found = loaded.content === undefined ? [] : findWeaknesses(loaded.content).filter(weaknesses);
  const mistakes = loaded.diagnostics.filter(({ file }) =>
    ['desk.yaml', ...folders].includes(file.split('/', 1)[0] ?? ''),
  );
  const own = [...mistakes, ...placeWeaknesses(found, loaded.files)];
  const counts = Object.entries(loaded.counts).map(([locale, count]) => ({ locale, count: count[kind] }));
  const lines = [
    ...own.map(toLine),
    `${describeCounts(counts, kind)}; ${describeProblems(own)}`,
    ...(await describeChanges(loaded, found, { weaknesses, named })),
  ];
  process.stdout.write(`${lines.map(toPrintable).join('\n')}\n`);
  if (own.some(({ severity }) => severity === 'error')) process.exitCode = 1;
}

/** Which weaknesses are new and which are gone beside the content in force; nothing where neither has any. */
async function describeChanges(
  { content }: LoadedContent,
  found: readonly Weakness[],
  { weaknesses, named }: Pick<ContentCheck, 'weaknesses'> & { named: string | undefined },
): Promise<string[]> {
  if (content === undefined) return [];
  const inForce = await contentInForce(named);
  if (inForce === undefined) return found.length === 0 ? [] : [NOTHING_IN_FORCE];
  const before =
    inForce.content.version === content.version ? found : findWeaknesses(inForce.content).filter(weaknesses);
  if (found.length === 0 && before.length === 0) return [];
  const { isNew, isGone } = compareWeaknesses(found, before);
  const what = isNew.length + isGone.length === 0 ? 'the same' : `${isNew.length} new, ${isGone.length} gone`;
  return [
    `Weaknesses beside ${describeInForce(inForce)}: ${what}`,
    ...isNew.map(({ reason }) => `  new   ${reason}`),
    ...isGone.map(({ reason }) => `  gone  ${reason}`),
  ];
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
