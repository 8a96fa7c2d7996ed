/** The real SDK against the platform: every fact about it that the adapter relies on. */

import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { HTTPReceiver, webApi } from '@slack/bolt';
import { expect, test } from 'vitest';
import { boltApp, listenForTest, silentLogger, startBolt } from './slack/bolt-app.ts';
import { PersistingReceiver } from './slack/persisting-receiver.ts';
import { signatureHeaders } from './slack/request-url.ts';
import { gate, startSlack, stopAfterTest } from './slack/running.ts';

test('Bolt connects, hears a message and answers in its thread', async () => {
  const slack = await startSlack();
  const ada = slack.createUser({ name: 'ada' });
  const help = slack.createChannel({ name: 'help', members: [ada] });
  const app = boltApp(slack);
  app.message(async ({ message, say }) => {
    await say({ text: 'Hello & <welcome>', thread_ts: message.ts });
  });
  await startBolt(app);

  const asked = ada.writes(help, 'hi @relaydesk, 1 < 2 & https://example.com');
  await slack.until(() => ada.seesThread(asked)[1]);

  expect(asked.text).toBe(`hi <@${slack.app.userId}>, 1 &lt; 2 &amp; <https://example.com>`);
  expect(ada.sees(help)).toMatchObject([{ author: 'ada', pings: ['relaydesk'], replies: 1 }]);
  expect(ada.seesThread(asked)[1]).toMatchObject({ author: 'relaydesk', text: 'Hello & <welcome>', pings: [] });
  expect(slack.requests.of('apps.connections.open')).toHaveLength(1);
});

test('Bolt acknowledges an event before its handler is done', async () => {
  const slack = await startSlack();
  const ada = slack.createUser({ name: 'ada' });
  const handler = gate();
  let handled = false;
  const app = boltApp(slack);
  app.message(async () => {
    await handler.opened;
    handled = true;
  });
  await startBolt(app);

  ada.writes(ada.directMessage(), 'hello');
  await slack.until(() => slack.deliveries[0]?.acknowledgement);

  expect(handled).toBe(false);
  handler.open();
});

test('a receiver that wraps the socket acknowledges only once the event is kept', async () => {
  const slack = await startSlack();
  const ada = slack.createUser({ name: 'ada' });
  const arrived = gate();
  const kept = gate();
  const receiver = new PersistingReceiver(slack, () => {
    arrived.open();
    return kept.opened;
  });
  await startBolt(boltApp(slack, { receiver, socketMode: false }));

  ada.writes(ada.directMessage(), 'hello');
  await arrived.opened;
  expect(slack.deliveries[0]?.acknowledgement).toBeUndefined();

  kept.open();
  await slack.until(() => slack.deliveries[0]?.acknowledgement);
});

test('an event that is delivered twice runs the handler twice, under one event id', async () => {
  const slack = await startSlack();
  const ada = slack.createUser({ name: 'ada' });
  const heard: { eventId: string; retry: number | undefined }[] = [];
  const app = boltApp(slack);
  app.message(async ({ body, context }) => {
    heard.push({ eventId: body.event_id, retry: context.retryNum });
  });
  await startBolt(app);
  slack.faults.next('message', { kind: 'delivered-twice' });

  ada.writes(ada.directMessage(), 'hello');
  await slack.until(() => slack.deliveries[0]?.attempts.filter(({ outcome }) => outcome !== undefined).length === 2);

  const eventId = slack.deliveries[0]?.eventId;
  expect(heard).toEqual([
    { eventId, retry: 0 },
    { eventId, retry: 1 },
  ]);
});

test('a routine refresh leaves the app without a connection for the client ping timeout', async () => {
  const slack = await startSlack();
  const ada = slack.createUser({ name: 'ada' });
  const receiver = new PersistingReceiver(slack, async () => {}, { clientPingTimeout: 300 });
  await startBolt(boltApp(slack, { receiver, socketMode: false }));

  const refreshedAt = performance.now();
  slack.disconnectSockets('refresh_requested');
  expect(slack.sockets()).toBe(0);
  await slack.until(() => slack.sockets() === 1);
  ada.writes(ada.directMessage(), 'back again?');
  await slack.until(() => slack.deliveries[0]?.acknowledgement);

  expect(performance.now() - refreshedAt).toBeGreaterThan(290);
  expect(slack.requests.of('apps.connections.open')).toHaveLength(2);
});

test('an event that finds no connection is sent again when there is one', async () => {
  const slack = await startSlack({ retryDelaysMs: [0, ...new Array<number>(20).fill(400)] });
  const ada = slack.createUser({ name: 'ada' });
  const receiver = new PersistingReceiver(slack, async () => {}, { clientPingTimeout: 100 });
  await startBolt(boltApp(slack, { receiver, socketMode: false }));

  slack.dropSockets();
  await slack.until(() => slack.sockets() === 0);
  ada.writes(ada.directMessage(), 'is anybody there?');
  await slack.until(() => slack.deliveries[0]?.acknowledgement);

  const outcomes = slack.deliveries[0]?.attempts.map(({ outcome }) => outcome?.kind) ?? [];
  // One try and the next come before a connection can be there; how many more do is up to the machine.
  expect(outcomes.length).toBeGreaterThan(2);
  expect(outcomes.slice(0, -1).every((kind) => kind === 'failed')).toBe(true);
  expect(outcomes.at(-1)).toBe('acknowledged');
});

