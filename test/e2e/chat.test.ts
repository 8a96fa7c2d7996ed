import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { parseEnvironment } from '../../src/config/environment.ts';
import { projectRoot } from '../../src/config/project-root.ts';
import { DEFAULT_LIMITS } from '../../src/domain/limits.ts';
import { startRelaydesk } from '../../src/main.ts';
import { launchBrowser, openPage, unnamedControls, type WatchedPage } from '../support/browser.ts';
import { activeTickets } from '../support/tickets.ts';
import { startWebDesk, type WebDesk } from '../support/web-desk.ts';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

let browser: Browser;
let desk: WebDesk;
let url: string;
let customer: WatchedPage;

beforeAll(async () => {
  browser = await launchBrowser();
});

afterAll(() => browser.close());

beforeEach(async () => {
  desk = await startWebDesk();
  url = await desk.listen();
  customer = await openPage(browser, { viewport: { width: 390, height: 844 } });
});

afterEach(async () => {
  expect(customer.troubles).toEqual([]);
  await customer.close();
  await desk.stop();
});

test('a customer asks, is answered, and finds it all again after a reload', async () => {
  const { page } = customer;
  await page.goto(`${url}/`);
  await page.fill('#text', 'How do I return a teapot?');
  await page.keyboard.press('Enter');
  await page.locator('.from-bot', { hasText: 'Within 30 days.' }).waitFor();
  expect(await page.inputValue('#text')).toBe('');
  expect(await page.locator('#unsent li').count()).toBe(0);
  expect(await page.textContent('#answering')).toBe('With Relaydesk bot');
  await page.reload();
  expect(await page.locator('.message .bubble').allInnerTexts()).toEqual([
    'How do I return a teapot?',
    'Within 30 days.',
  ]);
  await page.getByRole('link', { name: 'Returning an item' }).click();
  await page.getByRole('heading', { name: 'Returning an item' }).waitFor();
});

test('what the desk cannot take yet is kept, and sent by itself when the desk said to', async () => {
  const messages = { amount: 1, perMs: 2_000 };
  const limited = await startWebDesk({ limits: { web: { ...DEFAULT_LIMITS.web, messages } } });
  const { page } = customer;
  await page.goto(`${await limited.listen()}/chat`);
  for (const text of ['gift card', 'another gift card']) {
    await page.fill('#text', text);
    await page.keyboard.press('Enter');
  }
  await page.locator('.failed', { hasText: 'Too much is being sent from here at once. Please try again in' }).waitFor();
  await page.locator('#messages .from-customer', { hasText: 'another gift card' }).waitFor();
  expect(await page.locator('#unsent li').count()).toBe(0);
  await limited.stop();
});

test('a score is marked, changed and taken back', async () => {
  const { page } = customer;
  await page.goto(`${url}/chat`);
  await page.fill('#text', 'gift card');
  await page.keyboard.press('Enter');
  const helped = page.getByRole('button', { name: 'Yes, this helped' });
  await helped.click();
  await page.locator('[data-score="1"][aria-pressed="true"]').waitFor();
  await helped.click();
  await page.locator('[data-score="1"][aria-pressed="false"]').waitFor();
  await page.getByRole('button', { name: 'No, this did not help' }).click();
  await page.locator('[data-score="0"][aria-pressed="true"]').waitFor();
  await page.locator('.from-bot', { hasText: 'handing you over' }).waitFor();
});

test('of two readings the customer presses one, and is answered', async () => {
  const { page } = customer;
  await page.goto(`${url}/chat`);
  await page.fill('#text', 'something');
  await page.keyboard.press('Enter');
  const choice = page.getByRole('button', { name: 'Gift_card please' });
  await choice.click();
  await page.locator('.from-bot', { hasText: 'About gift_card.' }).waitFor();
  await page.locator('.from-customer', { hasText: 'Gift_card please' }).waitFor();
  expect(await choice.isDisabled()).toBe(true);
});

