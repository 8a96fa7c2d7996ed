import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { keepLastGood, lastGoodContentFile } from '../../src/analyzer/last-good-content.ts';
import { loadContent } from '../../src/content/load-content.ts';
import { type CommandOptions, runRelaydesk } from '../support/run-relaydesk.ts';
import { writeSmallContent } from '../support/small-content.ts';

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'relaydesk-e2e-evaluate-'));
  await writeSmallContent(folder);
});

afterEach(() => rm(folder, { recursive: true, force: true }));

function evaluate(args: string[], options: CommandOptions = {}) {
  return runRelaydesk(['intents', 'evaluate', ...args], { cwd: folder, ...options });
}

const EXTRA_INTENT = `intents:
  - name: opening_hours
    category: shop
    answer: From 9 to 18.
    utterances:
      - when are you open
      - what are your opening hours
      - are you open on sunday
      - until when are you open
      - opening times please
`;

test('the same figures come each time, as one JSON object, with a page beside it', async () => {
  const [first, second] = [
    await evaluate(['--json', '--folds', '2', '--html', 'page.html']),
    await evaluate(['--json', '--folds', '2']),
  ];
  expect(first).toMatchObject({ exitCode: 0, stderr: '' });
  expect(second.stdout).toBe(first.stdout);
  const { folds, seed, locales, comparedWith } = JSON.parse(first.stdout);
  expect({ folds, seed }).toEqual({ folds: 2, seed: 1 });
  expect(comparedWith).toMatch(/never started/);
  expect(locales.en).toMatchObject({
    utterances: 17,
    accuracy: expect.any(Number),
    macroF1: expect.any(Number),
    changes: null,
  });
  expect(locales.en.reliability).toHaveLength(15);
  expect(await readFile(join(folder, 'page.html'), 'utf8')).toContain('17 utterances of 3 intents');
});

test('what changed beside the content in force is told, and beside another folder', async () => {
  const { content } = await loadContent({ root: folder });
  await mkdir(join(folder, 'data'));
  if (content !== undefined) await keepLastGood(lastGoodContentFile(join(folder, 'data')), content);
  const same = await evaluate(['--folds', '2']);
  expect(same.stdout).toMatch(/^This is the content that the desk put in force at .* UTC\.$/m);
  expect(same.stdout).toMatch(/^en: 17 utterances of 3 intents, 2 folds\n {2}accuracy +\d+\.\d %$/m);
  await mkdir(join(folder, 'other'));
  await writeSmallContent(join(folder, 'other'));
  await writeFile(join(folder, 'intents', 'en', 'hours.yaml'), EXTRA_INTENT);
  for (const args of [[], ['--against', 'other']]) {
    const { stdout, exitCode } = await evaluate(['--folds', '2', ...args]);
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(/^ {2}accuracy +\d+\.\d % {2}[±+−]\d+\.\d$/m);
    expect(stdout).toMatch(/^ {2}New intents \(1\):\n {4}opening_hours$/m);
    expect(stdout).toMatch(
      args.length === 0 ? /^Compared with the content that the desk put in force at/m : /^Compared with other\.$/m,
    );
  }
}, 60_000);

test('mistakes in the content, an unknown language and too few folds are told, and nothing is trained', async () => {
  expect((await evaluate(['--locale', 'fr'])).stderr).toBe('The desk has no language fr: it has en.\n');
  expect((await evaluate(['--folds', '1'])).stderr).toMatch(/whole number from 2 to 50/);
  await writeFile(join(folder, 'intents', 'en', 'hours.yaml'), 'intents: 3\n');
  const { exitCode, stderr } = await evaluate([]);
  expect(stderr).toMatch(/^The content has mistakes:\nintents\/en\/hours.yaml:1: error: /);
  expect(exitCode).toBe(1);
});
