import { closeSync, openSync, readSync, statSync } from 'node:fs';
import { StoreError } from '../../ports/store.ts';

const HEADER_BYTES = 100;
const MAGIC = 'SQLite format 3\0';
/** SQLite's file format (sqlite.org/fileformat.html): the page size, and the size of the file in pages. */
const PAGE_SIZE_AT = 16;
const PAGES_AT = 28;

/**
 * Looks whether the store's files belong together, before anything is opened or made: SQLite would begin anew beside a log whose
 * database is gone, and the log be lost as well. Not for files that are open in this process: it would lose its locks on them.
 * @throws StoreError `unavailable` saying what has happened and what to do
 */
export function checkStoreFiles(file: string): void {
  const size = sizeOf(file);
  const logSize = sizeOf(`${file}-wal`) ?? 0;
  if ((size ?? 0) === 0 && logSize > 0) {
    const what = size === undefined ? 'is missing' : 'is empty';
    throw damaged(`${file} ${what}, though a log of ${logSize} bytes stands beside it (${file}-wal)`);
  }
  const expected = size === undefined || size === 0 ? 0 : expectedSize(file);
  if (size !== undefined && size < expected) throw damaged(`${file} is cut short: ${size} of ${expected} bytes`);
}

function damaged(what: string): StoreError {
  return new StoreError(
    'unavailable',
    `${what}. Restore a backup of the data folder, or move all its files away to start with an empty store; nothing was changed.`,
  );
}

/** Undefined where there is no such file, or its folder is none: that is told when it is opened. */
function sizeOf(file: string): number | undefined {
  try {
    return statSync(file).size;
  } catch {
    return undefined;
  }
}

/** How large a database says that it is, in bytes; 0 where its header says nothing that can be believed. */
function expectedSize(file: string): number {
  const header = Buffer.alloc(HEADER_BYTES);
  const descriptor = openSync(file, 'r');
  try {
    if (readSync(descriptor, header, 0, HEADER_BYTES, 0) < HEADER_BYTES) return 0;
  } finally {
    closeSync(descriptor);
  }
  if (header.toString('latin1', 0, MAGIC.length) !== MAGIC) return 0;
  const pageSize = header.readUInt16BE(PAGE_SIZE_AT);
  return (pageSize === 1 ? 65_536 : pageSize) * header.readUInt32BE(PAGES_AT);
}