test('the whole chat works with the keyboard alone', async () => {
  const { page } = customer;
  await page.goto(`${url}/chat`);
  const focus = () =>
    page.evaluate<string>('document.activeElement.id || document.activeElement.getAttribute("aria-label") || ""');
  const tabTo = async (wanted: string) => {
    for (let presses = 0; presses < 12 && (await focus()) !== wanted; presses += 1) await page.keyboard.press('Tab');
    expect(await focus()).toBe(wanted);
  };
  await tabTo('text');
  await page.keyboard.type('gift card');
  await page.keyboard.press('Shift+Enter');
  await page.keyboard.type('please');
  await page.keyboard.press('Enter');
  await page.locator('.from-bot').waitFor();
  expect(await page.locator('.from-customer .bubble').textContent()).toBe('gift card\nplease');
  await page.reload();
  await tabTo('Yes, this helped');
  await page.keyboard.press('Enter');
  await page.locator('[data-score="1"][aria-pressed="true"]').waitFor();
  expect(await focus()).toBe('Yes, this helped');
});

test('everything has a name, and the conversation is a log that is read out', async () => {
  const { page } = customer;
  await page.goto(`${url}/chat`);
  await page.fill('#text', 'gift card');
  await page.keyboard.press('Enter');
  await page.locator('.feedback').waitFor();
  expect(await unnamedControls(page)).toEqual([]);
  await page.getByRole('log', { name: 'Conversation' }).waitFor();
  await page.getByRole('textbox', { name: 'Your message' }).waitFor();
  expect(await page.evaluate<number>('document.documentElement.scrollWidth')).toBe(390);
});

test('what could not be sent says so, outlives a reload, and is sent once the desk is back', async () => {
  const { page } = customer;
  await page.goto(`${url}/chat`);
  await page.locator('.welcome').waitFor();
  await page.context().setOffline(true);
  await page.fill('#text', 'gift card');
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Try again' }).waitFor();
  expect(await page.locator('.failed .words').textContent()).toBe('Not sent.');
  await page.context().setOffline(false);
  await page.reload();
  await page.locator('.from-bot', { hasText: 'About gift_card.' }).waitFor();
  expect(await page.locator('.from-customer').count()).toBe(1);
});

test('a desk that takes nothing in is told of, and trying again sends the message once', async () => {
  const { page } = customer;
  await page.goto(`${url}/chat`);
  await page.locator('.welcome').waitFor();
  await page.route('**/chat/messages', (route) =>
    route.fulfill({ status: 503, json: { error: { message: 'Please try again.' } } }),
  );
  await page.fill('#text', 'gift card');
  await page.keyboard.press('Enter');
  await page.locator('.failed', { hasText: 'Not sent. Please try again.' }).waitFor();
  await page.unroute('**/chat/messages');
  await page.getByRole('button', { name: 'Try again' }).click();
  await page.locator('.from-bot', { hasText: 'About gift_card.' }).waitFor();
  expect(await page.locator('.from-customer').count()).toBe(1);
});

test('a text too long is refused, and what was written is not lost', async () => {
  const { page } = customer;
  await page.goto(`${url}/chat`);
  const text = `${'x'.repeat(100_000)} the end`;
  await page.fill('#text', text);
  await page.keyboard.press('Enter');
  await page.locator('.failed', { hasText: 'at most 100,000 characters' }).waitFor();
  await page.getByRole('button', { name: 'Discard' }).click();
  expect(await page.inputValue('#text')).toBe(text);
});

test('a half-written message is still there after a reload', async () => {
  const { page } = customer;
  await page.goto(`${url}/chat`);
  await page.fill('#text', 'I was just about to');
  await page.reload();
  expect(await page.inputValue('#text')).toBe('I was just about to');
});

