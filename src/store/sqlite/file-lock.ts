import { dirname } from 'node:path';
import { codeOf } from '../../lib/errors.ts';
import { StoreError } from '../../ports/store.ts';
import { openConnection } from './connection.ts';
import { createPrivateFile } from './private-file.ts';

/**
 * Keeps every other process, and every other store in this one, from using `file` until the function returned is called
 * or the process ends, in whatever way. The lock is that of a transaction on a second file beside it, which the operating
 * system lets go with the process.
 * @throws StoreError `in_use` when it is taken
 */
export function lockFile(file: string): () => void {
  createPrivateFile(`${file}.lock`);
  const connection = openConnection({ file: `${file}.lock`, busyTimeoutMs: 0 });
  try {
    // Nothing is written, so that a full disk is no obstacle.
    connection.exec('pragma journal_mode = memory; begin exclusive');
  } catch (cause) {
    connection.close();
    throw isBusy(cause) ? inUse(file, cause) : cause;
  }
  return () => {
    if (connection.isInTransaction()) connection.exec('rollback');
    connection.close();
  };
}

function isBusy(error: unknown): boolean {
  const cause = error instanceof StoreError ? error.cause : undefined;
  return codeOf(cause) === 'SQLITE_BUSY';
}

function inUse(file: string, cause: unknown): StoreError {
  return new StoreError(
    'in_use',
    `The data folder ${dirname(file)} is in use by another running desk. Stop that one first, or give this one a folder of its own (DATA_DIR).`,
    { cause },
  );
}
