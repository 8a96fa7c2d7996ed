import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseSync } from 'oxc-parser';
import { beforeAll, describe, expect, test } from 'vitest';
import { loadContent } from '../../src/content/load-content.ts';
import { READ_LENGTH } from '../../src/domain/read-length.ts';
import type { Analyzer } from '../../src/ports/analyzer.ts';
import { analysis, TestConversation } from '../support/conversation.ts';
import { createTestAnalyzer } from '../support/test-analyzer.ts';
import { sourceFiles } from './patterns/find-patterns.ts';
import { PUMPS } from './patterns/hostile-inputs.ts';
import { PARSERS, READERS, type Readers } from './patterns/readers.ts';

const ROOT = resolve(import.meta.dirname, '../..');
const LENGTH = 50_000;

const VALUES = [
  'so ',
  'not ',
  'real ',
  '1/1/2024 ',
  'monday ',
  '1月1日',
  '$1 ',
  '+1 (',
  'a@',
  'a@b.',
  'http://',
  '<@1',
  '{a',
  ':a:',
];
const MARKDOWN = [
  '*a ',
  'a* ',
  '**',
  '*a. ',
  '_a',
  '*_',
  '~~a ',
  '`',
  '``a`',
  '[',
  '![',
  '[a](',
  '](',
  '[](',
  '[a][',
  '[a]: b\n',
];
const BLOCKS = [
  '> ',
  '>',
  '- ',
  '- a\n',
  ' - a\n',
  '1. ',
  '# a\n',
  '| a ',
  '|a|\n|-|\n',
  '```\n',
  '---\n',
  'a. ',
  '中文。',
];
const HTML = ['<a ', '<', '<!--', '</a>', '<?', '&amp;', '&#', '\\*', 'http://a.b ', 'www.'];
const YAML = ['a: ', 'a:\n ', 'a: b\n', '- [', '{a: ', '"a" ', "'a", 'a, ', '#', '&a ', '*a, ', '|\n', '!!a '];

describe('analysis takes time in proportion to the text, whatever it says', () => {
  const readers = entriesOf(READERS);
  test.each(readers)('%s', { timeout: 60_000 }, (_name, read) => {
    expect(findSlow(read, [...PUMPS, ...VALUES, ...MARKDOWN], { length: LENGTH, boundMs: 400 })).toEqual([]);
  });

  const parsers = entriesOf(PARSERS);
  test.each(parsers)('%s', { timeout: 120_000 }, (_name, read) => {
    const pumps = ['a', '中', ' ', '\n', ...MARKDOWN, ...BLOCKS, ...HTML, ...YAML];
    expect(findSlow(read, pumps, { length: 20_000, boundMs: 2_000 })).toEqual([]);
  });
});

describe('a desk', () => {
  let reader: Analyzer;
  beforeAll(async () => {
    const { content } = await loadContent({ root: ROOT });
    if (content === undefined) throw new Error('The content of the repository cannot be used.');
    reader = await createTestAnalyzer(content);
  }, 60_000);

  test('reads the longest text that it reads in less than a quarter of a second', { timeout: 120_000 }, async () => {
    const slow: string[] = [];
    for (const locale of ['en', 'zh']) {
      for (const pump of [...PUMPS, ...VALUES]) {
        const text = `where is my order ${pump.repeat(LENGTH / pump.length)}`;
        const ms = await cpuTimeOf(() => reader.analyze({ text, locale, expecting: undefined }));
        if (ms > 250) slow.push(`${JSON.stringify(pump)} in ${locale}: ${ms} ms`);
      }
    }
    expect(slow).toEqual([]);
  });

  test('says of a text what it says of its beginning', async () => {
    const beginning = 'where is my order '.repeat(READ_LENGTH / 'where is my order '.length + 1).slice(0, READ_LENGTH);
    const read = (text: string) => reader.analyze({ text, locale: 'en', expecting: undefined });
    expect(await read(`${beginning} gift card fuck you 1234567`)).toEqual(await read(beginning));
    expect(await reader.search(`${beginning} gift card`, 'en', 5)).toEqual(await reader.search(beginning, 'en', 5));
  });

  test('decides at once on any text, with a rating and an offer pending', () => {
    const conversation = new TestConversation();
    conversation.state = { ...conversation.state, ratingRequest: { messageId: 'm1', ticketId: 't1' } };
    const says = (text: string) => conversation.says(text, analysis([]));
    const texts = PUMPS.map((pump) => `1${pump}`);
    expect(findSlow(says, texts, { length: LENGTH, boundMs: 400 })).toEqual([]);
  });
});

/** What a text is handed to as it is: JSON's own parser, the browser's storage; and the settings, which are read once, at the start. */
const HAND_ON = [
  'adapters/slack/wire.ts parseJsonObject',
  'src/owner-socket.ts parseJson',
  'src/config/desk-file.ts parseDeskFile',
  'adapters/web/public/unsent.js addUnsent',
];

test('no exported function that takes a text is forgotten above', () => {
  const fed = [READERS, PARSERS].flatMap((readers) =>
    Object.entries(readers).flatMap(([file, functions]) => Object.keys(functions).map((name) => `${file} ${name}`)),
  );
  expect(
    ['adapters', 'src']
      .flatMap(functionsOfText)
      .toSorted()
      .filter((name) => !fed.includes(name)),
  ).toEqual(HAND_ON.toSorted());
});

/** The exported functions whose first argument is called a text. */
function functionsOfText(folder: string): string[] {
  return sourceFiles(ROOT, folder).flatMap((file) =>
    parseSync(file, readFileSync(join(ROOT, file), 'utf8')).program.body.flatMap((statement) => {
      const declared = statement.type === 'ExportNamedDeclaration' ? statement.declaration : null;
      if (declared?.type !== 'FunctionDeclaration') return [];
      const [first] = declared.params;
      const isOfText = first?.type === 'Identifier' && ['text', 'body', 'mrkdwn'].includes(first.name);
      return isOfText ? [`${file} ${declared.id?.name}`] : [];
    }),
  );
}

function entriesOf(readers: Readers): [string, (text: string) => unknown][] {
  return Object.entries(readers).flatMap(([file, functions]) =>
    Object.entries(functions).map(([name, read]): [string, (text: string) => unknown] => [`${name} of ${file}`, read]),
  );
}

interface Bounds {
  length: number;
  boundMs: number;
}

/** The pumps of which a text takes longer than the bound. */
function findSlow(read: (text: string) => unknown, pumps: readonly string[], { length, boundMs }: Bounds): string[] {
  return pumps.filter((pump) => {
    const text = `${pump.repeat(Math.ceil(length / pump.length))}\nx`;
    return [1, 2, 3].every(() => {
      const start = process.cpuUsage();
      read(text);
      return milliseconds(process.cpuUsage(start)) > boundMs;
    });
  });
}

async function cpuTimeOf(work: () => Promise<unknown>): Promise<number> {
  const start = process.cpuUsage();
  await work();
  return milliseconds(process.cpuUsage(start));
}

/** What the process itself worked: another one does not make it slower. */
function milliseconds({ user, system }: NodeJS.CpuUsage): number {
  return Math.round((user + system) / 1_000);
}
