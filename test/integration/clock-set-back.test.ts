import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { continueTime } from '../../src/engine/timers/continue-time.ts';
import { createSqliteStore } from '../../src/store/sqlite/sqlite-store.ts';
import { ANNA } from '../support/conversation.ts';
import { TestDesk, TestFolder } from '../support/test-desk.ts';

const HOUR_MS = 3_600_000;
const NOON = Date.UTC(2026, 0, 5, 12);

let folder: TestFolder;
beforeAll(async () => {
  folder = await TestFolder.create();
});
afterEach(() => folder.empty());
afterAll(() => folder.remove());

/** Where the desk's time begins when it is started and the machine says this. */
async function startAt(machine: number): Promise<number> {
  const store = await createSqliteStore({ file: folder.storeFile });
  try {
    return (await continueTime(store, () => machine)).now();
  } finally {
    await store.close();
  }
}

test('started again after the machine was set back by two hours, the desk goes on from what it has stored', async () => {
  const desk = await TestDesk.start(folder, { now: NOON });
  await desk.says('I want a human');
  await desk.stop();
  const begun = await startAt(NOON - 2 * HOUR_MS);
  expect(begun).toBe(NOON);
  const again = await TestDesk.start(folder, { now: begun });
  await again.does(ANNA, { kind: 'claim' });
  await again.says('are you there');
  expect(await again.ticket()).toMatchObject({ status: 'claimed', openedAt: NOON });
  await again.stop();
});

test('where the store is more than a day ahead, the machine is believed, and what waited that long is due', async () => {
  const nextYear = Date.UTC(2027, 0, 5, 12);
  const desk = await TestDesk.start(folder, { now: nextYear });
  desk.channel.fates = ['unavailable'];
  await desk.says('I want a human');
  await desk.stop();
  expect(await startAt(NOON)).toBe(NOON);
  const again = await TestDesk.start(folder, { now: NOON });
  await again.pass(6_000);
  expect(again.channel.texts()).toHaveLength(1);
  await again.pass(10 * 60_000);
  const { id } = (await again.ticket()) ?? { id: '' };
  expect((await again.store.read.tickets.events(id)).map(({ kind }) => kind)).toContain('reminder');
  await again.stop();
});

test('without anything stored the machine is believed', async () => {
  expect(await startAt(NOON)).toBe(NOON);
});
