import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setImmediate as eventLoopTurn } from 'node:timers/promises';
import { inspect } from 'node:util';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createTelegramApi, type TelegramApi } from '../../../adapters/telegram/telegram-api.ts';
import { createSimulatedClock, type SimulatedClock } from '../../../src/simulation/simulated-clock.ts';

const TOKEN = '7000000001:AAFxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx';

let server: Server;
let clock: SimulatedClock;
let api: TelegramApi;
let answer: { status: number; body: string } | undefined;

beforeEach(async () => {
  server = createServer((_request, response) => {
    if (answer) response.writeHead(answer.status).end(answer.body);
    else server.emit('silent');
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  clock = createSimulatedClock(0);
  const apiRoot = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  api = createTelegramApi({ token: TOKEN, apiRoot, clock });
});
afterEach(() => {
  server.close();
  server.closeAllConnections();
});

const refused = (code: number, parameters = {}) =>
  JSON.stringify({ ok: false, error_code: code, description: 'No', parameters });

test.each([
  [400, refused(400), 'bad_request', undefined],
  [401, refused(401), 'unauthorized', undefined],
  [403, refused(403), 'forbidden', undefined],
  [404, refused(404), 'unauthorized', undefined],
  [409, refused(409), 'conflict', undefined],
  [429, refused(429, { retry_after: 3 }), 'rate_limited', 3_000],
  [500, refused(500), 'server_error', undefined],
  [502, '<html></html>', 'server_error', undefined],
  [200, '{"ok": tr', 'lost', undefined],
])('an answer with status %i and %s is %s', async (status, body, code, retryAfterMs) => {
  answer = { status, body };
  await expect(api.call('getMe', {})).rejects.toMatchObject({ code, retryAfterMs });
});

test('an error that names the address of the call has no token in it', async () => {
  answer = { status: 200, body: '<html></html>' };
  const error: unknown = await api.call('getMe', {}).catch((reason: unknown) => reason);
  const told = inspect(error, { depth: 10 });
  expect(told).toContain('bot<token>/getMe');
  expect(told).not.toContain(TOKEN);
});

test('a call that is not answered ends in time', async () => {
  answer = undefined;
  const silent = once(server, 'silent');
  const call = api.call('getMe', {}, { timeoutMs: 5_000 });
  const failed = expect(call).rejects.toMatchObject({ code: 'lost' });
  await silent;
  await clock.advanceTo(5_000);
  await failed;
});

test('a file is read no faster than it is sent', async () => {
  answer = undefined;
  const uploading = once(server, 'request');
  let chunks = 0;
  const content = (async function* () {
    for (; chunks < 40; chunks++) yield new Uint8Array(1024 * 1024);
  })();
  const upload = api.upload('document', { chat_id: '1' }, { name: 'large', content });
  const failed = expect(upload).rejects.toMatchObject({ code: 'lost' });
  const [request] = (await uploading) as [IncomingMessage];
  request.pause();
  for (let turn = 0; turn < 1_000; turn++) await eventLoopTurn();
  await clock.advanceTo(300_000);
  await failed;
  expect(chunks).toBeLessThan(40);
});

test('a file that cannot be read to its end ends its upload, and says why', async () => {
  answer = { status: 200, body: refused(400) };
  const content = (async function* () {
    yield new Uint8Array(10);
    throw new Error('The disk is gone');
  })();
  const upload = api.upload('document', { chat_id: '1' }, { name: 'large', content });
  await expect(upload).rejects.toThrow('The disk is gone');
});
