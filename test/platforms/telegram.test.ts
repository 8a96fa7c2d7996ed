/** The real SDK against the platform: what Telegraf does, and what has to be designed for because it does it. */

import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { call, createBot, getUpdates, startPolling } from './telegram/clients.ts';
import { createGate } from './telegram/gate.ts';
import { createTelegramPlatform, type TelegramPlatform } from './telegram/telegram-platform.ts';

let platform: TelegramPlatform;
const stops: (() => Promise<void>)[] = [];

beforeEach(async () => {
  platform = await createTelegramPlatform();
});

afterEach(async () => {
  for (const stop of stops.splice(0)) await stop();
  await platform.close();
});

test('Telegraf hears a message and answers it', async () => {
  const bot = createBot(platform);
  bot.on('text', (context) => context.reply(`You said ${context.message.text}`));
  stops.push((await startPolling(platform, bot)).stop);

  const kim = platform.createPerson({ first_name: 'Kim', language_code: 'en' });
  kim.write('Where is my order?');

  const answer = await platform.until(() => kim.sees().find(({ fromBot }) => fromBot));
  expect(answer).toMatchObject({ text: 'You said Where is my order?', from: 'Relaydesk', edited: false });
});

test('commands arrive as marked text, with the payload of a t.me link', async () => {
  const bot = createBot(platform);
  const heard: string[] = [];
  bot.start((context) => {
    heard.push(`start ${context.payload}`);
  });
  bot.command('human', (context) => {
    heard.push(`human ${context.payload}`);
  });
  stops.push((await startPolling(platform, bot)).stop);

  const kim = platform.createPerson();
  kim.start('shop-42');
  kim.write('/human please');

  await platform.until(() => heard.length === 2);
  expect(heard).toEqual(['start shop-42', 'human please']);
});

test('a button reaches the bot, its answer the person, and the edit takes the buttons away', async () => {
  const bot = createBot(platform);
  bot.on('text', (context) =>
    context.reply('Did that help?', { reply_markup: { inline_keyboard: [[{ text: 'Yes', callback_data: 'yes' }]] } }),
  );
  bot.on('callback_query', async (context) => {
    await context.editMessageText('Glad it helped');
    await context.answerCbQuery('Thank you', { show_alert: true });
  });
  stops.push((await startPolling(platform, bot)).stop);
  const kim = platform.createPerson();
  kim.write('Hello');
  const question = await platform.until(() => kim.sees()[1]);
  expect(question.buttons).toEqual([['Yes']]);

  const shown = await kim.press(question, 'Yes');

  expect(shown).toEqual({ text: 'Thank you', showAlert: true, url: '' });
  expect(kim.sees()[1]).toMatchObject({ text: 'Glad it helped', buttons: [], edited: true });
});

test('reactions are heard of only when message_reaction is asked for by name', async () => {
  const kim = platform.createPerson();
  const { message_id, chat } = kim.start();
  const [started] = await getUpdates(platform);
  kim.react({ message_id, chat }, '👍');
  expect(platform.updates.pending()).toBe(1);

  await getUpdates(platform, {
    offset: (started?.update_id ?? 0) + 1,
    allowed_updates: ['message', 'message_reaction'],
  });
  kim.react({ message_id, chat }, '👎');
  kim.react({ message_id, chat });

  const changes = (await getUpdates(platform)).map(({ message_reaction }) => message_reaction);
  expect(changes.map((change) => [change?.old_reaction, change?.new_reaction])).toEqual([
    [[{ type: 'emoji', emoji: '👍' }], [{ type: 'emoji', emoji: '👎' }]],
    [[{ type: 'emoji', emoji: '👎' }], []],
  ]);
});

test('edits are told and deletes are not', async () => {
  const kim = platform.createPerson();
  const message = kim.write('My order is 41');
  kim.edit(message, 'My order is 42');
  kim.delete(message);

  const updates = await getUpdates(platform);

  expect(updates.map((update) => Object.keys(update)[1])).toEqual(['message', 'edited_message']);
  expect(updates[1]?.edited_message).toMatchObject({ message_id: message.message_id, text: 'My order is 42' });
  expect(kim.sees()).toEqual([]);
});

test('a hung handler keeps the next batch waiting', async () => {
  const bot = createBot(platform);
  const heard: string[] = [];
  const begun = createGate();
  const release = createGate();
  bot.on('text', (context) => {
    heard.push(context.message.text);
    begun.open();
    return release.opened;
  });
  stops.push((await startPolling(platform, bot)).stop);
  const kim = platform.createPerson();
  kim.write('first');
  await begun.opened;
  kim.write('second');
  await bot.telegram.getMe();
  expect(platform.requests.of('getUpdates')).toHaveLength(1);
  expect(heard).toEqual(['first']);

  release.open();
  await platform.until(() => platform.requests.of('getUpdates').length === 3);
  expect(heard).toEqual(['first', 'second']);
});

test('a hung handler is given up after handlerTimeout, and the next batch comes', async () => {
  const bot = createBot(platform, { handlerTimeout: 50 });
  const errors: string[] = [];
  bot.catch((error) => {
    errors.push(String(error));
  });
  bot.on('text', () => new Promise(() => {}));
  stops.push((await startPolling(platform, bot)).stop);
  platform.createPerson().write('Hello');
  await platform.until(() => platform.requests.of('getUpdates').length === 2);
  expect(errors).toEqual([expect.stringContaining('Promise timed out after 50 milliseconds')]);
});

