/** Measures a large store: `npm run bench:store` builds one of the version before, migrates it, and reads it in every way there is. */

import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Command, InvalidArgumentError } from 'commander';
import { fail } from '../../../src/cli/fail.ts';
import { DEFAULT_POLICY } from '../../../src/domain/policy.ts';
import { keepQueueOrder } from '../../../src/engine/queue-order.ts';
import type { Store } from '../../../src/ports/store.ts';
import { createSqliteStore } from '../../../src/store/sqlite/sqlite-store.ts';
import { buildStore, NOW, type StoreSize } from './build.ts';
import { measureReads, type Reading } from './reads.ts';

await new Command('bench:store')
  .description('measure what lists, searches and histories take in a large store, beside reading their rows by key')
  .option('--tickets <n>', 'tickets in the store', parseCount, 100_000)
  .option('--messages <n>', 'messages in the store', parseCount, 1_000_000)
  .option('--rounds <n>', 'how often each is read', parseCount, 50)
  .action(async (options: StoreSize & { rounds: number }) => {
    const folder = await mkdtemp(join(tmpdir(), 'relaydesk-large-store-'));
    try {
      await bench(join(folder, 'desk.db'), options);
    } catch (error) {
      fail(error);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  })
  .parseAsync();

function parseCount(text: string): number {
  const count = Number(text);
  if (!Number.isInteger(count) || count < 1) throw new InvalidArgumentError('It must be a whole number, at least 1.');
  return count;
}

async function bench(file: string, { rounds, ...size }: StoreSize & { rounds: number }): Promise<void> {
  await timed(`built ${size.tickets} tickets and ${size.messages} messages`, () => buildStore(file, size));
  const before = (await stat(file)).size;
  const store = await timed('brought to this version', () => createSqliteStore({ file }));
  await timed('the queue put in order', () => keepQueueOrder({ store, policy: DEFAULT_POLICY }));
  await store.transaction((tx) => tx.tickets.advanceQueue(NOW));
  await timed('everything indexed for the search', () => indexEverything(store));
  await store.close();
  const grown = (await stat(file)).size;
  say(`${toMb(before)} MB before, ${toMb(grown)} MB after\n`);
  const opened = await timed('opened again', () => createSqliteStore({ file }));
  render(await measureReads(opened, file, rounds));
  await opened.close();
}

async function indexEverything(store: Store): Promise<void> {
  while ((await store.transaction((tx) => tx.tickets.indexTexts(200))) > 0) {
    // Each pass takes in a batch.
  }
}

function render(readings: Reading[]): void {
  say(`\n${'what'.padEnd(48)}${'rows'.padStart(6)}${'ms'.padStart(9)}${'by key'.padStart(9)}${'ratio'.padStart(8)}`);
  for (const { what, rows, ms, byKeyMs } of readings) {
    const figures = [String(rows).padStart(6), ms.toFixed(2).padStart(9), byKeyMs.toFixed(2).padStart(9)];
    say(what.padEnd(48) + figures.join('') + (rows === 0 ? '–' : (ms / byKeyMs).toFixed(2)).padStart(8));
  }
}

async function timed<T>(what: string, work: () => Promise<T>): Promise<T> {
  const startedAt = performance.now();
  const result = await work();
  say(`${what}: ${((performance.now() - startedAt) / 1000).toFixed(1)} s`);
  return result;
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

function toMb(bytes: number): number {
  return Math.round(bytes / 1024 / 1024);
}
