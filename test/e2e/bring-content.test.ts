import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { runRelaydesk } from '../support/run-relaydesk.ts';
import { writeSmallContent } from '../support/small-content.ts';

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'relaydesk-e2e-bring-'));
  await writeSmallContent(folder);
});

afterEach(() => rm(folder, { recursive: true, force: true }));

const run = (...args: string[]) => runRelaydesk(args, { cwd: folder });

const TABLE = `intent,utterance,answer\n${[1, 2, 3, 4, 5].map((way) => `gift_cards,gift card in way ${way},Yes.\n`).join('')}`;

test('intents are brought along as a file, first only told, and never over what is there', async () => {
  await writeFile(join(folder, 'gifts.csv'), TABLE);
  const file = join(folder, 'intents', 'en', 'gifts.yaml');
  const shown = 'intents/en/gifts.yaml: 1 intent, 5 utterances, 1 answer, 0 slots\n1 file, 0 errors, 0 warnings; ';
  const dry = await run('intents', 'import', 'gifts.csv', '--dry-run');
  expect([dry.stdout, dry.stderr, dry.exitCode]).toEqual([`${shown}a dry run: nothing was written\n`, '', 0]);
  await expect(readFile(file)).rejects.toThrow(/ENOENT/);
  const done = await run('intents', 'import', 'gifts.csv');
  expect([done.stdout, done.exitCode]).toEqual([`${shown}written\n`, 0]);
  const written = await readFile(file, 'utf8');
  expect((await run('intents', 'check')).exitCode).toBe(0);
  for (const again of [['gifts.csv'], ['gifts.csv', '--as', 'others']]) {
    const { stdout, exitCode } = await run('intents', 'import', ...again);
    expect(stdout).toMatch(
      /^intents\/en\/\w+\.yaml:\d: error: there is already (such a file|an intent gift_cards in)/m,
    );
    expect(stdout).toMatch(/nothing was written\n$/);
    expect(exitCode).toBe(1);
  }
  expect(await readFile(file, 'utf8')).toBe(written);
  await expect(readFile(join(folder, 'intents', 'en', 'others.yaml'))).rejects.toThrow(/ENOENT/);
});

test('a desk that is taken away in each format can be brought to another one', async () => {
  for (const [format, file] of [
    ['nlpjs', 'corpus.json'],
    ['rasa', 'rasa.yml'],
    ['csv', 'intents.csv'],
  ] as const) {
    const taken = await run('intents', 'export', '--format', format, '--output', file);
    expect([taken.stdout, taken.exitCode]).toEqual(['', 0]);
    await mkdir(join(folder, format));
    const brought = await run('intents', 'import', file, '--root', format);
    expect(brought.stdout).toMatch(/ 0 errors, \d+ warnings?; written\n$/);
    expect(brought.exitCode).toBe(0);
  }
  const refused = await run('intents', 'export', '--format', 'csv', '--output', 'intents.csv');
  expect(refused.stderr).toMatch(/intents\.csv is there already: nothing was written/);
  expect(refused.exitCode).toBe(1);
});

test('articles go away as files or a table, and come back', async () => {
  const articles = await readdir(join(folder, 'knowledge', 'en'));
  expect((await run('knowledge', 'export', '--format', 'markdown', '--output', 'out')).exitCode).toBe(0);
  expect(await readdir(join(folder, 'out'))).toEqual(articles);
  const table = await run('knowledge', 'export', '--format', 'csv');
  await writeFile(join(folder, 'faq.csv'), table.stdout);
  for (const [source, desk] of [
    ['out', 'one'],
    ['faq.csv', 'two'],
  ] as const) {
    await mkdir(join(folder, desk));
    const { stdout, exitCode } = await run('knowledge', 'import', source, '--root', desk);
    expect([stdout.split('\n').at(-2), exitCode]).toEqual([
      `${articles.length} ${articles.length === 1 ? 'file' : 'files'}, 0 errors, 0 warnings; written`,
      0,
    ]);
    expect(await readdir(join(folder, desk, 'knowledge', 'en'))).toEqual(articles);
  }
});

test('a file that is not there, and a language that is none, are told in a line', async () => {
  const missing = await run('intents', 'import', 'nowhere.json');
  expect([missing.stderr, missing.exitCode]).toEqual(['nowhere.json: there is no such file or folder.\n', 1]);
  const strange = await run('knowledge', 'import', '.', '--locale', '../..');
  expect(strange.stderr).toContain('It must be a language tag such as en, zh or pt-BR.');
  expect(strange.exitCode).toBe(1);
});
