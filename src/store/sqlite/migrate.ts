import { StoreError } from '../../ports/store.ts';
import { fillNextFacts } from '../fill-facts.ts';
import { fillNextTickets } from '../fill-tickets.ts';
import { MIGRATIONS } from '../migrations.ts';
import type { SqliteConnection } from './connection.ts';
import { CREATE_FULL_TEXT_TABLES, SQLITE_FULL_TEXT } from './full-text.ts';

const REPORT_EVERY_MS = 5_000;

/**
 * Brings the store to this program's version, each step in a transaction of its own. What an interrupted one has done is kept; a long
 * one says now and then how far it is.
 * @throws StoreError `newer_version` when the store has seen a newer program, which leaves it as it is
 */
export async function migrate(
  connection: SqliteConnection,
  file: string,
  report?: (text: string) => void,
): Promise<void> {
  const [row] = await connection.rows<{ user_version: number }>('pragma user_version', []);
  const version = row?.user_version ?? 0;
  if (version > MIGRATIONS.length) {
    throw new StoreError(
      'newer_version',
      `${file} was written by a newer program (store version ${version}, this program knows ${MIGRATIONS.length}). Start the newer program, or restore a backup made before the update.`,
    );
  }
  if (version === 0 && (await hasTables(connection))) {
    throw new StoreError(
      'unavailable',
      `${file} is a database of another program. Choose another folder (DATA_DIR), or move that file away.`,
    );
  }
  for (const [index, steps] of MIGRATIONS.slice(version).entries()) {
    const queries = steps(connection.builder).map((step) => step.compile().sql);
    await inTransaction(connection, async () => {
      for (const query of [...queries, `pragma user_version = ${version + index + 1}`]) connection.exec(query);
    });
  }
  connection.exec(CREATE_FULL_TEXT_TABLES);
  let filled: string | undefined;
  let reportedAt = performance.now();
  do {
    filled = await inTransaction(connection, () => fillNext(connection));
    if (filled === undefined || performance.now() < reportedAt + REPORT_EVERY_MS) continue;
    reportedAt = performance.now();
    report?.(`The store is being brought up to date: ${filled}.`);
  } while (filled !== undefined);
}

/** Fills in the next part of what a migration cannot say in SQL; resolves to how far it is, undefined when nothing was left. */
async function fillNext(connection: SqliteConnection): Promise<string | undefined> {
  const tickets = await fillNextTickets(connection, SQLITE_FULL_TEXT);
  if (tickets !== undefined) return `${tickets} tickets so far`;
  return (await fillNextFacts(connection)) ? 'the tickets are done, and what happened is being counted' : undefined;
}

async function hasTables(connection: SqliteConnection): Promise<boolean> {
  const rows = await connection.rows("select name from sqlite_master where type = 'table' limit 1", []);
  return rows.length > 0;
}

async function inTransaction<T>(connection: SqliteConnection, work: () => Promise<T>): Promise<T> {
  connection.exec('begin immediate');
  try {
    const result = await work();
    connection.exec('commit');
    return result;
  } catch (error) {
    if (connection.isInTransaction()) connection.exec('rollback');
    throw error;
  }
}
