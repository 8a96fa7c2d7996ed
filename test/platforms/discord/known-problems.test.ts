/** What discord.js really does with what the platform does: the problems an adapter is designed for. */

import { once } from 'node:events';
import { type Client, Events, type Message } from 'discord.js';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { DiscordPerson, Place } from './person.ts';
import { createDiscordPlatform, type DiscordPlatform } from './platform.ts';
import { createClient, logIn } from './sdk.ts';

let platform: DiscordPlatform;
let client: Client;
let guild: Place;
let help: Place;
let kim: DiscordPerson;

const MESSAGES = 'POST /channels/:channel/messages';

beforeEach(async () => {
  platform = await createDiscordPlatform();
  guild = platform.createGuild();
  help = platform.createChannel(guild, { name: 'help' });
  kim = platform.createUser({ name: 'kim', in: [guild] });
  client = createClient(platform);
});

afterEach(async () => {
  await client.destroy();
  await platform.close();
});

/** Collects what the client tells under these names until it hears a message that is written now. */
async function toldOf(events: string[], happen: () => void): Promise<string[]> {
  const told: string[] = [];
  for (const event of events) client.on(event, () => told.push(event));
  happen();
  const fence = once(client, Events.MessageCreate);
  kim.write(help, 'fence');
  await fence;
  return told;
}

function channel(id: string) {
  const found = client.channels.cache.get(id);
  if (!found?.isSendable()) throw new Error('The client does not know the channel');
  return found;
}

test('a reaction, an edit and a delete in a DM the client has not seen are dropped, but come raw', async () => {
  const dm = kim.openDirectMessage();
  const [first, second] = [kim.write(dm, 'before the bot started'), kim.write(dm, 'so was this')];
  await logIn(client, platform);
  const raw: string[] = [];
  client.on(Events.Raw, ({ t }: { t: string }) => raw.push(t));
  const told = await toldOf([Events.MessageReactionAdd, Events.MessageUpdate, Events.MessageDelete], () => {
    kim.react(first, '👍');
    kim.edit(first, 'changed');
    kim.delete(second);
  });
  expect(told).toEqual([]);
  expect(raw).toEqual(['MESSAGE_REACTION_ADD', 'MESSAGE_UPDATE', 'MESSAGE_DELETE', 'MESSAGE_CREATE']);
});

test('once the DM was fetched, they are told', async () => {
  const dm = kim.openDirectMessage();
  const first = kim.write(dm, 'before the bot started');
  await logIn(client, platform);
  await client.channels.fetch(dm.id);
  const told = await toldOf([Events.MessageReactionAdd, Events.MessageUpdate, Events.MessageDelete], () => {
    kim.react(first, '👍');
    kim.edit(first, 'changed');
    kim.delete(first);
  });
  expect(told).toEqual([Events.MessageReactionAdd, Events.MessageUpdate, Events.MessageDelete]);
});

test('a message in a DM is told because the event says what the channel is', async () => {
  await logIn(client, platform);
  const types: unknown[] = [];
  client.on(
    Events.Raw,
    ({ t, d }) => t === 'MESSAGE_CREATE' && types.push((d as { channel_type: number }).channel_type),
  );
  const heard = once(client, Events.MessageCreate);
  kim.write(kim.openDirectMessage(), 'hello');
  await heard;
  expect(types).toEqual([1]);
});

test('without the type of its channel, a message in a DM is dropped', async () => {
  await logIn(client, platform);
  const told = await toldOf(['private'], () => {
    client.on(Events.MessageCreate, ({ guildId }) => guildId === null && client.emit('private'));
    platform.faults.next('MESSAGE_CREATE', { kind: 'without', field: 'channel_type' });
    kim.write(kim.openDirectMessage(), 'hello');
  });
  expect(told).toEqual([]);
});

