import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { activeTickets, allTickets } from '../../support/tickets.ts';
import { Visitor } from '../../support/visitor.ts';
import { startWebDesk, type WebDesk } from '../../support/web-desk.ts';

interface PublicMessage {
  id: string;
  author: { kind: string; name: string };
  text: string;
  score?: number;
}

let desk: WebDesk;
let visitor: Visitor;

beforeEach(async () => {
  desk = await startWebDesk();
  visitor = new Visitor(desk.app);
});

afterEach(() => desk.stop());

async function transcript(): Promise<PublicMessage[]> {
  await desk.settle();
  return (await visitor.json<{ messages: PublicMessage[] }>('/chat/transcript')).messages;
}

test('an accepted message is in the transcript at once, and then answered', async () => {
  const response = await visitor.postJson('/chat/messages', { text: 'Is there a gift card?' });
  expect(response.status).toBe(202);
  expect(await response.json()).toMatchObject({ status: 'accepted' });
  const messages = await transcript();
  expect(messages.map(({ author, text }) => [author.kind, text])).toEqual([
    ['customer', 'Is there a gift card?'],
    ['bot', 'About gift_card.'],
  ]);
});

test('the same message sent again is a duplicate and changes nothing', async () => {
  const message = { key: randomUUID(), text: 'Is there a gift card?' };
  await visitor.postJson('/chat/messages', message);
  const again = await visitor.postJson('/chat/messages', message);
  expect(again.status).toBe(202);
  expect(await again.json()).toMatchObject({ status: 'duplicate' });
  expect(await transcript()).toHaveLength(2);
});

test('two customers may use the same key', async () => {
  const message = { key: randomUUID(), text: 'Is there a gift card?' };
  await visitor.postJson('/chat/messages', message);
  const other = await new Visitor(desk.app).postJson('/chat/messages', message);
  expect(await other.json()).toMatchObject({ status: 'accepted' });
});

test('the cookie that names the customer cannot be read by scripts, and is not what is stored', async () => {
  const response = await visitor.get('/chat');
  const cookie = response.headers.getSetCookie().find((value) => value.startsWith('relaydesk_chat='));
  expect(cookie).toMatch(/HttpOnly/);
  expect(cookie).toMatch(/SameSite=Lax/);
  await visitor.postJson('/chat/messages', { text: 'a person please' });
  await desk.settle();
  const [stored] = await allTickets(desk.store);
  expect(JSON.stringify(stored)).not.toContain(visitor.cookies.get('relaydesk_chat'));
});

test.each([
  ['nothing', '', 400, 'empty'],
  ['spaces only', '  \n ', 400, 'empty'],
  ['one character too many', 'x'.repeat(100_001), 413, 'too_long'],
  ['more than a megabyte', 'x'.repeat(1_100_000), 413, 'too_long'],
])('%s is refused with a clear text', async (_what, text, status, code) => {
  const response = await visitor.postJson('/chat/messages', { text });
  expect(response.status).toBe(status);
  expect(await response.json()).toMatchObject({ error: { code, message: expect.stringMatching(/\w/) } });
});

test.each([
  ['a command with a long argument', `/help ${'x'.repeat(990_000)}`],
  ['a language with a long name', `/language ${'中'.repeat(100_000)}`],
  ['a command after many spaces', `/help${' '.repeat(100_000)}x`],
])('%s is refused like a long message, by form and by JSON', async (_what, text) => {
  for (const response of [
    await visitor.postJson('/chat/messages', { text }),
    await visitor.postForm('/chat/messages', { text }, { Accept: 'application/json' }),
  ]) {
    expect(response.status).toBe(413);
    expect(await response.json()).toMatchObject({ error: { code: 'too_long' } });
  }
  expect(await transcript()).toEqual([]);
});

test.each([
  ['choices', { choiceId: 'x'.repeat(49), messageId: 'm1' }],
  ['choices', { choiceId: 'person', messageId: 'm'.repeat(201) }],
  ['feedback', { score: 1, messageId: 'm'.repeat(201) }],
  ['ratings', { score: 1e9, messageId: 'm1' }],
])('what no button of ours sends to %s is refused', async (kind, body) => {
  expect((await visitor.postJson(`/chat/${kind}`, body)).status).toBe(400);
});

test('a message of 100 000 characters is taken', async () => {
  expect((await visitor.postJson('/chat/messages', { text: 'x'.repeat(100_000) })).status).toBe(202);
});

test.each([[{}], [{ text: 5 }], [{ text: 'hi', key: 'not-a-uuid' }], [[]], ['text'], [null]])(
  '%j is malformed',
  async (body) => {
    expect((await visitor.postJson('/chat/messages', body)).status).toBe(400);
  },
);

test('half characters and NUL become U+FFFD', async () => {
  await visitor.postJson('/chat/messages', { text: 'a\ud800b\0c 🙂' });
  expect((await transcript())[0]?.text).toBe('a\uFFFDb\uFFFDc 🙂');
});

