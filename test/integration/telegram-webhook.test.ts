import { once } from 'node:events';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { serve } from '@hono/node-server';
import { Hono } from 'hono';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createGate, type Gate } from '../platforms/telegram/gate.ts';
import { TelegramEdge, type TelegramEdgeOptions } from '../support/telegram-edge.ts';

const SECRET = 'a_secret_of_the_webhook';

let server: Server;
let url: string;
let telegram: TelegramEdge;
/** What the web server does with a request, once there is an adapter. */
let handle: (request: Request) => Promise<Response>;

beforeEach(async () => {
  handle = async () => new Response(null, { status: 503 });
  const routes = new Hono().post('/telegram/webhook', ({ req }) => handle(req.raw));
  server = serve({ fetch: routes.fetch, port: 0, hostname: '127.0.0.1' }) as Server;
  await once(server, 'listening');
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/telegram/webhook`;
});
afterEach(async () => {
  await telegram.stop();
  server.close();
  server.closeAllConnections();
});

async function start(options: TelegramEdgeOptions = {}): Promise<void> {
  telegram = await TelegramEdge.begin({ webhook: { secret: SECRET, url }, ...options });
  handle = telegram.adapter.handleRequest;
}

async function post(body: string, secret?: string): Promise<number> {
  const headers: Record<string, string> = secret === undefined ? {} : { 'x-telegram-bot-api-secret-token': secret };
  const request = new Request(url, { method: 'POST', body, headers });
  return (await telegram.adapter.handleRequest(request)).status;
}

describe('a webhook', () => {
  test('is set with its secret and all the desk wants to be told of, and takes messages', async () => {
    await start();
    expect(await telegram.reports('connected')).toMatchObject({ detail: expect.stringContaining('127.0.0.1') });
    expect(telegram.platform.requests.of('setWebhook')[0]?.body).toMatchObject({
      url,
      secret_token: SECRET,
      allowed_updates: expect.arrayContaining(['message', 'message_reaction', 'my_chat_member']),
    });
    telegram.kim.write('hello');
    expect(await telegram.bodies()).toMatchObject([{ kind: 'message', text: 'hello' }]);
    expect(telegram.platform.requests.of('getUpdates')).toEqual([]);
  });

  test.each([['wrong'], [undefined], [`${SECRET}x`]])('lets nobody in with the secret %j', async (secret) => {
    await start();
    await telegram.reports('connected');
    expect(await post('{"update_id":1,"message":{}}', secret)).toBe(403);
    expect(telegram.events).toEqual([]);
  });

  test.each(['', 'nonsense', 'null', '{}', '[]'])('has no use for %j', async (body) => {
    await start();
    await telegram.reports('connected');
    expect(await post(body, SECRET)).toBe(400);
  });

  test('is given again what the desk could not store, and only that', async () => {
    let refusals = 1;
    const accepted: string[] = [];
    await start({
      accept: async ({ eventKey }) => {
        refusals -= 1;
        if (refusals >= 0) throw new Error('The disk is full');
        accepted.push(eventKey);
        return 'accepted';
      },
    });
    await telegram.reports('connected');
    telegram.kim.write('one');
    telegram.kim.write('two');
    await telegram.handled();
    expect(accepted).toHaveLength(2);
    expect(telegram.errors).toEqual([expect.objectContaining({ message: 'The disk is full' })]);
  });

  test('leaves out an update it cannot read, so that the others come through', async () => {
    await start();
    await telegram.reports('connected');
    expect(await post('{"update_id":1,"message":null}', SECRET)).toBe(200);
    expect(telegram.errors).toEqual([
      expect.objectContaining({ message: expect.stringContaining('could not be read') }),
    ]);
  });

  test('tells how many messages wait, and what keeps them waiting', async () => {
    await start();
    await telegram.reports('connected');
    let attempts = 0;
    const triedAgain = createGate();
    handle = async () => {
      attempts += 1;
      if (attempts === 2) triedAgain.open();
      return new Response(null, { status: 500 });
    };
    telegram.kim.write('one');
    await triedAgain.opened;
    await telegram.clock.advanceTo(telegram.clock.now() + 60_000);
    const status = await telegram.reports('connected', 2);
    expect(status.detail).toMatch(/1 waiting; Telegram could not deliver: .*500/);
  });

  test('that somebody has changed is taken back', async () => {
    await start();
    await telegram.reports('connected');
    await fetch(`${telegram.platform.url}/bot${telegram.platform.token()}/setWebhook?url=${url}/other`);
    await telegram.clock.advanceTo(telegram.clock.now() + 60_000);
    expect(await telegram.reports('waiting')).toMatchObject({ detail: expect.stringContaining('Another program') });
    await telegram.clock.advanceTo(telegram.clock.now() + 1_000);
    await telegram.reports('connected', 2);
    expect(telegram.platform.requests.of('setWebhook')).toHaveLength(3);
  });

  test('that Telegram does not take keeps this channel alone waiting, with what to do', async () => {
    await start({ platform: { webhooksRequireHttps: true } });
    expect(await telegram.reports('waiting')).toMatchObject({ detail: expect.stringContaining('https') });
    expect(await post('{"update_id":1}', SECRET)).toBe(503);
  });

  test('is not left half way through a message when the channel stops', async () => {
    const gate: Gate = createGate();
    const begun: Gate = createGate();
    await start({
      accept: async () => {
        begun.open();
        await gate.opened;
        return 'accepted';
      },
    });
    await telegram.reports('connected');
    const posting = post(JSON.stringify(update()), SECRET);
    await begun.opened;
    let isStopped = false;
    const stopping = telegram.channel.stop().then(() => {
      isStopped = true;
    });
    await telegram.reports('stopped');
    expect(isStopped).toBe(false);
    expect(await post(JSON.stringify(update()), SECRET)).toBe(503);
    gate.open();
    await stopping;
    expect(await posting).toBe(200);
  });
});

test('polling does not take a webhook away, and says where it is but not its path', async () => {
  telegram = await TelegramEdge.begin();
  await telegram.reports('connected');
  const { url: platform, token } = telegram.platform;
  await fetch(`${platform}/bot${token()}/setWebhook?url=https://shop.example/secret-path`);
  await telegram.reports('waiting');
  await telegram.pass(1_000);
  const { detail } = await telegram.reports('waiting', 2);
  expect(detail).toContain('https://shop.example');
  expect(detail).not.toContain('secret-path');
  await fetch(`${platform}/bot${token()}/deleteWebhook`);
  await telegram.pass(2_000);
  await telegram.reports('connected', 2);
});

function update() {
  const { user } = telegram.kim;
  const chat = { id: user.id, type: 'private', first_name: 'Kim' };
  return { update_id: 1, message: { message_id: 1, date: 1, chat, from: user, text: 'hello' } };
}
