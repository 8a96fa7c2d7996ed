import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openConnection } from '../../../src/store/sqlite/connection.ts';
import { inspectStore } from '../../../src/store/sqlite/inspect-store.ts';
import { createSqliteStore } from '../../../src/store/sqlite/sqlite-store.ts';
import { fromCustomer, inboxRow, question } from '../../contract/store/samples.ts';

let folder: string;
let file: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'relaydesk-store-'));
  file = join(folder, 'new folder', 'desk.db');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test('the folder and the file are made, readable by their owner only', async () => {
  const store = await createSqliteStore({ file });
  await store.transaction((tx) => tx.inbox.add(inboxRow('e1')));
  for (const name of [file, `${file}-wal`, `${file}.lock`]) expect(statSync(name).mode & 0o777).toBe(0o600);
  expect(statSync(join(folder, 'new folder')).mode & 0o777).toBe(0o700);
  await store.close();
});

test('what was committed is there after closing and opening again', async () => {
  const first = await createSqliteStore({ file });
  await first.transaction((tx) => tx.inbox.add(inboxRow('e1')));
  await first.close();
  const second = await createSqliteStore({ file });
  expect(await second.read.inbox.pending('c1', 9)).toMatchObject([{ eventKey: 'e1' }]);
  await second.close();
});

test('after closing, the file alone is the whole store', async () => {
  const store = await createSqliteStore({ file });
  await store.transaction((tx) => tx.inbox.add(inboxRow('e1')));
  await store.close();
  await store.close();
  const copy = join(folder, 'copy.db');
  writeFileSync(copy, readFileSync(file));
  const restored = await createSqliteStore({ file: copy });
  expect(await restored.read.inbox.countPending('c1')).toBe(1);
  await restored.close();
});

test('a second store on the same file is refused, says where, and does no harm to the first', async () => {
  const first = await createSqliteStore({ file });
  for (let attempt = 1; attempt <= 2; attempt += 1) {
    await expect(createSqliteStore({ file })).rejects.toMatchObject({
      name: 'StoreError',
      code: 'in_use',
      message: expect.stringContaining(join(folder, 'new folder')),
    });
  }
  expect(await first.transaction((tx) => tx.inbox.add(inboxRow('e1')))).toBe(true);
  await first.close();
  await (await createSqliteStore({ file })).close();
});

test('a store from a newer program is refused and left as it is', async () => {
  await (await createSqliteStore({ file })).close();
  setVersion(999);
  await expect(createSqliteStore({ file })).rejects.toMatchObject({ code: 'newer_version' });
  await expect(createSqliteStore({ file })).rejects.toThrow(/store version 999/);
});

test.each([
  ['not a database', 'hello, I am a text file. '.repeat(400)],
  ['cut off', undefined],
])('a file that is %s is refused with advice, and refused again, not replaced', async (_what, content) => {
  await (await createSqliteStore({ file })).close();
  const damaged = content ?? readFileSync(file).subarray(0, 3000);
  writeFileSync(file, damaged);
  for (let attempt = 1; attempt <= 2; attempt += 1) {
    await expect(createSqliteStore({ file })).rejects.toMatchObject({
      code: 'unavailable',
      message: expect.stringContaining('backup'),
    });
  }
  expect(readFileSync(file)).toEqual(Buffer.from(damaged));
});

test('a folder that cannot be made is reported with its path', async () => {
  writeFileSync(join(folder, 'new folder'), 'a file, not a folder');
  await expect(createSqliteStore({ file })).rejects.toMatchObject({
    code: 'unavailable',
    message: expect.stringContaining(file),
  });
});

test('the words of a handled event and of a removed message are gone from their rows', async () => {
  const store = await createSqliteStore({ file });
  await store.transaction(async (tx) => {
    await tx.inbox.add(inboxRow('e1'));
    await tx.messages.addFromCustomer(fromCustomer('m1'));
  });
  const [row] = await store.read.inbox.pending('c1', 1);
  await store.transaction(async (tx) => {
    await tx.inbox.finish(row === undefined ? [] : [row.id]);
    await tx.messages.remove('m1', 5);
  });
  await store.close();
  const connection = openConnection({ file, busyTimeoutMs: 0 });
  expect(await connection.rows('select body, customer from inbox', [])).toEqual([{ body: '', customer: null }]);
  expect(await connection.rows('select text from messages', [])).toEqual([{ text: '' }]);
  connection.close();
});

