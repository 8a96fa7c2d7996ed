/**
 * Other well-known clients against the same platforms: the adapters of Chat SDK cannot tell that nobody is there either.
 * grammY has a file of its own beside the Telegram fake.
 */

import { createDiscordAdapter, type DiscordAdapter } from '@chat-adapter/discord';
import { createSlackAdapter } from '@chat-adapter/slack';
import { createMemoryState } from '@chat-adapter/state-memory';
import { createTelegramAdapter } from '@chat-adapter/telegram';
import { getRequestListener } from '@hono/node-server';
import { Actions, type Adapter, Button, Card, CardText, Chat, ConsoleLogger, type SlashCommandHandler } from 'chat';
import { DefaultRestOptions } from 'discord.js';
import { afterEach, expect, test } from 'vitest';
import { ask } from './discord/bare-bot.ts';
import { createDiscordPlatform, type DiscordPlatform } from './discord/platform.ts';
import { createSlackPlatform, type SlackPlatform } from './slack/slack-platform.ts';
import { call } from './telegram/clients.ts';
import { createTelegramPlatform, type TelegramPlatform } from './telegram/telegram-platform.ts';
import { startReceiver } from './telegram/webhook-receiver.ts';

const stops: (() => Promise<unknown>)[] = [];

afterEach(async () => {
  for (const stop of stops.splice(0).reverse()) await stop();
});

async function started<Platform extends { close(): Promise<unknown> }>(platform: Platform): Promise<Platform> {
  stops.push(() => platform.close());
  return platform;
}

const logger = new ConsoleLogger('silent');

/** A bot that answers with a button, says so when it is pressed, thanks for a reaction and knows a command. */
async function startBot(
  adapter: Adapter,
  onCommand: SlashCommandHandler = ({ channel }) => channel.post('Here is help').then(() => {}),
): Promise<void> {
  const bot = new Chat({
    userName: 'relaydesk',
    adapters: { [adapter.name]: adapter },
    state: createMemoryState(),
    concurrency: 'concurrent',
    logger,
  });
  bot.onNewMention(async (thread, { text }) => {
    const children = [CardText(`You said ${text}`), Actions([Button({ id: 'human', label: 'Human' })])];
    await thread.post({ card: Card({ children }) });
  });
  bot.onAction('human', async ({ thread }) => {
    await thread?.post('Somebody comes');
  });
  bot.onReaction(async ({ thread }) => {
    await thread.post('Thank you');
  });
  bot.onSlashCommand(onCommand);
  await bot.initialize();
  stops.push(() => bot.shutdown());
}

/** The address of a server that hands what it is sent to the bot. */
async function listen(handle: (request: Request) => Promise<Response>): Promise<string> {
  const receiver = await startReceiver('/webhook', getRequestListener(handle));
  stops.push(receiver.close);
  return receiver.url;
}

const handedOver = { waitUntil: () => {} };

async function talkOnSlack(slack: SlackPlatform): Promise<void> {
  const kim = slack.createUser({ name: 'kim' });
  const help = slack.createChannel({ name: 'help', members: [kim] });
  const question = kim.writes(help, '@relaydesk where is my order');
  const answer = await slack.until(() => kim.seesThread(question)[1]);
  expect(answer).toMatchObject({ text: 'You said @relaydesk where is my order', buttons: [{ text: 'Human' }] });
  const reference = { channel: help.id, ts: answer.ts };
  expect(await kim.presses(reference, 'human')).toMatchObject({ kind: 'acknowledged' });
  expect(await slack.until(() => kim.seesThread(question)[2])).toMatchObject({ text: 'Somebody comes' });
  kim.reacts(reference, 'thumbsup');
  expect(await slack.until(() => kim.seesThread(question)[3])).toMatchObject({ text: 'Thank you' });
  expect(await kim.runs('/desk', 'help', help)).toMatchObject({ kind: 'acknowledged' });
  expect(await slack.until(() => kim.sees(help)[1])).toMatchObject({ text: 'Here is help' });
  await slack.until(() => slack.deliveries.every(({ acknowledgement }) => acknowledgement !== undefined));
}

test('the Slack adapter in Socket Mode answers in a thread and hears buttons, reactions and commands', async () => {
  const slack = await started(await createSlackPlatform());
  const { appToken, botToken, url: apiUrl } = slack;
  await startBot(createSlackAdapter({ mode: 'socket', appToken, botToken, apiUrl, logger }));
  await talkOnSlack(slack);
});

test('the Slack adapter does the same over signed HTTP', async () => {
  const slack = await started(await createSlackPlatform());
  const { signingSecret, botToken, url: apiUrl } = slack;
  const adapter = createSlackAdapter({ signingSecret, botToken, apiUrl, logger });
  await startBot(adapter);
  const url = await listen((request) => adapter.handleWebhook(request, handedOver));
  expect(await slack.useRequestUrl(url)).toBe(true);
  await talkOnSlack(slack);
});

const allowedUpdates = ['message', 'callback_query', 'message_reaction'];

