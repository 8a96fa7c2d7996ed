import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { HOUR_MS, MINUTE_MS } from '../../src/domain/policy.ts';
import { createSqliteStore } from '../../src/store/sqlite/sqlite-store.ts';
import { ANNA } from '../support/conversation.ts';
import { TestDesk, TestFolder } from '../support/test-desk.ts';

const POLICY = { nudgeAfterMs: 10 * MINUTE_MS, closeQuietAfterMs: 30 * MINUTE_MS };

let folder: TestFolder;
let desk: TestDesk;

beforeAll(async () => {
  folder = await TestFolder.create();
});
afterAll(() => folder.remove());
beforeEach(async () => {
  await folder.empty();
  desk = await TestDesk.start(folder, { policy: POLICY });
  await desk.says('I want to talk to a person');
  await desk.does(ANNA, { kind: 'claim' });
  await desk.does(ANNA, { kind: 'reply', text: 'Which lamp is it?' });
});
afterEach(() => desk.stop());

/** The desk does not run for so long. */
async function restAndStart(hours: number): Promise<void> {
  const now = desk.clock.now() + hours * HOUR_MS;
  await desk.stop();
  desk = await TestDesk.start(folder, { policy: POLICY, now });
  await desk.pass(1);
}

const said = () => desk.channel.texts().map((text) => /waiting for your answer|not heard from you/.exec(text)?.[0]);
const status = async () => (await desk.ticket())?.status;

test('a customer who says nothing is asked, then told that it is settled, and may open it again', async () => {
  await desk.pass(10 * MINUTE_MS);
  expect(said().at(-1)).toBe('waiting for your answer');
  await desk.pass(19 * MINUTE_MS);
  expect(await status()).toBe('pending');
  await desk.pass(MINUTE_MS);
  expect([said().at(-1), await status()]).toEqual(['not heard from you', 'resolved']);
  await desk.says('it is the blue one, and it still flickers');
  expect(await status()).toBe('open');
});

test('after a downtime longer than both the customer is asked first, and has the time between the two to answer', async () => {
  await restAndStart(1_000);
  expect([said(), await status()]).toEqual([['waiting for your answer'], 'pending']);
  await desk.pass(19 * MINUTE_MS);
  expect(await status()).toBe('pending');
  await restAndStart(1_000);
  expect([said(), await status()]).toEqual([['not heard from you'], 'resolved']);
});

test('a customer whose words wait to be read is not taken for quiet', async () => {
  await desk.pass(5 * MINUTE_MS);
  const address = { channel: 'test', account: 'default', conversationKey: 'kim' };
  const conversationId = desk.conversationId();
  await desk.stop();
  const store = await createSqliteStore({ file: folder.storeFile });
  const body = { kind: 'message' as const, messageKey: 'k9', text: 'the blue one' };
  const at = desk.clock.now();
  const customer = { key: 'kim', name: 'Kim', locale: 'en' };
  const row = { ...address, conversationId, eventKey: 'e9', occurredAt: at, receivedAt: at, customer, body };
  await store.transaction((tx) => tx.inbox.add(row));
  await store.close();
  desk = await TestDesk.start(folder, { policy: POLICY, now: at + 1_000 * HOUR_MS });
  await desk.pass(10_000);
  expect([said(), await status()]).toEqual([[], 'claimed']);
});
