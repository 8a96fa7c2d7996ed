/** Updates by webhook: secrets, order, repetition, and methods called in the answer. */

import type { RequestListener } from 'node:http';
import { json } from 'node:stream/consumers';
import type { Update } from 'grammy/types';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { call, createBot, getUpdates, startPolling } from './clients.ts';
import { createManualClock, type ManualClock } from './manual-clock.ts';
import type { Person } from './person.ts';
import { createTelegramPlatform, type TelegramPlatform } from './telegram-platform.ts';
import { startReceiver } from './webhook-receiver.ts';

const SECRET = 'a_secret-1';

let clock: ManualClock;
let platform: TelegramPlatform;
let kim: Person;
const stops: (() => Promise<void>)[] = [];

beforeEach(async () => {
  clock = createManualClock();
  platform = await createTelegramPlatform({ clock });
  kim = platform.createPerson({ first_name: 'Kim' });
});

afterEach(async () => {
  for (const stop of stops.splice(0)) await stop();
  await platform.close();
});

async function receive(listener: RequestListener): Promise<string> {
  const receiver = await startReceiver('/telegram', listener);
  stops.push(receiver.close);
  return receiver.url;
}

/** Answers each delivery with the next status, 200 when there are no more; keeps what came. */
async function receiveWith(...statuses: number[]) {
  const received: { text: string | undefined; update_id: number }[] = [];
  const url = await receive(async (request, response) => {
    const { update_id, message } = (await json(request)) as Update;
    received.push({ text: message?.text, update_id });
    response.writeHead(statuses.shift() ?? 200).end();
  });
  await call(platform, 'setWebhook', { url });
  return received;
}

const nothingPends = () => platform.updates.pending() === 0;

test('Telegraf behind a webhook hears a message with the right secret and answers', async () => {
  const bot = createBot(platform);
  bot.on('text', (context) => context.reply('Hello Kim'));
  const url = await receive(bot.webhookCallback('/telegram', { secretToken: SECRET }));
  await bot.telegram.setWebhook(url, { secret_token: SECRET });
  kim.write('Hello');
  expect(await platform.until(() => kim.sees()[1])).toMatchObject({ text: 'Hello Kim', fromBot: true });
});

test('Telegraf answers 403 to a wrong secret, and Telegram keeps the update and says why', async () => {
  const bot = createBot(platform);
  const callback = bot.webhookCallback('/telegram', { secretToken: SECRET });
  const statuses: number[] = [];
  const url = await receive(async (request, response) => {
    await callback(request, response);
    statuses.push(response.statusCode);
  });
  await bot.telegram.setWebhook(url, { secret_token: 'another' });
  kim.write('Hello');
  await platform.until(() => statuses.length === 2);
  expect(statuses).toEqual([403, 403]);
  expect(await bot.telegram.getWebhookInfo()).toMatchObject({
    url,
    pending_update_count: 1,
    last_error_message: 'Wrong response from the webhook: 403 Forbidden',
  });
});

test('a delivery that failed is repeated with the same number: at once, then after two seconds, then four', async () => {
  const received = await receiveWith(500, 500, 500);
  kim.write('Hello');
  await platform.until(() => received.length === 2);
  await platform.until(() => clock.waiting() === 1);
  clock.advance(2);
  await platform.until(() => received.length === 3);
  await platform.until(() => clock.waiting() === 1);
  clock.advance(4);
  await platform.until(nothingPends);
  expect(new Set(received.map(({ update_id }) => update_id)).size).toBe(1);
  expect(received).toHaveLength(4);
});

test('a delivery whose answer was lost comes again, though the handler has run', async () => {
  const bot = createBot(platform);
  const handled: number[] = [];
  bot.on('text', ({ update }) => {
    handled.push(update.update_id);
  });
  const callback = bot.webhookCallback('/telegram');
  const url = await receive(async (request, response) => {
    if (handled.length === 0) response.end = () => response.destroy();
    await callback(request, response);
  });
  await bot.telegram.setWebhook(url);
  kim.write('Hello');
  await platform.until(nothingPends);
  expect(handled).toHaveLength(2);
  expect(handled[0]).toBe(handled[1]);
});

