/** Finds and reads files of stories. */

import { readdir, stat } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { compare, errorAt, inFile, warningAt } from '../content/diagnostics.ts';
import { STORIES_FOLDER } from '../content/list-files.ts';
import { readText } from '../content/read-text.ts';
import type { ContentDiagnostic, DeskContent } from '../domain/content.ts';
import { didYouMean } from '../lib/nearest.ts';
import { toList } from './judge-turn.ts';
import { readStoryFile, type Story } from './story-file.ts';

/** The folders of stories that a desk has: `intents/<locale>/stories`. */
export async function storyFolders(root: string): Promise<string[]> {
  const locales = await entriesOf(join(root, 'intents'));
  const folders = locales.map((locale) => join(root, 'intents', locale, STORIES_FOLDER));
  const isThere = await Promise.all(folders.map(isFolder));
  return folders.filter((_folder, index) => isThere[index]);
}

/** The files that are named, and the `.yaml` files in folders that are named, in the order of their names. */
export async function storyFiles(names: readonly string[]): Promise<string[]> {
  const found = await Promise.all(names.map(async (name) => ((await isFolder(name)) ? listFolder(name) : [name])));
  return found.flat();
}

/** The folders that are named, or that files which are named are in. */
export async function foldersOf(names: readonly string[]): Promise<string[]> {
  return Promise.all(names.map(async (name) => ((await isFolder(name)) ? name : dirname(name))));
}

async function isFolder(path: string): Promise<boolean> {
  return (await stat(path).catch(() => undefined))?.isDirectory() ?? false;
}

async function listFolder(folder: string): Promise<string[]> {
  const names = (await entriesOf(folder)).filter((name) => /\.ya?ml$/.test(name) && !name.startsWith('.'));
  return names.map((name) => join(folder, name));
}

async function entriesOf(folder: string): Promise<string[]> {
  return (await readdir(folder).catch(() => [])).sort(compare);
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
