import { afterEach, beforeEach, expect, test } from 'vitest';
import { checkTelegram } from '../../adapters/telegram/check.ts';
import { createSimulatedClock, type SimulatedClock } from '../../src/simulation/simulated-clock.ts';
import { createTelegramPlatform, type TelegramPlatform } from '../platforms/telegram/telegram-platform.ts';

const WEBHOOK = { url: 'http://127.0.0.1:9/telegram/webhook' };

let platform: TelegramPlatform;
let clock: SimulatedClock;

beforeEach(async () => {
  clock = createSimulatedClock(Date.UTC(2026, 0, 5));
  platform = await createTelegramPlatform({ clock });
});
afterEach(() => platform.close());

const check = (webhook?: { url: string }, token = platform.token(), apiRoot = platform.url, listenTo: string[] = []) =>
  checkTelegram({ token, apiRoot, webhook, listenTo, clock });
const setWebhook = (url: string) => fetch(`${platform.url}/bot${platform.token()}/setWebhook?url=${url}`);

test('a bot that is as it should be', async () => {
  const diagnostics = await check();
  expect(diagnostics.map(({ ok }) => ok)).toEqual([true, true, true]);
  expect(diagnostics[0]?.what).toContain('@relaydesk_bot');
  expect(diagnostics[1]?.what).toContain('Privacy mode is on');
  expect((await check(WEBHOOK)).at(-1)).toMatchObject({ ok: true });
  expect(platform.requests.all().every(({ method }) => method.startsWith('get'))).toBe(true);
});

test.each([
  ['a wrong token', '123456:wrong-and-secret', undefined, '@BotFather'],
  ['an address where there is nobody', undefined, 'http://127.0.0.1:9', 'cannot be reached'],
])('%s', async (_name, token, apiRoot, todo) => {
  const diagnostics = await check(undefined, token, apiRoot);
  expect(diagnostics).toMatchObject([{ ok: false, todo: expect.stringContaining(todo) }]);
  expect(JSON.stringify(diagnostics)).not.toContain('wrong-and-secret');
});

test('a webhook where the desk asks for messages', async () => {
  await setWebhook('https://shop.example/secret');
  const diagnostic = (await check()).at(-1);
  expect(diagnostic).toMatchObject({ ok: false, what: expect.stringContaining('https://shop.example') });
  expect(diagnostic?.todo).toContain('deleteWebhook');
  expect(JSON.stringify(diagnostic)).not.toContain('secret"');
});

test("another program's webhook", async () => {
  await setWebhook('https://shop.example/');
  expect((await check(WEBHOOK)).at(-1)).toMatchObject({ ok: false, what: expect.stringContaining('another webhook') });
});

test("the desk's webhook, which Telegram does not reach", async () => {
  await setWebhook(WEBHOOK.url);
  expect((await check(WEBHOOK)).at(-1)).toMatchObject({ ok: true });
  platform.createPerson().start();
  const info = `${platform.url}/bot${platform.token()}/getWebhookInfo`;
  await platform.until(() => platform.updates.pending() === 1);
  while (!(await (await fetch(info)).text()).includes('last_error_message'));
  const diagnostic = (await check(WEBHOOK)).at(-1);
  expect(diagnostic).toMatchObject({ ok: false, what: expect.stringContaining('Connection refused') });
  expect(diagnostic?.todo).toContain('PUBLIC_URL');
});

test('a group to listen in is one that the bot is in, and that shows it everything', async () => {
  const kim = platform.createPerson();
  const group = platform.createGroup({ title: 'Shop', kind: 'supergroup', owner: kim });
  const listening = async () => (await check(undefined, undefined, undefined, [String(group.id())]))[2];
  expect(await listening()).toMatchObject({ ok: false, what: expect.stringContaining('The bot is in no group') });
  group.addBot();
  expect(await listening()).toMatchObject({ ok: false, todo: expect.stringContaining('/setprivacy') });
  group.promoteBot();
  expect(await listening()).toEqual({ ok: true, what: `The bot listens in the group ${group.id()}` });
});
