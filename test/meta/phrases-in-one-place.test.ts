import { readdirSync, readFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { parseSync, Visitor } from 'oxc-parser';
import { expect, test } from 'vitest';
import { PHRASE_KEYS } from '../../src/domain/phrases.ts';

const ROOT = join(import.meta.dirname, '../..');
/** What decides what customers are told, and what shows it to them. */
const TELLING = ['adapters', 'src/domain', 'src/engine'];
const PHRASES = join('src/domain/phrases', '/');
const HAN = /\p{Script=Han}/u;
const LETTER = /\p{L}/u;
/** What readers of a page see or hear. */
const READ_ATTRIBUTES = new Set(['title', 'alt', 'placeholder', 'aria-label', 'aria-description', 'label']);

function sourcesIn(folder: string, ...endings: string[]): string[] {
  return readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .map((file) => join(folder, file))
    .filter((file) => endings.includes(extname(file)) && !file.startsWith(PHRASES));
}

/** The texts in a file that customers could be shown: those of strings and templates, and those of its markup. */
function textsIn(file: string): { strings: string[]; markup: string[] } {
  const strings: string[] = [];
  const markup: string[] = [];
  const { program } = parseSync(file, readFileSync(join(ROOT, file), 'utf8'));
  new Visitor({
    Literal: ({ value }) => void (typeof value === 'string' && strings.push(value)),
    TemplateElement: ({ value }) => void strings.push(value.raw),
    JSXText: ({ value }) => void markup.push(value),
    JSXAttribute({ name, value }) {
      const isRead = name.type === 'JSXIdentifier' && READ_ATTRIBUTES.has(name.name);
      if (isRead && value?.type === 'Literal') markup.push(String(value.value));
    },
  }).visit(program);
  return { strings, markup };
}

test('the pages for customers have no words of their own', () => {
  const words = sourcesIn('adapters/web', '.tsx').flatMap((file) =>
    textsIn(file)
      .markup.filter((text) => LETTER.test(text))
      .map((text) => `${file}: ${text.trim()}`),
  );
  expect(words).toEqual([]);
});

test('what is translated stands among the phrases: nothing else that tells customers something has Chinese words', () => {
  const words = TELLING.flatMap((folder) => sourcesIn(folder, '.ts', '.tsx', '.js')).flatMap((file) =>
    textsIn(file)
      .strings.filter((text) => HAN.test(text))
      .map((text) => `${file}: ${text}`),
  );
  expect(words).toEqual([]);
});

test('no phrase is left that nobody says', () => {
  const sources = ['adapters', 'src']
    .flatMap((folder) => sourcesIn(folder, '.ts', '.tsx'))
    .map((file) => readFileSync(join(ROOT, file), 'utf8'))
    .join('\n');
  const isSaid = (key: string) => {
    const [group = ''] = key.split('_');
    return new RegExp(`\\b${key}\\b`).test(sources) || sources.includes(`\`${group}_\${`);
  };
  expect(PHRASE_KEYS.filter((key) => !isSaid(key))).toEqual([]);
});
