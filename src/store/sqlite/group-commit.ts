/**
 * Group commit: units of work that are ready at the same moment share one transaction, and so one wait for the disk. Each has a
 * savepoint of its own, so that one that fails takes nothing of the others with it.
 */

import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Store, StoreTransaction } from '../../ports/store.ts';
import { StoreError } from '../../ports/store.ts';
import { createRepositories } from '../repositories/repositories.ts';
import type { Connection } from '../statement.ts';
import type { SqliteConnection } from './connection.ts';
import { SQLITE_FULL_TEXT } from './full-text.ts';

const MAX_UNITS_PER_COMMIT = 64;

/** What group commit works on, and how patient it is. */
export interface GroupCommitOptions {
  writer: SqliteConnection;
  /** A unit of work that has not ended after this long is rolled back. */
  unitTimeoutMs: number;
}

/** Units of work, committed together. */
export interface GroupCommit {
  transaction: Store['transaction'];
  /** Resolves when all accepted work has ended; refuses further work. */
  close(): Promise<void>;
}

/** Group commit on a connection that nothing else writes to; units run one after the other, in the order given. */
export function createGroupCommit({ writer, unitTimeoutMs }: GroupCommitOptions): GroupCommit {
  const queue: Unit[] = [];
  let draining: Promise<void> | undefined;
  let closed = false;

  async function drain(): Promise<void> {
    while (queue.length > 0) {
      // Whatever else is ready gets its turn, and may join the queue.
      await nextTurn();
      await commitTogether(writer, queue.splice(0, MAX_UNITS_PER_COMMIT), unitTimeoutMs);
    }
    draining = undefined;
  }

  return {
    transaction(work) {
      if (closed) return Promise.reject(new StoreError('unavailable', 'The store is closed.'));
      return new Promise((resolve, reject) => {
        queue.push({
          async run(transaction) {
            const result = await work(transaction);
            return () => resolve(result);
          },
          reject,
        });
        draining ??= drain();
      });
    },
    async close() {
      closed = true;
      await draining;
    },
  };
}

interface Unit {
  /** Resolves to what announces the result once it is durable. */
  run(transaction: StoreTransaction): Promise<() => void>;
  reject(error: unknown): void;
}

/** Never rejects: each unit learns how it ended. */
async function commitTogether(writer: SqliteConnection, units: Unit[], unitTimeoutMs: number): Promise<void> {
  const announcements: (() => void)[] = [];
  try {
    writer.exec('begin immediate');
    for (const unit of units) {
      const announce = await runInSavepoint(writer, unit, unitTimeoutMs);
      if (announce !== undefined) announcements.push(announce);
    }
    writer.exec('commit');
  } catch (error) {
    rollBack(writer);
    for (const unit of units) unit.reject(error);
    return;
  }
  for (const announce of announcements) announce();
}

/** Undefined when the unit failed and was rejected; throws when that ended the whole transaction. */
async function runInSavepoint(
  writer: SqliteConnection,
  unit: Unit,
  timeoutMs: number,
): Promise<(() => void) | undefined> {
  const loan = lend(writer);
  writer.exec('savepoint unit');
  try {
    const announce = await settleWithin(timeoutMs, unit.run(createRepositories(loan.connection, SQLITE_FULL_TEXT)));
    loan.end();
    writer.exec('release unit');
    return announce;
  } catch (error) {
    loan.end();
    // A full disk may make SQLite roll back everything by itself.
    if (!writer.isInTransaction()) throw error;
    writer.exec('rollback to unit; release unit');
    unit.reject(error);
    return undefined;
  }
}

/** The connection for one unit alone: what the unit still asks for after its end is refused. */
function lend({ builder, now, rows, cells, run }: SqliteConnection): { connection: Connection; end: () => void } {
  let ended = false;
  function assertLent(): void {
    if (ended) throw new StoreError('stalled', 'This transaction has ended. Await every call on it inside its work.');
  }
  return {
    connection: {
      builder,
      now,
      async rows(query, values) {
        assertLent();
        return rows(query, values);
      },
      async cells(query, values) {
        assertLent();
        return cells(query, values);
      },
      async run(query, values) {
        assertLent();
        return run(query, values);
      },
    },
    end() {
      ended = true;
    },
  };
}

async function settleWithin<T>(timeoutMs: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(stalled(timeoutMs)), timeoutMs);
  });
  try {
    return await Promise.race([work, timeout]);
  } finally {
    clearTimeout(timer);
  }
}

function stalled(timeoutMs: number): StoreError {
  return new StoreError(
    'stalled',
    `A transaction did not end within ${timeoutMs} ms and was rolled back. It may await nothing but the transaction it is given: do everything else before or after it.`,
  );
}

function rollBack(writer: SqliteConnection): void {
  if (writer.isInTransaction()) writer.exec('rollback');
}
