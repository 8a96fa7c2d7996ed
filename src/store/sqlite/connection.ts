/** One connection to a SQLite file: libsql runs the statements, Kysely only writes them. */

import { DummyDriver, Kysely, SqliteAdapter, SqliteIntrospector, SqliteQueryCompiler } from 'kysely';
import Database from 'libsql';
import { StoreError } from '../../ports/store.ts';
import type { Connection, QueryBuilder } from '../statement.ts';
import type { Tables } from '../tables.ts';
import { toStoreError } from './errors.ts';

/** Kysely for SQLite, shared by all connections. */
export const SQLITE_BUILDER: QueryBuilder = new Kysely<Tables>({
  dialect: {
    createAdapter: () => new SqliteAdapter(),
    createDriver: () => new DummyDriver(),
    createIntrospector: (builder) => new SqliteIntrospector(builder),
    createQueryCompiler: () => new SqliteQueryCompiler(),
  },
});

/** Every statement runs at once, so that what is called first is done first. */
export interface SqliteConnection extends Connection {
  /** Runs statements that give nothing back. */
  exec(queries: string): void;
  isInTransaction(): boolean;
  /** Idempotent. Statements are refused from here on. */
  close(): void;
}

/** Which file, and how to wait for it. */
export interface SqliteConnectionOptions {
  file: string;
  /** How long a statement waits while another connection keeps the file locked. */
  busyTimeoutMs: number;
  /** The store's time; by default the machine's. */
  now?: () => number;
}

/**
 * Opens a connection, preparing each statement once and keeping it.
 * @throws StoreError `unavailable` when the file cannot be opened
 */
export function openConnection({ file, busyTimeoutMs, now = Date.now }: SqliteConnectionOptions): SqliteConnection {
  const database = attempt(() => new Database(file, { timeout: busyTimeoutMs }));
  const prepared = new Map<string, Database.Statement>();
  const preparedForCells = new Map<string, Database.Statement>();

  function attempt<T>(action: () => T): T {
    try {
      return action();
    } catch (error) {
      throw toStoreError(error, file);
    }
  }

  function assertOpen(): void {
    if (!database.open) throw new StoreError('unavailable', `The store ${file} is closed.`);
  }

  function prepare(query: string, known = prepared): Database.Statement {
    assertOpen();
    const found = known.get(query);
    if (found !== undefined) return found;
    const made = database.prepare(query);
    if (known === preparedForCells) made.raw();
    known.set(query, made);
    return made;
  }

  return {
    builder: SQLITE_BUILDER,
    now: async () => now(),
    async rows<Row>(query: string, values: readonly unknown[]) {
      // A row has the columns that its query names: the query's type is the row's.
      return attempt(() => prepare(query).all(values) as Row[]);
    },
    async cells<Cells extends readonly unknown[]>(query: string, values: readonly unknown[]) {
      return attempt(() => prepare(query, preparedForCells).all(values) as Cells[]);
    },
    run: async (query, values) => attempt(() => prepare(query).run(values).changes),
    exec(queries) {
      assertOpen();
      attempt(() => database.exec(queries));
    },
    isInTransaction: () => database.open && database.inTransaction,
    close() {
      if (database.open) database.close();
    },
  };
}