test('a failing chat keeps its own order and holds up nobody else', async () => {
  const received = await receiveWith(500, 500);
  const lee = platform.createPerson();
  kim.write('one');
  await platform.until(() => received.length === 2);
  kim.write('two');
  lee.write('three');
  await platform.until(() => received.some(({ text }) => text === 'three'));
  await platform.until(() => clock.waiting() === 1);
  clock.advance(2);
  await platform.until(nothingPends);
  expect(received.map(({ text }) => text)).toEqual(['one', 'one', 'three', 'one', 'two']);
});

test('an update that nobody took in a day is gone', async () => {
  await receiveWith(500, 500, 500);
  kim.write('Hello');
  clock.advance(86_400);
  expect(platform.updates.pending()).toBe(0);
});

test('Telegraf answers a button in the answer to the webhook, without a request', async () => {
  const bot = createBot(platform);
  bot.on('callback_query', (context) => context.answerCbQuery('Thank you'));
  const url = await receive(bot.webhookCallback('/telegram'));
  await bot.telegram.setWebhook(url);
  kim.start();
  await platform.until(nothingPends);
  const reply_markup = { inline_keyboard: [[{ text: 'Yes', callback_data: 'yes' }]] };
  const question = await bot.telegram.sendMessage(kim.user.id, 'Did that help?', { reply_markup });
  expect(await kim.press(question, 'Yes')).toMatchObject({ text: 'Thank you' });
  expect(platform.requests.of('answerCallbackQuery')).toMatchObject([{ path: 'in the answer to a webhook' }]);
});

test('a webhook and polling exclude each other', async () => {
  const polling = await startPolling(platform, createBot(platform));
  const received = await receiveWith();
  await expect(polling.ended).rejects.toMatchObject({ description: 'Conflict: terminated by setWebhook request' });
  expect((await call(platform, 'getUpdates')).body.description).toBe(
    "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first",
  );
  await call(platform, 'deleteWebhook');
  kim.write('Hello');
  expect(await getUpdates(platform)).toHaveLength(1);
  expect(received).toEqual([]);
});

test('what waited is delivered once the webhook is set, and dropped where that is asked for', async () => {
  kim.write('before');
  const received = await receiveWith();
  await platform.until(nothingPends);
  expect(received.map(({ text }) => text)).toEqual(['before']);
  await call(platform, 'deleteWebhook');
  kim.write('dropped');
  await call(platform, 'deleteWebhook', { drop_pending_updates: true });
  expect(platform.updates.pending()).toBe(0);
});

test('setting, setting again and deleting are answered as the server words them', async () => {
  const url = await receive((_request, response) => response.end());
  const say = async (method: string, parameters = {}) => (await call(platform, method, parameters)).body.description;
  expect(await say('setWebhook', { url })).toBe('Webhook was set');
  expect(await say('setWebhook', { url })).toBe('Webhook is already set');
  expect(await say('deleteWebhook')).toBe('Webhook was deleted');
  expect(await say('deleteWebhook')).toBe('Webhook is already deleted');
  expect(await say('setWebhook', { url, secret_token: 'no spaces' })).toBe(
    'Bad Request: secret token contains unallowed characters',
  );
});

test('api.telegram.org wants https on its ports', async () => {
  await platform.close();
  platform = await createTelegramPlatform({ webhooksRequireHttps: true });
  const say = async (url: string) => (await call(platform, 'setWebhook', { url })).body.description;
  expect(await say('http://example.com/')).toBe('Bad Request: bad webhook: An HTTPS URL must be provided for webhook');
  expect(await say('https://example.com:8080/')).toBe(
    'Bad Request: bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443',
  );
  expect(await say('https://example.com/telegram')).toBe('Webhook was set');
});
