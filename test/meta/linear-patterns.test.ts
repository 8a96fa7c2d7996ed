import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { findSlow } from './patterns/feeder.ts';
import { findPatterns, sourceFiles } from './patterns/find-patterns.ts';
import { recordBuilt } from './patterns/record-built.ts';

const ROOT = resolve(import.meta.dirname, '../..');
const PRODUCT = ['src', 'adapters'];

/** A linear pattern takes about 10 ms for an input of this length at most, a quadratic one from half a second to several. */
const FEED = { length: 50_000, boundMs: 100, patienceMs: 20_000 };

/** Patterns that are built for another reason than to read a text with them. */
const NEVER_READ_WITH: Record<string, string> = {
  'src/lib/linear-pattern.ts':
    'only shows whether an admin’s pattern is one; texts are read by an engine of linear time',
};

test('no pattern of the product takes longer than linear time, whatever the text', { timeout: 300_000 }, async () => {
  expect(await findSlow(findPatterns(ROOT, PRODUCT).literals, FEED)).toEqual([]);
});

test('nor does any that is built when the product starts', { timeout: 300_000 }, async () => {
  const sites = findPatterns(ROOT, PRODUCT).built.filter((at) => !(fileOf(at) in NEVER_READ_WITH));
  const folders = [...new Set(sites.map((at) => at.slice(0, at.indexOf('/', 'src/'.length))))];
  const recorded = await recordBuilt(ROOT, async () => {
    for (const file of folders.flatMap((folder) => sourceFiles(ROOT, folder))) await import(join(ROOT, file));
  });
  const built = recorded.filter(({ at }) => sites.includes(at));
  expect(sites.filter((site) => !built.some(({ at }) => at === site))).toEqual([]);
  expect(await findSlow(built, FEED)).toEqual([]);
});

test('a place where a pattern is built for another reason still is one', () => {
  const files = findPatterns(ROOT, PRODUCT).built.map(fileOf);
  expect(Object.keys(NEVER_READ_WITH).filter((file) => !files.includes(file))).toEqual([]);
});

test.each([
  ['cubic', String.raw`/^\s*(\d)\s*(?:star)?\s*$/`],
  ['quadratic', String.raw`/[ \t]+$/`],
  ['quadratic after a beginning', String.raw`/^to: (\S*)\s*([^@]*?)\s*;/`],
  ['exponential', '/^([a-z0-9]+[ -]?)+x/'],
  ['exponential between others', '/^(?:id|no) (?:中|中文|文)+$/'],
])('a %s pattern is found, and told by file and line', { timeout: 30_000 }, async (_kind, pattern) => {
  const root = mkdtempSync(join(tmpdir(), 'relaydesk-patterns-'));
  onTestFinished(() => rmSync(root, { recursive: true }));
  writeFileSync(
    join(root, 'planted.ts'),
    `const fine: string = 'fine';\nexport const planted = ${pattern}.test(fine);\n`,
  );
  const slow = await findSlow(findPatterns(root, ['.']).literals, { ...FEED, patienceMs: 1_500 });
  expect(slow).toEqual([expect.stringMatching(/^planted\.ts:2 takes/)]);
});

function fileOf(at: string): string {
  return at.slice(0, at.lastIndexOf(':'));
}
