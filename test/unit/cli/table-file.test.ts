import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readTable } from '../../../src/cli/table-file.ts';

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'relaydesk-table-'));
});

afterEach(() => rm(folder, { recursive: true, force: true }));

async function rowsOf(name: string, text: string | Buffer): Promise<unknown[]> {
  const file = join(folder, name);
  await writeFile(file, text);
  const rows: unknown[] = [];
  for await (const row of readTable(file, () => {})) {
    rows.push('mistake' in row ? [row.line, row.mistake] : [row.line, Object.fromEntries(row.cells)]);
  }
  return rows;
}

test('a csv file is read with its quoted commas, quotes and line breaks, each row with the line it starts on', async () => {
  const rows = await rowsOf('a.csv', 'text,intent\n"one, two",a\n"three\nfour",b\n\n"said ""five""",c\n');
  expect(rows).toEqual([
    [2, { text: 'one, two', intent: 'a' }],
    [3, { text: 'three\nfour', intent: 'b' }],
    [6, { text: 'said "five"', intent: 'c' }],
  ]);
});

test('a byte order mark and Windows line ends belong to no cell', async () => {
  expect(await rowsOf('a.csv', '\uFEFFtext,intent\r\none,a\r\ntwo,b\nthree,c')).toEqual([
    [2, { text: 'one', intent: 'a' }],
    [3, { text: 'two', intent: 'b' }],
    [4, { text: 'three', intent: 'c' }],
  ]);
  expect(await rowsOf('a.tsv', '\uFEFFtext\tintent\r\none\ta\r\n')).toEqual([[2, { text: 'one', intent: 'a' }]]);
  expect(await rowsOf('a.jsonl', '\uFEFF{"text":"one"}\r\n{"text":"two"}')).toEqual([
    [1, { text: 'one' }],
    [2, { text: 'two' }],
  ]);
});

test.each(['a.csv', 'a.tsv', 'a.jsonl'])('%s in another encoding is refused, whatever that is', async (name) => {
  const text = name === 'a.jsonl' ? '{"text":"grün"}\n' : 'text,intent\ngrün,a\n';
  const wide = Buffer.from(text, 'utf16le');
  for (const bytes of [wide, Buffer.concat([Buffer.from([0xff, 0xfe]), wide]), Buffer.from(text, 'latin1')]) {
    await expect(rowsOf(name, bytes)).rejects.toMatchObject({ code: 'encoding' });
  }
});

test('a line of JSON that is too long is told, and those around it are read', async () => {
  const long = `{"text":"${'x'.repeat(1024 * 1024)}"}`;
  expect(await rowsOf('a.jsonl', `{"text":"one"}\n${long}\n{"text":"two"}\n${long}`)).toEqual([
    [1, { text: 'one' }],
    [2, 'the line is longer than 1 MB'],
    [3, { text: 'two' }],
    [4, 'the line is longer than 1 MB'],
  ]);
});

test('a quotation mark in a tab-separated file is a character like any other', async () => {
  expect(await rowsOf('a.tsv', 'text\n"never" closed "\nnext\n')).toEqual([
    [2, { text: '"never" closed "' }],
    [3, { text: 'next' }],
  ]);
});

test('a malformed csv row is told with its line, and the rows after it are read', async () => {
  expect(await rowsOf('a.csv', 'text,intent\none\n"two"x,b\nthree,c,d\nfour,e\n')).toEqual([
    [2, 'there are 1 cells where the header has 2'],
    [3, { text: '"two"x', intent: 'b' }],
    [4, 'there are 3 cells where the header has 2'],
    [5, { text: 'four', intent: 'e' }],
  ]);
});

test('a quotation mark that is never closed is told where it is opened, and a large file after it not taken into memory', async () => {
  const mistake = 'a quotation mark is opened and not closed within 1 MB; nothing from here on can be read';
  expect(await rowsOf('a.csv', 'text,intent\none,a\n"two,b\n')).toEqual([
    [2, { text: 'one', intent: 'a' }],
    [3, mistake],
  ]);
  expect(await rowsOf('b.csv', `text,intent\n"one,a\n${'two,b\n'.repeat(400_000)}`)).toEqual([[2, mistake]]);
});

test('a malformed JSON line is told with its line, and the lines after it are read', async () => {
  expect(await rowsOf('a.jsonl', '{"text":\n\n["two"]\n{"text":"line\u2028separator"}\n')).toEqual([
    [1, 'the line is not JSON'],
    [3, 'the line is no JSON object'],
    [4, { text: 'line\u2028separator' }],
  ]);
});

test('a character split between two chunks of a file stays whole', async () => {
  const text = '漢'.repeat(50_000);
  expect(await rowsOf('a.jsonl', `{"t":"a${text}"}\n`)).toEqual([[1, { t: `a${text}` }]]);
});

test('another ending, and a file that is not there, are refused', async () => {
  expect(() => readTable('messages.xlsx', () => {})).toThrow(/has to end in \.csv, \.tsv or \.jsonl/);
  for (const name of ['none.csv', 'none.jsonl']) {
    const rows = readTable(join(folder, name), () => {})[Symbol.asyncIterator]();
    await expect(rows.next()).rejects.toThrow(/ENOENT/);
  }
});