test('a refusal is said in the language of the page', async () => {
  await visitor.get('/chat?lang=zh');
  const response = await visitor.postJson('/chat/messages', { text: '' });
  expect(await response.json()).toMatchObject({ error: { message: '消息内容为空。' } });
});

test('a form without a script works, and leads back to the page', async () => {
  const response = await visitor.postForm('/chat/messages', { text: 'Is there a gift card?' }, { Accept: 'text/html' });
  expect(response.status).toBe(303);
  await desk.settle();
  expect(await visitor.html('/chat')).toContain('About gift_card.');
});

test('a form from another site is refused', async () => {
  const response = await visitor.postForm('/chat/messages', { text: 'x' }, { 'Sec-Fetch-Site': 'cross-site' });
  expect(response.status).toBe(403);
});

test('a score is marked, can be changed, and can be taken back', async () => {
  await visitor.postJson('/chat/messages', { text: 'Is there a gift card?' });
  const answer = (await transcript())[1];
  const scored = async (score: number | null) => {
    await visitor.postJson('/chat/feedback', { messageId: answer?.id, score });
    return (await transcript())[1]?.score;
  };
  expect(await scored(1)).toBe(1);
  expect(await scored(null)).toBeUndefined();
  expect(await scored(0)).toBe(0);
  expect(await visitor.html('/chat')).toMatch(/value=""[^>]*data-score="0"[^>]*aria-pressed="true"/);
});

test('more messages than the desk gets round to are put off, and all taken ones are kept', async () => {
  await visitor.get('/chat');
  const responses = await Promise.all(
    Array.from({ length: 300 }, (_, index) => visitor.postJson('/chat/messages', { text: `gift card ${index}` })),
  );
  const statuses = responses.map(({ status }) => status);
  expect(new Set(statuses)).toEqual(new Set([202, 429]));
  const kept = (await transcript()).filter(({ author }) => author.kind === 'customer');
  expect(kept).toHaveLength(statuses.filter((status) => status === 202).length);
});

test('nothing is taken in once the channel has stopped', async () => {
  await desk.web.channel.stop();
  const response = await visitor.postJson('/chat/messages', { text: 'gift card' });
  expect(response.status).toBe(503);
  expect(await response.json()).toMatchObject({ error: { code: 'unavailable' } });
});

test('what programs read names nobody by more than their name', async () => {
  await visitor.postJson('/chat/messages', { text: 'gift card' });
  for (const message of await transcript()) {
    expect(Object.keys(message.author).sort()).toEqual(['kind', 'name']);
    expect(message).not.toHaveProperty('intent');
  }
});

test('customer text is shown as text', async () => {
  const text = '<script>alert(1)</script> </div> "\' &amp; {{y}}';
  await visitor.postJson('/chat/messages', { text });
  await desk.settle();
  const html = await visitor.html('/chat/transcript');
  expect(html).toContain('&lt;script&gt;alert(1)&lt;/script&gt; &lt;/div&gt;');
  expect(html).not.toContain('<script>');
});

test("pages allow only the desk's own files and are kept by nobody", async () => {
  for (const path of ['/chat', '/help/en', '/help/en/returns', '/chat/transcript']) {
    const { headers } = await visitor.get(path);
    expect(headers.get('Content-Security-Policy')).toContain("default-src 'none'; script-src 'self'; style-src 'self'");
    expect(headers.get('X-Frame-Options')).toBe('DENY');
    expect(headers.get('Cache-Control')).toBe('no-store');
  }
});

test('files are asked for again and not sent again', async () => {
  const first = await visitor.get('/chat/assets/chat.js');
  expect(first.headers.get('Content-Type')).toMatch(/javascript/);
  const etag = first.headers.get('ETag') ?? '';
  expect((await visitor.get('/chat/assets/chat.js', { 'If-None-Match': etag })).status).toBe(304);
  expect((await visitor.get('/chat/assets/..%2fmarkdown.ts')).status).toBe(404);
});

test.each(['/chat', '/console'])('every stylesheet, script and picture that %s names is there', async (path) => {
  const page = await (await visitor.get(path, { Accept: 'text/html' })).text();
  const files = [...page.matchAll(/(?:href|src)="([^"]*\/assets\/[^"]+)"/g)].map(([, file = '']) => file);
  expect(files).toContain('/assets/base.css');
  for (const file of files) {
    const { status, headers } = await visitor.get(file);
    expect([file, status, headers.get('X-Content-Type-Options')]).toEqual([file, 200, 'nosniff']);
  }
});

test.each([
  ['zh-CN,zh;q=0.9,en;q=0.8', 'zh'],
  ['fr,en;q=0.5', 'en'],
  ['fr', 'en'],
  ['en;q=0.1,zh;q=0', 'en'],
])('Accept-Language %s gives %s', async (header, locale) => {
  const html = await (await visitor.get('/chat', { 'Accept-Language': header })).text();
  expect(html).toContain(`<html lang="${locale}">`);
});

