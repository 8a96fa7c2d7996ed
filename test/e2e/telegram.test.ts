import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createTelegramPlatform, type TelegramPlatform } from '../platforms/telegram/telegram-platform.ts';
import { type DeskProcess, startDeskProcess } from '../support/desk-process.ts';
import { writeSmallContent } from '../support/small-content.ts';

let folder: string;
let platform: TelegramPlatform;
let desk: DeskProcess | undefined;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'relaydesk-telegram-'));
  await writeSmallContent(folder);
  platform = await createTelegramPlatform();
});

afterEach(async () => {
  await desk?.stop('SIGKILL');
  await platform.close();
  await rm(folder, { recursive: true, force: true });
});

function start(token = platform.token(), more: { port?: number; variables?: Record<string, string> } = {}) {
  const variables = { TELEGRAM_TOKEN: token, TELEGRAM_API_ROOT: platform.url, ...more.variables };
  return startDeskProcess({ dataDir: join(folder, 'data'), contentDir: folder, ...more, variables });
}

test('a customer on Telegram is answered, also what was asked while the desk was down', async () => {
  desk = await start();
  const kim = platform.createPerson({ first_name: 'Kim' });
  await kim.start();
  await kim.write('where is order 100234');
  await platform.until(() => textsSeen(kim).includes('Order 100234 is on its way.'));
  expect(await desk.stop('SIGKILL')).toBe('SIGKILL');
  await kim.write('where is order 100235');
  await kim.write('where is order 100236');
  desk = await start();
  await platform.until(() => textsSeen(kim).includes('Order 100236 is on its way.'));
  const answers = textsSeen(kim).filter((text) => text.includes('on its way'));
  expect(answers).toEqual([100_234, 100_235, 100_236].map((order) => `Order ${order} is on its way.`));
}, 60_000);

test('Telegram calls the desk where it is told to, again once the desk is back', async () => {
  const port = await freePort();
  const variables = {
    TELEGRAM_WEBHOOK_SECRET: 'a_secret_of_the_webhook',
    PUBLIC_URL: `http://127.0.0.1:${port}`,
  };
  desk = await start(platform.token(), { port, variables });
  const kim = platform.createPerson({ first_name: 'Kim' });
  await platform.until(platform.updates.isListening);
  await kim.write('where is order 100234');
  await platform.until(() => textsSeen(kim).includes('Order 100234 is on its way.'));
  await desk.stop('SIGKILL');
  await kim.write('where is order 100235');
  desk = await start(platform.token(), { port, variables });
  await platform.until(() => textsSeen(kim).includes('Order 100235 is on its way.'));
  expect(textsSeen(kim)).toHaveLength(4);
  const stranger = await fetch(`${desk.url}/telegram/webhook`, { method: 'POST', body: '{"update_id":1}' });
  expect(stranger.status).toBe(403);
  expect(platform.requests.of('getUpdates')).toEqual([]);
}, 60_000);

test('a wrong token stops Telegram alone, says what to do, and is not told to anybody', async () => {
  const token = '123456:wrong-and-secret';
  desk = await start(token);
  expect((await fetch(`${desk.url}/healthz`)).status).toBe(200);
  await platform.until(() => platform.requests.all().length > 0);
  expect(await desk.stop('SIGTERM')).toBe(0);
  expect(desk.output()).toMatch(/BotFather/);
  expect(desk.output()).not.toContain('wrong-and-secret');
}, 60_000);

function textsSeen(person: ReturnType<TelegramPlatform['createPerson']>): string[] {
  return person.sees().map(({ text }) => text);
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
