import { inspect } from 'node:util';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { DeliveryError } from '../../src/ports/channel.ts';
import { unauthorized } from '../platforms/telegram/telegram-error.ts';
import { TelegramDesk } from '../support/telegram-desk.ts';
import { TestFolder } from '../support/test-desk.ts';

let folder: TestFolder;
let telegram: TelegramDesk;

beforeAll(async () => {
  folder = await TestFolder.create();
});
afterEach(() => telegram.stop());
afterAll(() => folder.remove());

async function failureOf(sending: Promise<unknown>): Promise<DeliveryError> {
  return sending.then(
    () => Promise.reject(new Error('The message was sent')),
    (error: DeliveryError) => error,
  );
}

describe('a connection', () => {
  test('taken by another program is taken back, and the operator is told what to do', async () => {
    telegram = await TelegramDesk.startDesk(folder);
    telegram.platform.updates.pollElsewhere();
    expect(await telegram.reports('waiting')).toMatchObject({ detail: expect.stringContaining('Another program') });
    await telegram.desk.pass(1_000);
    await telegram.reports('connected', 2);
    expect(await telegram.asks('where is order 100234')).toMatchObject({ text: 'Order 100234 is on its way.' });
  });

  test('that breaks is made again', async () => {
    telegram = await TelegramDesk.startDesk(folder);
    telegram.platform.dropConnections();
    await telegram.reports('waiting');
    telegram.kim.write('where is order 100234');
    await telegram.desk.pass(1_000);
    await telegram.handled();
    expect(telegram.answers()).toHaveLength(1);
  });

  test.each(['7000000001:xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx', 'not a token', ''])(
    'with the wrong token "%s" keeps this channel alone waiting, with what to do',
    async (token) => {
      telegram = await TelegramDesk.beginDesk(folder, { token });
      expect(await telegram.reports('waiting')).toMatchObject({ detail: expect.stringContaining('@BotFather') });
      await telegram.desk.says('where is order 100234');
      expect(telegram.desk.channel.texts()).toEqual(['Order 100234 is on its way.']);
      expect(await failureOf(telegram.says('Hello'))).toMatchObject({ failure: 'unavailable' });
    },
  );

  test('whose good token was refused for a while comes back by itself', async () => {
    telegram = await TelegramDesk.beginDesk(folder, {
      arrange: ({ faults }) => {
        for (const _ of [1, 2, 3]) faults.next('getMe', { kind: 'refused', error: unauthorized() });
      },
    });
    const { detail } = await telegram.reports('waiting');
    expect(detail).toMatch(/; trying again at \d\d:\d\d UTC$/);
    while (telegram.statuses.at(-1)?.state !== 'connected') await telegram.desk.pass(10_000);
    expect(telegram.platform.requests.of('getMe').filter(({ status }) => status === 401)).toHaveLength(3);
  });

  test('waits as long as Telegram asks', async () => {
    telegram = await TelegramDesk.beginDesk(folder, {
      arrange: ({ faults }) => faults.next('getUpdates', { kind: 'rate-limited', retryAfterSeconds: 7 }),
    });
    await telegram.reports('waiting');
    await telegram.desk.pass(6_900);
    expect(telegram.platform.requests.of('getUpdates')).toHaveLength(1);
    await telegram.desk.pass(100);
    await telegram.reports('connected');
  });
});

describe('a message that Telegram', () => {
  test('asks to send later is sent later', async () => {
    telegram = await TelegramDesk.startDesk(folder);
    telegram.platform.faults.next('sendMessage', { kind: 'rate-limited', retryAfterSeconds: 30 });
    telegram.kim.write('where is order 100234');
    await telegram.handled();
    await telegram.desk.pass(29_000);
    expect(telegram.answers()).toEqual([]);
    await telegram.desk.pass(2_000);
    expect(telegram.answers()).toHaveLength(1);
  });

  test('may have taken before the answer was lost is not sent again; staff are told', async () => {
    telegram = await TelegramDesk.startDesk(folder);
    telegram.platform.faults.next('sendMessage', { kind: 'response-lost' });
    await telegram.asks('where is order 100234');
    expect(telegram.answers()).toHaveLength(1);
    expect((await telegram.transcript())[1]).toMatchObject({ delivery: 'unknown' });
    expect(await telegram.ticket()).toMatchObject({ reason: 'delivery_failed' });
  });

  test('cannot deliver, as the customer has blocked the bot, is failed; staff are told', async () => {
    telegram = await TelegramDesk.startDesk(folder);
    telegram.kim.write('where is order 100234');
    telegram.kim.block();
    await telegram.handled();
    expect((await telegram.transcript())[1]).toMatchObject({ delivery: 'failed' });
    const ticketId = (await telegram.ticket())?.id ?? '';
    const events = await telegram.desk.store.read.tickets.events(ticketId);
    expect(events.at(-1)).toMatchObject({ detail: expect.stringContaining('bot was blocked by the user') });
  });
});

test('the token is in no error and no status', async () => {
  telegram = await TelegramDesk.startDesk(folder);
  telegram.kim.start();
  telegram.platform.faults.next('sendMessage', { kind: 'reset' });
  const failure = await failureOf(telegram.says('one'));
  telegram.platform.dropConnections();
  await telegram.reports('waiting');
  const told = inspect([failure, telegram.errors, telegram.statuses], { depth: 10 });
  expect(told).not.toContain(telegram.platform.token());
});