async function talkOnTelegram(telegram: TelegramPlatform): Promise<void> {
  const kim = telegram.createPerson();
  kim.write('2 + 2 = *four*.');
  const answer = await telegram.until(() => kim.sees()[1]);
  expect(answer).toMatchObject({ text: 'You said 2 + 2 = four.', buttons: [['Human']] });
  await kim.press(answer, 'Human');
  expect(await telegram.until(() => kim.sees()[2])).toMatchObject({ text: 'Somebody comes' });
  kim.react(answer, '👍');
  expect(await telegram.until(() => kim.sees()[3])).toMatchObject({ text: 'Thank you' });
  kim.write('/help');
  expect(await telegram.until(() => kim.sees()[5])).toMatchObject({ text: 'Here is help' });
}

test('the Telegram adapter polls, answers, and hears buttons, reactions and commands', async () => {
  const telegram = await started(await createTelegramPlatform());
  const longPolling = { allowedUpdates };
  const botToken = telegram.token();
  await startBot(createTelegramAdapter({ mode: 'polling', botToken, apiUrl: telegram.url, longPolling, logger }));
  await talkOnTelegram(telegram);
});

test('the Telegram adapter does the same behind a webhook, and refuses a wrong secret', async () => {
  const telegram = await started(await createTelegramPlatform());
  const botToken = telegram.token();
  const adapter = createTelegramAdapter({
    mode: 'webhook',
    botToken,
    apiUrl: telegram.url,
    secretToken: 's3cret',
    logger,
  });
  await startBot(adapter);
  const url = await listen((request) => adapter.handleWebhook(request, handedOver));
  expect((await fetch(url, { method: 'POST', body: '{}' })).status).toBe(401);
  await call(telegram, 'setWebhook', { url, secret_token: 's3cret', allowed_updates: allowedUpdates });
  await talkOnTelegram(telegram);
});

function discordAdapter(discord: DiscordPlatform): DiscordAdapter {
  const { applicationId, publicKey } = discord.bot;
  return createDiscordAdapter({
    apiUrl: `${discord.url}/v10`,
    botToken: discord.token,
    applicationId,
    publicKey,
    logger,
  });
}

/**
 * The adapter's option `apiUrl` is for its own requests alone. Its gateway client is discord.js as it comes, so that
 * client's default address is changed for as long as the test runs.
 */
async function listenToGateway(adapter: DiscordAdapter, discord: DiscordPlatform): Promise<void> {
  const { api: usual } = DefaultRestOptions;
  Object.assign(DefaultRestOptions, { api: discord.url });
  const ending = new AbortController();
  let ended: Promise<unknown> | undefined;
  const waitUntil = (task: Promise<unknown>) => {
    ended = task;
  };
  await adapter.startGatewayListener({ waitUntil }, 60_000, ending.signal);
  stops.push(async () => {
    Object.assign(DefaultRestOptions, { api: usual });
    ending.abort();
    await ended;
  });
  await discord.until(() => discord.gateway.connected() === 1);
}

test('the Discord adapter at the gateway answers in a DM and a thread, and hears buttons and reactions', async () => {
  const discord = await started(await createDiscordPlatform());
  const guild = discord.createGuild();
  const help = discord.createChannel(guild, { name: 'help' });
  const kim = discord.createUser({ name: 'kim', in: [guild] });
  const adapter = discordAdapter(discord);
  await startBot(adapter);
  await listenToGateway(adapter, discord);
  const direct = kim.openDirectMessage();
  kim.write(direct, 'where is my order');
  const answer = await discord.until(() => discord.messagesIn(direct)[1]);
  expect(answer).toMatchObject({
    embeds: [{ description: 'You said where is my order' }],
    buttons: [{ label: 'Human' }],
  });
  kim.press(answer, 'Human');
  expect(await discord.until(() => discord.messagesIn(direct)[2])).toMatchObject({ text: 'Somebody comes' });
  kim.react(answer, '👍');
  expect(await discord.until(() => discord.messagesIn(direct)[3])).toMatchObject({ text: 'Thank you' });
  kim.write(help, `<@${discord.bot.id}> hello`);
  const thread = await discord.until(() => discord.threadsIn(help)[0]);
  expect(await discord.until(() => discord.messagesIn(thread)[0])).toMatchObject({ buttons: [{ label: 'Human' }] });
});

/** Taken and deferred is as far as it goes: what the adapter answers under an interaction's token goes to a fixed address. */
test('the Discord adapter verifies signatures and takes a command over HTTP', async () => {
  const discord = await started(await createDiscordPlatform());
  const guild = discord.createGuild();
  const help = discord.createChannel(guild, { name: 'help' });
  const kim = discord.createUser({ name: 'kim', in: [guild] });
  const adapter = discordAdapter(discord);
  const commands: string[] = [];
  await startBot(adapter, ({ command, user }) => {
    commands.push(`${user.userName}: ${command}`);
  });
  const form = { name: 'help', description: 'Helps' };
  await ask(discord, 'POST', `/applications/${discord.bot.applicationId}/commands`, form);
  await discord.sendInteractionsTo(await listen((request) => adapter.handleWebhook(request, handedOver)));
  const outcome = kim.runCommand(help, 'help');
  await discord.until(() => outcome.state === 'thinking');
  expect(commands).toEqual(['kim: /help']);
});
