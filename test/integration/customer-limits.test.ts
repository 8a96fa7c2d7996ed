import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type CustomerLimits, perHour, perMinute } from '../../src/domain/limits.ts';
import { MINUTE_MS } from '../../src/domain/policy.ts';
import { ANNA } from '../support/conversation.ts';
import { TestDesk, TestFolder } from '../support/test-desk.ts';
import { activeTickets } from '../support/tickets.ts';

const UNLIMITED: CustomerLimits = {
  messages: perMinute(Number.POSITIVE_INFINITY),
  bytes: perMinute(Number.POSITIVE_INFINITY),
  conversations: perHour(Number.POSITIVE_INFINITY),
  tickets: perHour(Number.POSITIVE_INFINITY),
};
const QUESTION = 'where is order 100234';
const ANSWER = 'Order 100234 is on its way.';

let folder: TestFolder;
let desk: TestDesk;

beforeAll(async () => {
  folder = await TestFolder.create();
});
beforeEach(() => folder.empty());
afterEach(() => desk.stop());
afterAll(() => folder.remove());

async function start(limits: Partial<CustomerLimits>): Promise<void> {
  desk = await TestDesk.start(folder, { customerLimits: { ...UNLIMITED, ...limits } });
}

async function transcriptOf(customer = 'kim'): Promise<string[]> {
  const messages = await desk.store.read.messages.transcript(desk.conversationId(customer), { limit: 200 });
  return messages.filter(({ author }) => author.kind === 'customer').map(({ text }) => text);
}

/** A message of one customer in a thread of its own. */
async function saysIn(thread: string, text: string): Promise<void> {
  await desk.desk.accept({
    channel: 'test',
    account: 'default',
    conversationKey: thread,
    eventKey: `${thread}/${text}`,
    occurredAt: desk.clock.now(),
    customer: { key: 'kim', name: 'Kim', locale: 'en' },
    body: { kind: 'message', messageKey: thread, text },
  });
  await desk.settle();
}

describe('a customer who writes more than they may', () => {
  test('is told so once, and everything is kept and answered together', async () => {
    await start({ messages: perMinute(3) });
    for (let count = 0; count < 30; count++) expect(await desk.says(QUESTION)).toBe('accepted');
    expect(desk.channel.texts()).toEqual([ANSWER, ANSWER, ANSWER, ANSWER, expect.stringMatching(/^That is a lot/)]);
    await desk.pass(MINUTE_MS);
    expect(desk.channel.texts().slice(5)).toEqual([expect.stringMatching(/^I have nothing to add/)]);
    expect(desk.channel.shown.at(-1)?.message.inReplyTo).toHaveLength(26);
    expect(await transcriptOf()).toHaveLength(30);
  });

  test('keeps nobody else from being answered', async () => {
    await start({ messages: perMinute(3) });
    for (let count = 0; count < 10; count++) await desk.says(QUESTION);
    await desk.says(QUESTION, { customer: 'lu' });
    expect(desk.channel.shown.at(-1)?.to.conversationKey).toBe('lu');
  });

  test('keeps staff from nothing: a command is carried out at once, after what was written before', async () => {
    await start({ messages: perMinute(2) });
    await desk.says('a person please');
    for (let count = 0; count < 6; count++) await desk.says(`detail ${count}`);
    expect(await desk.does(ANNA, { kind: 'claim' })).toMatchObject({ ok: true });
    expect((await transcriptOf()).at(-1)).toBe('detail 5');
  });

  test('is answered after a restart too', async () => {
    await start({ messages: perMinute(1) });
    for (let count = 0; count < 4; count++) await desk.says(QUESTION);
    const now = desk.clock.now();
    await desk.stop();
    desk = await TestDesk.start(folder, { now, customerLimits: { ...UNLIMITED, messages: perMinute(1) } });
    await desk.pass(MINUTE_MS);
    expect(await transcriptOf()).toHaveLength(4);
  });

  test('is answered at once after the clock was set back', async () => {
    await start({ messages: perMinute(1) });
    for (let count = 0; count < 4; count++) await desk.says(QUESTION);
    const now = desk.clock.now() - 60 * MINUTE_MS;
    await desk.stop();
    desk = await TestDesk.start(folder, { now });
    await desk.settle();
    expect(await transcriptOf()).toHaveLength(4);
  });
});

