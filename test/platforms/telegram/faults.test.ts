/** Everything that can be made to go wrong, one by one. */

import { afterEach, beforeEach, expect, test } from 'vitest';
import { call, createBot, getUpdates, startPolling } from './clients.ts';
import { createGate } from './gate.ts';
import { createManualClock } from './manual-clock.ts';
import type { Person } from './person.ts';
import { forbidden } from './telegram-error.ts';
import { createTelegramPlatform, type TelegramPlatform } from './telegram-platform.ts';

let platform: TelegramPlatform;
let kim: Person;

beforeEach(async () => {
  platform = await createTelegramPlatform();
  kim = platform.createPerson();
  kim.start();
});

afterEach(() => platform.close());

const send = (text: string) => createBot(platform).telegram.sendMessage(kim.user.id, text);
const shown = () => kim.sees().map(({ text }) => text);

test('a reset comes before the message is taken, a lost answer after', async () => {
  platform.faults.next('sendMessage', { kind: 'reset' });
  await expect(send('one')).rejects.toMatchObject({ name: 'FetchError', code: 'ECONNRESET' });
  expect(shown()).toEqual(['/start']);
  platform.faults.next('sendMessage', { kind: 'response-lost' });
  await expect(send('two')).rejects.toMatchObject({ name: 'FetchError', code: 'ECONNRESET' });
  expect(shown()).toEqual(['/start', 'two']);
});

test.each([500, 502] as const)(
  'a %i may come before or after the message is taken, and looks the same',
  async (status) => {
    for (const accepted of [false, true]) {
      platform.faults.next('sendMessage', { kind: 'server-error', status, accepted });
      await expect(send(`accepted ${accepted}`)).rejects.toMatchObject({ code: status });
    }
    expect(shown()).toEqual(['/start', 'accepted true']);
  },
);

test('a refusal of any kind can be asked for, for every call until it is called off', async () => {
  const callOff = platform.faults.every('*', { kind: 'refused', error: forbidden('user is deactivated') });
  await expect(send('one')).rejects.toMatchObject({ code: 403, description: 'Forbidden: user is deactivated' });
  await expect(send('two')).rejects.toMatchObject({ code: 403 });
  callOff();
  await send('three');
  expect(shown()).toEqual(['/start', 'three']);
});

test('a slow answer comes when the test says so, long after the message is there', async () => {
  const answer = createGate();
  platform.faults.next('sendMessage', { kind: 'slow', until: answer.opened });
  const sent = send('one');
  await platform.until(() => shown().includes('one'));
  expect(platform.requests.of('sendMessage')).toMatchObject([{ status: undefined }]);
  answer.open();
  expect(await sent).toMatchObject({ text: 'one' });
});

test('updates whose answer was lost come again, since nothing confirmed them', async () => {
  platform.faults.next('getUpdates', { kind: 'response-lost' });
  await expect(getUpdates(platform)).rejects.toThrow('fetch failed');
  const [update] = await getUpdates(platform);
  expect(update?.message?.text).toBe('/start');
  await getUpdates(platform, { offset: (update?.update_id ?? 0) + 1 });
  expect(platform.updates.pending()).toBe(0);
});

test('an update can come again after it was confirmed, under its number', async () => {
  const [update] = await getUpdates(platform);
  const offset = (update?.update_id ?? 0) + 1;
  await getUpdates(platform, { offset });
  platform.updates.redeliver(update?.update_id ?? 0);
  expect(await getUpdates(platform, { offset })).toEqual([update]);
  expect(await getUpdates(platform, { offset })).toEqual([]);
});

test('updates can be kept back and let out newest first', async () => {
  const letOut = platform.updates.holdBack();
  kim.write('one');
  kim.write('two');
  expect(await getUpdates(platform, { offset: -1 })).toMatchObject([{ message: { text: '/start' } }]);
  letOut('reversed');
  const texts = (await getUpdates(platform)).map(({ message }) => message?.text);
  expect(texts).toEqual(['/start', 'two', 'one']);
});

test('a poll waits for what happens, and takes all that happens at once', async () => {
  const [started] = await getUpdates(platform);
  const waiting = getUpdates(platform, { offset: (started?.update_id ?? 0) + 1, timeout: 50 });
  await platform.until(platform.updates.isListening);
  kim.write('one');
  kim.write('two');
  expect((await waiting).map(({ message }) => message?.text)).toEqual(['one', 'two']);
});

test('another instance of the bot takes the poll away', async () => {
  await getUpdates(platform);
  const polling = await startPolling(platform, createBot(platform));
  platform.updates.pollElsewhere();
  await expect(polling.ended).rejects.toMatchObject({ code: 409 });
});

test('dropped connections leave nobody listening, and the server there', async () => {
  const [started] = await getUpdates(platform);
  const waiting = getUpdates(platform, { offset: (started?.update_id ?? 0) + 1, timeout: 50 });
  await platform.until(platform.updates.isListening);
  platform.dropConnections();
  await expect(waiting).rejects.toThrow('fetch failed');
  await platform.until(() => !platform.updates.isListening());
  expect((await call(platform, 'getMe')).status).toBe(200);
});

test('who polls again at once for the same offset waits three seconds, where the server is as strict as the real one', async () => {
  await platform.close();
  const clock = createManualClock();
  platform = await createTelegramPlatform({ clock, punishesHaste: true });
  expect(await getUpdates(platform)).toEqual([]);
  const hasty = getUpdates(platform);
  await platform.until(platform.updates.isListening);
  clock.advance(3);
  expect(await hasty).toEqual([]);
});