test('hostile text is shown as it is and does nothing', async () => {
  const { page } = customer;
  await page.goto(`${url}/chat`);
  const hostile = [
    '<script>alert(1)</script><img src=x onerror=alert(2)><a href="javascript:alert(3)">x</a>',
    "'; DROP TABLE messages; --",
    '\u202Eevil \u2067 مرحبا',
  ];
  for (const text of hostile) {
    await page.fill('#text', text);
    await page.keyboard.press('Enter');
    await page
      .locator('#messages .from-customer .bubble', { hasText: text.slice(0, 6) })
      .first()
      .waitFor();
  }
  expect(await page.locator('#messages .from-customer .bubble').allTextContents()).toEqual(hostile);
  expect(await page.locator('#messages :is(script, img, a[href^="javascript"])').count()).toBe(0);
});

test('typing is shown while somebody writes', async () => {
  const { page } = customer;
  await page.goto(`${url}/chat`);
  await page.fill('#text', 'a person please');
  await page.keyboard.press('Enter');
  await page.locator('.from-bot', { hasText: 'handing you over' }).waitFor();
  const [stored] = await activeTickets(desk.store);
  desk.desk.showTyping(stored?.ticket.conversationId ?? '', { id: 'ana', name: 'Ana', role: 'agent' });
  await page.locator('#typing', { hasText: 'Ana is writing…' }).waitFor();
});

test('the page speaks Chinese to those who ask for it, and can be switched', async () => {
  const visitor = await openPage(browser, { locale: 'zh-CN' });
  await visitor.page.goto(`${url}/chat`);
  await visitor.page.getByRole('heading', { name: '您好！请问有什么可以帮您？' }).waitFor();
  await visitor.page.getByRole('link', { name: 'English' }).click();
  await visitor.page.getByRole('heading', { name: 'Hello! How can we help?' }).waitFor();
  expect(visitor.troubles).toEqual([]);
  await visitor.close();
});

test('the desk as it is shipped answers in both languages', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'relaydesk-shipped-'));
  const shipped = await startRelaydesk(
    parseEnvironment({ PORT: '0', DATA_DIR: folder, CONTENT_DIR: projectRoot() }),
    pino({ level: 'silent' }),
  );
  const { page } = customer;
  try {
    for (const [language, question] of [
      ['en', 'How do I return something?'],
      ['zh', '怎么退货？'],
    ]) {
      await page.context().clearCookies();
      await page.goto(`${shipped.url}/chat?lang=${language}`);
      await page.fill('#text', question ?? '');
      await page.keyboard.press('Enter');
      await page.locator(`.from-bot a[href^="/help/${language}/"]`).first().click();
      await page.locator('.article-body').waitFor();
    }
  } finally {
    await shipped.stop();
    await rm(folder, { recursive: true });
  }
});

test('earlier messages are loaded above, stay there while new ones arrive, and a long one unfolds', async () => {
  const { page } = customer;
  await page.goto(`${url}/chat`);
  const say = (text: string) => page.request.post(`${url}/chat/messages`, { data: { text } });
  await say('a person please');
  await say(`${'long '.repeat(1_000)}end of it`);
  for (let index = 0; index < 60; index += 1) expect((await say(`message ${index}.`)).status()).toBe(202);
  await desk.settle();
  await page.reload();
  const shown = page.locator('#messages > .message');
  expect(await shown.count()).toBe(50);
  await page.getByRole('link', { name: 'Show earlier messages' }).click();
  await page.locator('.bubble', { hasText: 'a person please' }).waitFor();
  const earlier = await shown.count();
  expect(earlier).toBeGreaterThan(60);
  expect(await page.locator('#earlier').count()).toBe(0);
  await page.getByRole('link', { name: 'Show the whole message' }).click();
  await page.locator('.bubble', { hasText: 'end of it' }).waitFor();
  await page.fill('#text', 'and one more');
  await page.keyboard.press('Enter');
  await page.locator('#messages .bubble', { hasText: 'and one more' }).waitFor();
  expect(await shown.count()).toBe(earlier + 1);
  expect(await page.locator('.bubble', { hasText: 'end of it' }).count()).toBe(1);
  const texts = await page.locator('#messages .from-customer .bubble').allInnerTexts();
  expect(texts.slice(2)).toEqual([...Array.from({ length: 60 }, (_, index) => `message ${index}.`), 'and one more']);
});
