/**
 * The bots that the desk is measured beside: each the least one writes on a library to say back what was said, connected by
 * the desk's own environment variables. They keep nothing; what they are told while they are busy or dead is lost.
 */

import { once } from 'node:events';
import { Agent, createServer, type RequestListener, type Server } from 'node:http';
import { createMemoryState } from '@chat-adapter/state-memory';
import { createTelegramAdapter } from '@chat-adapter/telegram';
import { getRequestListener } from '@hono/node-server';
import { App, LogLevel } from '@slack/bolt';
import { Chat, ConsoleLogger } from 'chat';
import { Client, Events, GatewayIntentBits, Partials } from 'discord.js';
import { Telegraf } from 'telegraf';

export type Variables = Record<string, string | undefined>;

const WEBHOOK_PATH = '/telegram/webhook';

/** How many deliveries Telegram may have under way at a time: as many as it allows, so that this is not what is measured. */
const MOST_CONNECTIONS = 100;

/** Ends a bot that runs in the same process. */
type Stop = () => unknown;

/** Every echo bot by its name; each resolves once it takes messages. */
export const ECHO_BOTS = {
  bolt: startBolt,
  'discord.js': startDiscord,
  'telegraf-polling': startTelegrafPolling,
  'telegraf-webhook': startTelegrafWebhook,
  'chat-sdk-webhook': startChatSdkWebhook,
};

export type EchoBotName = keyof typeof ECHO_BOTS;

async function startBolt({ SLACK_BOT_TOKEN, SLACK_APP_TOKEN, SLACK_API_URL }: Variables): Promise<Stop> {
  const app = new App({
    token: required(SLACK_BOT_TOKEN),
    appToken: required(SLACK_APP_TOKEN),
    socketMode: true,
    logLevel: LogLevel.ERROR,
    clientOptions: { slackApiUrl: required(SLACK_API_URL) },
  });
  app.message(async ({ message, say }) => {
    if ('text' in message && message.text !== undefined) await say(message.text);
  });
  await app.start();
  return () => app.stop();
}

async function startDiscord({ DISCORD_TOKEN, DISCORD_API_URL }: Variables): Promise<Stop> {
  const client = new Client({
    intents: [GatewayIntentBits.Guilds, GatewayIntentBits.DirectMessages, GatewayIntentBits.MessageContent],
    partials: [Partials.Channel],
    rest: { api: required(DISCORD_API_URL) },
  });
  client.on(Events.MessageCreate, async (message) => {
    if (!message.author.bot && message.channel.isSendable()) await message.channel.send(message.content);
  });
  await client.login(required(DISCORD_TOKEN));
  return () => client.destroy();
}

async function startTelegrafPolling(variables: Variables): Promise<Stop> {
  const bot = createTelegrafEcho(variables);
  let ended: Promise<void> | undefined;
  await new Promise<void>((resolve, reject) => {
    ended = bot.launch(resolve);
    ended.catch(reject);
  });
  return () => {
    bot.stop();
    return ended;
  };
}

async function startTelegrafWebhook(variables: Variables): Promise<Stop> {
  const bot = createTelegrafEcho(variables);
  const secretToken = required(variables.TELEGRAM_WEBHOOK_SECRET);
  const server = await listen(variables, bot.webhookCallback(WEBHOOK_PATH, { secretToken }));
  await setWebhook(bot, variables);
  return () => server.close();
}

/**
 * Telegraf gives up keeping its connections where the address is not https, as it is here; with Telegram itself it keeps them.
 * Its answers are requests of their own, as every bot's that wants to know whether they arrived.
 */
function createTelegrafEcho({ TELEGRAM_TOKEN, TELEGRAM_API_ROOT }: Variables): Telegraf {
  const bot = new Telegraf(required(TELEGRAM_TOKEN), { telegram: { apiRoot: required(TELEGRAM_API_ROOT) } });
  bot.telegram.options.agent = new Agent({ keepAlive: true });
  bot.on('text', ({ chat, text }) => bot.telegram.sendMessage(chat.id, text));
  return bot;
}

/** Messages of one conversation may overtake each other here, which is the fastest that Chat SDK can. */
async function startChatSdkWebhook(variables: Variables): Promise<Stop> {
  const logger = new ConsoleLogger('error');
  const botToken = required(variables.TELEGRAM_TOKEN);
  const secretToken = required(variables.TELEGRAM_WEBHOOK_SECRET);
  const apiUrl = required(variables.TELEGRAM_API_ROOT);
  const telegram = createTelegramAdapter({ mode: 'webhook', botToken, secretToken, apiUrl, logger });
  const state = createMemoryState();
  const chat = new Chat({ userName: 'echo', adapters: { telegram }, state, concurrency: 'concurrent', logger });
  chat.onDirectMessage(async (thread, { text }) => {
    await thread.post(text);
  });
  await chat.initialize();
  const server = await listen(
    variables,
    getRequestListener((request) => telegram.handleWebhook(request)),
  );
  await setWebhook(new Telegraf(botToken, { telegram: { apiRoot: apiUrl } }), variables);
  return () => server.close();
}

async function listen({ PORT }: Variables, listener: RequestListener): Promise<Server> {
  const server = createServer(listener).listen(Number(required(PORT)), '127.0.0.1');
  await once(server, 'listening');
  return server;
}

async function setWebhook({ telegram }: Telegraf, { PUBLIC_URL, TELEGRAM_WEBHOOK_SECRET }: Variables): Promise<void> {
  await telegram.setWebhook(`${required(PUBLIC_URL)}${WEBHOOK_PATH}`, {
    secret_token: required(TELEGRAM_WEBHOOK_SECRET),
    max_connections: MOST_CONNECTIONS,
  });
}

function required(variable: string | undefined): string {
  if (variable === undefined) throw new Error('A variable that the bot connects with is not set.');
  return variable;
}
