import { readFile, writeFile } from 'node:fs/promises';
import { Command, InvalidArgumentError } from 'commander';
import { loadContent } from '../content/load-content.ts';
import type { Article, DeskContent } from '../domain/content.ts';
import { createRetriever } from '../retrieval/retriever.ts';
import { CONTENT_ROOT_DEFAULT, contentRoot } from './content-root.ts';
import { fail } from './fail.ts';

interface SearchOptions {
  docs: string | undefined;
  queries: string;
  output: string;
  top: number;
  locale: string;
  root: string | undefined;
}

interface Question {
  id: string;
  text: string;
}

/** A row of a tab-separated file, with its line number for what there is to say of it. */
interface Row {
  line: number;
  cells: string[];
}

const PLAIN = { category: undefined, kind: 'faq', audience: 'customers', updated: '' } as const;
const HEADER = ['query', 'rank', 'doc', 'score', 'confidence'];
const DOC_COLUMNS = ['id', 'title', 'alternates', 'body'];
const QUERY_COLUMNS = ['id', 'text'];

/** `relaydesk knowledge search`: ranks articles for a file of queries. */
export function knowledgeSearchCommand(): Command {
  return new Command('search')
    .description('rank articles for each query of a file')
    .option('--docs <file>', 'articles: id, title, alternates separated by " || ", body; tab-separated, no header')
    .requiredOption('--queries <file>', 'queries: id, text; tab-separated, no header')
    .requiredOption('--output <file>', `where to write ${HEADER.join(', ')}; tab-separated, with a header`)
    .option('--top <number>', 'articles for each query', parseTop, 10)
    .option('--locale <locale>', 'the language of articles and queries', parseLocale, 'en')
    .option('--root <folder>', `without --docs: the folder that holds knowledge/ (${CONTENT_ROOT_DEFAULT})`)
    .action((options: SearchOptions) => searchKnowledge(options).catch(fail));
}

async function searchKnowledge({ docs, queries, output, top, locale, root }: SearchOptions): Promise<void> {
  const questions = parseQuestions(queries, await readText(queries));
  const content = docs
    ? toContent(parseArticles(docs, await readText(docs), locale), locale)
    : await deskContent(contentRoot(root), locale);
  const retriever = createRetriever({ content });
  const rows = questions.flatMap(({ id, text }) =>
    retriever
      .search(text, locale, top)
      .map(({ articleId, score, confidence }, at) => [id, at + 1, articleId, score.toFixed(6), confidence.toFixed(6)]),
  );
  await writeFile(output, [HEADER, ...rows].map((cells) => `${cells.map(toCell).join('\t')}\n`).join(''));
}

async function deskContent(root: string, locale: string): Promise<DeskContent> {
  const { content, diagnostics } = await loadContent({ root });
  if (!content) {
    const errors = diagnostics.filter(({ severity }) => severity === 'error');
    throw new Error(errors.map(({ file, line, reason }) => `${file}:${line}: ${reason}`).join('\n'));
  }
  if (content.locales[locale]) return content;
  const known = Object.keys(content.locales).join(', ') || 'none';
  throw new Error(`There are no articles in locale "${locale}" under ${root}. Known locales: ${known}.`);
}

function toContent(articles: Article[], locale: string): DeskContent {
  return { version: 'file', locales: { [locale]: { locale, intents: [], articles, phrases: {} } } };
}

function parseArticles(file: string, text: string, locale: string): Article[] {
  const firstLines = new Map<string, number>();
  return parseRows(file, text, DOC_COLUMNS).map(
    ({ line, cells: [id = '', title = '', alternates = '', body = ''] }) => {
      const earlier = firstLines.get(id);
      if (earlier !== undefined) throw new Error(`${file}:${line}: the id "${id}" is already used on line ${earlier}.`);
      firstLines.set(id, line);
      return { id, locale, title, alternates: splitAlternates(alternates), tags: [], ...PLAIN, body };
    },
  );
}

function parseQuestions(file: string, text: string): Question[] {
  return parseRows(file, text, QUERY_COLUMNS).map(({ cells: [id = '', question = ''] }) => ({ id, text: question }));
}

/** The rows of a file, each with all columns and an id; empty lines are passed over. */
function parseRows(file: string, text: string, columns: string[]): Row[] {
  const rows = text.split(/\r?\n/).map((line, at) => ({ line: at + 1, cells: line.split('\t') }));
  return rows
    .filter(({ cells }) => {
      const [id = ''] = cells;
      return cells.length > 1 || id !== '';
    })
    .map((row) => checkRow(file, row, columns));
}

function checkRow(file: string, row: Row, columns: string[]): Row {
  const { line, cells } = row;
  if (cells.length !== columns.length) {
    throw new Error(
      `${file}:${line}: expected ${columns.length} tab-separated columns (${columns.join(', ')}), found ${cells.length}.`,
    );
  }
  if (cells[0]?.trim() === '') throw new Error(`${file}:${line}: the id in the first column is empty.`);
  return row;
}

function splitAlternates(cell: string): string[] {
  return cell
    .split('||')
    .map((alternate) => alternate.trim())
    .filter((alternate) => alternate !== '');
}

async function readText(file: string): Promise<string> {
  const bytes = await readFile(file);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (cause) {
    throw new Error(`${file} is not UTF-8: save it with that encoding.`, { cause });
  }
}

function toCell(value: string | number): string {
  return String(value).replace(/[\t\r\n]/g, ' ');
}

function parseTop(text: string): number {
  const top = Number(text);
  if (!/^\d+$/.test(text) || top < 1 || top > 1_000)
    throw new InvalidArgumentError('It must be a number from 1 to 1000.');
  return top;
}

function parseLocale(text: string): string {
  try {
    return Intl.getCanonicalLocales(text)[0] ?? text;
  } catch {
    throw new InvalidArgumentError('It must be a language tag such as "en" or "pt-BR".');
  }
}
