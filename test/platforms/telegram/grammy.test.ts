/** Another well-known client against the same platform: grammY cannot tell either. */

import { Bot, type BotError, InlineKeyboard, webhookCallback } from 'grammy';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createTelegramPlatform, type TelegramPlatform } from './telegram-platform.ts';
import { startReceiver } from './webhook-receiver.ts';

let platform: TelegramPlatform;
let bot: Bot;

beforeEach(async () => {
  platform = await createTelegramPlatform();
  bot = new Bot(platform.token(), { client: { apiRoot: platform.url } });
});

afterEach(() => platform.close());

test('grammY polls, answers with buttons, edits, and hears reactions', async () => {
  bot.command('start', (context) =>
    context.reply('*Hello*\\!', {
      parse_mode: 'MarkdownV2',
      reply_markup: new InlineKeyboard().text('Human', 'human'),
    }),
  );
  bot.callbackQuery('human', async (context) => {
    await context.editMessageText('Somebody comes');
    await context.answerCallbackQuery('One moment');
  });
  bot.reaction('👍', (context) => context.reply('Thank you'));
  const running = bot.start({ allowed_updates: ['message', 'callback_query', 'message_reaction'] });
  const kim = platform.createPerson();
  kim.start();

  const greeting = await platform.until(() => kim.sees()[1]);
  expect(greeting).toMatchObject({ text: 'Hello!', entities: [{ type: 'bold', offset: 0, length: 5 }] });
  expect(await kim.press(greeting, 'Human')).toMatchObject({ text: 'One moment', showAlert: false });
  expect(kim.sees()[1]).toMatchObject({ text: 'Somebody comes', buttons: [] });
  kim.react(greeting, '👍');
  expect(await platform.until(() => kim.sees()[2])).toMatchObject({ text: 'Thank you' });
  await bot.stop();
  await running;
});

test('grammY gives the refusal of the server as its own error', async () => {
  const kim = platform.createPerson();
  kim.start();
  kim.block();
  await expect(bot.api.sendMessage(kim.user.id, 'Hello')).rejects.toMatchObject({
    error_code: 403,
    description: 'Forbidden: bot was blocked by the user',
    method: 'sendMessage',
  });
});

test('a second poller ends the polling of grammY too', async () => {
  const running = bot.start();
  await platform.until(platform.updates.isListening);
  platform.updates.pollElsewhere();
  await expect(running).rejects.toMatchObject({ error_code: 409 });
});

test('a throwing handler without a catch ends the polling of grammY too', async () => {
  bot.on('message', () => {
    throw new Error('no such order');
  });
  bot.catch((error: BotError) => {
    throw error.error;
  });
  const running = bot.start();
  await platform.until(platform.updates.isListening);
  platform.createPerson().write('Hello');
  await expect(running).rejects.toThrow('no such order');
});

test('grammY behind a webhook checks the secret and answers', async () => {
  bot.on('message:text', (context) => context.reply(`You said ${context.message.text}`));
  const handle = webhookCallback(bot, 'http', { secretToken: 'secret' });
  const receiver = await startReceiver('/', (request, response) => void handle(request, response));
  await bot.api.setWebhook(receiver.url, { secret_token: 'secret' });
  const kim = platform.createPerson();
  kim.write('Hello');
  expect(await platform.until(() => kim.sees()[1])).toMatchObject({ text: 'You said Hello' });
  await receiver.close();
});
