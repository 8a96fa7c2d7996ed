import { closeSync, mkdirSync, openSync } from 'node:fs';
import { dirname } from 'node:path';
import { codeOf, messageOf } from '../../lib/errors.ts';
import { StoreError } from '../../ports/store.ts';

/**
 * Creates the file, which only its owner may read, and its folder where they are missing. One that exists is not opened:
 * closing it again would take from this process the locks that SQLite holds on it.
 * @throws StoreError `unavailable` when that is not possible
 */
export function createPrivateFile(file: string): void {
  try {
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
    closeSync(openSync(file, 'wx', 0o600));
  } catch (cause) {
    if (codeOf(cause) === 'EEXIST') return;
    throw new StoreError(
      'unavailable',
      `${file} cannot be created (${messageOf(cause)}). Check its folder, or choose another (DATA_DIR).`,
      { cause },
    );
  }
}
