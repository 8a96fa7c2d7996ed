import { once } from 'node:events';
import { type Client, type CloseEvent, Events, GatewayIntentBits, type Message } from 'discord.js';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { DiscordPerson, Place } from './person.ts';
import { createDiscordPlatform, type DiscordPlatform, type DiscordPlatformOptions } from './platform.ts';
import { createClient, logIn } from './sdk.ts';

let platform: DiscordPlatform;
let client: Client;
let help: Place;
let kim: DiscordPerson;
let heard: string[];

beforeEach(() => begin());

afterEach(async () => {
  await client.destroy();
  await platform.close();
});

async function begin(options: DiscordPlatformOptions = {}): Promise<void> {
  platform = await createDiscordPlatform(options);
  const guild = platform.createGuild();
  help = platform.createChannel(guild, { name: 'help' });
  kim = platform.createUser({ name: 'kim', in: [guild] });
  client = createClient(platform);
  listen();
}

async function beginAgain(options: DiscordPlatformOptions): Promise<void> {
  await platform.close();
  await begin(options);
}

function listen(): void {
  heard = [];
  client.on(Events.MessageCreate, ({ content }) => heard.push(content));
}

/** Resolves once the bot has heard a message that is written now, and so everything before it. */
async function hearFence(): Promise<void> {
  const fence = new Promise<void>((resolve) => {
    client.on(Events.MessageCreate, ({ content }) => content === 'fence' && resolve());
  });
  kim.write(help, 'fence');
  await fence;
}

test('a lost connection is resumed, and what was missed comes in order', async () => {
  await logIn(client, platform);
  const resumed = once(client, Events.ShardResume);
  platform.gateway.drop();
  kim.write(help, 'one');
  kim.write(help, 'two');
  await resumed;
  await hearFence();
  expect(heard).toEqual(['one', 'two', 'fence']);
});

test('a bot that is told to connect again resumes (op 7)', async () => {
  await logIn(client, platform);
  const resumed = once(client, Events.ShardResume);
  platform.gateway.requestReconnect();
  await resumed;
  await hearFence();
  expect(heard).toEqual(['fence']);
});

test('after an invalid session (op 9) what was missed stays missed', async () => {
  await logIn(client, platform);
  const ready = once(client, Events.ShardReady);
  platform.gateway.invalidateSessions(false);
  kim.write(help, 'missed');
  await ready;
  await hearFence();
  expect(heard).toEqual(['fence']);
});

test('a session that waited too long is not resumed', async () => {
  let now = Date.now();
  await beginAgain({ clock: { now: () => now }, sessionTtlMs: 60_000 });
  await logIn(client, platform);
  const ready = once(client, Events.ShardReady);
  platform.gateway.drop();
  await platform.until(() => platform.gateway.connected() === 0);
  kim.write(help, 'missed');
  now += 61_000;
  await ready;
  await hearFence();
  expect(heard).toEqual(['fence']);
});

test('a heartbeat that is not answered makes the library resume', async () => {
  await beginAgain({ heartbeatIntervalMs: 100 });
  await logIn(client, platform);
  const resumed = once(client, Events.ShardResume);
  platform.faults.next('HEARTBEAT', { kind: 'unanswered' });
  await resumed;
  expect(platform.faults.waiting()).toBe(0);
});

test('an intent that is not switched on closes with 4014: the login fails, and the client is never ready', async () => {
  await beginAgain({ privilegedIntents: ['guildMembers'] });
  const closed = once(client, Events.ShardDisconnect);
  await expect(client.login(platform.token)).rejects.toThrow('Used disallowed intents');
  const [event] = (await closed) as [CloseEvent, number];
  expect(event.code).toBe(4014);
  expect(client.isReady()).toBe(false);
});

test('a 4014 when a bot identifies again throws nowhere: only shardDisconnect tells', async () => {
  await logIn(client, platform);
  const closed = once(client, Events.ShardDisconnect);
  platform.faults.next('IDENTIFY', { kind: 'closed', code: 4014 });
  platform.gateway.invalidateSessions(false);
  const [event] = (await closed) as [CloseEvent, number];
  expect(event.code).toBe(4014);
  expect(platform.gateway.connected()).toBe(0);
});

test('a wrong token is refused before there is a connection', async () => {
  const error = await client.login('wrong').catch((reason: Error) => reason);
  expect(error).toMatchObject({ code: 'TokenInvalid' });
  expect(platform.gateway.connected()).toBe(0);
});

test('a revoked token closes with 4004, and the library does not come back', async () => {
  await logIn(client, platform);
  client.on(Events.Error, () => undefined);
  const closed = once(client, Events.ShardDisconnect);
  platform.revokeToken();
  const [event] = (await closed) as [CloseEvent, number];
  expect(event.code).toBe(4004);
  await expect(client.rest.get('/users/@me')).rejects.toMatchObject({ status: 401 });
});

test('without the message content intent a server message is empty unless it mentions the bot; a DM is not', async () => {
  await beginAgain({ privilegedIntents: [] });
  client = createClient(platform, {
    intents: [GatewayIntentBits.Guilds, GatewayIntentBits.GuildMessages, GatewayIntentBits.DirectMessages],
  });
  listen();
  await logIn(client, platform);
  const three = new Promise<void>((resolve) => {
    client.on(Events.MessageCreate, () => heard.length === 3 && resolve());
  });
  kim.write(help, 'secret');
  kim.write(help, `<@${platform.bot.id}> open`);
  kim.write(kim.openDirectMessage(), 'private');
  await three;
  expect(heard).toEqual(['', `<@${platform.bot.id}> open`, 'private']);
});

test('two clients with one token both hear every message', async () => {
  await logIn(client, platform);
  const other = createClient(platform);
  await logIn(other, platform);
  const both = Promise.all([client, other].map((each) => once(each, Events.MessageCreate)));
  kim.write(help, 'hello');
  const contents = (await both).map(([message]) => (message as Message).content);
  await other.destroy();
  expect(contents).toEqual(['hello', 'hello']);
});

test('an event can come twice, late, or never', async () => {
  await logIn(client, platform);
  platform.faults.next('MESSAGE_CREATE', { kind: 'redelivered' });
  kim.write(help, 'twice');
  platform.faults.next('MESSAGE_CREATE', { kind: 'overtaken' });
  kim.write(help, 'late');
  kim.write(help, 'early');
  platform.faults.next('MESSAGE_CREATE', { kind: 'lost' });
  kim.write(help, 'never');
  await hearFence();
  expect(heard).toEqual(['twice', 'early', 'late', 'fence']);
});

test('a connection that breaks before an event brings it after the resumption', async () => {
  await logIn(client, platform);
  platform.faults.next('MESSAGE_CREATE', { kind: 'socket-dropped' });
  kim.write(help, 'in the gap');
  await once(client, Events.ShardResume);
  await hearFence();
  expect(heard).toEqual(['in the gap', 'fence']);
});

test('a resumption can be refused', async () => {
  await logIn(client, platform);
  platform.faults.next('RESUME', { kind: 'session-invalid', resumable: false });
  const ready = once(client, Events.ShardReady);
  platform.gateway.drop();
  await ready;
  expect(platform.faults.waiting()).toBe(0);
});

test('after an outage the bot comes back to the same address', async () => {
  await logIn(client, platform);
  const reconnecting = once(client, Events.ShardReconnecting);
  await platform.stopListening();
  await reconnecting;
  kim.write(help, 'are you there?');
  const resumed = once(client, Events.ShardResume);
  await platform.listen();
  await resumed;
  await hearFence();
  expect(heard).toEqual(['are you there?', 'fence']);
});