test('without bot.catch a throwing handler ends polling, and the update is confirmed, so lost', async () => {
  const silenced = vi.spyOn(console, 'error').mockImplementation(() => {});
  const bot = createBot(platform);
  bot.on('text', () => {
    throw new Error('no such order');
  });
  const polling = await startPolling(platform, bot);
  platform.createPerson().write('Hello');

  await expect(polling.ended).rejects.toThrow('no such order');

  expect(await getUpdates(platform)).toEqual([]);
  // Telegraf sets it, so that a process with an unhandled error does not end well.
  process.exitCode = undefined;
  silenced.mockRestore();
});

test('a second poller ends the first with 409, which rejects its launch', async () => {
  const first = await startPolling(platform, createBot(platform));
  const second = createBot(platform);
  const launched = second.launch();
  stops.push(async () => {
    second.stop();
    await launched;
  });

  await expect(first.ended).rejects.toMatchObject({
    code: 409,
    description: 'Conflict: terminated by other getUpdates request; make sure that only one bot instance is running',
  });
});

test('launch resolves only once the bot is stopped', async () => {
  const polling = await startPolling(platform, createBot(platform));
  let isOver = false;
  const over = polling.ended.then(() => {
    isOver = true;
  });
  await polling.bot.telegram.getMe();
  expect(isOver).toBe(false);
  await polling.stop();
  await over;
});

test('Telegraf does not repeat a send that was refused with 429 or lost', async () => {
  const kim = platform.createPerson();
  kim.start();
  const { telegram } = createBot(platform);
  platform.faults.next('sendMessage', { kind: 'rate-limited', retryAfterSeconds: 7 });
  await expect(telegram.sendMessage(kim.user.id, 'Hello')).rejects.toMatchObject({
    code: 429,
    parameters: { retry_after: 7 },
  });
  platform.faults.next('sendMessage', { kind: 'response-lost' });
  await expect(telegram.sendMessage(kim.user.id, 'Hello')).rejects.toMatchObject({ name: 'FetchError' });

  expect(platform.requests.of('sendMessage')).toHaveLength(2);
  expect(kim.sees().map(({ text }) => text)).toEqual(['/start', 'Hello']);
});

test('Telegraf polls again after the seconds that a 429 names', async () => {
  platform.faults.next('getUpdates', { kind: 'rate-limited', retryAfterSeconds: 1 });
  stops.push((await startPolling(platform, createBot(platform))).stop);
  const [refused, repeated] = platform.requests.of('getUpdates');
  expect(refused?.status).toBe(429);
  expect((repeated?.at ?? 0) - (refused?.at ?? 0)).toBeGreaterThanOrEqual(990);
});

test('the address of a file holds the token of the bot', async () => {
  const kim = platform.createPerson();
  const sent = kim.sendFile({ name: 'invoice.pdf', type: 'application/pdf', bytes: Buffer.from('%PDF-1.7') });
  const link = await createBot(platform).telegram.getFileLink(sent.document?.file_id ?? '');

  expect(link.href).toContain(platform.token());
  expect(await (await fetch(link)).text()).toBe('%PDF-1.7');
  expect(JSON.stringify(platform.requests.all())).not.toContain(platform.token());
});

test('a bot whose token was revoked is refused for good, and its polling ends', async () => {
  const polling = await startPolling(platform, createBot(platform));
  platform.revokeToken();
  await expect(polling.ended).rejects.toMatchObject({ code: 401, description: 'Unauthorized' });
  await expect(polling.bot.telegram.getMe()).rejects.toMatchObject({ code: 401 });
  expect((await call(platform, 'getMe')).body.ok).toBe(true);
});

test('Telegraf keeps the token out of a refused connection, not out of an answer that broke off', async () => {
  const { telegram } = createBot(platform);
  const failureOf = (call: Promise<unknown>): Promise<string> => call.then(String, (error: Error) => error.message);
  platform.faults.next('getMe', { kind: 'reset' });
  expect(await failureOf(telegram.getMe())).toContain('[REDACTED]');

  platform.faults.next('getMe', { kind: 'response-cut', framing: 'chunked' });
  expect(await failureOf(telegram.getMe())).toContain(platform.token());
});

test('Telegraf never notices that an answer of known length broke off, so every call needs a signal', async () => {
  const { telegram } = createBot(platform);
  const giveUp = new AbortController();
  // Telegraf's type names a shim of AbortSignal that lacks newer members; the real one does as well.
  const options: object = { signal: giveUp.signal };
  let isSettled = false;
  platform.faults.next('sendChatAction', { kind: 'response-cut', framing: 'content-length' });
  const kim = platform.createPerson();
  kim.start();
  const cut = telegram
    .callApi('sendChatAction', { chat_id: kim.user.id, action: 'typing' }, options)
    .catch((error: Error) => error.name)
    .finally(() => {
      isSettled = true;
    });
  await platform.until(() => kim.seesAction() === 'typing');
  for (let call = 0; call < 5; call += 1) await telegram.getMe();
  expect(isSettled).toBe(false);

  giveUp.abort();
  expect(await cut).toBe('AbortError');
});
