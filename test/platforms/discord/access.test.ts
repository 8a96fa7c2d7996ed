/** Who may do what, when, and how the platform says no. */

import { once } from 'node:events';
import { type ButtonInteraction, Events } from 'discord.js';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { ask as bareAsk, refusal } from './bare-bot.ts';
import type { DiscordPerson, Place } from './person.ts';
import { createDiscordPlatform, type DiscordPlatform } from './platform.ts';
import { createClient, logIn } from './sdk.ts';

let platform: DiscordPlatform;
let guild: Place;
let help: Place;
let kim: DiscordPerson;
let now: number;

beforeEach(async () => {
  now = Date.now();
  platform = await createDiscordPlatform({ clock: { now: () => now } });
  guild = platform.createGuild();
  help = platform.createChannel(guild, { name: 'help' });
  kim = platform.createUser({ name: 'kim', in: [guild] });
});

afterEach(() => platform.close());

const ask = (...request: [method: string, path: string, body?: unknown, headers?: Record<string, string>]) =>
  bareAsk(platform, ...request);
const send = (body: unknown, place: Place = help) => ask('POST', `/channels/${place.id}/messages`, body);
const button = (more: object = {}) => ({ type: 2, style: 1, label: 'Yes', custom_id: 'yes', ...more });
const row = (...components: object[]) => ({ type: 1, components });

test('a wrong token, an unknown path, an old version and a wrong method', async () => {
  const unauthorized = { status: 401, body: { message: '401: Unauthorized', code: 0 } };
  expect(await ask('GET', '/users/@me', undefined, { authorization: 'Bot wrong' })).toMatchObject(unauthorized);
  expect(await ask('GET', '/users/@me', undefined, { authorization: platform.token })).toMatchObject(unauthorized);
  expect(await ask('GET', '/nothing/here')).toMatchObject({
    status: 404,
    body: { message: '404: Not Found', code: 0 },
  });
  expect(await ask('PUT', '/users/@me')).toMatchObject({
    status: 405,
    body: { message: '405: Method Not Allowed', code: 0 },
  });
  expect((await fetch(`${platform.url}/v5/users/@me`)).status).toBe(400);
});

test('what is not there, what is no id, and what is no JSON', async () => {
  expect((await ask('GET', '/channels/100000000000000000')).body).toEqual({ message: 'Unknown Channel', code: 10003 });
  const noMessage = await ask('GET', `/channels/${help.id}/messages/100000000000000000`);
  expect(noMessage).toMatchObject({ status: 404, body: { message: 'Unknown Message', code: 10008 } });
  expect(await ask('GET', '/channels/help')).toMatchObject(
    refusal(['channel_id'], 'NUMBER_TYPE_COERCE', 'Value "help" is not snowflake.'),
  );
  expect((await send('{')).body).toEqual({ message: 'The request body contains invalid JSON.', code: 50109 });
});

test('the bot does what its permissions let it, in channels it sees', async () => {
  platform.denyBot(help, ['sendMessages', 'addReactions', 'attachFiles']);
  const asked = kim.write(help, 'hello');
  expect(await send({ content: 'x' })).toMatchObject({
    status: 403,
    body: { message: 'Missing Permissions', code: 50013 },
  });
  const reaction = `/channels/${help.id}/messages/${asked.id}/reactions/${encodeURIComponent('👍')}/@me`;
  expect((await ask('PUT', reaction)).body.code).toBe(50013);
  expect((await ask('DELETE', `/channels/${help.id}/messages/${asked.id}`)).body.code).toBe(50013);
  expect((await ask('PATCH', `/channels/${help.id}/messages/${asked.id}`, { content: 'mine' })).body.code).toBe(50005);
  platform.denyBot(help, ['viewChannel']);
  expect(await ask('GET', `/channels/${help.id}`)).toMatchObject({
    status: 403,
    body: { message: 'Missing Access', code: 50001 },
  });
  platform.denyBot(help, ['readMessageHistory']);
  expect((await ask('GET', `/channels/${help.id}/messages`)).body).toEqual([]);
});

test('a DM is refused by who blocked the bot, closed DMs or left', async () => {
  const refused = { status: 403, body: { message: 'Cannot send messages to this user', code: 50007 } };
  const dm = kim.openDirectMessage();
  expect((await send({ content: 'x' }, dm)).status).toBe(200);
  kim.block();
  expect(await send({ content: 'x' }, dm)).toMatchObject(refused);
  kim.unblock();
  kim.leave(guild);
  expect(await send({ content: 'x' }, dm)).toMatchObject(refused);
  kim.join(guild);
  kim.closeDirectMessages();
  expect(await send({ content: 'x' }, dm)).toMatchObject(refused);
  const mine = kim.write(dm, 'still mine');
  expect((await ask('DELETE', `/channels/${dm.id}/messages/${mine.id}`)).body.code).toBe(50003);
});

