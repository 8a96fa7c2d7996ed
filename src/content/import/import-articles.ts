/** Folders of Markdown and HTML, and tables of questions and answers, to articles of the desk. */

import { readdir, stat } from 'node:fs/promises';
import { extname, join, parse, posix, relative, sep } from 'node:path';
import { compare } from '../diagnostics.ts';
import { type ImportedArticle, toArticleFile, toArticleIds } from './articles.ts';
import { readCsvArticles } from './csv-articles.ts';
import { readHtmlArticle } from './html-article.ts';
import { type PlannedFiles, readSource } from './import-intents.ts';
import { type ImportDiagnostic, leftOut, refusal } from './imported.ts';
import { type ResolveLink, readMarkdownArticle } from './markdown-article.ts';

const MAX_FILES = 5_000;
/** Beyond it, turning a page into Markdown takes too long. */
const MAX_PAGE_BYTES = 1024 * 1024;
const MARKDOWN = ['.md', '.markdown'];
const HTML = ['.html', '.htm'];

export interface ImportArticlesOptions {
  /** Folders, pages and tables. */
  paths: readonly string[];
  locale: string;
  /** As YYYY-MM-DD: articles without a date were updated then. */
  today: string;
}

/** Reads the files, and says what they come to. Writes nothing. */
export async function planArticles({ paths, locale, today }: ImportArticlesOptions): Promise<PlannedFiles> {
  const diagnostics: ImportDiagnostic[] = [];
  const pages: Page[] = [];
  const articles: ImportedArticle[] = [];
  for (const path of paths) {
    if ((await stat(path)).isDirectory()) pages.push(...(await listPages(path, diagnostics)));
    else if (isPage(path)) pages.push({ path, inFolder: parse(path).base });
    else articles.push(...(await readTable(path, diagnostics)));
  }
  const names = [...pages.map(({ inFolder }) => parse(inFolder).name), ...articles.map(({ name }) => name)];
  const ids = toArticleIds(names);
  const pageIds = new Map(pages.map(({ inFolder }, index) => [inFolder, ids[index] ?? '']));
  const read: (ImportedArticle | undefined)[] = [];
  for (const page of pages) read.push(await readPage(page, pageIds, diagnostics));
  const files = new Map<string, string>();
  for (const [index, article] of [...read, ...articles].entries()) {
    const id = ids[index] ?? '';
    const text = article && toArticleFile(article, { id, locale, today }, diagnostics);
    if (text !== undefined) files.set(`knowledge/${locale}/${id}.md`, text);
  }
  return { files, contents: new Map([...files].map(([file, text]) => [file, titleOf(text)])), diagnostics };
}

interface Page {
  path: string;
  /** Its path in the folder that was named, with slashes. */
  inFolder: string;
}

function isPage(path: string): boolean {
  return [...MARKDOWN, ...HTML].includes(extname(path).toLowerCase());
}

/** The pages of a folder and those in it, in the order of their paths. Links to elsewhere are not followed. */
async function listPages(folder: string, diagnostics: ImportDiagnostic[]): Promise<Page[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const found = entries
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => relative(folder, join(parentPath, name)).replaceAll(sep, '/'))
    .filter((path) => !path.split('/').some((part) => part.startsWith('.') || part === 'node_modules'))
    .sort(compare);
  const isReadme = (path: string) => /^readme$/i.test(parse(path).name);
  const others = found.filter((path) => !isPage(path) || isReadme(path));
  for (const path of others)
    diagnostics.push(
      leftOut({ file: `${folder}/${path}`, line: 1 }, 'this is left out: it is no article in .md or .html'),
    );
  const pages = found.filter((path) => isPage(path) && !isReadme(path));
  if (pages.length > MAX_FILES)
    diagnostics.push(refusal({ file: folder, line: 1 }, `there are more than ${MAX_FILES} pages: bring them in parts`));
  return pages.slice(0, MAX_FILES).map((inFolder) => ({ path: `${folder}/${inFolder}`, inFolder }));
}

async function readTable(path: string, diagnostics: ImportDiagnostic[]): Promise<ImportedArticle[]> {
  if (!['.csv', '.tsv'].includes(extname(path).toLowerCase())) {
    const reason = 'this is of no format that is read here: a folder, .md, .html or .csv';
    diagnostics.push(refusal({ file: path, line: 1 }, reason));
    return [];
  }
  const source = await readSource(path, diagnostics);
  const read = source && readCsvArticles(source);
  diagnostics.push(...(read?.diagnostics ?? []));
  return read?.articles ?? [];
}

async function readPage(
  { path, inFolder }: Page,
  ids: ReadonlyMap<string, string>,
  diagnostics: ImportDiagnostic[],
): Promise<ImportedArticle | undefined> {
  const source = await readSource(path, diagnostics, MAX_PAGE_BYTES);
  if (source === undefined) return undefined;
  const { name } = parse(inFolder);
  const resolve: ResolveLink = (target) => findPage(target, inFolder, ids);
  const isHtml = HTML.includes(extname(path).toLowerCase());
  const read = isHtml ? await readHtmlArticle(source, name, resolve) : readMarkdownArticle(source, name, resolve);
  diagnostics.push(...read.diagnostics);
  return read.article;
}

/** The article of a page by a link from another: `../returns.html#how`, or without its ending. */
function findPage(target: string, from: string, ids: ReadonlyMap<string, string>): string | undefined {
  const path = decode(target.split(/[?#]/, 1)[0] ?? '');
  if (path === '' || /^[a-z][a-z0-9+.-]*:/i.test(path)) return undefined;
  const wanted = path.startsWith('/') ? path.slice(1) : posix.join(posix.dirname(from), path);
  const candidates = [wanted, ...[...MARKDOWN, ...HTML].map((ending) => `${wanted}${ending}`)];
  return candidates.map((candidate) => ids.get(candidate)).find((id) => id !== undefined);
}

function decode(address: string): string {
  try {
    return decodeURIComponent(address);
  } catch {
    return address;
  }
}

/** The line of the front matter that has the title. */
function titleOf(text: string): string {
  return (text.split('\n', 2)[1] ?? '').replace('title: ', '');
}
