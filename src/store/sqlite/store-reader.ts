import { existsSync } from 'node:fs';
import { StoreError, type StoreReads } from '../../ports/store.ts';
import { MIGRATIONS } from '../migrations.ts';
import { createRepositories } from '../repositories/repositories.ts';
import { checkStoreFiles } from './check-store-files.ts';
import { openConnection } from './connection.ts';
import { SQLITE_FULL_TEXT } from './full-text.ts';

const BUSY_TIMEOUT_MS = 2_000;

export interface StoreReader {
  read: StoreReads;
  close(): void;
}

export interface StoreReaderOptions {
  /**
   * Whether a store is open on the file in this process, in whichever thread. Then the file is looked at by SQLite alone: closing it
   * otherwise would take from the whole process the locks that SQLite holds on it, and the next process to read it would delete the log of
   * what was written.
   */
  isOpenInProcess?: boolean;
}

/**
 * Opens a store to read from it alone, whether or not a desk is running on it.
 * @throws StoreError `unavailable` when there is none, it is of an older version or cannot be read; `newer_version`
 */
export async function openStoreReader(
  file: string,
  { isOpenInProcess = false }: StoreReaderOptions = {},
): Promise<StoreReader> {
  if (!isOpenInProcess) checkStoreFiles(file);
  if (!existsSync(file)) {
    throw new StoreError('unavailable', `There is no store at ${file}: set DATA_DIR to the folder of your desk.`);
  }
  const connection = openConnection({ file, busyTimeoutMs: BUSY_TIMEOUT_MS });
  try {
    connection.exec('pragma query_only = on');
    const [row] = await connection.rows<{ user_version: number }>('pragma user_version', []);
    assertVersion(file, row?.user_version ?? 0);
    return { read: createRepositories(connection, SQLITE_FULL_TEXT), close: () => connection.close() };
  } catch (error) {
    connection.close();
    throw error;
  }
}

function assertVersion(file: string, version: number): void {
  const known = MIGRATIONS.length;
  if (version > known) {
    throw new StoreError(
      'newer_version',
      `${file} was written by a newer program (store version ${version}, this program knows ${known}): use that one.`,
    );
  }
  if (version < known) {
    throw new StoreError(
      'unavailable',
      `${file} is of version ${version}, and this program reads ${known}: start the desk once, which brings it there.`,
    );
  }
}
