import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { createSqliteStore } from '../../src/store/sqlite/sqlite-store.ts';
import { storeContract } from './store-contract.ts';

storeContract('SQLite', () => createSqliteStore({ file: join(mkdtempSync(join(tmpdir(), 'relaydesk-')), 'desk.db') }));