test('a chosen language stays', async () => {
  await visitor.get('/chat?lang=zh');
  expect(await visitor.html('/chat')).toContain('<html lang="zh">');
});

test('times and dates are in the language of the page, also without a script', async () => {
  await visitor.postJson('/chat/messages', { text: 'gift card' });
  await desk.settle();
  expect(await visitor.html('/chat')).toMatch(/Z">[A-Z][a-z]{2} \d{1,2}, \d{4}, \d\d:\d\d UTC<\/time>/);
  expect(await visitor.html('/chat?lang=zh')).toMatch(/Z">\d{4}年\d{1,2}月\d{1,2}日 UTC \d\d:\d\d<\/time>/);
  expect(await visitor.html('/help/en/returns')).toContain('<time datetime="2026-01-01">January 1, 2026</time>');
});

test('help articles are there to read, and a missing one says so', async () => {
  expect(await visitor.html('/help/en')).toContain('Returning an item');
  expect(await visitor.html('/help/en/returns')).toContain('Send it back within 30 days.');
  expect((await visitor.get('/help/en/nowhere')).status).toBe(404);
  expect((await visitor.get('/help/fr')).status).toBe(404);
});

describe('files', () => {
  const file = (key: string, name: string, mediaType: string) => ({
    channel: 'slack',
    account: 'T1',
    key,
    name,
    mediaType,
    sizeBytes: 12,
  });
  const files = [
    file('photo', 'a "lamp"\r\n.png', 'image/png'),
    file('photo', 'page.html', 'text/html'),
    file('gone', 'old.png', 'image/png'),
  ];

  async function receiveFiles(): Promise<string> {
    await visitor.postJson('/chat/messages', { text: 'a person please' });
    await desk.settle();
    const [stored] = await activeTickets(desk.store);
    const staff = { id: 'anna', name: 'Anna', role: 'agent' as const };
    const ticketId = stored?.ticket.id ?? '';
    await desk.desk.command({ key: '1', ticketId, staff, command: { kind: 'claim' } });
    await desk.desk.command({ key: '2', ticketId, staff, command: { kind: 'reply', text: '', attachments: files } });
    await desk.settle();
    const found = await visitor.html('/chat/transcript');
    return /\/chat\/files\/[^/]+\//.exec(found)?.[0] ?? '';
  }

  test('are streamed from where they are kept, to the customer they were sent to alone', async () => {
    const path = await receiveFiles();
    const shown = await visitor.get(`${path}0`);
    expect(await shown.text()).toBe('first second');
    expect(shown.headers.get('Content-Type')).toBe('image/png');
    expect(shown.headers.get('Content-Disposition')).toBe("inline; filename*=UTF-8''a%20%22lamp%22%0D%0A.png");
    expect((await new Visitor(desk.app).get(`${path}0`)).status).toBe(404);
    expect((await visitor.get(`${path}9`)).status).toBe(404);
  });

  test('that a browser could run are only saved, and one that is gone says so', async () => {
    const path = await receiveFiles();
    const saved = await visitor.get(`${path}1`);
    expect(saved.headers.get('Content-Type')).toBe('application/octet-stream');
    expect(saved.headers.get('Content-Disposition')).toMatch(/^attachment/);
    expect(saved.headers.get('X-Content-Type-Options')).toBe('nosniff');
    const gone = await visitor.get(`${path}2`);
    expect([gone.status, await gone.text()]).toEqual([404, 'old.png is gone']);
  });
});

test('a command is taken as one, however it is written', async () => {
  await visitor.postJson('/chat/messages', { text: '/Human  ' });
  await desk.settle();
  expect(await activeTickets(desk.store)).toMatchObject([{ ticket: { reason: 'requested' } }]);
  await visitor.postJson('/chat/messages', { text: '/humankind' });
  await desk.settle();
  expect((await transcript()).map(({ text }) => text)).toContain('/humankind');
});

describe('which help articles are read', () => {
  const BROWSER = { 'User-Agent': 'Mozilla/5.0 (X11; Linux x86_64; rv:150.0) Gecko/20100101 Firefox/150.0' };
  const read: string[] = [];

  test.each([
    ['an article', '/help/en/returns', BROWSER, 1],
    ['an article that is not there', '/help/en/nowhere', BROWSER, 0],
    ['the list', '/help/en', BROWSER, 0],
    ['by a search engine', '/help/en/returns', { 'User-Agent': 'Mozilla/5.0 (compatible; Googlebot/2.1)' }, 0],
    ['ahead of time', '/help/en/returns', { ...BROWSER, 'Sec-Purpose': 'prefetch;prerender' }, 0],
    ['by what does not say what it is', '/help/en/returns', {}, 0],
  ])('%s', async (_what, path, headers, count) => {
    read.length = 0;
    const counting = await startWebDesk({ onArticleRead: ({ id, locale }) => read.push(`${locale}/${id}`) });
    await counting.app.request(path, { headers });
    await counting.stop();
    expect(read).toEqual(Array.from({ length: count }, () => 'en/returns'));
  });
});
