import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, test } from 'vitest';
import { createSqliteStore } from '../../src/store/sqlite/sqlite-store.ts';
import { storeContract } from './store-contract.ts';

const folder = mkdtempSync(join(tmpdir(), 'relaydesk-store-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
let stores = 0;

function newFile(): string {
  stores += 1;
  return join(folder, String(stores), 'desk.db');
}

storeContract('SQLite', (now) => createSqliteStore({ file: newFile(), now }));

test('no acknowledged row is lost when the process is killed with -9', async () => {
  const file = newFile();
  const acknowledged: string[] = [];
  for (let round = 1; round <= 6; round += 1) {
    const untilKilled = 20 + Math.floor(Math.random() * 400);
    acknowledged.push(...(await writeUntilKilled(file, `round ${round}`, untilKilled)));
    const store = await createSqliteStore({ file });
    const stored = new Set((await store.read.inbox.pending('c1', 1_000_000)).map((row) => row.eventKey));
    await store.close();
    expect(acknowledged.filter((eventKey) => !stored.has(eventKey))).toEqual([]);
  }
  expect(acknowledged.length).toBeGreaterThan(6 * 20);
});

test('a store that another process has open is refused, and free again once that process was killed', async () => {
  const file = newFile();
  const child = startWriter(file, 'other');
  await once(child.stdout, 'data');
  await expect(createSqliteStore({ file })).rejects.toMatchObject({
    code: 'in_use',
    message: expect.stringContaining(join(folder, String(stores))),
  });
  child.kill('SIGKILL');
  await once(child, 'exit');
  await (await createSqliteStore({ file })).close();
});

test('a store begins without the leases of whoever had it open before: its file is one process’s', async () => {
  const file = newFile();
  const take = async (holder: string) => {
    const store = await createSqliteStore({ file });
    const taken = await store.transaction((tx) => tx.leases.take('discord', holder, 60_000));
    await store.close();
    return taken;
  };
  expect([await take('a'), await take('b')]).toEqual([true, true]);
});

function startWriter(file: string, prefix: string) {
  const script = fileURLToPath(new URL('./store-writer-process.mjs', import.meta.url));
  return spawn(process.execPath, [script, file, prefix], { stdio: ['ignore', 'pipe', 'inherit'] });
}

/** What a process acknowledged until it was killed, in the midst of writing, after at least `count` rows. */
async function writeUntilKilled(file: string, prefix: string, count: number): Promise<string[]> {
  const child = startWriter(file, prefix);
  const lines: string[] = [];
  for await (const line of createInterface({ input: child.stdout })) {
    lines.push(line);
    if (lines.length === count) child.kill('SIGKILL');
  }
  return lines;
}
