import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { knowledgeSearchCommand } from '../../../src/cli/knowledge-search.ts';

const DOCS =
  'd1\tWhere is my order?\ttrack my parcel || has it shipped\tOpen the page.\n' +
  'd2\tHow do refunds work?\t\tWe pay within five days.\n' +
  'd3\tI forgot my password\treset password\tPress the link.\n';
const QUERIES = 'q1\twhere is my parcel\nq2\trefund please\n';

interface Run {
  rows: string[][];
  errors: string;
  status: number;
}

/** Runs the command in a new folder with these files; `rows` is its output, split. */
async function search(files: Record<string, string | Uint8Array>, args: string[]): Promise<Run> {
  const folder = await mkdtemp(join(tmpdir(), 'search-'));
  const status = process.exitCode;
  const stderr = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  onTestFinished(async () => {
    process.exitCode = status;
    stderr.mockRestore();
    await rm(folder, { recursive: true });
  });
  for (const [name, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), text);
  }
  process.exitCode = 0;
  const output = join(folder, 'out.tsv');
  const fixed = ['--queries', join(folder, 'queries.tsv'), '--output', output];
  const given = args.map((arg) => arg.replace('FOLDER', folder));
  await knowledgeSearchCommand()
    .exitOverride()
    .parseAsync([...fixed, ...given], { from: 'user' });
  const errors = stderr.mock.calls.map(([text]) => String(text).replaceAll(`${folder}/`, '')).join('');
  const text = await readFile(output, 'utf8').catch(() => '');
  return {
    rows: text
      .split('\n')
      .slice(0, -1)
      .map((row) => row.split('\t')),
    errors,
    status: Number(process.exitCode),
  };
}

test('each query gets its articles by rank, under a header', async () => {
  const { rows, status } = await search({ 'docs.tsv': DOCS, 'queries.tsv': QUERIES }, ['--docs', 'FOLDER/docs.tsv']);
  expect(status).toBe(0);
  expect(rows[0]).toEqual(['query', 'rank', 'doc', 'score', 'confidence']);
  expect(rows.filter(([, rank]) => rank === '1').map(([query, , doc]) => [query, doc])).toEqual([
    ['q1', 'd1'],
    ['q2', 'd2'],
  ]);
  expect(rows.slice(1).every((row) => row.length === 5 && Number(row[3]) > 0 && Number(row[4]) <= 1)).toBe(true);
});

test('a byte order mark, Windows line ends, empty lines and a missing last line end change nothing', async () => {
  const odd = (text: string) => `\ufeff${text.trimEnd().replaceAll('\n', '\r\n\r\n')}`;
  const args = ['--docs', 'FOLDER/docs.tsv'];
  const plain = await search({ 'docs.tsv': DOCS, 'queries.tsv': QUERIES }, args);
  expect(await search({ 'docs.tsv': odd(DOCS), 'queries.tsv': odd(QUERIES) }, args)).toEqual(plain);
});

test('--top limits the articles a query, and --locale chooses the language', async () => {
  const files = { 'docs.tsv': 'd1\t退货\t\t\nd2\t退款\t\t\n', 'queries.tsv': 'q\t退货还是退款\n' };
  const { rows } = await search(files, ['--docs', 'FOLDER/docs.tsv', '--top', '1', '--locale', 'zh']);
  expect(rows).toHaveLength(2);
});

test('a query with nothing to read gets no row', async () => {
  const files = { 'docs.tsv': DOCS, 'queries.tsv': 'q1\t\nq2\t🙂\n' };
  expect((await search(files, ['--docs', 'FOLDER/docs.tsv'])).rows).toHaveLength(1);
});

test.each([
  [
    'too few columns',
    `${DOCS}d4\tOnly a title\n`,
    QUERIES,
    'docs.tsv:4: expected 4 tab-separated columns (id, title, alternates, body), found 2.',
  ],
  ['an id used twice', `${DOCS}d1\t\t\t\n`, QUERIES, 'docs.tsv:4: the id "d1" is already used on line 1.'],
  ['an empty id', DOCS, 'q1\ta\n\tb\n', 'queries.tsv:2: the id in the first column is empty.'],
  ['a tab in a query', DOCS, 'q1\ta\tb\n', 'queries.tsv:1: expected 2 tab-separated columns (id, text), found 3.'],
  ['another encoding', DOCS, Uint8Array.of(0x71, 0x09, 0xff), 'queries.tsv is not UTF-8: save it with that encoding.'],
])('%s is told with its place, and nothing is written', async (_, docs, queries, expected) => {
  const result = await search({ 'docs.tsv': docs, 'queries.tsv': queries }, ['--docs', 'FOLDER/docs.tsv']);
  expect(result).toEqual({ rows: [], errors: `${expected}\n`, status: 1 });
});

test('a file that is not there is told by name', async () => {
  const { errors, status } = await search({ 'queries.tsv': QUERIES }, ['--docs', 'FOLDER/nowhere.tsv']);
  expect(errors).toContain('nowhere.tsv');
  expect(status).toBe(1);
});

test.each([
  ['--top', '0'],
  ['--top', 'many'],
  ['--locale', 'not a locale'],
])('%s %s is refused', async (option, value) => {
  await expect(search({ 'queries.tsv': QUERIES }, [option, value])).rejects.toThrow(/invalid/);
});

test('without --docs the articles of the desk are searched', async () => {
  const articleFile = (title: string) =>
    `---\ntitle: ${title}\nalternates: [one way, another way, a third way]\ntags: [help]\nupdated: 2026-01-05\n---\nThe text.\n`;
  const files = {
    'queries.tsv': 'q\tlost parcel\n',
    'intents/en/none.yaml': 'intents: []\n',
    'knowledge/en/lost-parcel.md': articleFile('My parcel is lost'),
    'knowledge/en/invoices.md': articleFile('Where are my invoices?'),
  };
  const { rows, errors } = await search(files, ['--root', 'FOLDER', '--top', '1']);
  expect(errors).toBe('');
  expect(rows[1]?.[2]).toBe('lost-parcel');
  expect((await search(files, ['--root', 'FOLDER', '--locale', 'fr'])).errors).toContain('Known locales: en');
});
