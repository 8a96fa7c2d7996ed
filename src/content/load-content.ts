/** Everything the admin wrote, read and checked as one set. */

import { createHash } from 'node:crypto';
import { join } from 'node:path';
import type { ContentProblem, DeskContent, LocaleContent } from '../domain/content.ts';
import { compare, hasErrors, inFile, sortProblems } from './finding.ts';
import { checkIntent } from './intent-rules.ts';
import { type ContentFile, listContentFiles } from './list-files.ts';
import { checkLocale, type LocaleFiles } from './locale-rules.ts';
import { readArticleFile } from './read-article-file.ts';
import { readIntentFile } from './read-intent-file.ts';
import { readText } from './read-text.ts';

export interface LoadOptions {
  /** The folder that holds `intents/` and `knowledge/`. */
  root: string;
  /** The phrases that the desk has; without it, any key is taken. */
  phraseKeys?: readonly string[] | undefined;
}

export interface LoadedContent {
  /** Undefined when any problem is an error. */
  content: DeskContent | undefined;
  /** All mistakes at once, by file and line, with files relative to the root. */
  problems: ContentProblem[];
  /** How much was found in each locale, by locale, whether or not it can be used. */
  counts: Record<string, { intents: number; articles: number }>;
}

/** Reads all content under a root. Never rejects because of what files and folders are or contain. */
export async function loadContent({ root, phraseKeys }: LoadOptions): Promise<LoadedContent> {
  const { files, problems } = await listContentFiles(root);
  const digest = createHash('sha256');
  const locales = new Map<string, LocaleFiles>();
  for (const file of files) {
    const { bytes, text, findings } = await readText(join(root, file.file));
    digest.update(`${file.file}\n${bytes.length}\n`).update(bytes);
    problems.push(...inFile(file.file, findings));
    addFile(locales, file, text);
  }
  const byLocale = [...locales].toSorted(([a], [b]) => compare(a, b));
  for (const [, locale] of byLocale) problems.push(...problemsOf(locale, phraseKeys));
  const contents = byLocale.map(([locale, localeFiles]) => toLocaleContent(locale, localeFiles));
  return {
    content: hasErrors(problems)
      ? undefined
      : {
          version: digest.digest('hex'),
          locales: Object.fromEntries(contents.map((locale) => [locale.locale, locale])),
        },
    problems: sortProblems(problems),
    counts: Object.fromEntries(byLocale.map(([locale, localeFiles]) => [locale, countsOf(localeFiles)])),
  };
}

/** A file whose text could not be read is kept by name, so that what refers to it is not reported as well. */
function addFile(locales: Map<string, LocaleFiles>, { folder, locale, file, id }: ContentFile, text?: string): void {
  const found = locales.get(locale) ?? { intentFiles: [], articleFiles: [] };
  locales.set(locale, found);
  if (folder === 'intents') {
    const unread = { intents: [], drafts: [], phrases: [], findings: [] };
    found.intentFiles.push({ file, ...(text === undefined ? unread : readIntentFile(text, locale)) });
  } else {
    const unread = { id, article: undefined, body: undefined, findings: [] };
    found.articleFiles.push({ file, ...(text === undefined ? unread : readArticleFile(text, id, locale)) });
  }
}

function problemsOf(files: LocaleFiles, phraseKeys: readonly string[] | undefined): ContentProblem[] {
  const { intentFiles, articleFiles } = files;
  return [
    ...intentFiles.flatMap(({ file, findings, drafts }) => inFile(file, [...findings, ...drafts.flatMap(checkIntent)])),
    ...articleFiles.flatMap(({ file, findings }) => inFile(file, findings)),
    ...checkLocale(files, phraseKeys),
  ];
}

function toLocaleContent(locale: string, { intentFiles, articleFiles }: LocaleFiles): LocaleContent {
  const phrases = intentFiles.flatMap((file) => file.phrases.map(({ key, text }) => [key, text]));
  return {
    locale,
    intents: intentFiles.flatMap(({ intents }) => intents),
    articles: articleFiles.flatMap(({ article }) => article ?? []),
    phrases: Object.fromEntries(phrases),
  };
}

function countsOf({ intentFiles, articleFiles }: LocaleFiles): { intents: number; articles: number } {
  return { intents: intentFiles.flatMap(({ drafts }) => drafts).length, articles: articleFiles.length };
}
