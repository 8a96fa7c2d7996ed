import { existsSync } from 'node:fs';
import { StoreError } from '../../ports/store.ts';
import { MIGRATIONS } from '../migrations.ts';
import { statement } from '../statement.ts';
import { checkStoreFiles } from './check-store-files.ts';
import { openConnection, type SqliteConnection } from './connection.ts';
import { lockFile } from './file-lock.ts';

/** What can be said of a store from outside. */
export interface StoreInspection {
  inUse: boolean;
  /** The version of the schema, and the one this program brings it to. */
  version: number;
  currentVersion: number;
  /** What lies in it; undefined when it is of another version. */
  contents: StoreContents | undefined;
}

export interface StoreContents {
  /** Events given up after too many failures, and the newest one's error. */
  deadEvents: number;
  lastDeadError: string | undefined;
  /** Messages the platform refused, and messages that may or may not have arrived. */
  failedMessages: number;
  unknownMessages: number;
}

const BUSY_TIMEOUT_MS = 2_000;

/**
 * Looks at a store without changing it, whether or not a desk is running on it. Undefined when there is none.
 * @throws StoreError `unavailable` when it cannot be read
 */
export async function inspectStore(file: string): Promise<StoreInspection | undefined> {
  checkStoreFiles(file);
  if (!existsSync(file)) return undefined;
  const inUse = isInUse(file);
  const connection = openConnection({ file, busyTimeoutMs: BUSY_TIMEOUT_MS });
  try {
    connection.exec('pragma query_only = on');
    const [row] = await connection.rows<{ user_version: number }>('pragma user_version', []);
    const version = row?.user_version ?? 0;
    const currentVersion = MIGRATIONS.length;
    const contents = version === currentVersion ? await readContents(connection) : undefined;
    return { inUse, version, currentVersion, contents };
  } finally {
    connection.close();
  }
}

function isInUse(file: string): boolean {
  try {
    lockFile(file)();
    return false;
  } catch (error) {
    if (error instanceof StoreError && error.code === 'in_use') return true;
    throw error;
  }
}

const selectDead = statement((builder) =>
  builder
    .selectFrom('inbox')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .select('last_error')
    .select(({ fn }) => fn.max('id').as('newest'))
    .where('state', '=', 'dead'),
);

const countByState = statement((builder) =>
  builder
    .selectFrom('outbox')
    .select('state')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('state', 'in', ['failed', 'unknown'])
    .groupBy('state'),
);

async function readContents(connection: SqliteConnection): Promise<StoreContents> {
  // SQLite takes a bare column beside max() from the row that has the maximum.
  const dead = await selectDead.row(connection, {});
  const undelivered = await countByState.rows(connection, {});
  const countOf = (state: string) => undelivered.find((row) => row.state === state)?.count ?? 0;
  return {
    deadEvents: dead?.count ?? 0,
    lastDeadError: dead?.last_error ?? undefined,
    failedMessages: countOf('failed'),
    unknownMessages: countOf('unknown'),
  };
}
