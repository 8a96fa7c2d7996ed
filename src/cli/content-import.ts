/** What `intents import` and `knowledge import` share. */

import { type Command, InvalidArgumentError } from 'commander';
import { readDeskFile } from '../config/desk-file.ts';
import { hasErrors, sortDiagnostics } from '../content/diagnostics.ts';
import { checkAdded } from '../content/import/check-added.ts';
import type { PlannedFiles } from '../content/import/import-intents.ts';
import { writeNewFiles } from '../content/import/write-new-files.ts';
import { loadContent } from '../content/load-content.ts';
import { localeDiagnostic } from '../content/locale-name.ts';
import { PHRASE_KEYS } from '../domain/phrases.ts';
import { describeProblems, toLine } from './content-check.ts';
import { CONTENT_ROOT_DEFAULT, contentRoot } from './content-root.ts';
import { toPrintable } from './printable.ts';

export interface ContentImportOptions {
  locale?: string;
  root?: string;
  dryRun?: true;
}

/** The options that both commands have. */
export function withImportOptions(command: Command): Command {
  return command
    .option('--locale <locale>', "the language it is in; the desk's default language by default", parseLocale)
    .option('--root <folder>', `the folder that holds intents/ and knowledge/ (${CONTENT_ROOT_DEFAULT})`)
    .option('--dry-run', 'only tell what would be written');
}

/** A language tag as folders are named by it. */
export function parseLocale(tag: string): string {
  if (localeDiagnostic(tag) !== undefined)
    throw new InvalidArgumentError('It must be a language tag such as en, zh or pt-BR.');
  return tag;
}

/**
 * Writes what was planned for a language, unless the content would have a mistake then: all of it or nothing. Tells what was left
 * out and why, then the files. A mistake ends the command with status 1.
 */
export async function importContent(
  { locale: named, root: folder, dryRun }: ContentImportOptions,
  plan: (locale: string) => Promise<PlannedFiles>,
): Promise<void> {
  const root = contentRoot(folder);
  const { defaultLocale } = await readDeskFile(root);
  const { counts } = await loadContent({ root, defaultLocale });
  const { files, contents, diagnostics: found } = await plan(named ?? Object.keys(counts)[0] ?? 'en');
  const checked = hasErrors(found)
    ? []
    : await checkAdded({ root, defaultLocale, phraseKeys: PHRASE_KEYS, added: files });
  const diagnostics = [...sortDiagnostics(found), ...checked];
  const isRefused = hasErrors(diagnostics) || files.size === 0;
  if (isRefused) process.exitCode = 1;
  else if (!dryRun) await writeNewFiles(root, files);
  const done = isRefused ? 'nothing was written' : dryRun ? 'a dry run: nothing was written' : 'written';
  const what = files.size === 0 ? 'there is nothing to write' : done;
  const lines = [
    ...diagnostics.map(toLine),
    ...[...contents].map(([file, content]) => `${file}: ${content}`),
    `${files.size} ${files.size === 1 ? 'file' : 'files'}, ${describeProblems(diagnostics)}; ${what}`,
  ];
  process.stdout.write(`${lines.map(toPrintable).join('\n')}\n`);
}
