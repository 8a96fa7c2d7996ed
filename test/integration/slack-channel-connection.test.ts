import { createHmac } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import { type ServerType, serve } from '@hono/node-server';
import { expect, test, vi } from 'vitest';
import { gate, stopAfterTest } from '../platforms/slack/running.ts';
import type { SlackPlatform } from '../platforms/slack/slack-platform.ts';
import { STRANGE_FRAMES } from '../platforms/slack/strange-events.ts';
import { SlackDesk, type SlackDeskOptions } from '../support/slack-desk.ts';

test('the app says who it is once it is connected', async () => {
  const slack = await SlackDesk.start();
  expect(slack.statuses).toEqual([
    { state: 'connecting', detail: 'Connecting to Slack' },
    { state: 'connected', detail: expect.stringMatching(/^Receiving messages as @relaydesk in /) },
  ]);
});

test('an event is acknowledged only once it is durable', async () => {
  const durable = gate();
  const slack = await SlackDesk.start({ beforeTaking: () => durable.opened });
  slack.kim.writes(slack.kim.directMessage(), 'hello');
  const delivery = await slack.platform.until(() => slack.platform.deliveries.find(({ type }) => type === 'message'));
  await slack.platform.until(() => slack.platform.requests.of('users.info').length > 0);
  expect(delivery.acknowledgement).toBeUndefined();
  durable.open();
  await slack.settled();
  expect(slack.events).toHaveLength(1);
});

test('an event that could not be kept is not acknowledged, told of, and comes again', async () => {
  let full = true;
  const slack = await SlackDesk.start({
    platform: { acknowledgementTimeoutMs: 200 },
    beforeTaking: async () => {
      if (full) throw new Error('The disk is full');
    },
  });
  slack.kim.writes(slack.kim.directMessage(), 'hello');
  await vi.waitUntil(() => slack.errors.length > 0);
  full = false;
  await slack.settled();
  expect(slack.events).toHaveLength(1);
  expect(slack.errors[0]).toMatchObject({ message: 'The disk is full' });
  expect(slack.platform.deliveries.at(-1)?.attempts.length).toBeGreaterThan(1);
});

test('an event that comes twice, even at once, is one', async () => {
  const slack = await SlackDesk.start();
  slack.platform.faults.next('message', { kind: 'delivered-twice' });
  slack.kim.writes(slack.kim.directMessage(), 'hello');
  await slack.settled();
  const delivery = slack.platform.deliveries.at(-1);
  if (delivery !== undefined) await slack.platform.redeliver(delivery);
  expect(slack.events).toHaveLength(1);
});

test('a command that could not be kept is not acknowledged', async () => {
  const slack = await SlackDesk.start({
    beforeTaking: () => Promise.reject(new Error('The disk is full')),
    platform: { acknowledgementTimeoutMs: 100 },
  });
  expect(await slack.kim.runs('/desk-human', '', slack.kim.directMessage())).toMatchObject({ kind: 'failed' });
});

test('what is sent while the socket is renewed arrives, without seconds of silence', async () => {
  const slack = await SlackDesk.start();
  const before = Date.now();
  slack.platform.disconnectSockets('refresh_requested');
  slack.kim.writes(slack.kim.directMessage(), 'hello');
  await slack.took(1);
  await slack.reports('connected', 2);
  expect(Date.now() - before).toBeLessThan(1_500);
  expect(slack.errors).toEqual([]);
});

test('a socket that breaks off is made anew', async () => {
  const slack = await SlackDesk.start({ platform: { acknowledgementTimeoutMs: 500, retryDelaysMs: [500, 500, 500] } });
  slack.platform.faults.next('message', { kind: 'socket-dropped' });
  slack.kim.writes(slack.kim.directMessage(), 'hello');
  await slack.reports('connected', 2);
  await slack.settled();
  expect(slack.events).toHaveLength(1);
  expect(slack.platform.sockets()).toBe(1);
});