test('an older store loses its sign-in links, and the scores that do not count', async () => {
  const store = await createSqliteStore({ file });
  const admin = { id: 'admin', name: 'Admin', role: 'admin' } as const;
  await store.transaction(async (tx) => {
    await tx.staff.save(admin, 1);
    await tx.staff.addSignInLink('in a log', 'admin', 1_000);
    await tx.staff.addSession('open', 'admin', 1_000);
    for (const kind of ['customer', 'bot', 'agent', 'system'] as const) {
      await tx.feedback.ask(question(`by ${kind}`, { author: { kind, id: kind, name: kind } }));
      await tx.feedback.score(`by ${kind}`, 1, 1);
    }
    for (const score of [0, 1, 5]) {
      await tx.feedback.ask(question(`rated ${score}`, { kind: 'rating' }));
      await tx.feedback.score(`rated ${score}`, score, 1);
    }
  });
  await store.close();
  const connection = openConnection({ file, busyTimeoutMs: 0 });
  for (const table of ['sign_in_links', 'sessions']) connection.exec(`drop index ${table}_staff`);
  connection.exec('alter table staff drop column removed_at');
  connection.close();
  setVersion(3);
  const migrated = await createSqliteStore({ file });
  const scores = (await migrated.read.feedback.since(0)).map(({ messageId, score }) => [messageId, score]);
  expect(Object.fromEntries(scores)).toEqual({
    'by bot': 1,
    'by agent': 1,
    'rated 0': undefined,
    'rated 1': 1,
    'rated 5': 5,
  });
  expect(await migrated.read.staff.bySignInLink('in a log', 1)).toBeUndefined();
  expect(await migrated.read.staff.bySession('open', 1)).toEqual(admin);
  await migrated.close();
});

describe('files that do not belong together are refused, and left as they are', () => {
  beforeEach(() => mkdirSync(dirname(file), { recursive: true }));
  async function leave(): Promise<void> {
    const store = await createSqliteStore({ file });
    await store.transaction((tx) => tx.staff.save({ id: 'a', name: 'A', role: 'admin' }, 1));
    await store.close();
  }
  const refused = async (reason: RegExp) => {
    const before = readdirSync(dirname(file)).map((name) => [
      name,
      readFileSync(join(dirname(file), name)).toString('hex'),
    ]);
    await expect(createSqliteStore({ file })).rejects.toMatchObject({ code: 'unavailable', message: reason });
    await expect(inspectStore(file)).rejects.toMatchObject({ message: reason });
    expect(
      readdirSync(dirname(file)).map((name) => [name, readFileSync(join(dirname(file), name)).toString('hex')]),
    ).toEqual(before);
  };

  test('a log beside an empty database', async () => {
    writeFileSync(file, '');
    writeFileSync(`${file}-wal`, 'x'.repeat(4_096));
    await refused(/is empty, though a log of 4096 bytes stands beside it.*Restore a backup/);
  });

  test('a log without its database', async () => {
    writeFileSync(`${file}-wal`, 'x'.repeat(4_096));
    await refused(/is missing, though a log of 4096 bytes/);
  });

  test.each([1, 5_000])('a database that ends %i bytes early', async (bytes) => {
    await leave();
    truncateSync(file, statSync(file).size - bytes);
    await refused(/is cut short: \d+ of \d+ bytes/);
  });

  test('a database of another program', async () => {
    const other = openConnection({ file, busyTimeoutMs: 0 });
    other.exec('create table theirs (x integer)');
    other.close();
    await expect(createSqliteStore({ file })).rejects.toThrow(/of another program/);
  });

  test('an empty database without a log is a store that is yet to begin', async () => {
    writeFileSync(file, '');
    writeFileSync(`${file}-wal`, '');
    await leave();
  });
});

function setVersion(version: number): void {
  const connection = openConnection({ file, busyTimeoutMs: 0 });
  connection.exec(`pragma user_version = ${version}`);
  connection.close();
}
