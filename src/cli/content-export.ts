/** What `intents export` and `knowledge export` share. */

import { basename, dirname, resolve } from 'node:path';
import type { Command } from 'commander';
import { readDeskFile } from '../config/desk-file.ts';
import { writeNewFiles } from '../content/import/write-new-files.ts';
import { loadContent } from '../content/load-content.ts';
import type { LocaleContent } from '../domain/content.ts';
import { defaultLocaleOf } from '../domain/locales.ts';
import { parseLocale } from './content-import.ts';
import { CONTENT_ROOT_DEFAULT, contentRoot } from './content-root.ts';
import { toPrintable } from './printable.ts';

export interface ContentExportOptions {
  format: string;
  output?: string;
  locale?: string;
  root?: string;
}

/** The options that both commands have. */
export function withExportOptions(command: Command): Command {
  return command
    .option('--locale <locale>', "the language to write; the desk's default language by default", parseLocale)
    .option('--root <folder>', `the folder that holds intents/ and knowledge/ (${CONTENT_ROOT_DEFAULT})`);
}

/**
 * The content of a language.
 * @throws Error when it has mistakes, or there is none
 */
export async function contentToExport({ locale, root: folder }: ContentExportOptions): Promise<LocaleContent> {
  const root = contentRoot(folder);
  const { defaultLocale } = await readDeskFile(root);
  const { content } = await loadContent({ root, defaultLocale });
  if (content === undefined)
    throw new Error('The content has mistakes: `relaydesk intents check` and `relaydesk knowledge check` list them.');
  const wanted = locale ?? defaultLocaleOf(content);
  const found = content.locales[wanted];
  if (found !== undefined) return found;
  throw new Error(`The desk has nothing in ${wanted}. It has ${Object.keys(content.locales).join(', ') || 'nothing'}.`);
}

/** Writes a text into a file that is not there yet, or to the standard output, and what it lacks to the error output. */
export async function writeOut({ text, notes }: { text: string; notes: string[] }, output?: string): Promise<void> {
  if (output === undefined) process.stdout.write(text);
  else await writeNewFiles(dirname(resolve(output)), new Map([[basename(output), text]]));
  process.stderr.write(notes.map((note) => `${toPrintable(note)}\n`).join(''));
}