test('a socket that is never let in is tried again', async () => {
  const slack = await SlackDesk.begin({}, ({ faults }) => {
    faults.next('websocket', { kind: 'server-error', status: 503, accepted: false });
  });
  expect(await slack.reports('waiting')).toMatchObject({ detail: expect.stringContaining('trying again') });
  await slack.reports('connected');
});

test.each([
  ['auth.test', 'invalid_auth', 'SLACK_BOT_TOKEN'],
  ['auth.test', 'account_inactive', 'SLACK_BOT_TOKEN'],
  ['apps.connections.open', 'invalid_auth', 'SLACK_APP_TOKEN'],
  ['apps.connections.open', 'not_allowed_token_type', 'SLACK_APP_TOKEN'],
  ['apps.connections.open', 'missing_scope', 'setup slack'],
])('when %s says %s the adapter waits for long and says what to do', async (method, error, todo) => {
  const slack = await SlackDesk.begin({}, ({ faults }) => void faults.every(method, { kind: 'refused', error }));
  expect(await slack.reports('waiting')).toMatchObject({ detail: expect.stringContaining(todo) });
  expect(slack.platform.requests.of(method)).toHaveLength(1);
});

test.each(['account_inactive', 'token_revoked', 'invalid_auth'] as const)(
  'an app-level token that is %s at a reconnect keeps the adapter waiting, and nothing else',
  async (error) => {
    const unhandled: unknown[] = [];
    const note = (reason: unknown): void => void unhandled.push(reason);
    process.on('unhandledRejection', note);
    stopAfterTest(async () => process.off('unhandledRejection', note));
    const slack = await SlackDesk.start();

    slack.platform.revokeToken('app', error);
    expect(await slack.reports('waiting', 2)).toMatchObject({ detail: expect.stringContaining('SLACK_APP_TOKEN') });
    expect(slack.platform.requests.of('apps.connections.open')).toHaveLength(2);
    expect(unhandled).toEqual([]);
  },
);

test.each([
  ['uninstalled', (platform: SlackPlatform) => platform.uninstall()],
  ['revoked', (platform: SlackPlatform) => platform.revokeToken('bot')],
])('an app that is %s closes its socket and says what to do', async (_what, dismiss) => {
  const slack = await SlackDesk.start();
  dismiss(slack.platform);
  expect(await slack.reports('waiting')).toMatchObject({ detail: expect.stringContaining('SLACK_BOT_TOKEN') });
  await slack.platform.until(() => slack.platform.sockets() === 0);
});

test('while Slack breaks down it is waited for', async () => {
  const slack = await SlackDesk.begin({}, ({ faults }) => {
    faults.next('auth.test', { kind: 'server-error', status: 503, accepted: false });
    faults.next('auth.test', { kind: 'rate-limited', retryAfterSeconds: 1 });
  });
  await slack.reports('connected');
  expect(slack.statuses.map(({ state }) => state)).toEqual(['connecting', 'waiting', 'waiting', 'connected']);
});

test('no token stands in an error', async () => {
  const slack = await SlackDesk.begin({}, ({ faults }) => void faults.next('auth.test', { kind: 'reset' }));
  await slack.reports('connected');
  slack.platform.faults.every('apps.connections.open', { kind: 'reset' });
  slack.platform.dropSockets();
  await slack.reports('waiting', 3);
  const seen = JSON.stringify([slack.statuses, slack.errors.map((error) => [String(error), (error as Error).stack])]);
  expect(seen).not.toContain(slack.platform.botToken);
  expect(seen).not.toContain(slack.platform.appToken);
});

test('to stop is to wait for what is being taken, to acknowledge it, and to take no more', async () => {
  const durable = gate();
  const taking = gate();
  const slack = await SlackDesk.start({
    beforeTaking: () => {
      taking.open();
      return durable.opened;
    },
  });
  slack.kim.writes(slack.kim.directMessage(), 'hello');
  await taking.opened;
  const stopped = slack.adapter.channel.stop();
  slack.kim.writes(slack.kim.directMessage(), 'too late');
  durable.open();
  await stopped;
  expect(slack.events).toHaveLength(1);
  expect(slack.platform.deliveries.map(({ acknowledgement }) => acknowledgement !== undefined)).toEqual([true, false]);
  expect(slack.statuses.at(-1)).toMatchObject({ state: 'stopped' });
  await slack.platform.until(() => slack.platform.sockets() === 0);
});

