import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const ROOT = join(import.meta.dirname, '../..');
const PATH = /`((?:src|adapters|test|docs|schemas)\/[\w./-]+\.\w+)`/g;
const LINK = /\]\((?!https?:|#|mailto:)([^)#\s]+\.\w+)[^)]*\)/g;

const pages = ['README.md', 'CONTRIBUTING.md', 'CHANGELOG.md'].concat(
  readdirSync(join(ROOT, 'docs'), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.md'))
    .map((name) => join('docs', name)),
);

test.each(pages)('every file that %s names is there', (page) => {
  const text = readFileSync(join(ROOT, page), 'utf8');
  const named = [...text.matchAll(PATH)].map(([, path = '']) => path);
  const linked = [...text.matchAll(LINK)].map(([, path = '']) => join(page, '..', path));
  expect([...named, ...linked].filter((path) => !existsSync(join(ROOT, path)))).toEqual([]);
});

test('every file that the walks name by its name alone is in the folder they speak of', () => {
  const text = readFileSync(join(ROOT, 'docs/how-it-works.md'), 'utf8');
  const walks = text.slice(text.indexOf('## Three walks'), text.indexOf('## What the bot does'));
  const files = ['src', 'adapters'].flatMap((folder) =>
    readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' }),
  );
  const names = [...walks.matchAll(/`([\w/-]+\.ts)`/g)].map(([, name = '']) => name.replace(/^(src|adapters)\//, ''));
  expect(names.filter((name) => !files.some((file) => file === name || file.endsWith(`/${name}`)))).toEqual([]);
});
