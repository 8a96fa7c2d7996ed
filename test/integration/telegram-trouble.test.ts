import { inspect } from 'node:util';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { DeliveryError } from '../../src/domain/channel.ts';
import { badRequest } from '../platforms/telegram/telegram-error.ts';
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
    telegram = await TelegramDesk.start(folder);
    telegram.platform.updates.pollElsewhere();
    expect(await telegram.reports('waiting')).toMatchObject({ detail: expect.stringContaining('Another program') });
    await telegram.desk.pass(1_000);
    await telegram.reports('connected', 2);
    expect(await telegram.asks('where is order 100234')).toMatchObject({ text: 'Order 100234 is on its way.' });
  });

  test('that breaks is made again', async () => {
    telegram = await TelegramDesk.start(folder);
    telegram.platform.dropConnections();
    await telegram.reports('waiting');
    telegram.kim.write('where is order 100234');
    await telegram.desk.pass(1_000);
    await telegram.handled();
    expect(telegram.answers()).toHaveLength(1);
  });

  test.each(['7000000001:xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx', 'not a token', ''])(
    'with the wrong token "%s" stops this channel alone, with what to do',
    async (token) => {
      telegram = await TelegramDesk.begin(folder, { token });
      expect(await telegram.reports('stopped')).toMatchObject({ detail: expect.stringContaining('@BotFather') });
      await telegram.desk.says('where is order 100234');
      expect(telegram.desk.channel.texts()).toEqual(['Order 100234 is on its way.']);
      expect(await failureOf(telegram.says('Hello'))).toMatchObject({ failure: 'unavailable' });
    },
  );

  test('waits as long as Telegram asks', async () => {
    telegram = await TelegramDesk.begin(folder, {}, ({ faults }) =>
      faults.next('getUpdates', { kind: 'rate-limited', retryAfterSeconds: 7 }),
    );
    await telegram.reports('waiting');
    await telegram.desk.pass(6_900);
    expect(telegram.platform.requests.of('getUpdates')).toHaveLength(1);
    await telegram.desk.pass(100);
    await telegram.reports('connected');
  });
});

describe('a message that Telegram', () => {
  test('asks to send later is sent later', async () => {
    telegram = await TelegramDesk.start(folder);
    telegram.platform.faults.next('sendMessage', { kind: 'rate-limited', retryAfterSeconds: 30 });
    telegram.kim.write('where is order 100234');
    await telegram.handled();
    await telegram.desk.pass(29_000);
    expect(telegram.answers()).toEqual([]);
    await telegram.desk.pass(2_000);
    expect(telegram.answers()).toHaveLength(1);
  });

  test('may have taken before the answer was lost is not sent again; staff are told', async () => {
    telegram = await TelegramDesk.start(folder);
    telegram.platform.faults.next('sendMessage', { kind: 'response-lost' });
    await telegram.asks('where is order 100234');
    expect(telegram.answers()).toHaveLength(1);
    expect((await telegram.transcript())[1]).toMatchObject({ delivery: 'unknown' });
    expect(await telegram.ticket()).toMatchObject({ reason: 'delivery_trouble' });
  });

  test('cannot deliver, as the customer has blocked the bot, is failed; staff are told', async () => {
    telegram = await TelegramDesk.start(folder);
    telegram.kim.write('where is order 100234');
    telegram.kim.block();
    await telegram.handled();
    expect((await telegram.transcript())[1]).toMatchObject({ delivery: 'failed' });
    const ticketId = (await telegram.ticket())?.id ?? '';
    const events = await telegram.desk.store.read.tickets.events(ticketId);
    expect(events.at(-1)).toMatchObject({ detail: expect.stringContaining('bot was blocked by the user') });
  });

  test('answers with an error of its own may or may not have arrived', async () => {
    telegram = await TelegramDesk.start(folder);
    telegram.kim.start();
    telegram.platform.faults.next('sendMessage', { kind: 'server-error', status: 502, accepted: true });
    expect(await failureOf(telegram.says('Hello'))).toMatchObject({ failure: 'unknown' });
  });

  test('begins to answer and then falls silent is given up after half a minute', async () => {
    telegram = await TelegramDesk.start(folder);
    telegram.kim.start();
    telegram.platform.faults.next('sendMessage', { kind: 'response-cut', framing: 'chunked' });
    const failure = failureOf(telegram.says('Hello'));
    await telegram.platform.until(() => telegram.answers().length > 0);
    await telegram.desk.pass(30_000);
    expect(await failure).toMatchObject({ failure: 'unknown' });
  });

  test('never heard of can be sent again', async () => {
    telegram = await TelegramDesk.begin(folder, { apiRoot: 'http://127.0.0.1:9' });
    expect(await failureOf(telegram.says('Hello'))).toMatchObject({ failure: 'unavailable' });
  });

  test('cannot read the formats of is sent without them', async () => {
    telegram = await TelegramDesk.start(folder);
    telegram.kim.start();
    telegram.platform.faults.next('sendMessage', { kind: 'refused', error: badRequest("can't parse entities") });
    await telegram.says('**Hello** & <welcome>');
    expect(telegram.lastAnswer()).toMatchObject({ text: 'Hello & <welcome>', entities: [] });
  });
});

