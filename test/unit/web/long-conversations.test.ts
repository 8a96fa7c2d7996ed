import { afterEach, beforeEach, expect, test } from 'vitest';
import type { TranscriptMessage } from '../../../src/domain/message.ts';
import { EXCERPT_LENGTH } from '../../../src/ports/store.ts';
import { Visitor } from '../../support/visitor.ts';
import { startWebDesk, type WebDesk } from '../../support/web-desk.ts';

const LONGEST = 100_000;
/** Half a megabyte of `&quot;` for fifty messages, and the page around them. */
const MAX_PAGE_BYTES = 700_000;

let desk: WebDesk;
let customer: Visitor;
let ana: Visitor;

beforeEach(async () => {
  desk = await startWebDesk();
  customer = new Visitor(desk.app);
  ana = new Visitor(desk.app);
  await ana.postForm(await desk.invite('Ana'), {});
  await customer.get('/chat');
  await customer.postJson('/chat/messages', { text: 'a person please' });
  await desk.settle();
});

afterEach(() => desk.stop());

/** Adds to the conversation what a customer wrote over time. */
async function write(texts: string[]): Promise<void> {
  const conversationId = (await desk.store.read.tickets.findByNumber(1))?.ticket.conversationId ?? '';
  const author = { kind: 'customer' as const, id: 'kim', name: 'Kim' };
  await desk.store.transaction(async (tx) => {
    for (const [index, text] of texts.entries()) {
      const key = { id: `x${index}`, messageKey: `k${index}`, sentAt: Date.now() + index };
      await tx.messages.addFromCustomer({ ...key, conversationId, author, text, attachments: [] });
    }
  });
}

async function bytesOf(visitor: Visitor, path: string, accept: string): Promise<number> {
  const response = await visitor.get(path, { Accept: accept });
  expect(response.status).toBe(200);
  return (await response.arrayBuffer()).byteLength;
}

test.each([
  ['Latin', 'lorem ipsum dolor '],
  ['Chinese', '我的订单在哪里呢'],
  ['marks of HTML', '<>&"'],
  ['emoji', '👨‍👩‍👧‍👦'],
])(
  'two hundred messages of a hundred thousand characters in %s cost a page no more than it has room for',
  async (_script, piece) => {
    const text = piece.repeat(LONGEST).slice(0, LONGEST).toWellFormed();
    await write(Array(200).fill(text));
    for (const accept of ['text/html', 'application/json']) {
      expect(await bytesOf(customer, '/chat/transcript', accept)).toBeLessThan(MAX_PAGE_BYTES);
      expect(await bytesOf(customer, '/chat/transcript?before=x100', accept)).toBeLessThan(MAX_PAGE_BYTES);
    }
    expect(await bytesOf(customer, '/chat', 'text/html')).toBeLessThan(MAX_PAGE_BYTES);
    expect(await bytesOf(customer, '/chat?before=x100', 'text/html')).toBeLessThan(MAX_PAGE_BYTES);
    expect(await bytesOf(ana, '/console/tickets/1', 'text/html')).toBeLessThan(MAX_PAGE_BYTES);
    expect(await bytesOf(ana, '/console', 'text/html')).toBeLessThan(50_000);
  },
  60_000,
);

test('long messages that still wait to be handled are bounded as well', async () => {
  await desk.desk.stop();
  const text = '<>&"'.repeat(LONGEST / 4);
  for (let index = 0; index < 60; index += 1) {
    expect((await customer.postJson('/chat/messages', { text: `${index} ${text.slice(10)}` })).status).toBe(202);
  }
  expect(await bytesOf(customer, '/chat', 'text/html')).toBeLessThan(MAX_PAGE_BYTES);
  expect((await customer.html('/chat')).match(/…<\/div>/g)).toHaveLength(40);
});

