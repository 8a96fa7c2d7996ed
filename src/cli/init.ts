import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Command, Option } from 'commander';
import { stringify } from 'yaml';
import { parseDeskFile } from '../config/desk-file.ts';
import { projectRoot } from '../config/project-root.ts';
import { refuseUnlessEmpty } from './empty-folder.ts';
import { fail } from './fail.ts';
import { toPrintable } from './printable.ts';

/** The languages that there is a starter desk in: the folders of `starter/`. */
const LOCALES = ['en', 'zh'] as const;

interface InitOptions {
  locale: (typeof LOCALES)[number];
  name?: string;
}

const HELP = `
It writes a small flower shop, to be made yours: desk.yaml with the settings one wants first, intents, articles, and stories that
they pass, all with comments. docs/your-own-desk.md goes on from there, in ten minutes.

The folder has to be empty, or not there yet: nothing is overwritten.`;

/** `relaydesk init`: writes a small desk of one's own into a folder that is empty. */
export function initCommand(): Command {
  return new Command('init')
    .description('write a small desk of your own into an empty folder, with comments that say what to change')
    .argument('<folder>', 'where to write it')
    .addOption(new Option('--locale <locale>', 'the language it speaks').choices(LOCALES).default('en'))
    .option('--name <name>', 'what the bot calls your shop or team')
    .addHelpText('after', HELP)
    .action((folder: string, options: InitOptions) => init(folder, options).catch(fail));
}

async function init(folder: string, { locale, name }: InitOptions): Promise<void> {
  const files = await readStarter(locale);
  if (name !== undefined) renameDesk(files, name);
  await refuseUnlessEmpty(folder);
  for (const [path, text] of files) {
    const file = join(folder, path);
    await mkdir(dirname(file), { recursive: true });
    // Somebody may have written there in the meantime.
    await writeFile(file, text, { flag: 'wx' });
  }
  process.stdout.write(describe(folder, [...files.keys()]));
}

/** The starter desk's files by their paths, in the order of the alphabet. */
async function readStarter(locale: string): Promise<Map<string, string>> {
  const starter = join(projectRoot(), 'starter', locale);
  const entries = await readdir(starter, { recursive: true, withFileTypes: true });
  const paths = entries
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name))
    // What a command that was tried on the starter desk keeps there is none of it.
    .filter((path) => !path.startsWith(join(starter, 'data')));
  const texts = await Promise.all(paths.map((path) => readFile(path, 'utf8')));
  return new Map(paths.map((path, index) => [path.slice(starter.length + 1), texts[index] ?? ''] as const).toSorted());
}

/** @throws ConfigError when a desk cannot be called so */
function renameDesk(files: Map<string, string>, name: string): void {
  const text = (files.get('desk.yaml') ?? '').replace(/^name: .*$/m, () =>
    stringify({ name }, { lineWidth: 0 }).trim(),
  );
  parseDeskFile(text);
  files.set('desk.yaml', text);
}

function describe(folder: string, paths: string[]): string {
  const named = quoted(folder);
  return `${[
    `Your desk is in ${folder}:`,
    '',
    ...paths.map((path) => `  ${path}`),
    '',
    'Go on with these:',
    '',
    `  npx relaydesk chat --root ${named}           talk to it`,
    `  npx relaydesk test --root ${named} --watch   play its stories whenever a file is saved`,
    `  npx relaydesk start --root ${named}          start it, with its chat and staff console`,
    '',
  ]
    .map(toPrintable)
    .join('\n')}\n`;
}

/** As a shell reads one word. */
function quoted(word: string): string {
  return /^[\w./~:@+-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}
