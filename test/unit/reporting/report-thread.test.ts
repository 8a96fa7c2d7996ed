import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { parseDeskFile } from '../../../src/config/desk-file.ts';
import { projectRoot } from '../../../src/config/project-root.ts';
import { createReportService, type ReportService } from '../../../src/reporting/report-thread.ts';
import { createSqliteStore } from '../../../src/store/sqlite/sqlite-store.ts';

const NOW = Date.UTC(2026, 0, 5);

let folder: string;
let reports: ReportService;

function start(storeFile: string, timeoutMs?: number): ReportService {
  return createReportService({
    storeFile,
    timeZone: 'UTC',
    settings: () => parseDeskFile(''),
    content: () => ({ version: 'test', locales: {} }),
    now: () => NOW,
    ...(timeoutMs !== undefined && { timeoutMs }),
  });
}

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'reports-'));
});
afterEach(async () => {
  await reports.stop();
  await rm(folder, { recursive: true });
});

async function emptyStore(): Promise<string> {
  const file = join(folder, 'relaydesk.db');
  const store = await createSqliteStore({ file });
  await store.close();
  return file;
}

test('one thread makes one report after the other, and what else is asked of it between', async () => {
  reports = start(await emptyStore());
  expect(await reports.make({ name: 'overview', periodDays: 7 })).toMatchObject({ name: 'overview' });
  expect(await reports.make({ name: 'drivers', periodDays: 7 })).toMatchObject({ name: 'drivers' });
  expect(await reports.expectedWait()).toMatchObject({ kind: 'unknown' });
  expect(await reports.make({ name: 'health', periodDays: 7 })).toMatchObject({ name: 'health' });
});

test('those asked for at once are each made', async () => {
  reports = start(await emptyStore());
  const names = ['overview', 'waits', 'agents'] as const;
  const made = await Promise.all(names.map((name) => reports.make({ name, periodDays: 7 })));
  expect(made.map(({ name }) => name)).toEqual(names);
});

test('a report that cannot be made says why, and the next one is made', async () => {
  const file = join(folder, 'relaydesk.db');
  reports = start(file);
  await expect(reports.make({ name: 'overview', periodDays: 7 })).rejects.toThrow(/There is no store at/);
  await emptyStore();
  expect(await reports.make({ name: 'overview', periodDays: 7 })).toMatchObject({ name: 'overview' });
});

test('one that takes too long is given up, and the next one is made by a new thread', async () => {
  const file = await emptyStore();
  reports = start(file, 1);
  await expect(reports.make({ name: 'overview', periodDays: 7 })).rejects.toThrow('It took too long.');
  await reports.stop();
  reports = start(file);
  expect(await reports.make({ name: 'overview', periodDays: 7 })).toMatchObject({ name: 'overview' });
});

/** Opens the store in a process of its own, reads from it, and closes it. */
async function readElsewhere(file: string): Promise<string> {
  const reader = join(projectRoot(), 'dist/src/store/sqlite/store-reader.js');
  const script = `
    const { openStoreReader } = await import(${JSON.stringify(reader)});
    const { read, close } = await openStoreReader(${JSON.stringify(file)});
    console.log((await read.staff.all()).map(({ name }) => name).join());
    close();`;
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', script]);
  return stdout.trim();
}

test('a desk keeps what it writes while reports are made of its store, and others read it', async () => {
  const file = join(folder, 'relaydesk.db');
  const store = await createSqliteStore({ file });
  const hire = (name: string) => store.transaction((tx) => tx.staff.save({ id: name, name, role: 'agent' }, NOW));
  await hire('ana');
  reports = start(file);
  await reports.make({ name: 'overview', periodDays: 7 });
  await reports.make({ name: 'agents', periodDays: 7 });
  expect(await readElsewhere(file)).toBe('ana');
  await hire('ben');
  expect(await readElsewhere(file)).toBe('ana,ben');
  await store.close();
  expect(await readElsewhere(file)).toBe('ana,ben');
});
