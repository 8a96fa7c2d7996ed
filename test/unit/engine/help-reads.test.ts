import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { DAY_MS } from '../../../src/domain/policy.ts';
import { createHelpReadCounter } from '../../../src/engine/help-reads.ts';
import type { Store } from '../../../src/ports/store.ts';
import { createSimulatedClock } from '../../../src/simulation/simulated-clock.ts';
import { createSqliteStore } from '../../../src/store/sqlite/sqlite-store.ts';

const NOW = Date.UTC(2026, 10, 2, 9);
const RETURNS = { id: 'returns', locale: 'en' };
let folder: string;
let store: Store;
let isCounted = true;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'relaydesk-reads-'));
  store = await createSqliteStore({ file: join(folder, 'desk.db') });
  isCounted = true;
});
afterEach(async () => {
  await store.close();
  await rm(folder, { recursive: true, force: true });
});

const open = () => {
  const clock = createSimulatedClock(NOW);
  const logger = pino({ level: 'silent' });
  return { clock, counter: createHelpReadCounter({ store, clock, logger, isCounted: () => isCounted }) };
};
const reads = () => store.read.helpUse.reads({ since: 0, until: NOW + DAY_MS }, 9);

test('readings are kept every ten seconds, and at the end', async () => {
  const { clock, counter } = open();
  for (let time = 0; time < 3; time += 1) counter.count(RETURNS);
  expect(await reads()).toEqual([]);
  await clock.advanceTo(NOW + 10_000);
  await counter.stop();
  expect(await reads()).toEqual([{ articleId: 'returns', locale: 'en', way: 'page', count: 3 }]);
});

test('what is read after that is added, and nothing is counted while it is off', async () => {
  const { counter } = open();
  counter.count(RETURNS);
  isCounted = false;
  counter.count(RETURNS);
  await counter.stop();
  const { counter: next } = open();
  isCounted = true;
  next.count(RETURNS);
  next.count({ id: 'returns', locale: 'zh' });
  await next.stop();
  expect(await reads()).toEqual([
    { articleId: 'returns', locale: 'en', way: 'page', count: 2 },
    { articleId: 'returns', locale: 'zh', way: 'page', count: 1 },
  ]);
});
