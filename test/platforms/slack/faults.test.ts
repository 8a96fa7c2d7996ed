/** What a test can make go wrong, and what the real client makes of it. */

import { webApi } from '@slack/bolt';
import { expect, test } from 'vitest';
import { boltApp, startBolt } from './bolt-app.ts';
import { PersistingReceiver } from './persisting-receiver.ts';
import { gate, startSlack } from './running.ts';
import type { SlackPlatform } from './slack-platform.ts';
import { web } from './web-client.ts';

test('a connection that is cut before anything happened leaves nothing behind', async () => {
  const { slack, post, texts } = await startPosting();

  slack.faults.next('chat.postMessage', { kind: 'reset' });
  await expect(post('cut')).rejects.toMatchObject({ code: webApi.ErrorCode.RequestError });

  expect(texts()).toEqual([]);
  expect(slack.requests.of('chat.postMessage')).toMatchObject([{ status: undefined }]);
});

test('an error of the server leaves behind what the fault says', async () => {
  const { slack, post, texts } = await startPosting();

  slack.faults.next('chat.postMessage', { kind: 'server-error', status: 500, accepted: false });
  slack.faults.next('chat.postMessage', { kind: 'server-error', status: 502, accepted: true });
  await expect(post('not taken')).rejects.toMatchObject({ statusCode: 500 });
  await expect(post('taken')).rejects.toMatchObject({ statusCode: 502 });

  expect(texts()).toEqual(['taken']);
});

test('a slow answer comes when the test says so, after the message was taken', async () => {
  const { slack, post, texts } = await startPosting();
  const answer = gate();
  let answered = false;

  slack.faults.next('chat.postMessage', { kind: 'slow', until: answer.opened });
  const posting = post('slow').then(() => {
    answered = true;
  });
  await slack.until(() => texts().length === 1);
  expect(answered).toBe(false);

  answer.open();
  await posting;
});

test('any method can be refused in words that the test chooses, once or until further notice', async () => {
  const { slack, post } = await startPosting();

  const works = slack.faults.every('chat.postMessage', { kind: 'refused', error: 'internal_error' });
  await expect(post('one')).rejects.toThrow('internal_error');
  await expect(post('two')).rejects.toThrow('internal_error');
  works();
  await post('three');
  slack.faults.next('*', { kind: 'refused', error: 'fatal_error' });
  await expect(post('four')).rejects.toThrow('fatal_error');
  expect(slack.faults.waiting()).toBe(0);
});

test('a WebSocket that is refused is tried again by the SDK, with a new ticket', async () => {
  const slack = await startSlack();
  const receiver = new PersistingReceiver(slack, async () => {}, { clientPingTimeout: 50 });
  slack.faults.next('websocket', { kind: 'server-error', status: 503, accepted: false });

  await startBolt(boltApp(slack, { receiver, socketMode: false }));

  expect(slack.requests.of('apps.connections.open')).toHaveLength(2);
});

test('a socket that is cut after an event leaves it unacknowledged, and it comes again', async () => {
  const slack = await startSlack({ acknowledgementTimeoutMs: 50, retryDelaysMs: Array(40).fill(50) });
  const ada = slack.createUser({ name: 'ada' });
  const first = boltApp(slack);
  await startBolt(first);
  slack.faults.next('message', { kind: 'socket-dropped' });

  ada.writes(ada.directMessage(), 'hello');
  await slack.until(() => slack.sockets() === 0);
  await startBolt(boltApp(slack));
  await slack.until(() => slack.deliveries[0]?.acknowledgement);

  expect(slack.deliveries[0]?.attempts[0]?.outcome).toEqual({ kind: 'failed', reason: 'timeout' });
});

test('an interaction that is lost fails for the person', async () => {
  const slack = await startSlack();
  const ada = slack.createUser({ name: 'ada' });
  const desk = slack.createChannel({ name: 'desk', members: [ada] });
  slack.faults.next('slash_commands', { kind: 'lost' });

  expect(await ada.runs('/desk', '', desk)).toEqual({ kind: 'failed', reason: 'lost' });
});

async function startPosting() {
  const slack: SlackPlatform = await startSlack();
  const help = slack.createChannel({ name: 'help' });
  const { chat } = web(slack);
  return {
    slack,
    post: (text: string) => chat.postMessage({ channel: help.id, text }),
    texts: () => slack.messages(help).map((message) => message.text),
  };
}
