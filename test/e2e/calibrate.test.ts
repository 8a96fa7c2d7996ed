import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openStoreReader } from '../../src/store/sqlite/store-reader.ts';
import { type DeskProcess, startDeskProcess } from '../support/desk-process.ts';
import { runRelaydesk } from '../support/run-relaydesk.ts';
import { writeSmallContent } from '../support/small-content.ts';

let folder: string;
let dataDir: string;
let desk: DeskProcess | undefined;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'relaydesk-calibrate-'));
  dataDir = join(folder, 'data');
  await writeSmallContent(folder);
  await writeFile(join(folder, 'messages.csv'), toCsv(60));
});
afterAll(async () => {
  await desk?.stop('SIGKILL');
  await rm(folder, { recursive: true, force: true });
});

/** Every other one is a gift card in words that the bot is sure of, and off topic all the same. */
function toCsv(count: number): string {
  const rows = Array.from({ length: count }, (_, index) => {
    return `can I buy ${index} gift cards,${index % 2 === 0 ? 'gift_card' : index % 4 === 1 ? 'none' : ''}`;
  });
  return ['text,intent', ...rows, ''].join('\n');
}

const calibrate = (...args: string[]) =>
  runRelaydesk(['calibrate', ...args], { cwd: folder, variables: { DATA_DIR: dataDir, CONTENT_DIR: folder } });

async function inForce() {
  const reader = await openStoreReader(join(dataDir, 'relaydesk.db'));
  try {
    return await reader.read.confidence.inForce();
  } finally {
    reader.close();
  }
}

test('without a running desk a dry run shows what would come of it, and nothing else is done', async () => {
  const { stdout, exitCode } = await calibrate('messages.csv', '--dry-run');
  expect(exitCode).toBe(0);
  expect(stdout).toMatch(/^Intents, English \(en\): of 60 messages confidences are off by \d+ %, and by \d+ % with/m);
  expect(stdout).toContain('That would be put in force.');
  const { stderr, exitCode: refused } = await calibrate('messages.csv');
  expect(refused).toBe(1);
  expect(stderr).toContain('No desk is running');
});

test('a running desk goes by the fit from then on, and keeps no text of it', async () => {
  desk = await startDeskProcess({ dataDir, contentDir: folder });
  await calibrate('messages.csv', '--dry-run');
  expect(await inForce()).toEqual([]);
  const { stdout, exitCode } = await calibrate('messages.csv');
  expect(exitCode).toBe(0);
  expect(stdout).toContain('That is in force now.');
  expect(await inForce()).toContainEqual(expect.objectContaining({ kind: 'intent', locale: 'en' }));
  expect(await readdir(join(dataDir, 'owner'))).toEqual(['desk.sock']);
});

test('too few messages, and intents that the desk does not have, are told', async () => {
  await writeFile(join(folder, 'few.csv'), `${toCsv(20)}where is it,lost\n`);
  const { stderr, exitCode } = await calibrate('few.csv', '--dry-run');
  expect(exitCode).toBe(1);
  expect(stderr).toContain('few.csv:22: there is no intent lost');
  expect(stderr).toContain('50 messages of a language, or of all together, are the least.');
});
