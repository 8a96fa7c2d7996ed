import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { keepLease, type Lease, type LeaseOptions } from '../../src/engine/leases.ts';
import type { Store } from '../../src/ports/store.ts';
import { TestDesk, TestFolder } from '../support/test-desk.ts';

let folder: TestFolder;
let desk: TestDesk;
/** Who receives, as it changes. */
let log: string[];

beforeAll(async () => {
  folder = await TestFolder.create();
});
beforeEach(async () => {
  await folder.empty();
  desk = await TestDesk.start(folder);
  log = [];
});
afterEach(() => desk.stop());
afterAll(() => folder.remove());

function keep(holder: string, store: Store = desk.store, parts: Partial<LeaseOptions> = {}): Promise<Lease> {
  return keepLease({
    store,
    clock: desk.clock,
    logger: desk.context.logger,
    name: 'channel:discord',
    holder,
    onHeld: async () => void log.push(`${holder} starts`),
    onLost: async () => void log.push(`${holder} stops`),
    ...parts,
  });
}

test('of two processes one receives, and the other takes over when it gives back', async () => {
  const a = await keep('a');
  const b = await keep('b');
  await desk.pass(60_000);
  expect(log).toEqual(['a starts']);
  await a.release();
  await desk.pass(11_000);
  expect(log).toEqual(['a starts', 'a stops', 'b starts']);
  await b.release();
});

test('who can no longer renew stops before another process may begin', async () => {
  let isBroken = false;
  const broken: Store = {
    ...desk.store,
    transaction: (work) => (isBroken ? Promise.reject(new Error('no connection')) : desk.store.transaction(work)),
  };
  const a = await keep('a', broken);
  const b = await keep('b');
  isBroken = true;
  await desk.pass(60_000);
  expect(log).toEqual(['a starts', 'a stops', 'b starts']);
  await b.release();
  await a.release();
});

test('a process that begins to keep a lease it has already goes on with it', async () => {
  await keep('a');
  const again = await keep('a');
  expect(log).toEqual(['a starts', 'a starts']);
  await again.release();
});

test('what could not begin is begun with the next renewal, and what could not end keeps nothing from being renewed', async () => {
  let failures = 2;
  const failAtFirst = async (what: string): Promise<void> => {
    log.push(what);
    if (failures-- > 0) throw new Error('planted');
  };
  const a = await keep('a', desk.store, { onHeld: () => failAtFirst('starts') });
  await desk.pass(31_000);
  expect(log).toEqual(['starts', 'starts', 'starts']);
  await a.release();

  failures = 1;
  let isBroken = false;
  const broken: Store = {
    ...desk.store,
    transaction: (work) => (isBroken ? Promise.reject(new Error('no connection')) : desk.store.transaction(work)),
  };
  log = [];
  const b = await keep('b', broken, { onLost: () => failAtFirst('ends') });
  isBroken = true;
  await desk.pass(31_000);
  isBroken = false;
  await desk.pass(31_000);
  expect(log).toEqual(['b starts', 'ends', 'b starts']);
  await b.release();
});
