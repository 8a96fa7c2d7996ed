import { afterEach, describe, expect, test } from 'vitest';
import { perHour, perMinute, type WebLimits } from '../../../src/domain/limits.ts';
import { createSimulatedClock, type SimulatedClock } from '../../../src/simulation/simulated-clock.ts';
import { activeTickets } from '../../support/tickets.ts';
import { Visitor } from '../../support/visitor.ts';
import { startWebDesk, type WebDesk } from '../../support/web-desk.ts';

const NONE = Number.POSITIVE_INFINITY;
const UNLIMITED: WebLimits = {
  conversations: perHour(NONE),
  messages: perMinute(NONE),
  bytes: perMinute(NONE),
  openPages: NONE,
};

let desk: WebDesk;
let clock: SimulatedClock;

afterEach(() => desk.stop());

async function start(address: Partial<WebLimits>, web: Partial<WebLimits> = {}): Promise<void> {
  clock = createSimulatedClock(Date.UTC(2026, 0, 5, 9));
  const limits = { address: { ...UNLIMITED, ...address }, web: { ...UNLIMITED, ...web } };
  desk = await startWebDesk({ clock, limits });
}

/** Posts a message without a cookie, as somebody new. */
function postFrom(client: string | undefined, text = 'a person please'): Promise<Response> {
  return post({ text }, client === undefined ? {} : { 'Test-Client': client });
}

async function post(body: unknown, headers: Record<string, string>): Promise<Response> {
  return desk.app.request('/chat/messages', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });
}

async function countTickets(): Promise<number> {
  await desk.settle();
  return (await activeTickets(desk.store)).length;
}

describe('a flood from one address', () => {
  test('opens no more than the limited number of tickets, and others are served all the while', async () => {
    await start({ conversations: perHour(20) });
    const statuses = new Map<number, number>();
    for (let round = 0; round < 30; round++) {
      const flood = await Promise.all(Array.from({ length: 100 }, () => postFrom('flood')));
      for (const { status } of flood) statuses.set(status, (statuses.get(status) ?? 0) + 1);
      if (round % 10 === 0) expect((await postFrom('office', 'Is there a gift card?')).status).toBe(202);
    }
    expect(statuses).toEqual(
      new Map([
        [202, 20],
        [429, 2_980],
      ]),
    );
    expect(await countTickets()).toBe(20);
  });

  test('is limited in all where addresses cannot be told apart', async () => {
    await start({ conversations: perHour(1) }, { conversations: perHour(5) });
    const answers = await Promise.all(Array.from({ length: 50 }, () => postFrom(undefined)));
    expect(answers.filter(({ status }) => status === 202)).toHaveLength(5);
    expect(await countTickets()).toBe(5);
  });

  test('from many addresses is limited in all', async () => {
    await start({}, { conversations: perHour(5) });
    const answers = await Promise.all(Array.from({ length: 50 }, (_, index) => postFrom(`address-${index}`)));
    expect(answers.filter(({ status }) => status === 202)).toHaveLength(5);
  });

  test('costs nothing durable while it only looks', async () => {
    await start({});
    for (let count = 0; count < 200; count++) {
      await desk.app.request('/chat');
      await desk.app.request('/chat/transcript');
    }
    expect(await desk.store.read.inbox.conversationsWithPending(10)).toEqual([]);
    const visitor = new Visitor(desk.app);
    await visitor.postJson('/chat/messages', { text: 'Is there a gift card?' });
    await desk.settle();
    const { messages } = await visitor.json<{ messages: { id: string }[] }>('/chat/transcript');
    expect(messages[0]?.id).toBe('c1');
  });
});