test('Socket Mode sets 100 retries in the client options it is given', async () => {
  const slack = await startSlack();
  const clientOptions: webApi.WebClientOptions = { slackApiUrl: slack.url };
  await startBolt(boltApp(slack, { clientOptions }));

  expect(clientOptions.retryConfig).toEqual({ retries: 100, factor: 1.3 });
});

test('after a lost answer or a 500 the client sends a message twice, and once with its retries off', async () => {
  const slack = await startSlack();
  const help = slack.createChannel({ name: 'help' });
  const retrying = client(slack, webApi.retryPolicies.rapidRetryPolicy);
  const single = client(slack, { retries: 0 });
  const send = (sender: webApi.WebClient, text: string) => sender.chat.postMessage({ channel: help.id, text });

  slack.faults.next('chat.postMessage', { kind: 'response-lost' });
  await send(retrying, 'lost');
  slack.faults.next('chat.postMessage', { kind: 'server-error', status: 500, accepted: true });
  await send(retrying, 'broken');
  slack.faults.next('chat.postMessage', { kind: 'response-lost' });
  await expect(send(single, 'lost once')).rejects.toMatchObject({ code: webApi.ErrorCode.RequestError });
  slack.faults.next('chat.postMessage', { kind: 'server-error', status: 502, accepted: true });
  await expect(send(single, 'broken once')).rejects.toMatchObject({
    code: webApi.ErrorCode.HTTPError,
    statusCode: 502,
  });

  const texts = slack.messages(help).map((message) => message.text);
  expect(texts).toEqual(['lost', 'lost', 'broken', 'broken', 'lost once', 'broken once']);
});

test('a 429 is waited out by the client, or reported with its seconds when it must not wait', async () => {
  const slack = await startSlack();
  const help = slack.createChannel({ name: 'help' });
  slack.faults.next('chat.postMessage', { kind: 'rate-limited', retryAfterSeconds: 7 });
  const impatient = client(slack, { retries: 0 }, { rejectRateLimitedCalls: true });

  await expect(impatient.chat.postMessage({ channel: help.id, text: 'now' })).rejects.toMatchObject({
    code: webApi.ErrorCode.RateLimitedError,
    retryAfter: 7,
  });
  expect(slack.messages(help)).toEqual([]);
});

test('over HTTP Bolt answers the challenge, takes what is signed, and refuses what is not or is old', async () => {
  const slack = await startSlack();
  const ada = slack.createUser({ name: 'ada' });
  const receiver = new HTTPReceiver({ signingSecret: slack.signingSecret, logger: silentLogger });
  const app = boltApp(slack, { receiver, socketMode: false, appToken: undefined });
  const heard: string[] = [];
  app.message(async ({ message }) => {
    heard.push(message.ts);
  });
  const url = `${await listenForTest(receiver)}/slack/events`;

  expect(await slack.useRequestUrl(url)).toBe(true);
  const written = ada.writes(ada.directMessage(), 'hello');
  await slack.until(() => slack.deliveries[0]?.acknowledgement);
  expect(heard).toEqual([written.ts]);

  const now = Math.floor(Date.now() / 1000);
  expect(await post(url, slack.signingSecret, now)).toBe(200);
  expect(await post(url, 'another secret', now)).toBe(401);
  expect(await post(url, slack.signingSecret, now - 301)).toBe(401);
  expect(await post(url, slack.signingSecret, now + 3600)).toBe(200);
});

test('over HTTP an event that is answered with an error is sent again, unless the app says not to', async () => {
  const slack = await startSlack({ retryDelaysMs: [0, 0] });
  const ada = slack.createUser({ name: 'ada' });
  const retries: unknown[] = [];
  const url = await serveForTest(async (request, response) => {
    const [body] = await request.toArray();
    const { challenge } = JSON.parse(String(body)) as { challenge?: string };
    if (challenge !== undefined) return response.end(challenge);
    retries.push(request.headers['x-slack-retry-num'] ?? 'none', request.headers['x-slack-retry-reason'] ?? 'none');
    return response.writeHead(500, retries.length === 4 ? { 'X-Slack-No-Retry': '1' } : {}).end();
  });
  await slack.useRequestUrl(url);

  ada.writes(ada.directMessage(), 'hello');
  await slack.until(() => slack.deliveries[0]?.attempts[1]?.outcome);

  expect(retries).toEqual(['none', 'none', '1', 'http_error']);
  expect(slack.deliveries[0]?.attempts[1]?.outcome).toEqual({ kind: 'failed', reason: 'http_error', final: true });
});

test('an address that does not answer the challenge is not taken', async () => {
  const slack = await startSlack();
  const url = await serveForTest((_request, response) => response.end('hello'));

  expect(await slack.useRequestUrl(url)).toBe(false);
});

function client(
  slack: { url: string; botToken: string },
  retryConfig: webApi.WebClientOptions['retryConfig'],
  options: webApi.WebClientOptions = {},
): webApi.WebClient {
  return new webApi.WebClient(slack.botToken, {
    slackApiUrl: slack.url,
    retryConfig,
    logger: silentLogger,
    ...options,
  });
}

async function post(url: string, secret: string, timestampSeconds: number): Promise<number> {
  const body = JSON.stringify({ type: 'url_verification', challenge: 'x', token: 'x' });
  const headers = { 'Content-Type': 'application/json', ...signatureHeaders(secret, timestampSeconds, body) };
  const response = await fetch(url, { method: 'POST', headers, body });
  return response.status;
}

async function serveForTest(answer: RequestListener): Promise<string> {
  const server = createServer(answer).listen(0, '127.0.0.1');
  await once(server, 'listening');
  stopAfterTest(async () => server.close());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
}