test.each([
  ['customers', '/chat'],
  ['staff', '/console/tickets/1'],
])('%s reach the whole conversation by links, without a script', async (who, start) => {
  const visitor = who === 'staff' ? ana : customer;
  await write(Array.from({ length: 120 }, (_, index) => `message number ${index}.`));
  const seen = new Set<string>();
  let path: string | undefined = start;
  for (let pages = 0; path !== undefined; pages += 1) {
    expect(pages).toBeLessThan(4);
    const html = await visitor.html(path);
    for (const [, number = ''] of html.matchAll(/message number (\d+)\./g)) seen.add(number);
    path = /<a href="([^"]*before=[^"]*)">Show earlier messages<\/a>/.exec(html)?.[1];
    if (pages > 0) expect(html).toContain(`<a href="${start}">Back to the newest messages</a>`);
  }
  expect(seen.size).toBe(120);
});

test('programs reach the whole conversation as well', async () => {
  await write(Array.from({ length: 120 }, (_, index) => `message number ${index}.`));
  type Page = { messages: TranscriptMessage[]; hasEarlier: boolean };
  const texts: string[] = [];
  let page = await customer.json<Page>('/chat/transcript');
  texts.unshift(...page.messages.map(({ text }) => text));
  while (page.hasEarlier) {
    page = await customer.json<Page>(`/chat/transcript?before=${page.messages[0]?.id}`);
    texts.unshift(...page.messages.map(({ text }) => text));
  }
  expect(texts.filter((text) => text.startsWith('message number'))).toEqual(
    Array.from({ length: 120 }, (_, index) => `message number ${index}.`),
  );
});

test('a long message is folded, and shown whole to whom the conversation is', async () => {
  const text = `${'word '.repeat(20_000 - 2)}<b>end`;
  await write([text]);
  const folded = await customer.html('/chat');
  expect(folded.includes('&lt;b&gt;end')).toBe(false);
  expect(folded).toContain('<a class="show-all" href="/chat/messages/x0">Show the whole message</a>');
  expect(await customer.html('/chat/messages/x0')).toContain('word &lt;b&gt;end');
  expect(await customer.json('/chat/messages/x0')).toMatchObject({ text, isCut: false });
  const { messages } = await customer.json<{ messages: TranscriptMessage[] }>('/chat/transcript');
  expect(messages.at(-1)).toMatchObject({ text: text.slice(0, EXCERPT_LENGTH), isCut: true });
  expect((await new Visitor(desk.app).get('/chat/messages/x0')).status).toBe(404);

  expect(await ana.html('/console/tickets/1')).toContain('/console/tickets/1/messages/x0');
  expect(await ana.html('/console/tickets/1/messages/x0')).toContain('word &lt;b&gt;end');
  expect((await ana.get('/console/tickets/1/messages/x9')).status).toBe(404);
  expect((await new Visitor(desk.app).get('/console/tickets/1/messages/x0')).status).toBe(401);
});

test('a page that has read the newest already is not sent it again', async () => {
  const first = await customer.get('/chat/transcript');
  const again = await customer.get('/chat/transcript', { 'If-None-Match': first.headers.get('ETag') ?? '' });
  expect([again.status, await again.text()]).toEqual([304, '']);
  await write(['new']);
  const changed = await customer.get('/chat/transcript', { 'If-None-Match': first.headers.get('ETag') ?? '' });
  expect(changed.status).toBe(200);
});

test('notes stand between the messages of their time', async () => {
  const ticketId = (await desk.store.read.tickets.findByNumber(1))?.ticket.id ?? '';
  const staff = { id: 'ana', name: 'Ana', role: 'agent' as const };
  await desk.desk.command({ key: '1', ticketId, staff, command: { kind: 'note', text: 'the first note' } });
  await write(Array.from({ length: 120 }, (_, index) => `message number ${index}.`));
  const newest = await ana.html('/console/tickets/1');
  expect(newest).not.toContain('the first note');
  const earlier = await ana.html('/console/tickets/1?before=x40');
  expect(earlier).toContain('the first note');
  expect(earlier.indexOf('the first note')).toBeLessThan(earlier.indexOf('message number 0.'));
});