test('a message in a channel the client does not know is told as long as the event has the type of the channel', async () => {
  await logIn(client, platform);
  platform.faults.next('CHANNEL_CREATE', { kind: 'lost' });
  const unknown = platform.createChannel(guild, { name: 'new' });
  platform.faults.next('MESSAGE_CREATE', { kind: 'without', field: 'channel_type' });
  const heard = once(client, Events.MessageCreate);
  kim.write(unknown, 'dropped');
  kim.write(unknown, 'heard');
  expect(((await heard)[0] as Message).content).toBe('heard');
});

test('a reaction in a thread the client does not know is dropped until the thread is fetched', async () => {
  const question = kim.write(help, 'A question');
  const thread = kim.openThread(question, 'Question');
  const inThread = kim.write(thread, 'More of it');
  await logIn(client, platform);
  client.channels.cache.delete(thread.id);
  expect(await toldOf([Events.MessageReactionAdd], () => kim.react(inThread, '👍'))).toEqual([]);
  await client.channels.fetch(thread.id);
  expect(await toldOf([Events.MessageReactionAdd], () => kim.react(inThread, '👎'))).toEqual([
    Events.MessageReactionAdd,
  ]);
});

test('by default a 500 is sent again: a message that had been accepted is there twice', async () => {
  client = createClient(platform, { rest: { retries: 3 } });
  await logIn(client, platform);
  platform.faults.next(MESSAGES, { kind: 'server-error', status: 500, accepted: true });
  await channel(help.id).send('hello');
  expect(kim.sees(help).map(({ text }) => text)).toEqual(['hello', 'hello']);
});

test('a message with an enforced nonce is there once however often it is sent', async () => {
  client = createClient(platform, { rest: { retries: 3 } });
  await logIn(client, platform);
  platform.faults.next(MESSAGES, { kind: 'server-error', status: 502, accepted: true });
  const sent = await channel(help.id).send({ content: 'hello', nonce: 'outbox-1', enforceNonce: true });
  expect(kim.sees(help).map(({ id }) => id)).toEqual([sent.id]);
  expect(platform.requests.of(MESSAGES).map(({ body, status }) => ({ body, status }))).toMatchObject([
    { body: { nonce: 'outbox-1', enforce_nonce: true }, status: 502 },
    { body: { nonce: 'outbox-1', enforce_nonce: true }, status: 200 },
  ]);
});

test('a lost response is not sent again: the bot sees a reset, the customer one message', async () => {
  client = createClient(platform, { rest: { retries: 3 } });
  await logIn(client, platform);
  platform.faults.next(MESSAGES, { kind: 'response-lost' });
  await expect(channel(help.id).send('hello')).rejects.toMatchObject({ code: 'UND_ERR_SOCKET' });
  expect(kim.sees(help)).toHaveLength(1);
  expect(platform.requests.of(MESSAGES)).toMatchObject([{ status: undefined }]);
});

test('allowedMentions of the client goes with every message', async () => {
  await logIn(client, platform);
  await channel(help.id).send(`@everyone and <@${kim.id}>`);
  expect(kim.sees(help)).toMatchObject([{ pinged: [] }]);
  expect(platform.requests.of(MESSAGES)).toMatchObject([{ body: { allowed_mentions: { parse: [] } } }]);
});

test('without allowedMentions a customer could ping everyone', async () => {
  client = createClient(platform, { allowedMentions: undefined });
  await logIn(client, platform);
  await channel(help.id).send(`@everyone and <@${kim.id}>`);
  expect(kim.sees(help)).toMatchObject([{ pinged: ['@everyone', 'kim'] }]);
});

test('escapeMarkdown leaves links and @everyone as they are', async () => {
  const { escapeMarkdown } = await import('discord.js');
  await logIn(client, platform);
  await channel(help.id).send(escapeMarkdown('**bold** @everyone [here](https://bad.example)'));
  expect(kim.sees(help)[0]?.markup).toMatchObject({ formats: expect.arrayContaining(['mention', 'link']) });
  expect(kim.sees(help)[0]?.markup.formats).not.toContain('bold');
});
