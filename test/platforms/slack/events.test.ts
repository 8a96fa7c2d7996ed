/** What the app hears of, in which words, and what goes wrong on the way. */

import { expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { createSimulatedClock } from '../../../src/simulation/simulated-clock.ts';
import { boltApp, startBolt } from './bolt-app.ts';
import { gate, startSlack } from './running.ts';
import type { SlackPlatform } from './slack-platform.ts';
import type { Json } from './types.ts';

test('a mention in a channel is two events of one message, and in a direct message one', async () => {
  const slack = await startSlack();
  const ada = slack.createUser({ name: 'ada' });
  const help = slack.createChannel({ name: 'help', members: [ada] });

  const mention = ada.writes(help, '@relaydesk hello');
  ada.writes(ada.directMessage(), '@relaydesk hello');

  expect(events(slack)).toMatchObject([
    { type: 'message', ts: mention.ts, channel: help.id, channel_type: 'channel', user: ada.id },
    { type: 'app_mention', ts: mention.ts, channel: help.id },
    { type: 'message', channel_type: 'im' },
  ]);
});

test('edits, deletes and reactions name the message; what the app does itself is heard too', async () => {
  const slack = await startSlack();
  const ada = slack.createUser({ name: 'ada' });
  const help = slack.createChannel({ name: 'help', members: [ada] });
  const app = boltApp(slack);

  const message = ada.writes(help, 'helo');
  ada.edits(message, 'hello');
  ada.reacts(message, 'thumbsup::skin-tone-3');
  ada.takesBack(message, 'thumbsup::skin-tone-3');
  ada.deletes(message);
  await app.client.chat.postMessage({ channel: help.id, text: 'noted' });

  expect(events(slack)).toMatchObject([
    { type: 'message', text: 'helo' },
    { subtype: 'message_changed', message: { ts: message.ts, text: 'hello' }, previous_message: { text: 'helo' } },
    {
      type: 'reaction_added',
      reaction: '+1::skin-tone-3',
      item: { channel: help.id, ts: message.ts },
      item_user: ada.id,
    },
    { type: 'reaction_removed' },
    { subtype: 'message_deleted', deleted_ts: message.ts, previous_message: { text: 'hello' } },
    { type: 'message', bot_id: slack.app.botId, text: 'noted' },
  ]);
});

test('the app hears nothing of channels it is not in, of what it did not subscribe to, or has no scope for', async () => {
  const slack = await startSlack({
    subscriptions: ['message.channels', 'reaction_added'],
    scopes: ['channels:history'],
  });
  const ada = slack.createUser({ name: 'ada' });
  const [help, lounge] = ['help', 'lounge'].map((name) =>
    slack.createChannel({ name, members: [ada], app: name === 'help' }),
  ) as [ReturnType<SlackPlatform['createChannel']>, ReturnType<SlackPlatform['createChannel']>];

  ada.writes(lounge, 'private talk');
  ada.writes(ada.directMessage(), 'hello');
  ada.reacts(ada.writes(help, 'hello'), 'eyes');

  expect(events(slack)).toMatchObject([{ type: 'message', channel: help.id }]);
});

test('a link that Slack unfurls is a change without an edit', async () => {
  const slack = await startSlack();
  const ada = slack.createUser({ name: 'ada' });
  const help = slack.createChannel({ name: 'help', members: [ada] });
  const message = ada.writes(help, 'see https://example.com');

  slack.unfurl(message, { title: 'Example', title_link: 'https://example.com' });

  expect(events(slack)[1]).toMatchObject({
    subtype: 'message_changed',
    message: { text: message.text, attachments: [{ title: 'Example' }] },
    previous_message: { text: message.text },
  });
  expect(ada.sees(help)).toMatchObject([{ edited: false }]);
});

test('joining and leaving are told, by a message and by an event', async () => {
  const slack = await startSlack();
  const ada = slack.createUser({ name: 'ada' });
  const help = slack.createChannel({ name: 'help' });

  ada.joins(help);
  ada.leaves(help);

  expect(events(slack).map((event) => event.subtype ?? event.type)).toEqual([
    'channel_join',
    'member_joined_channel',
    'channel_leave',
    'member_left_channel',
  ]);
});

test('an event that is not acknowledged is sent again at once, after one minute and after five, and then no more', async () => {
  const clock = createSimulatedClock(Date.now());
  const slack = await startSlack({ clock });
  const ada = slack.createUser({ name: 'ada' });
  const startedAt = clock.now();

  ada.writes(ada.directMessage(), 'is anybody there?');
  await clock.advanceTo(startedAt + 3_600_000);

  expect(slack.deliveries[0]?.attempts.map(({ at, retry }) => [retry, at - startedAt])).toEqual([
    [0, 0],
    [1, 0],
    [2, 60_000],
    [3, 360_000],
  ]);
});

test('events can be held back so that later ones come first', async () => {
  const slack = await startSlack();
  const ada = slack.createUser({ name: 'ada' });
  const later = gate();
  const heard: unknown[] = [];
  const app = boltApp(slack);
  app.message(async ({ message }) => {
    heard.push('text' in message ? message.text : undefined);
  });
  await startBolt(app);
  slack.faults.next('message', { kind: 'held', until: later.opened });

  ada.writes(ada.directMessage(), 'first');
  ada.writes(ada.directMessage(), 'second');
  await slack.until(() => slack.deliveries[1]?.acknowledgement);
  later.open();
  await slack.until(() => slack.deliveries[0]?.acknowledgement);

  expect(heard).toEqual(['second', 'first']);
});

test('any of several connections may get an event, and an eleventh is sent away', async () => {
  const slack = await startSlack();
  const ada = slack.createUser({ name: 'ada' });
  const apps = Array.from({ length: 2 }, () => boltApp(slack));
  const heard: number[] = [];
  for (const [index, app] of apps.entries()) {
    app.message(async () => {
      heard.push(index);
    });
    await startBolt(app);
  }

  ada.writes(ada.directMessage(), 'one');
  ada.writes(ada.directMessage(), 'two');
  await slack.until(() => slack.deliveries.every((delivery) => delivery.acknowledgement));
  expect(heard.sort()).toEqual([0, 1]);

  const sockets = await Promise.all(Array.from({ length: 9 }, () => openSocket(slack)));
  expect(sockets.map(({ type, reason }) => reason ?? type)).toEqual([...Array(8).fill('hello'), 'too_many_websockets']);
});

test('a ticket lets one connection in', async () => {
  const slack = await startSlack();
  const url = await ticket(slack);

  expect(await firstFrame(url)).toMatchObject({ type: 'hello', connection_info: { app_id: slack.app.id } });
  await expect(firstFrame(url)).rejects.toThrow();
});

function events(slack: SlackPlatform): Json[] {
  return slack.deliveries.map((delivery) => delivery.payload.event as Json);
}

async function ticket(slack: SlackPlatform): Promise<string> {
  const headers = { Authorization: `Bearer ${slack.appToken}` };
  const response = await fetch(`${slack.url}apps.connections.open`, { method: 'POST', headers });
  return ((await response.json()) as { url: string }).url;
}

async function openSocket(slack: SlackPlatform): Promise<Json> {
  return firstFrame(await ticket(slack));
}

function firstFrame(url: string): Promise<Json> {
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(url);
    socket.addEventListener('message', ({ data }) => resolve(JSON.parse(String(data)) as Json), { once: true });
    socket.addEventListener('error', () => reject(new Error('The connection was refused.')), { once: true });
  });
}