describe('who is limited', () => {
  test('is told when to try again, in their language, and is served then', async () => {
    await start({ messages: perMinute(2) });
    const headers = { 'Test-Client': 'a', 'Accept-Language': 'zh' };
    await post({ text: 'one' }, headers);
    await post({ text: 'two' }, headers);
    const refused = await post({ text: 'three' }, headers);
    expect(refused.status).toBe(429);
    expect(refused.headers.get('Retry-After')).toBe('30');
    expect(await refused.json()).toEqual({
      error: { code: 'too_many', message: '从这里发送的消息过多，请在30秒钟后重试。' },
    });
    await clock.advanceTo(clock.now() + 30_000, async () => {});
    expect((await post({ text: 'three' }, headers)).status).toBe(202);
  });

  test('is told in minutes where it takes longer', async () => {
    await start({ conversations: perHour(4) });
    for (let count = 0; count < 4; count++) await postFrom('a');
    const refused = await postFrom('a');
    expect(refused.headers.get('Retry-After')).toBe('900');
    expect(await refused.json()).toMatchObject({ error: { message: expect.stringContaining('in 15 minutes.') } });
  });

  test('keeps a conversation that has begun', async () => {
    await start({ conversations: perHour(1) });
    const visitor = new Visitor(desk.app);
    expect((await visitor.postJson('/chat/messages', { text: 'Is there a gift card?' })).status).toBe(202);
    expect((await visitor.postJson('/chat/messages', { text: 'thanks' })).status).toBe(202);
    await desk.settle();
    expect((await visitor.postJson('/chat/messages', { text: 'thanks' })).status).toBe(202);
  });

  test('gets back what was typed on a page without a script', async () => {
    await start({ messages: perMinute(1) });
    const visitor = new Visitor(desk.app);
    const headers = { 'Test-Client': 'a' };
    expect((await visitor.postForm('/chat/messages', { text: 'one' }, headers)).status).toBe(303);
    const refused = await visitor.postForm('/chat/messages', { text: 'two <b>& more' }, headers);
    expect(refused.status).toBe(429);
    expect(refused.headers.get('Retry-After')).toBe('60');
    const page = await refused.text();
    expect(page).toContain('Please try again in 60 seconds.');
    expect(page).toContain('>two &lt;b&gt;&amp; more</textarea>');
  });

  test('is limited by bytes too', async () => {
    await start({ bytes: perMinute(10_000) });
    expect((await postFrom('a', '字'.repeat(3_000))).status).toBe(202);
    expect((await postFrom('a', '字'.repeat(3_000))).status).toBe(429);
    expect((await postFrom('b', '字'.repeat(3_000))).status).toBe(202);
  });

  test('is not held to it where the limit is lifted', async () => {
    await start({}, {});
    const answers = await Promise.all(Array.from({ length: 200 }, () => postFrom('a')));
    expect(answers.every(({ status }) => status === 202)).toBe(true);
  });
});

describe('pages that are open', () => {
  const open = async (client: string, signal: AbortSignal) =>
    desk.app.request('/chat/events', { headers: { 'Test-Client': client }, signal });

  test('are limited by address, and free when they close', async () => {
    await start({ openPages: 2 });
    const aborted = new AbortController();
    const first = await open('a', aborted.signal);
    await open('a', aborted.signal);
    const refused = await open('a', aborted.signal);
    expect([refused.status, refused.headers.get('Retry-After')]).toEqual([429, '5']);
    expect((await open('b', aborted.signal)).status).toBe(200);
    await first.body?.cancel();
    await desk.settle();
    expect((await open('a', aborted.signal)).status).toBe(200);
    aborted.abort();
  });

  test('are limited in all', async () => {
    await start({}, { openPages: 1 });
    const aborted = new AbortController();
    expect((await open('a', aborted.signal)).status).toBe(200);
    expect((await open('b', aborted.signal)).status).toBe(429);
    aborted.abort();
  });

  test('are not opened by asking for the headers alone', async () => {
    await start({ openPages: 1 });
    const head = () => desk.app.request('/chat/events', { method: 'HEAD', headers: { 'Test-Client': 'a' } });
    expect((await head()).status).toBe(200);
    const aborted = new AbortController();
    expect((await open('a', aborted.signal)).status).toBe(200);
    aborted.abort();
  });
});