test('who writes too much in the thread of somebody else does not hold that one up', async () => {
  await start({ messages: perMinute(1) });
  await saysIn('thread', QUESTION);
  const asLu = { conversationKey: 'thread', customer: { key: 'lu', name: 'Lu', locale: 'en' } };
  const body = { kind: 'message' as const, messageKey: 'x', text: 'hello' };
  for (let count = 0; count < 5; count++) {
    const occurrence = { channel: 'test', account: 'default', eventKey: `lu-${count}`, occurredAt: desk.clock.now() };
    await desk.desk.accept({ ...occurrence, ...asLu, body });
  }
  await desk.settle();
  expect(await desk.store.read.inbox.conversationsWithPending(9)).toEqual([]);
  expect(desk.channel.shown.map(({ message }) => message.text)).toEqual([ANSWER]);
});

describe('a customer who sends more bytes than are taken in', () => {
  test('is told so, and is taken in again when the time has come', async () => {
    await start({ bytes: perMinute(10_000) });
    expect(await desk.says('x'.repeat(6_000))).toBe('accepted');
    for (let count = 0; count < 5; count++) expect(await desk.says('y'.repeat(6_000))).toBe('refused');
    expect(desk.channel.texts().filter((text) => text.includes('not reached us'))).toHaveLength(1);
    await desk.pass(MINUTE_MS);
    expect(await desk.says('y'.repeat(6_000))).toBe('accepted');
    expect(await transcriptOf()).toHaveLength(2);
  });

  test('is told so in a conversation that begins with it', async () => {
    await start({ bytes: perMinute(10_000) });
    await saysIn('first', 'x'.repeat(9_000));
    await saysIn('second', 'y'.repeat(9_000));
    expect(desk.channel.shown.at(-1)?.to.conversationKey).toBe('second');
    expect(desk.channel.shown.at(-1)?.message.text).toContain('not reached us');
  });

  test('can still take back what they wrote', async () => {
    await start({ bytes: perMinute(5_000) });
    await desk.receive({ kind: 'message', messageKey: 'secret', text: 'x'.repeat(4_500) });
    expect(await desk.receive({ kind: 'edit', messageKey: 'secret', text: 'y'.repeat(4_500) })).toBe('refused');
    expect(await desk.receive({ kind: 'delete', messageKey: 'secret' })).toBe('accepted');
  });
});

describe('a customer who begins one conversation after the other', () => {
  test('is told so, once and not in each, and goes on in those that have begun', async () => {
    await start({ conversations: perHour(3) });
    for (let count = 0; count < 20; count++) await saysIn(`thread-${count}`, QUESTION);
    const told = desk.channel.shown.filter(({ message }) => message.text.includes('write here again in 20 min.'));
    expect(told.map(({ to }) => to.conversationKey)).toEqual(['thread-3']);
    expect(await transcriptOf('thread-19')).toEqual([]);
    await saysIn('thread-2', 'where is order 100235');
    expect(await transcriptOf('thread-2')).toEqual([QUESTION, 'where is order 100235']);
    await desk.pass(20 * MINUTE_MS);
    await saysIn('thread-19', QUESTION);
    expect(await transcriptOf('thread-19')).toEqual([QUESTION]);
  });
});

describe('a customer who asks for people in one thread after the other', () => {
  test('gets so many tickets an hour, and is told when there can be another', async () => {
    await start({ tickets: perHour(2) });
    for (let count = 0; count < 10; count++) await saysIn(`thread-${count}`, 'a person please');
    expect(await activeTickets(desk.store)).toHaveLength(2);
    expect(desk.channel.shown.at(-1)?.message.text).toContain('a new one can be opened in 30 min.');
    await desk.pass(30 * MINUTE_MS);
    await saysIn('thread-9', 'let me speak to somebody');
    expect(await activeTickets(desk.store)).toHaveLength(3);
  });

  test('is still answered by the bot, and others get their tickets', async () => {
    await start({ tickets: perHour(1) });
    await saysIn('one', 'a person please');
    await saysIn('two', 'a person please');
    await saysIn('two', QUESTION);
    expect(desk.channel.shown.at(-1)?.message.text).toBe(ANSWER);
    await desk.says('a person please', { customer: 'lu' });
    expect(await activeTickets(desk.store)).toHaveLength(2);
  });
});
