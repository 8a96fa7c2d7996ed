import type { Store } from '../../ports/store.ts';
import { StoreError } from '../../ports/store.ts';
import { createRepositories } from '../repositories/repositories.ts';
import { checkStoreFiles } from './check-store-files.ts';
import type { SqliteConnection } from './connection.ts';
import { openConnection } from './connection.ts';
import { lockFile } from './file-lock.ts';
import { SQLITE_FULL_TEXT } from './full-text.ts';
import { createGroupCommit } from './group-commit.ts';
import { migrate } from './migrate.ts';
import { createPrivateFile } from './private-file.ts';

const BUSY_TIMEOUT_MS = 5_000;
const UNIT_TIMEOUT_MS = 5_000;

/** What each commit reaches before it counts as done: the disk. */
const DURABLE = 'pragma journal_mode = wal; pragma synchronous = full; pragma foreign_keys = on;';
/** After a large transaction the log shrinks to this many bytes again. */
const BOUNDED = `pragma journal_size_limit = ${64 * 1024 * 1024};`;

/** For a store that is begun anew where it was not finished. */
const QUICK = 'pragma synchronous = off;';

/** What is written often stays in so many KiB of memory, and goes from the log to the file every so many pages. */
const UNHURRIED = 'pragma cache_size = -16000; pragma wal_autocheckpoint = 4000;';

/** Where the store is. */
export interface SqliteStoreOptions {
  /** Created, with its folder, when missing. */
  file: string;
  /** Told now and then how far it is while a large store of an older version is brought up to date. */
  report?(text: string): void;
  /** The store's time, by which leases run out; by default the machine's. */
  now?: () => number;
  /** Whether each commit reaches the disk before it counts as done; true where it is not said. */
  outlivesPowerCuts?: boolean;
}

/**
 * A store in one SQLite file, for one process at a time. One connection writes, another reads what is committed.
 * @throws StoreError `in_use` when a store is open on the file, `newer_version` when a newer program wrote it, `full` or
 *   `unavailable` when it cannot be opened
 */
export async function createSqliteStore(options: SqliteStoreOptions): Promise<Store> {
  const { file, now = Date.now, report, outlivesPowerCuts = true } = options;
  checkStoreFiles(file);
  const unlock = lockFile(file);
  const opened: SqliteConnection[] = [];
  function open(): SqliteConnection {
    const connection = openConnection({ file, busyTimeoutMs: BUSY_TIMEOUT_MS, now });
    opened.push(connection);
    return connection;
  }
  function release(): void {
    for (const connection of opened) connection.close();
    unlock();
  }

  try {
    createPrivateFile(file);
    const writer = open();
    writer.exec(DURABLE + BOUNDED + UNHURRIED + (outlivesPowerCuts ? '' : QUICK));
    await migrate(writer, file, report);
    freeLeases(writer);
    const reader = open();
    reader.exec('pragma query_only = on');
    const commits = createGroupCommit({ writer, unitTimeoutMs: UNIT_TIMEOUT_MS });
    let closing: Promise<void> | undefined;
    return {
      read: createRepositories(reader, SQLITE_FULL_TEXT),
      transaction: commits.transaction,
      close() {
        closing ??= commits
          .close()
          .then(() => foldLogIn(writer))
          .finally(release);
        return closing;
      },
    };
  } catch (error) {
    release();
    throw error;
  }
}

/** The lock on the file is this process's, so whoever held a lease before has ended. */
function freeLeases(writer: SqliteConnection): void {
  unlessFull(() => writer.exec('delete from leases'));
}

/** Moves what is in the log to the file itself, so that a copy of the file is a whole backup. */
function foldLogIn(writer: SqliteConnection): void {
  // Without space the log stays beside the file: it is durable there, and the next opening reads it.
  unlessFull(() => writer.exec('pragma wal_checkpoint(truncate)'));
}

/** Does what can wait until there is space. */
function unlessFull(action: () => void): void {
  try {
    action();
  } catch (error) {
    if (!(error instanceof StoreError && error.code === 'full')) throw error;
  }
}
