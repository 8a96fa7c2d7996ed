import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import { createSqliteStore } from '../../src/store/sqlite/sqlite-store.ts';
import { enginesContract } from './engines-contract.ts';

const folder = mkdtempSync(join(tmpdir(), 'relaydesk-engines-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
let stores = 0;

// One process has a SQLite file open: the engines share the store as it has it.
enginesContract('SQLite', async (count, now) => {
  stores += 1;
  const store = await createSqliteStore({ file: join(folder, `${stores}.db`), now });
  return Array.from({ length: count }, () => store);
});
