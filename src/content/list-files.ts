/** Which files belong to the content, and which look as if they should but cannot. */

import { readdir, stat } from 'node:fs/promises';
import { join, parse } from 'node:path';
import type { ContentDiagnostic } from '../domain/content.ts';
import { compare, type Diagnostic, errorAt, warningAt } from './diagnostics.ts';
import { localeDiagnostic } from './locale-name.ts';
import { SYNONYM_FILE_NAME } from './synonym-file.ts';

/** The folders that content is read from, below its root. */
export const CONTENT_FOLDERS = ['intents', 'knowledge'] as const;
export type ContentFolder = (typeof CONTENT_FOLDERS)[number];

/** The folder of actions, which have no language. A desk may be without. */
export const ACTIONS_FOLDER = 'actions';

/** In a language folder of `intents/`: stories for trying the content, which are no part of it. */
export const STORIES_FOLDER = 'stories';

const ENDINGS = { intents: ['.yaml', '.yml'], knowledge: ['.md', '.markdown'] } as const;

/** A file of the content. */
export interface ContentFile {
  folder: ContentFolder;
  locale: string;
  /** Relative to the root, with slashes. */
  file: string;
  /** The name without its ending. */
  id: string;
}

/** A file of an action. */
export type ListedAction = Pick<ContentFile, 'file' | 'id'>;

/** What lies under a content root. */
export interface FileListing {
  /** In the order of their names. */
  files: ContentFile[];
  /** In the order of their names. */
  actions: ListedAction[];
  diagnostics: ContentDiagnostic[];
}

/**
 * Lists the content files under a root, and what is wrong with folders and file names. Never rejects. `added` are the paths of
 * content files that are not there yet, below language folders.
 */
export async function listContentFiles(root: string, added: Iterable<string> = []): Promise<FileListing> {
  const listing: FileListing = { files: [], actions: [], diagnostics: [] };
  for (const folder of CONTENT_FOLDERS) {
    for (const { name, kind } of await listEntries(root, folder, listing)) {
      const file = `${folder}/${name}`;
      const diagnostic = kind === 'folder' ? localeDiagnostic(name) : strayDiagnostic(name, folder);
      if (diagnostic !== undefined) listing.diagnostics.push({ file, ...diagnostic });
      else if (kind === 'folder') await listLocale(root, folder, name, listing);
    }
  }
  listing.files.push(...[...added].flatMap(toAdded));
  await listActions(root, listing);
  if (listing.files.length === 0 && listing.diagnostics.length === 0) {
    listing.diagnostics.push({
      file: 'intents',
      ...errorAt(1, 'there is no intent and no article yet: write the first'),
    });
  }
  return listing;
}

function toAdded(file: string): ContentFile[] {
  const [folder, locale = ''] = file.split('/');
  return CONTENT_FOLDERS.filter((one) => one === folder).map((one) => ({
    folder: one,
    locale,
    file,
    id: parse(file).name,
  }));
}

async function listLocale(root: string, folder: ContentFolder, locale: string, listing: FileListing): Promise<void> {
  for (const { name, kind } of await listEntries(root, `${folder}/${locale}`, listing)) {
    if (folder === 'intents' && name === STORIES_FOLDER && kind === 'folder') continue;
    const file = `${folder}/${locale}/${name}`;
    const diagnostic = nameDiagnostic(name, kind, folder);
    if (diagnostic === undefined) listing.files.push({ folder, locale, file, id: parse(name).name });
    else listing.diagnostics.push({ file, ...diagnostic });
  }
}

async function listActions(root: string, listing: FileListing): Promise<void> {
  if ((await stat(join(root, ACTIONS_FOLDER)).catch(() => undefined)) === undefined) return;
  for (const { name, kind } of await listEntries(root, ACTIONS_FOLDER, listing)) {
    const file = `${ACTIONS_FOLDER}/${name}`;
    const { name: id, ext } = parse(name);
    const isYaml = kind === 'file' && (ext === '.yaml' || ext === '.yml');
    if (!isYaml) listing.diagnostics.push({ file, ...warningAt(1, 'this is not read: only .yaml files are') });
    else if (/^[a-z][a-z0-9_]*$/.test(id)) listing.actions.push({ file, id });
    else listing.diagnostics.push({ file, ...errorAt(1, NAME_OF_ACTION) });
  }
}

const NAME_OF_ACTION = 'an action file has to be named in small letters, digits and _, such as order_status.yaml';

interface Entry {
  name: string;
  kind: 'file' | 'folder' | 'other';
}

/** The visible entries of a folder by name. */
async function listEntries(root: string, folder: string, listing: FileListing): Promise<Entry[]> {
  const path = join(root, folder);
  try {
    const names = (await readdir(path)).filter((name) => !isPassedOver(name)).sort(compare);
    return await Promise.all(names.map(async (name) => ({ name, kind: await kindOf(join(path, name)) })));
  } catch (error) {
    const isMissing = error instanceof Error && 'code' in error && error.code === 'ENOENT';
    const reason = isMissing ? 'this folder is missing: create it' : `this folder cannot be read (${error})`;
    listing.diagnostics.push({ file: folder, ...errorAt(1, reason) });
    return [];
  }
}

/** A link that leads nowhere counts as a file, so that reading it tells what is wrong. */
async function kindOf(path: string): Promise<Entry['kind']> {
  const stats = await stat(path).catch(() => undefined);
  if (stats === undefined || stats.isFile()) return 'file';
  return stats.isDirectory() ? 'folder' : 'other';
}

/** Hidden files, editors' copies, and explanations that people put beside their files. */
function isPassedOver(name: string): boolean {
  return name.startsWith('.') || name.endsWith('~') || /^readme\.md$/i.test(name);
}

function hasEnding(name: string, folder: ContentFolder): boolean {
  return ENDINGS[folder].some((ending) => name.endsWith(ending));
}

/** What is wrong with an entry beside the locale folders. */
function strayDiagnostic(name: string, folder: ContentFolder): Diagnostic {
  if (!hasEnding(name, folder)) return warningAt(1, 'this is not read: only folders named after a language are');
  return errorAt(1, `this has to be in a folder named after its language, such as ${folder}/en/${name}`);
}

function nameDiagnostic(name: string, kind: Entry['kind'], folder: ContentFolder): Diagnostic | undefined {
  const [ending] = ENDINGS[folder];
  if (folder === 'knowledge' && kind === 'file' && name === SYNONYM_FILE_NAME) return undefined;
  if (kind === 'folder') return warningAt(1, 'folders inside a language folder are not read: move the files up');
  if (kind === 'other' || !hasEnding(name, folder)) return warningAt(1, `this is not read: only ${ending} files are`);
  if (folder === 'intents' || /^[a-z0-9][a-z0-9_-]*$/.test(parse(name).name)) return undefined;
  return errorAt(1, 'an article file has to be named in small letters, digits and -, such as return-policy.md');
}
