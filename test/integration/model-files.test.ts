import { mkdtemp, readdir, readFile, rm, stat, truncate, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createModelFiles } from '../../src/analyzer/model-files.ts';
import {
  type ClassifierModel,
  createIntentClassifier,
  trainIntentClassifier,
} from '../../src/understanding/classifier/intent-classifier.ts';

const TEXTS = {
  locale: 'en',
  examples: [
    { intent: 'refund', text: 'I want my money back' },
    { intent: 'refund', text: 'refund my order' },
    { intent: 'track', text: 'where is my parcel' },
    { intent: 'track', text: 'has my order been sent' },
  ],
  background: ['will it rain this weekend', 'tell me a joke'],
};

let folder: string;
let notKept: string[];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'relaydesk-models-'));
  notKept = [];
});

afterEach(() => rm(folder, { recursive: true, force: true }));

function modelFiles(path = folder) {
  return createModelFiles(path, (reason) => notKept.push(reason));
}

/** What the model says, to the last digit. */
function guess(model: ClassifierModel | undefined) {
  return createIntentClassifier(model)('where is the parcel with my money');
}

test('texts that were trained on before are not trained on again, and the model answers as the one just trained', async () => {
  const trained = guess(trainIntentClassifier(TEXTS));
  expect(guess(await modelFiles()(TEXTS))).toEqual(trained);
  const [file = ''] = await readdir(folder);
  const written = await readFile(join(folder, file));
  const longAgo = new Date('2026-01-01');
  await utimes(join(folder, file), longAgo, longAgo);
  expect(guess(await modelFiles()(TEXTS))).toEqual(trained);
  expect(await readdir(folder)).toEqual([file]);
  expect(await readFile(join(folder, file))).toEqual(written);
});

test('what was learnt with another sentence encoder, or with none, is another model', async () => {
  const encoder = { name: 'flat 1', encode: async (texts: readonly string[]) => texts.map(() => Float32Array.of(1)) };
  await modelFiles()(TEXTS);
  await modelFiles()({ ...TEXTS, encoder: encoder.name }, encoder);
  await modelFiles()({ ...TEXTS, encoder: encoder.name }, encoder);
  await modelFiles()({ ...TEXTS, encoder: 'flat 2' }, encoder);
  expect(await readdir(folder)).toHaveLength(3);
});

test.each([
  ['cut short', (file: string) => truncate(file, 1_000)],
  ['empty', (file: string) => truncate(file, 0)],
  ['changed', async (file: string) => writeFile(file, (await readFile(file)).fill(7, 2_000, 2_100))],
])('a file that is %s is trained anew, and whole afterwards', async (_, damage) => {
  const trained = guess(await modelFiles()(TEXTS));
  const [name = ''] = await readdir(folder);
  const file = join(folder, name);
  await damage(file);
  expect(guess(await modelFiles()(TEXTS))).toEqual(trained);
  const mended = await stat(file);
  expect(guess(await modelFiles()(TEXTS))).toEqual(trained);
  expect((await stat(file)).ino, 'the mended file is read, not written again').toBe(mended.ino);
});

test('another example makes another model; of many, those used last are kept', async () => {
  const train = modelFiles();
  await train(TEXTS);
  const [first = ''] = await readdir(folder);
  for (let count = 1; count <= 12; count += 1) {
    const file = join(folder, first);
    const later = new Date(Date.now() + 60_000);
    await utimes(file, later, later);
    const example = { intent: 'track', text: 'parcel '.repeat(count) };
    await train({ ...TEXTS, examples: [...TEXTS.examples, example] });
  }
  const kept = await readdir(folder);
  expect(kept).toHaveLength(12);
  expect(kept).toContain(first);
});

test('where nothing can be written the model is used all the same, and why is told', async () => {
  const file = join(folder, 'a-file');
  await writeFile(file, '');
  expect(guess(await modelFiles(join(file, 'models'))(TEXTS))).toEqual(guess(trainIntentClassifier(TEXTS)));
  expect(notKept).toEqual(['ENOTDIR']);
});

test('no examples make no model and no file', async () => {
  expect(await modelFiles()({ ...TEXTS, examples: [] })).toBeUndefined();
  expect(await readdir(folder)).toEqual([]);
});
