/** Everything the admin wrote, read and checked as one set. */

import { createHash } from 'node:crypto';
import { join } from 'node:path';
import type { Action } from '../domain/actions/action.ts';
import type { ContentDiagnostic, DeskContent, LocaleContent } from '../domain/content.ts';
import { checkActionReferences } from './action-references.ts';
import { withBuiltInIntents } from './built-in/built-in-intents.ts';
import { compare, errorAt, hasErrors, inFile, sortDiagnostics } from './diagnostics.ts';
import { checkIntent } from './intent-rules.ts';
import type { KnownActions } from './known-actions.ts';
import { type ContentFile, type FileListing, listContentFiles } from './list-files.ts';
import { checkLocale, checkMissingPhrases, type LocaleFiles } from './locale-rules.ts';
import { readActionFile } from './read-action-file.ts';
import { readArticleFile } from './read-article-file.ts';
import { readIntentFile } from './read-intent-file.ts';
import { decode, readText } from './read-text.ts';
import { readSynonymFile, SYNONYM_FILE_NAME } from './synonym-file.ts';

export interface LoadOptions {
  /** The folder that holds `intents/`, `knowledge/` and, where there are any, `actions/`. */
  root: string;
  /** The phrases that the desk has; without it, any key is taken. */
  phraseKeys?: readonly string[] | undefined;
  /** The locale that comes first, as `desk.yaml` names it. Without it, `en`; on a desk without that, the one that says most. */
  defaultLocale?: string | undefined;
  /** Files that are not there yet, by their paths below the root, to see what would come of them. */
  added?: ReadonlyMap<string, string> | undefined;
}

export interface LoadedContent {
  /** Undefined when any diagnostic is an error. */
  content: DeskContent | undefined;
  /** All at once, by file and line, with files relative to the root. */
  diagnostics: ContentDiagnostic[];
  /** How much was found in each locale, by locale, whether or not it can be used. */
  counts: Record<string, { intents: number; articles: number }>;
  /** Those that can be used by themselves, whether or not the rest can. */
  actions: Action[];
  /** What the content was read from, by locale. */
  files: Record<string, LocaleFiles>;
}

/** Reads all content under a root. Never rejects because of what files and folders are or contain. */
export async function loadContent({ root, phraseKeys, defaultLocale, added }: LoadOptions): Promise<LoadedContent> {
  const listing = await listContentFiles(root, added?.keys());
  const { version, unreadable, actions, ...found } = await readFiles(root, listing, added);
  const locales = withDefaultFirst(found.locales, defaultLocale);
  const diagnostics = sortDiagnostics([
    ...listing.diagnostics,
    ...unreadable,
    ...checkDefaultLocale(defaultLocale, locales),
    ...locales.flatMap(([, files]) => diagnosticsOf(files, phraseKeys)),
    ...locales.flatMap(([, files]) => checkActionReferences(files, actions)),
    ...locales.flatMap(([locale, files]) => checkMissingPhrases(locale, files, phraseKeys, locales[0]?.[0])),
  ]);
  const contents = locales.map(([locale, files]) => [locale, toLocaleContent(locale, files)]);
  return {
    content: hasErrors(diagnostics)
      ? undefined
      : { version, locales: Object.fromEntries(contents), actions: toActions(actions) },
    diagnostics,
    counts: Object.fromEntries(locales.map(([locale, files]) => [locale, countsOf(files)])),
    actions: Object.values(toActions(actions)),
    files: Object.fromEntries(locales),
  };
}

interface ReadFiles {
  version: string;
  unreadable: ContentDiagnostic[];
  /** By locale, in order. */
  locales: [string, LocaleFiles][];
  actions: KnownActions;
}

/** Reads the files one after the other, so that many of them do not use up the process's open files. */
async function readFiles(root: string, listing: FileListing, added: LoadOptions['added']): Promise<ReadFiles> {
  const digest = createHash('sha256');
  const unreadable: ContentDiagnostic[] = [];
  const locales = new Map<string, LocaleFiles>();
  const actions = new Map<string, Action | undefined>();
  const read = async (file: string): Promise<string | undefined> => {
    const newText = added?.get(file);
    const found = newText === undefined ? await readText(join(root, file)) : decode(Buffer.from(newText));
    const { bytes, text, diagnostics } = found;
    digest.update(`${file}\n${bytes.length}\n`).update(bytes);
    unreadable.push(...inFile(file, diagnostics));
    return text;
  };
  for (const contentFile of listing.files) addFile(locales, contentFile, await read(contentFile.file));
  for (const { file, id } of listing.actions) {
    const text = await read(file);
    const { action, diagnostics } = text === undefined ? NOTHING_READ : readActionFile(text, id);
    unreadable.push(...inFile(file, diagnostics));
    if (actions.has(id))
      unreadable.push({ file, ...errorAt(1, `there is already an action ${id}: rename one of the two`) });
    else actions.set(id, action);
  }
  return {
    version: digest.digest('hex'),
    unreadable,
    locales: [...locales].toSorted(([a], [b]) => compare(a, b)),
    actions,
  };
}