test.each(['auth.test', 'apps.connections.open', 'websocket'])(
  'it can be stopped while Slack does not answer (%s)',
  async (method) => {
    const answered = gate();
    const slack = await SlackDesk.begin({}, ({ faults }) => {
      faults.next(method, { kind: 'slow', until: answered.opened });
    });
    await slack.adapter.channel.stop();
    expect(slack.statuses.at(-1)).toEqual({ state: 'stopped', detail: 'Stopped with the desk' });
    answered.open();
    expect(slack.events).toEqual([]);
  },
);

test('what was written while the desk was down is taken once it is up again, in order and once', async () => {
  const slack = await SlackDesk.start({ platform: { retryDelaysMs: [] } });
  const { platform, kim } = slack;
  const ben = platform.createUser({ name: 'ben' });
  const channel = platform.createChannel({ name: 'shop', members: [kim] });
  kim.writes(kim.directMessage(), 'one');
  const asked = kim.writes(channel, '@relaydesk two');
  await slack.took(2);
  await slack.settled();
  const history = {
    lastEventAt: async () => slack.events.at(-1)?.occurredAt,
    activeConversations: async () => slack.events.map(({ conversationKey }) => conversationKey),
  };

  await slack.adapter.channel.stop();
  kim.writes(kim.directMessage(), 'three');
  kim.writes(kim.directMessage(), 'four');
  ben.writes(ben.directMessage(), 'five');
  kim.writes(channel, 'lunch?');
  const again = kim.writes(channel, '@relaydesk six');
  kim.writes(channel, 'seven', { thread: again.ts });
  kim.writes(channel, 'eight', { thread: asked.ts });
  platform.faults.next('conversations.history', { kind: 'rate-limited', retryAfterSeconds: 1 });

  const next = await slack.restart({ history });
  await next.took(8);
  expect(texts(next, kim.directMessage().id)).toEqual(['one', 'three', 'four']);
  expect(texts(next, ben.directMessage().id)).toEqual(['five']);
  expect(texts(next, `${channel.id}:${again.ts}`)).toEqual(['six', 'seven']);
  expect(texts(next, `${channel.id}:${asked.ts}`)).toEqual(['two', 'eight']);
  await next.adapter.channel.stop();
  expect(next.events).toHaveLength(8);
  expect(next.errors).toEqual([]);
});

test('a desk that has heard of nothing yet takes nothing from before', async () => {
  const slack = await SlackDesk.begin(
    { history: { lastEventAt: async () => undefined, activeConversations: async () => [] } },
    (platform) => {
      const kay = platform.createUser({ name: 'kay' });
      kay.writes(kay.directMessage(), 'long ago');
    },
  );
  await slack.reports('connected');
  await slack.adapter.channel.stop();
  expect(slack.platform.requests.of('conversations.history')).toEqual([]);
});

test('over HTTP it proves its address, takes signed events and says so with 200', async () => {
  const { slack, url } = await startOverHttp();
  expect(await slack.platform.useRequestUrl(url)).toBe(true);
  slack.kim.writes(slack.kim.directMessage(), 'hello');
  expect(await slack.kim.runs('/desk-human', '', slack.kim.directMessage())).toEqual({
    kind: 'acknowledged',
    payload: {},
  });
  await slack.settled();
  expect(slack.events.map(({ body }) => body.kind)).toEqual(['message', 'command']);
  const [key] = await slack.says('Good?', { asksFeedback: true });
  await slack.kim.presses({ channel: slack.kim.directMessage().id, ts: key }, 'f:1');
  expect(slack.events.at(-1)).toMatchObject({ body: { kind: 'feedback', score: 1 } });
  expect(slack.platform.sockets()).toBe(0);
});

