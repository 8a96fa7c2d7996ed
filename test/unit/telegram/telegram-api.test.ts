import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { inspect } from 'node:util';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createTelegramApi, type TelegramApi } from '../../../adapters/telegram/telegram-api.ts';
import { createSimulatedClock, type SimulatedClock } from '../../../src/desk/simulated-clock.ts';

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
