import { codeOf } from '../../lib/errors.ts';
import { StoreError } from '../../ports/store.ts';

/** The StoreError for what SQLite threw, or the error itself when it is not about the store's surroundings. */
export function toStoreError(error: unknown, file: string): unknown {
  if (!(error instanceof Error) || error instanceof StoreError) return error;
  const code = codeOf(error) ?? '';
  if (code.startsWith('SQLITE_FULL')) {
    return new StoreError('full', `The disk is full: ${file} cannot grow. Free some space; nothing else is needed.`, {
      cause: error,
    });
  }
  if (/^SQLITE_(NOTADB|CORRUPT)/.test(code)) {
    return new StoreError(
      'unavailable',
      `${file} is damaged or is not a store. Move it away to start with an empty one, or restore a backup.`,
      { cause: error },
    );
  }
  if (/^SQLITE_(BUSY|LOCKED)/.test(code)) {
    return new StoreError('unavailable', `Another program keeps ${file} locked. Close what else has it open.`, {
      cause: error,
    });
  }
  if (/^SQLITE_(IOERR|CANTOPEN|READONLY|PERM|AUTH|NOMEM|PROTOCOL)/.test(code) || isFailureToOpen(error)) {
    return new StoreError(
      'unavailable',
      `${file} cannot be read or written (${error.message}). Check that its folder exists and belongs to this user.`,
      { cause: error },
    );
  }
  return error;
}

/** libsql gives a failure to open no code. */
function isFailureToOpen(error: Error): boolean {
  return error.message.startsWith('ConnectionFailed');
}