test('over HTTP an event that could not be kept is answered with 503 and comes again', async () => {
  let full = true;
  const { slack, url } = await startOverHttp({
    beforeTaking: async () => {
      if (full) throw new Error('The disk is full');
    },
  });
  await slack.platform.useRequestUrl(url);
  slack.kim.writes(slack.kim.directMessage(), 'hello');
  await vi.waitUntil(() => slack.errors.length > 0);
  full = false;
  await slack.settled();
  expect(slack.events).toHaveLength(1);
});

test.each([
  ['no signature', { 'X-Slack-Signature': '' }, 0],
  ['no timestamp', { 'X-Slack-Request-Timestamp': '' }, 0],
  ['a timestamp that is none', { 'X-Slack-Request-Timestamp': 'now' }, 0],
  ["another secret's signature", { 'X-Slack-Signature': `v0=${'0'.repeat(64)}` }, 0],
  ['a timestamp of six minutes ago', {}, -360],
  ['a timestamp six minutes ahead', {}, 360],
])('over HTTP a request with %s is refused', async (_what, headers, offsetSeconds) => {
  const { slack, post } = await startOverHttp();
  const response = await post('{"type":"url_verification","challenge":"c"}', headers, offsetSeconds);
  expect(response.status).toBe(401);
  expect(slack.errors).toEqual([]);
});

test('over HTTP a signed body that is none, or too large, is refused', async () => {
  const { post } = await startOverHttp();
  expect((await post('{"type":')).status).toBe(400);
  expect((await post('x'.repeat(4_000_001))).status).toBe(413);
  expect(await (await post('{"type":"url_verification","challenge":"c"}')).json()).toEqual({ challenge: 'c' });
});

test('without a signing secret nothing is taken over HTTP', async () => {
  const slack = await SlackDesk.start();
  const response = await slack.adapter.handleRequest(
    new Request('http://desk.example/slack/events', { method: 'POST' }),
  );
  expect(response.status).toBe(404);
});

function texts({ events }: SlackDesk, conversationKey: string): string[] {
  return events
    .filter((event) => event.conversationKey === conversationKey)
    .map(({ body }) => (body.kind === 'message' ? body.text : body.kind));
}

async function startOverHttp(options: SlackDeskOptions = {}) {
  const slack = await SlackDesk.start({ ...options, overHttp: true });
  const { signingSecret } = slack.platform;
  const server = await new Promise<ServerType>((resolve) => {
    const started = serve({ fetch: (request) => slack.adapter.handleRequest(request), port: 0 }, () =>
      resolve(started),
    );
  });
  stopAfterTest(async () => void server.close());
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/slack/events`;
  const post = (body: string, headers: Record<string, string> = {}, offsetSeconds = 0): Promise<Response> => {
    const timestamp = String(Math.floor(Date.now() / 1_000) + offsetSeconds);
    const signature = createHmac('sha256', signingSecret).update(`v0:${timestamp}:${body}`).digest('hex');
    const signed = { 'X-Slack-Request-Timestamp': timestamp, 'X-Slack-Signature': `v0=${signature}` };
    return fetch(url, { method: 'POST', body, headers: { 'Content-Type': 'application/json', ...signed, ...headers } });
  };
  return { slack, url, post };
}

test('a frame that is no envelope, or of nothing, costs nothing but itself and is told once', async () => {
  const slack = await SlackDesk.start();
  for (const frame of STRANGE_FRAMES) slack.platform.sendText(frame);
  const kim = slack.platform.createUser({ name: 'kim' });
  kim.writes(kim.directMessage(), 'still there?');
  await slack.took(1);
  expect(slack.statuses.at(-1)?.state).toBe('connected');
  expect(slack.platform.requests.of('apps.connections.open')).toHaveLength(1);
  expect(slack.errors).toEqual([
    expect.objectContaining({ message: expect.stringContaining('What Slack sent could not be read') }),
  ]);
});
