/** What a test can make go wrong with requests, and the platform's rate limits. */

import { once } from 'node:events';
import { type Client, type RateLimitData, RESTEvents } from 'discord.js';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { ask } from './bare-bot.ts';
import type { DiscordPerson, Place } from './person.ts';
import { createDiscordPlatform, type DiscordPlatform } from './platform.ts';
import { USUAL_RATE_LIMITS } from './rate-limits.ts';
import { createClient, logIn } from './sdk.ts';

const MESSAGES = 'POST /channels/:channel/messages';

let platform: DiscordPlatform;
let client: Client;
let help: Place;
let kim: DiscordPerson;

beforeEach(async () => {
  platform = await createDiscordPlatform();
  const guild = platform.createGuild();
  help = platform.createChannel(guild, { name: 'help' });
  kim = platform.createUser({ name: 'kim', in: [guild] });
  client = await logIn(createClient(platform), platform);
});

afterEach(async () => {
  await client.destroy();
  await platform.close();
});

function send(content: string) {
  const channel = client.channels.cache.get(help.id);
  if (!channel?.isSendable()) throw new Error('The client does not know the channel');
  return channel.send(content);
}

const texts = () => kim.sees(help).map(({ text }) => text);

test('a connection that breaks before anything happened leaves nothing behind', async () => {
  platform.faults.next(MESSAGES, { kind: 'reset' });
  await expect(send('hello')).rejects.toMatchObject({ code: 'UND_ERR_SOCKET' });
  expect(texts()).toEqual([]);
});

test('a response that is lost leaves the message', async () => {
  platform.faults.next(MESSAGES, { kind: 'response-lost' });
  await expect(send('hello')).rejects.toMatchObject({ code: 'UND_ERR_SOCKET' });
  expect(texts()).toEqual(['hello']);
});

test('an error of the server comes before or after it took the message', async () => {
  platform.faults.next(MESSAGES, { kind: 'server-error', status: 500, accepted: false });
  platform.faults.next(MESSAGES, { kind: 'server-error', status: 502, accepted: true });
  await expect(send('one')).rejects.toMatchObject({ status: 500 });
  await expect(send('two')).rejects.toMatchObject({ status: 502 });
  expect(texts()).toEqual(['two']);
});

test('a slow answer comes when the test says so', async () => {
  let answer = () => {};
  platform.faults.next(MESSAGES, { kind: 'slow', until: new Promise<void>((resolve) => (answer = resolve)) });
  const sent = send('hello');
  await platform.until(() => texts().length === 1);
  answer();
  expect((await sent).content).toBe('hello');
});

test('an outage of every request lasts until it is over', async () => {
  const end = platform.faults.every('*', { kind: 'server-error', status: 503, accepted: false });
  await expect(send('one')).rejects.toMatchObject({ status: 503 });
  await expect(send('two')).rejects.toMatchObject({ status: 503 });
  end();
  await send('three');
  expect(texts()).toEqual(['three']);
});

test('a 429 is waited out by the library, and says how long', async () => {
  platform.faults.next(MESSAGES, { kind: 'rate-limited', retryAfterSeconds: 0.2 });
  await send('hello');
  expect(texts()).toEqual(['hello']);
  expect(platform.requests.of(MESSAGES).map(({ status }) => status)).toEqual([429, 200]);
});

test('a 429 fails at once where the library is told so', async () => {
  const impatient = await logIn(createClient(platform, { rest: { rejectOnRateLimit: () => true } }), platform);
  platform.faults.next(MESSAGES, { kind: 'rate-limited', retryAfterSeconds: 30 });
  const body = { body: { content: 'hello' } };
  const failure = await impatient.rest
    .post(`/channels/${help.id}/messages`, body)
    .catch((error: RateLimitData) => error);
  expect(failure).toMatchObject({ global: false, retryAfter: 30_050 });
  await impatient.destroy();
});

test('the usual limits count a channel at a time, and tell it in the headers', async () => {
  await platform.close();
  let now = Date.now();
  platform = await createDiscordPlatform({ rateLimits: USUAL_RATE_LIMITS, clock: { now: () => now } });
  const guild = platform.createGuild();
  const [first, second] = [
    platform.createChannel(guild, { name: 'one' }),
    platform.createChannel(guild, { name: 'two' }),
  ];
  const write = (place: Place) => ask(platform, 'POST', `/channels/${place.id}/messages`, { content: 'x' });
  for (const remaining of [4, 3, 2, 1, 0]) {
    expect(await write(first)).toMatchObject({ status: 200, headers: { 'x-ratelimit-remaining': String(remaining) } });
  }
  now += 1_500;
  expect(await write(first)).toMatchObject({
    status: 429,
    body: { message: 'You are being rate limited.', retry_after: 3.5, global: false },
    headers: {
      'retry-after': '4',
      'x-ratelimit-scope': 'user',
      'x-ratelimit-reset-after': '3.500',
      'x-ratelimit-limit': '5',
    },
  });
  expect((await write(second)).status).toBe(200);
  now += 3_500;
  expect((await write(first)).status).toBe(200);
});

test('over everything, fifty requests a second', async () => {
  await platform.close();
  platform = await createDiscordPlatform({
    rateLimits: { global: { requests: 50, perMs: 1_000 } },
    clock: { now: () => 1_700_000_000_000 },
  });
  for (let count = 0; count < 50; count += 1) expect((await ask(platform, 'GET', '/users/@me')).status).toBe(200);
  expect(await ask(platform, 'GET', '/users/@me')).toMatchObject({
    status: 429,
    body: { global: true, retry_after: 1 },
    headers: { 'x-ratelimit-global': 'true', 'x-ratelimit-scope': 'global' },
  });
});

test('too many refused requests lead to a ban of the address', async () => {
  await platform.close();
  platform = await createDiscordPlatform({ rateLimits: { invalid: { requests: 3, perMs: 600_000 } } });
  for (let count = 0; count < 3; count += 1)
    await ask(platform, 'GET', '/users/@me', undefined, { authorization: 'Bot wrong' });
  const banned = await fetch(`${platform.url}/v10/users/@me`, { headers: { authorization: `Bot ${platform.token}` } });
  expect([banned.status, await banned.text(), banned.headers.get('via')]).toEqual([429, 'error code: 1015', null]);
});

test('the library keeps within the limits that the headers tell', async () => {
  await platform.close();
  platform = await createDiscordPlatform({ rateLimits: { routes: { [MESSAGES]: { requests: 2, perMs: 300 } } } });
  const guild = platform.createGuild();
  help = platform.createChannel(guild, { name: 'help' });
  client = await logIn(createClient(platform), platform);
  const limited = once(client.rest, RESTEvents.RateLimited);
  await Promise.all(['one', 'two', 'three'].map(send));
  await limited;
  expect(platform.requests.of(MESSAGES).map(({ status }) => status)).toEqual([200, 200, 200]);
  expect(platform.messagesIn(help).map(({ text }) => text)).toEqual(['one', 'two', 'three']);
});