test('a thread is opened once on a message, and not in a DM', async () => {
  const asked = kim.write(help, 'hello');
  const open = () => ask('POST', `/channels/${help.id}/messages/${asked.id}/threads`, { name: 'Help' });
  expect(await open()).toMatchObject({ status: 201, body: { id: asked.id } });
  expect((await open()).body).toEqual({ message: 'A thread has already been created for this message', code: 160004 });
  const dm = kim.openDirectMessage();
  const privately = kim.write(dm, 'hello');
  expect((await ask('POST', `/channels/${dm.id}/messages/${privately.id}/threads`, { name: 'x' })).body.code).toBe(
    50003,
  );
  expect(await ask('POST', `/channels/${help.id}/threads`, { name: '', type: 11 })).toMatchObject(
    refusal(['name'], 'BASE_TYPE_BAD_LENGTH', 'Must be between 1 and 100 in length.'),
  );
});

test('an interaction is answered within three seconds, its token lives fifteen minutes', async () => {
  const { id } = (await send({ content: 'x', components: [row(button())] })).body;
  const client = await logIn(createClient(platform), platform);
  const press = async () => {
    const told = once(client, Events.InteractionCreate);
    const outcome = kim.press({ id: id ?? '', channelId: help.id }, 'Yes');
    const [interaction] = (await told) as [ButtonInteraction];
    return { outcome, interaction };
  };
  const answer = (to: ButtonInteraction) => ask('POST', `/interactions/${to.id}/${to.token}/callback`, { type: 6 });
  const late = await press();
  now += 3_001;
  expect(late.outcome.state).toBe('failed');
  expect((await answer(late.interaction)).body).toEqual({ message: 'Unknown interaction', code: 10062 });
  const inTime = await press();
  const original = `/webhooks/${platform.bot.applicationId}/${inTime.interaction.token}/messages/@original`;
  expect((await ask('GET', original)).body.code).toBe(10015);
  expect((await answer(inTime.interaction)).status).toBe(204);
  expect((await ask('GET', original)).status).toBe(200);
  now += 15 * 60_000;
  expect((await ask('GET', original)).body).toEqual({ message: 'Invalid Webhook Token', code: 50027 });
  await client.destroy();
});

test('commands have small names, and no two the same', async () => {
  const path = `/applications/${platform.bot.applicationId}/commands`;
  const command = { name: 'help', description: 'Helps' };
  expect((await ask('POST', path, command)).status).toBe(201);
  expect((await ask('POST', path, command)).status).toBe(200);
  expect(await ask('POST', path, { ...command, name: 'Help me' })).toMatchObject(
    refusal(['name'], 'APPLICATION_COMMAND_INVALID_NAME', 'Command name is invalid'),
  );
  expect(await ask('PUT', path, [command, command])).toMatchObject(
    refusal(['1'], 'APPLICATION_COMMANDS_DUPLICATE_NAME', 'Application command names must be unique'),
  );
  expect(() => kim.runCommand(help, 'status')).toThrow('There is no command /status here');
});

test('the gateway closes on what it does not take', async () => {
  const identify = { token: platform.token, intents: 1, properties: {} };
  expect(
    await closeCode([
      { op: 1, d: null },
      { op: 3, d: {} },
    ]),
  ).toBe(4003);
  expect(await closeCode(['{'])).toBe(4002);
  expect(await closeCode([{ op: 2, d: { ...identify, token: 'wrong' } }])).toBe(4004);
  expect(await closeCode([{ op: 2, d: { ...identify, intents: 1 << 30 } }])).toBe(4013);
  expect(await closeCode([{ op: 2, d: { ...identify, shard: [1, 1] } }])).toBe(4010);
  expect(
    await closeCode([
      { op: 2, d: identify },
      { op: 2, d: identify },
    ]),
  ).toBe(4005);
  expect(
    await closeCode([
      { op: 2, d: identify },
      { op: 77, d: null },
    ]),
  ).toBe(4001);
  expect(await closeCode(Array.from({ length: 121 }, () => ({ op: 1, d: null })))).toBe(4008);
});

test('the log has every request and no token', async () => {
  await send({ content: 'x' });
  await ask('POST', `/interactions/100000000000000000/secret-token/callback`, { type: 6 });
  expect(platform.requests.of('POST /channels/:channel/messages')).toMatchObject([
    { body: { content: 'x' }, status: 200 },
  ]);
  const log = JSON.stringify(platform.requests.all());
  expect(log).not.toContain(platform.token);
  expect(log).not.toContain('secret-token');
});

async function closeCode(payloads: unknown[]): Promise<number> {
  const socket = new WebSocket(platform.url.replace('http', 'ws').replace('/api', '/?v=10&encoding=json'));
  await once(socket, 'open');
  const closed = once(socket, 'close');
  for (const payload of payloads) socket.send(typeof payload === 'string' ? payload : JSON.stringify(payload));
  return (await closed)[0];
}
