import { readdirSync, readFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { expect, test } from 'vitest';
import { ADAPTERS } from '../../src/adapters.ts';

const ROOT = join(import.meta.dirname, '../..');
const LIST = 'src/adapters.ts';
/** What customers write, and what was computed from that. */
const CUSTOMERS_WORDS = [
  'src/understanding/signals/weights.ts',
  'src/lib/word-vectors/en.ts',
  'src/lib/word-vectors/zh.ts',
  'src/lib/background/',
];
const SOURCE = ['.ts', '.tsx', '.mjs', '.js', '.css'];

test.each(ADAPTERS.map(({ name }) => name))('nothing names %s but its own folder and the one list', (name) => {
  const files = ['src', 'adapters']
    .flatMap((folder) =>
      readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' }).map((file) => join(folder, file)),
    )
    .filter((file) => !CUSTOMERS_WORDS.some((words) => file.startsWith(words)))
    .filter((file) => SOURCE.includes(extname(file)) && file !== LIST && !file.startsWith(join('adapters', name, '/')));
  const naming = files.flatMap((file) =>
    readFileSync(join(ROOT, file), 'utf8')
      .split('\n')
      .filter((line) => line.toLowerCase().includes(name))
      .map((line) => `${file}: ${line.trim()}`),
  );
  expect(naming).toEqual([]);
});
