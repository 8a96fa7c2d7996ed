import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { TestDesk, type TestDeskOptions, TestFolder } from '../support/test-desk.ts';

let folder: TestFolder;
let desk: TestDesk;

beforeAll(async () => {
  folder = await TestFolder.create();
});
beforeEach(() => folder.empty());
afterEach(() => desk.stop());
afterAll(() => folder.remove());

async function start(options: TestDeskOptions = {}): Promise<void> {
  desk = await TestDesk.start(folder, options);
}

async function deliveries(): Promise<(string | undefined)[]> {
  const transcript = await desk.store.read.messages.transcript(desk.conversationId(), { limit: 100 });
  return transcript.filter(({ author }) => author.kind !== 'customer').map(({ delivery }) => delivery);
}

describe('a message that the platform cannot take now', () => {
  test('is sent later, and those behind it wait so that the order is kept', async () => {
    await start();
    desk.channel.fates = ['unavailable'];
    await desk.says('where is order 100234');
    await desk.says('where is order 100235');
    expect(desk.channel.texts()).toEqual([]);
    await desk.pass(29_000);
    expect(desk.channel.texts()).toEqual([]);
    await desk.pass(2_000);
    expect(desk.channel.texts()).toEqual(['Order 100234 is on its way.', 'Order 100235 is on its way.']);
  });

  test('holds up no other conversation', async () => {
    await start();
    desk.channel.fates = ['unavailable'];
    await desk.says('where is order 100234');
    await desk.says('where is order 100235', { customer: 'lu' });
    expect(desk.channel.texts('lu')).toEqual(['Order 100235 is on its way.']);
  });
});

describe('a message that the platform refuses', () => {
  test('is marked failed, and staff are told on a ticket', async () => {
    await start();
    desk.channel.fates = ['refused'];
    await desk.says('where is order 100234');
    expect(await deliveries()).toEqual(['failed']);
    expect(await desk.ticket()).toMatchObject({ status: 'open', reason: 'delivery_failed' });
    const events = await desk.store.read.tickets.events((await desk.ticket())?.id ?? '');
    expect(events.at(-1)).toMatchObject({
      kind: 'delivery_failed',
      detail: expect.stringContaining('blocked the bot'),
    });
  });
});

describe("a message whose platform's answer was lost", () => {
  test('is not sent again where that could show it twice; staff are told that nobody knows', async () => {
    await start({ idempotentForMs: 0 });
    desk.channel.fates = ['lost'];
    await desk.says('where is order 100234');
    await desk.pass(60 * 60_000);
    expect(desk.channel.texts()).toHaveLength(1);
    expect(desk.channel.attempts).toBe(1);
    expect(await deliveries()).toEqual(['unknown']);
    expect(await desk.ticket()).toMatchObject({ reason: 'delivery_failed' });
    const events = await desk.store.read.tickets.events((await desk.ticket())?.id ?? '');
    expect(events.map(({ detail }) => detail)).toContainEqual(
      expect.stringMatching(/^“Order 100234 is on its way.” may or may not have arrived/),
    );
  });

  test('has arrived where somebody presses one of its buttons: the score counts', async () => {
    await start({ idempotentForMs: 0 });
    desk.channel.fates = ['lost'];
    await desk.says('where is order 100234');
    await desk.receive({ kind: 'feedback', messageKey: 'named by the platform alone', score: 1 });
    expect((await desk.store.read.feedback.since(0)).map(({ score }) => score)).toEqual([1]);
  });

  test('is sent again where that cannot show it twice', async () => {
    await start({ idempotentForMs: Number.POSITIVE_INFINITY });
    desk.channel.fates = ['lost'];
    await desk.says('where is order 100234');
    await desk.pass(5_000);
    expect(desk.channel.attempts).toBe(2);
    expect(desk.channel.texts()).toHaveLength(1);
    expect(await deliveries()).toEqual(['sent']);
    expect(await desk.ticket()).toBeUndefined();
  });
});

describe('a message under way when the process died', () => {
  async function dieWhileSending(idempotentForMs: number, deadForMs = 0): Promise<void> {
    await start({ idempotentForMs });
    // The store takes nothing more from this process: all it does after this moment is lost, as with kill -9.
    const { store } = desk;
    desk.channel.fates = [() => store.close()];
    await desk.says('where is order 100234');
    await desk.desk.stop();
    const { channel, clock } = desk;
    await start({ idempotentForMs, now: clock.now() + deadForMs });
    desk.channel.shown.push(...channel.shown);
    await desk.pass(10_000);
  }

  test('is told of as unknown, not sent again, where that could show it twice', async () => {
    await dieWhileSending(0);
    expect(desk.channel.texts()).toHaveLength(1);
    expect(desk.channel.attempts).toBe(0);
    expect(await deliveries()).toEqual(['unknown']);
  });

  test('is sent again where that cannot show it twice', async () => {
    await dieWhileSending(Number.POSITIVE_INFINITY);
    expect(desk.channel.attempts).toBe(1);
    expect(desk.channel.texts()).toHaveLength(1);
    expect(await deliveries()).toEqual(['sent']);
  });

  test.each([
    [59_000, 'sent'],
    [60_000, 'unknown'],
  ])('is sent again after %d ms only as long as the platform knows it again: %s', async (deadForMs, delivery) => {
    await dieWhileSending(60_000, deadForMs);
    expect(desk.channel.texts()).toHaveLength(1);
    expect(await deliveries()).toEqual([delivery]);
  });
});

test('messages for a channel that is not connected wait for it', async () => {
  await start();
  const { context } = desk;
  const channels = new Map(context.channels);
  (context.channels as Map<string, unknown>).clear();
  await desk.says('where is order 100234');
  expect(await deliveries()).toEqual(['pending']);
  for (const [name, channel] of channels) (context.channels as Map<string, unknown>).set(name, channel);
  await desk.pass(10_000);
  expect(desk.channel.texts()).toEqual(['Order 100234 is on its way.']);
});