const NOTHING_READ = { action: undefined, diagnostics: [] };

function toActions(actions: KnownActions): Record<string, Action> {
  return Object.fromEntries([...actions].flatMap(([name, action]) => (action === undefined ? [] : [[name, action]])));
}

/** A file whose text could not be read is kept by name, so that what refers to it is not reported as well. */
function addFile(locales: Map<string, LocaleFiles>, { folder, locale, file, id }: ContentFile, text?: string): void {
  const found = locales.get(locale) ?? { intentFiles: [], articleFiles: [] };
  locales.set(locale, found);
  if (folder === 'intents') {
    const unread = { intents: [], drafts: [], phrases: [], diagnostics: [] };
    found.intentFiles.push({ file, ...(text === undefined ? unread : readIntentFile(text, locale)) });
  } else if (file.endsWith(`/${SYNONYM_FILE_NAME}`)) {
    found.synonymFile = { file, ...(text === undefined ? { synonyms: [], diagnostics: [] } : readSynonymFile(text)) };
  } else {
    const unread = { id, article: undefined, body: undefined, diagnostics: [] };
    found.articleFiles.push({ file, ...(text === undefined ? unread : readArticleFile(text, id, locale)) });
  }
}

function withDefaultFirst(locales: [string, LocaleFiles][], named: string | undefined): [string, LocaleFiles][] {
  const has = (wanted: string | undefined) => locales.some(([locale]) => locale === wanted);
  const [most] = locales.toSorted(([, a], [, b]) => sizeOf(b) - sizeOf(a))[0] ?? [];
  const first = [named, 'en'].find(has) ?? most;
  return locales.toSorted(([a], [b]) => Number(b === first) - Number(a === first));
}

function sizeOf(files: LocaleFiles): number {
  const { intents, articles } = countsOf(files);
  return intents + articles;
}

function checkDefaultLocale(named: string | undefined, locales: [string, LocaleFiles][]): ContentDiagnostic[] {
  if (named === undefined || locales.some(([locale]) => locale === named)) return [];
  const known = locales.map(([locale]) => locale).join(', ') || 'none';
  const reason = `default_locale is ${named}, but the desk has nothing in it: add intents/${named}, or name one of: ${known}`;
  return [{ file: 'desk.yaml', ...errorAt(1, reason) }];
}

function diagnosticsOf(files: LocaleFiles, phraseKeys: readonly string[] | undefined): ContentDiagnostic[] {
  const { intentFiles, articleFiles, synonymFile } = files;
  return [
    ...intentFiles.flatMap(({ file, diagnostics, drafts }) =>
      inFile(file, [...diagnostics, ...drafts.flatMap(checkIntent)]),
    ),
    ...articleFiles.flatMap(({ file, diagnostics }) => inFile(file, diagnostics)),
    ...(synonymFile === undefined ? [] : inFile(synonymFile.file, synonymFile.diagnostics)),
    ...checkLocale(files, phraseKeys),
  ];
}

function toLocaleContent(locale: string, { intentFiles, articleFiles, synonymFile }: LocaleFiles): LocaleContent {
  const phrases = intentFiles.flatMap((file) => file.phrases.map(({ key, text }) => [key, text]));
  return withBuiltInIntents({
    locale,
    intents: intentFiles.flatMap(({ intents }) => intents),
    articles: articleFiles.flatMap(({ article }) => article ?? []),
    phrases: Object.fromEntries(phrases),
    ...(synonymFile === undefined ? {} : { synonyms: synonymFile.synonyms }),
  });
}

function countsOf({ intentFiles, articleFiles }: LocaleFiles): { intents: number; articles: number } {
  return { intents: intentFiles.flatMap(({ drafts }) => drafts).length, articles: articleFiles.length };
}