describe('a long answer', () => {
  const paragraphs = Array.from({ length: 30 }, (_, index) => `**${index}** ${'word '.repeat(80).trim()}`);
  const text = paragraphs.join('\n\n');

  test('arrives in parts, between paragraphs, with the buttons under the last', async () => {
    telegram = await TelegramDesk.start(folder);
    telegram.kim.start();
    const { messageKey } = await telegram.says(text, { asksFeedback: true });
    const parts = telegram.answers();
    expect(parts.map((part) => part.text).join('\n\n')).toBe(text.replaceAll('**', ''));
    expect(parts.map(({ buttons }) => buttons.length)).toEqual([0, 0, 1]);
    expect(parts.at(-1)?.message_id).toBe(Number(messageKey));
  });

  test('is not begun again when Telegram asks to wait in its middle', async () => {
    telegram = await TelegramDesk.start(folder, { rateLimits: { perSecond: 25, perChatPerSecond: 1 } });
    telegram.kim.start();
    const sending = telegram.says(text);
    await telegram.platform.until(() => telegram.answers().length === 1);
    telegram.platform.faults.next('sendMessage', { kind: 'rate-limited', retryAfterSeconds: 3 });
    for (const count of [1, 2, 3]) {
      await telegram.platform.until(() => telegram.answers().length >= count);
      await passWhileSending(4);
    }
    await sending;
    expect(telegram.answers()).toHaveLength(3);
  });

  test('whose second part is lost may not have arrived whole', async () => {
    telegram = await TelegramDesk.start(folder);
    telegram.kim.start();
    const failure = failureOf(telegram.says(text));
    await telegram.platform.until(() => telegram.answers().length === 1);
    telegram.platform.faults.next('sendMessage', { kind: 'response-lost' });
    expect(await failure).toMatchObject({ failure: 'unknown', message: expect.stringMatching(/of 3 parts/) });
  });
});

/** Seconds pass one by one, with a request to the platform after each. */
async function passWhileSending(seconds: number): Promise<void> {
  for (let second = 0; second < seconds; second++) {
    await telegram.desk.pass(1_000);
    await fetch(telegram.platform.url);
  }
}

test('one chat gets one message a second, and another chat is not held up', async () => {
  telegram = await TelegramDesk.start(folder, { rateLimits: { perSecond: 25, perChatPerSecond: 1 } });
  telegram.kim.start();
  const lu = telegram.platform.createPerson({ first_name: 'Lu' });
  lu.start();
  await telegram.says('one');
  const second = telegram.says('two');
  await telegram.says('one', {}, lu);
  expect(telegram.answers()).toHaveLength(1);
  await telegram.desk.pass(1_000);
  await second;
  expect(telegram.answers()).toHaveLength(2);
});

test('an edited message is edited, and editing it to the same again is no trouble', async () => {
  telegram = await TelegramDesk.start(folder);
  telegram.kim.start();
  const { messageKey } = await telegram.says('one');
  await telegram.edits(messageKey, '**two**');
  await telegram.edits(messageKey, '**two**');
  expect(telegram.lastAnswer()).toMatchObject({ text: 'two', edited: true });
});

test('hostile text is shown as it is', async () => {
  telegram = await TelegramDesk.start(folder);
  telegram.kim.start();
  const text = '<a href="tg://user?id=1">x</a> </b> &lt; [y](javascript:alert\\(1\\)) [z](tg://user?id=1)';
  await telegram.says(text, { author: { kind: 'agent', id: 'eve', name: '<i>Eve</i>' } });
  const shown = telegram.lastAnswer();
  expect(shown.text).toBe('<i>Eve</i>\n<a href="tg://user?id=1">x</a> </b> < y z');
  expect(shown.entities.map(({ type }) => type)).toEqual(['bold']);
});

test('the token is in no error and no status', async () => {
  telegram = await TelegramDesk.start(folder);
  telegram.kim.start();
  telegram.platform.faults.next('sendMessage', { kind: 'reset' });
  const failure = await failureOf(telegram.says('one'));
  telegram.platform.dropConnections();
  await telegram.reports('waiting');
  const told = inspect([failure, telegram.errors, telegram.statuses], { depth: 10 });
  expect(told).not.toContain(telegram.platform.token());
});
