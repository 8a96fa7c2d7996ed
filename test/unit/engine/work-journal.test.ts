import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createWorkJournal, readWorkJournal } from '../../../src/engine/inbox/work-journal.ts';

let folder: string;
let file: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'work-journal-'));
  file = join(folder, 'work-in-progress');
});
afterEach(() => rm(folder, { recursive: true }));

test('what has begun and not ended is there when the journal is read again', () => {
  const journal = createWorkJournal(file);
  journal.begin([3, 7, 9]);
  journal.begin([2 ** 40]);
  journal.end([7]);
  expect(readWorkJournal(file).sort((a, b) => a - b)).toEqual([3, 9, 2 ** 40]);
  journal.close();
});

test('a new journal begins empty, whatever the last one held', () => {
  const last = createWorkJournal(file);
  last.begin([3]);
  last.close();
  createWorkJournal(file).close();
  expect(readWorkJournal(file)).toEqual([]);
});

test('without a journal nothing was in work, and one that is damaged ends nobody', async () => {
  expect(readWorkJournal(file)).toEqual([]);
  await writeFile(file, Buffer.from([1, 0, 0, 0, 0, 0, 0, 0, 255, 255, 255, 255, 255, 255, 255, 255, 4]));
  expect(readWorkJournal(file)).toEqual([1]);
});

test('places are used again, however much is handled', () => {
  const journal = createWorkJournal(file);
  for (let id = 1; id <= 50_000; id++) {
    journal.begin([id]);
    if (id > 1) journal.end([id - 1]);
  }
  expect(readWorkJournal(file)).toEqual([50_000]);
  journal.close();
});
