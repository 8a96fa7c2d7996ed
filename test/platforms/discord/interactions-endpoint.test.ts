/** An application that takes interactions over signed HTTP, and a gateway that compresses: the two ways discord.js does not go. */

import { createPublicKey, verify } from 'node:crypto';
import { once } from 'node:events';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createInflate } from 'node:zlib';
import { createAdaptorServer } from '@hono/node-server';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { ask } from './bare-bot.ts';
import type { DiscordPerson, Place } from './person.ts';
import { createDiscordPlatform, type DiscordPlatform } from './platform.ts';

let platform: DiscordPlatform;
let help: Place;
let kim: DiscordPerson;
let application: Server;
let answer: object;

beforeEach(async () => {
  platform = await createDiscordPlatform();
  const guild = platform.createGuild();
  help = platform.createChannel(guild, { name: 'help' });
  kim = platform.createUser({ name: 'kim', in: [guild] });
  await ask(platform, 'POST', `/applications/${platform.bot.applicationId}/commands`, {
    name: 'help',
    description: 'Helps',
  });
});

afterEach(async () => {
  application?.close();
  await platform.close();
});

/** An application that answers pings, and interactions with `answer`; `check` is whether it looks at signatures. */
async function listen(check: boolean): Promise<string> {
  const key = createPublicKey({
    key: { kty: 'OKP', crv: 'Ed25519', x: Buffer.from(platform.bot.publicKey, 'hex').toString('base64url') },
    format: 'jwk',
  });
  application = createAdaptorServer({
    fetch: async (request) => {
      const body = await request.text();
      const signed = Buffer.from(`${request.headers.get('x-signature-timestamp')}${body}`);
      const signature = Buffer.from(request.headers.get('x-signature-ed25519') ?? '', 'hex');
      if (check && !verify(null, signed, key, signature))
        return new Response('invalid request signature', { status: 401 });
      return Response.json(JSON.parse(body).type === 1 ? { type: 1 } : answer);
    },
  }) as Server;
  application.listen(0, '127.0.0.1');
  await once(application, 'listening');
  return `http://127.0.0.1:${(application.address() as AddressInfo).port}/`;
}

test('a command goes to the address that was verified, and its answer is shown', async () => {
  answer = { type: 4, data: { content: 'Here.' } };
  await platform.sendInteractionsTo(await listen(true));
  const outcome = kim.runCommand(help, 'help');
  await platform.until(() => outcome.state === 'answered');
  expect(kim.sees(help)).toMatchObject([{ author: 'Relaydesk', text: 'Here.' }]);
});

test('an address that takes any signature is not taken into use', async () => {
  await expect(platform.sendInteractionsTo(await listen(false))).rejects.toThrow('could not be verified');
});

test('an answer that the platform refuses is none', async () => {
  answer = { type: 4, data: { content: '' } };
  await platform.sendInteractionsTo(await listen(true));
  const outcome = kim.runCommand(help, 'help');
  const [, response] = await once(application, 'request');
  await once(response, 'finish');
  expect(outcome.state).toBe('waiting');
  expect(kim.sees(help)).toEqual([]);
});

test('the gateway compresses where it is asked to', async () => {
  const socket = new WebSocket(
    platform.url.replace('http', 'ws').replace('/api', '/?v=10&encoding=json&compress=zlib-stream'),
  );
  const inflate = createInflate();
  socket.on('message', (data: Buffer, isBinary) => isBinary && inflate.write(data));
  expect(JSON.parse(String((await once(inflate, 'data'))[0]))).toMatchObject({
    op: 10,
    d: { heartbeat_interval: 41_250 },
  });
  socket.send(JSON.stringify({ op: 2, d: { token: platform.token, intents: 0, properties: {} } }));
  expect(JSON.parse(String((await once(inflate, 'data'))[0]))).toMatchObject({ op: 0, t: 'READY', s: 1, d: { v: 10 } });
  socket.terminate();
});
