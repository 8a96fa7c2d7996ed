/** Finds and reads files of stories. */

import { readdir, stat } from 'node:fs/promises';
import { dirname, join, relative, resolve } from 'node:path';
import { compare, errorAt, inFile, warningAt } from '../content/diagnostics.ts';
import { STORIES_FOLDER } from '../content/list-files.ts';
import { readText } from '../content/read-text.ts';
import type { ContentDiagnostic, DeskContent } from '../domain/content.ts';
import { didYouMean } from '../lib/nearest.ts';
import { toList } from './judge-turn.ts';
import { readStoryFile, type Story } from './story-file.ts';

/** The files of stories of a desk: `intents/<locale>/stories/*.yaml`, by their names. */
export async function listStoryFiles(root: string): Promise<string[]> {
  const locales = (await entriesOf(join(root, 'intents'))).map((locale) =>
    join(root, 'intents', locale, STORIES_FOLDER),
  );
  return (await Promise.all(locales.map(listFolder))).flat();
}

/**
 * The files that are named, and those in folders that are named.
 * @throws the system's error where one of them is not there
 */
export async function expandNames(names: readonly string[]): Promise<string[]> {
  const found = await Promise.all(
    names.map(async (name) => ((await stat(name)).isDirectory() ? listFolder(name) : [name])),
  );
  return found.flat().map((file) => resolve(file));
}

async function listFolder(folder: string): Promise<string[]> {
  const names = (await entriesOf(folder)).filter((name) => /\.ya?ml$/.test(name) && !name.startsWith('.'));
  return names.map((name) => join(folder, name));
}

async function entriesOf(folder: string): Promise<string[]> {
  return (await readdir(folder).catch(() => [])).sort(compare);
}

/** The folders that files of stories are in, and those in which a folder of stories may appear. */
export function foldersOf(files: readonly string[]): string[] {
  return [...new Set(files.map((file) => dirname(file)))];
}

/** What files of stories say. */
export interface LoadedStories {
  stories: Story[];
  diagnostics: ContentDiagnostic[];
}

/** The stories of these files, and everything that is wrong with them; files are named relative to `base`. */
export async function loadStories(files: readonly string[], base: string): Promise<LoadedStories> {
  const loaded: LoadedStories = { stories: [], diagnostics: [] };
  for (const path of files) {
    const file = relative(base, path);
    const { text, diagnostics } = await readText(path);
    const read =
      text === undefined ? { stories: [], diagnostics: inFile(file, diagnostics) } : readStoryFile(text, file);
    loaded.stories.push(...read.stories);
    loaded.diagnostics.push(...read.diagnostics);
  }
  if (files.length === 0) {
    const reason = `there are no stories yet: write the first, such as intents/en/${STORIES_FOLDER}/first.yaml`;
    loaded.diagnostics.push({ file: 'intents', ...errorAt(1, reason) });
  }
  return loaded;
}

/** Expectations that can never hold, or always do, since no intent or article has the name: a warning each. */
export function unknownNames(stories: readonly Story[], { locales }: DeskContent): ContentDiagnostic[] {
  const contents = Object.values(locales);
  const intents = new Set(contents.flatMap((content) => content.intents.map(({ name }) => name)));
  const articles = new Set(contents.flatMap((content) => content.articles.map(({ id }) => id)));
  const warn = (known: Set<string>, what: string, names: string[]) =>
    names
      .filter((name) => !known.has(name))
      .map((name) => `no ${what} of this desk is called "${name}".${didYouMean(name, known, '"')}`);
  return stories.flatMap(({ file, turns, turnLines }) =>
    turns.flatMap(({ expect: { not, ...expected } = {} }, index) =>
      [expected, not ?? {}].flatMap(({ intent, alsoIntent, article }) =>
        [
          ...warn(intents, 'intent', [...toList(intent), ...toList(alsoIntent)]),
          ...warn(articles, 'article', toList(article)),
        ].map((reason) => ({ file, ...warningAt(turnLines[index] ?? 1, reason) })),
      ),
    ),
  );
}
