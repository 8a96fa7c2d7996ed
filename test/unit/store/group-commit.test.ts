import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createRepositories } from '../../../src/store/repositories/repositories.ts';
import { openConnection, type SqliteConnection } from '../../../src/store/sqlite/connection.ts';
import { SQLITE_FULL_TEXT } from '../../../src/store/sqlite/full-text.ts';
import { createGroupCommit, type GroupCommit } from '../../../src/store/sqlite/group-commit.ts';
import { migrate } from '../../../src/store/sqlite/migrate.ts';
import { inboxRow } from '../../contract/store/samples.ts';

const UNIT_TIMEOUT_MS = 100;

let folder: string;
let writer: SqliteConnection;
let commits: number;
let group: GroupCommit;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'relaydesk-commits-'));
  const file = join(folder, 'desk.db');
  const connection = openConnection({ file, busyTimeoutMs: 0 });
  connection.exec('pragma journal_mode = wal');
  await migrate(connection, file);
  commits = 0;
  writer = {
    ...connection,
    exec(queries) {
      connection.exec(queries);
      if (queries === 'commit') commits += 1;
    },
  };
  group = createGroupCommit({ writer, unitTimeoutMs: UNIT_TIMEOUT_MS });
});

afterEach(async () => {
  await group.close();
  writer.close();
  rmSync(folder, { recursive: true, force: true });
});

const add = (eventKey: string, text = '') =>
  group.transaction((tx) => tx.inbox.add(inboxRow(eventKey, { body: { kind: 'message', messageKey: 'm', text } })));

const count = () => createRepositories(writer, SQLITE_FULL_TEXT).inbox.countPending('c1');

test('200 units of work at the same moment share four commits', async () => {
  await Promise.all(Array.from({ length: 200 }, (_, index) => add(`e${index}`)));
  expect(commits).toBe(4);
  expect(await count()).toBe(200);
});

test('units run in the order in which they were given', async () => {
  await Promise.all(Array.from({ length: 100 }, (_, index) => add(`e${index}`)));
  const rows = await createRepositories(writer, SQLITE_FULL_TEXT).inbox.pending('c1', 100);
  expect(rows.map((row) => row.eventKey)).toEqual(Array.from({ length: 100 }, (_, index) => `e${index}`));
});

test('work that waits for something else is rolled back in time, and the others go on', async () => {
  const before = add('before');
  const stuck = group.transaction(async (tx) => {
    await tx.inbox.add(inboxRow('stuck'));
    await new Promise(() => {});
  });
  const after = add('after');
  await expect(stuck).rejects.toMatchObject({ code: 'stalled', message: expect.stringContaining('100 ms') });
  expect(await Promise.all([before, after])).toEqual([true, true]);
  expect(await count()).toBe(2);
});

test('a transaction inside a transaction is reported rather than waited for without end', async () => {
  const nested = group.transaction(() => add('inner'));
  await expect(nested).rejects.toMatchObject({ code: 'stalled' });
});

test('what stalled work does after its end changes nothing', async () => {
  let release = () => {};
  const released = new Promise<void>((resolve) => {
    release = resolve;
  });
  let late: Promise<boolean> | undefined;
  const stuck = group.transaction(async (tx) => {
    await released;
    late = tx.inbox.add(inboxRow('late'));
    await late;
  });
  await expect(stuck).rejects.toMatchObject({ code: 'stalled' });
  release();
  await released;
  await expect(late).rejects.toMatchObject({ code: 'stalled' });
  expect(await count()).toBe(0);
});

test('a full disk is reported to everyone concerned, and nothing else is needed than space', async () => {
  await add('before');
  writer.exec('pragma max_page_count = 60');
  const outcomes = await Promise.allSettled(
    Array.from({ length: 10 }, (_, index) => add(`e${index}`, 'x'.repeat(50_000))),
  );
  const refused = outcomes.filter((outcome) => outcome.status === 'rejected');
  expect(refused.length).toBeGreaterThan(0);
  for (const { reason } of refused) expect(reason).toMatchObject({ name: 'StoreError', code: 'full' });
  expect(await count()).toBe(1 + outcomes.length - refused.length);
  writer.exec('pragma max_page_count = 100000');
  expect(await add('after', 'x'.repeat(50_000))).toBe(true);
  expect(await count()).toBe(2 + outcomes.length - refused.length);
});

test('when the commit fails every unit learns of it, nothing remains, and the next one goes on', async () => {
  writer.exec(`
    pragma foreign_keys = on;
    create table orphans (parent text references conversations (id) deferrable initially deferred);
  `);
  const outcomes = await Promise.allSettled([
    add('e1'),
    group.transaction(() => writer.run("insert into orphans values ('nobody')", [])),
    add('e2'),
  ]);
  for (const outcome of outcomes) {
    expect(outcome).toMatchObject({ status: 'rejected', reason: { code: 'SQLITE_CONSTRAINT_FOREIGNKEY' } });
  }
  expect(await count()).toBe(0);
  expect(await add('e1')).toBe(true);
});

test('while another program keeps the file locked every unit is told so', async () => {
  const other = openConnection({ file: join(folder, 'desk.db'), busyTimeoutMs: 0 });
  other.exec('begin immediate');
  const outcomes = await Promise.allSettled([add('e1'), add('e2')]);
  for (const outcome of outcomes) {
    expect(outcome).toMatchObject({ status: 'rejected', reason: { code: 'unavailable' } });
  }
  other.exec('rollback');
  other.close();
  expect(await add('e1')).toBe(true);
});
