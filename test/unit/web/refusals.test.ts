import { Hono } from 'hono';
import { HTTPException } from 'hono/http-exception';
import { pino } from 'pino';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createHttpApp, type Site } from '../../../src/http/http-app.ts';
import { Visitor } from '../../support/visitor.ts';
import { startWebDesk, type WebDesk } from '../../support/web-desk.ts';

const PAGE = { Accept: 'text/html,application/xhtml+xml' };
const PUBLIC = 'https://desk.example';

let desk: WebDesk;

beforeEach(async () => {
  desk = await startWebDesk({ publicOrigin: PUBLIC });
});

afterEach(() => desk.stop());

function post(path: string, headers: Record<string, string>, type = 'application/x-www-form-urlencoded') {
  const body = 'text=gift+card';
  return desk.app.request(`http://desk.internal${path}`, {
    method: 'POST',
    headers: { 'Content-Type': type, ...headers },
    body,
  });
}

const FORMS = ['/chat/messages', '/console/sign-in/secret'];

describe.each(FORMS)('a form for %s', (path) => {
  test.each([
    ['the public address, as older Safari behind a proxy tells it', { Origin: PUBLIC }],
    ['the address it arrives at', { Origin: 'http://desk.internal' }],
    ['a browser that says so itself', { 'Sec-Fetch-Site': 'same-origin', Origin: 'null' }],
  ])('is taken from %s', async (_where, headers) => {
    expect([303, 410]).toContain((await post(path, headers)).status);
  });

  test.each<[string, Record<string, string>, string?]>([
    ['another site', { Origin: 'https://evil.example' }],
    ['another site, as newer browsers tell', { 'Sec-Fetch-Site': 'cross-site', Origin: 'https://evil.example' }],
    ['a neighbouring site', { 'Sec-Fetch-Site': 'same-site', Origin: 'https://shop.desk.example' }],
    ['the public host without encryption', { Origin: 'http://desk.example' }],
    ['the public host at another port', { Origin: `${PUBLIC}:8443` }],
    ['a page without an address', { Origin: 'null' }],
    ['nobody knows where', {}],
    ['another site as plain text', { Origin: 'https://evil.example' }, 'text/plain'],
    ['another site with a file', { Origin: 'https://evil.example' }, 'multipart/form-data; boundary=x'],
    ['another site without a type', { Origin: 'https://evil.example' }, ''],
  ])('is refused from %s, without an entry in the log', async (_where, headers, type) => {
    const response = await post(path, { ...PAGE, ...headers }, type);
    expect(response.status).toBe(403);
    expect(await response.text()).toMatch(/<h1>This did not work<\/h1>[\s\S]*a page that is not/);
    expect(desk.logged).toEqual([]);
  });
});

describe('a refusal', () => {
  const refusals: [string, string, string, number, RegExp][] = [
    ['an address that is not there', 'GET', '/nowhere', 404, /mistyped/],
    ['an address of the chat that is not there', 'GET', '/chat/nowhere', 404, /mistyped/],
    ['somebody else’s file', 'GET', '/chat/files/m1/0', 404, /mistyped/],
    ['a method that does nothing', 'DELETE', '/help/en', 405, /in this way/],
  ];

  test.each(refusals)('of %s is a page that says what to do', async (_what, method, path, status, words) => {
    const response = await desk.app.request(path, { method, headers: PAGE });
    expect(response.status).toBe(status);
    const page = await response.text();
    expect(page).toMatch(words);
    expect(page).toContain('<a href="/chat">Back to the chat</a>');
    expect(response.headers.get('Content-Type')).toMatch(/^text\/html/);
    expect(response.headers.get('Content-Security-Policy')).toContain("default-src 'none'");
    expect(response.headers.get('Cache-Control')).toBe('no-store');
  });

  test.each(refusals)('of %s is JSON for a program', async (_what, method, path, status, words) => {
    const response = await desk.app.request(path, { method, headers: { Accept: 'application/json' } });
    expect(response.status).toBe(status);
    expect(await response.json()).toEqual({ error: { code: String(status), message: expect.stringMatching(words) } });
  });

  test.each(refusals)('of %s is text for who asks for neither', async (_what, method, path, status, words) => {
    const response = await desk.app.request(path, { method });
    expect([response.status, response.headers.get('Content-Type')]).toEqual([status, 'text/plain; charset=UTF-8']);
    expect(await response.text()).toMatch(words);
  });

  test('is in the language of the customer', async () => {
    const response = await desk.app.request('/nowhere', { headers: { ...PAGE, 'Accept-Language': 'zh-CN' } });
    expect(await response.text()).toMatch(/<html lang="zh">[\s\S]*页面不存在[\s\S]*返回聊天/);
  });

  test('of a ticket, an admin’s page and a form too large has the look of the console', async () => {
    const ana = new Visitor(desk.app);
    await ana.postForm(await desk.invite('Ana'), {});
    for (const [path, status, words] of [
      ['/console/tickets/7', 404, 'There is no such ticket.'],
      ['/console/staff', 403, 'Only an admin may see this page.'],
      ['/console/nowhere', 404, 'There is nothing here'],
    ] as const) {
      const response = await ana.get(path, PAGE);
      expect(response.status).toBe(status);
      expect(await response.text()).toMatch(new RegExp(`class="entrance"[\\s\\S]*${words}[\\s\\S]*Go to the queue`));
    }
    const large = await ana.postForm('/console/tickets/1/commands/note', { text: 'x'.repeat(1_100_000) }, PAGE);
    expect(large.status).toBe(413);
    expect(await large.text()).toContain('at most 1 MB');
    expect(desk.logged).toEqual([]);
  });
});

describe('a handler that throws', () => {
  const words = (_c: unknown, status: number) => `Words for ${status}.`;
  const lines: string[] = [];

  function throwing(error: Error) {
    const routes = new Hono().get('/sign-in/:secret', () => {
      throw error;
    });
    const site: Site = {
      routes,
      explain: words,
      renderRefusal: (_c, status, message) => `<h1>${status}</h1>${message}`,
    };
    const web = { ...site, routes: new Hono() };
    lines.length = 0;
    const logger = pino({ level: 'trace' }, { write: (line) => void lines.push(line) });
    const app = createHttpApp({ web, console: site, logger });
    return app.request('/console/sign-in/hush', { headers: PAGE });
  }

  test.each([400, 401, 403, 404, 409, 413, 429] as const)(
    'a refusal of status %i keeps it and logs nothing',
    async (status) => {
      const response = await throwing(new HTTPException(status));
      expect([response.status, await response.text()]).toEqual([status, `<h1>${status}</h1>Words for ${status}.`]);
      expect(lines).toEqual([]);
    },
  );

  test('anything else is a page with status 500, and one entry in the log without the secret of the address', async () => {
    const response = await throwing(new Error('boom'));
    expect([response.status, await response.text()]).toEqual([500, '<h1>500</h1>Words for 500.']);
    expect(lines).toHaveLength(1);
    expect(lines[0]).toContain('boom');
    expect(lines[0]).not.toContain('hush');
  });
});
