/** What staff have other systems tell and do, from a ticket's page in a browser. */

import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { actionOf, callerOf, serve } from '../support/action-server.ts';
import { launchBrowser, openPage, unnamedControls, type WatchedPage } from '../support/browser.ts';
import { CONTENT } from '../support/conversation.ts';
import { startWebDesk, type WebDesk } from '../support/web-desk.ts';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

const HOSTILE = '<b>packed</b> <script>alert(1)</script>';

let browser: Browser;
let desk: WebDesk;
let url: string;
let opened: WatchedPage[];
let requests: string[];

beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

beforeEach(async () => {
  requests = [];
  const server = await serve(({ method, url: path }, response) => {
    requests.push(`${method} ${path}`);
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify({ state: HOSTILE }));
  });
  const fileOf = (kind: string, request: string) => `
description: ${kind === 'read' ? 'Where an order is' : 'Cancels an order'}
kind: ${kind}
request: { ${request}, url: "http://127.0.0.1:${server.port}/orders/{order_number}" }
outcomes: { known: { status: 200, result: { state: { path: state } } } }
`;
  const actions = {
    cancel_order: { ...actionOf(fileOf('write', 'method: DELETE')), name: 'cancel_order' },
    order_status: { ...actionOf(fileOf('read', 'method: GET')), name: 'order_status' },
  };
  desk = await startWebDesk({ content: { ...CONTENT, actions }, actions: callerOf(server) });
  url = await desk.listen();
  opened = [];
});

afterEach(async () => {
  expect(opened.flatMap(({ troubles }) => troubles)).toEqual([]);
  for (const page of opened) await page.close();
  await desk.stop();
});

async function open(javaScriptEnabled = true): Promise<Page> {
  const watched = await openPage(browser, { javaScriptEnabled });
  opened.push(watched);
  return watched.page;
}

/** A staff member on the page of the ticket that a customer has opened. */
async function onTicket(name: string, javaScriptEnabled = true): Promise<Page> {
  const page = await open(javaScriptEnabled);
  await page.goto(url + (await desk.invite(name)));
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('heading', { name: 'Queue' }).waitFor();
  await page.goto(`${url}/console/tickets/1`);
  return page;
}

async function askForPerson(): Promise<Page> {
  const customer = await open();
  await customer.goto(`${url}/chat`);
  await customer.fill('#text', 'A person please');
  await customer.keyboard.press('Enter');
  await customer.locator('.from-bot', { hasText: 'handing you over' }).waitFor();
  return customer;
}

const looksUp = (page: Page) => page.locator('.runnable', { hasText: 'Where an order is' });
const cancels = (page: Page) => page.locator('.runnable', { hasText: 'Cancels an order' });
const ended = (page: Page, action: string) =>
  page.locator('.entry.note', { hasText: `${action} (order_number 100234)` });

test('what is looked up stands in the conversation for staff alone, and takes nothing of what they are writing', async () => {
  const customer = await askForPerson();
  const ana = await onTicket('Ana');
  await ana.fill('#note-text', 'Half a thought');
  await looksUp(ana).locator('summary').click();
  await looksUp(ana).getByLabel('order number').fill('100234');
  await looksUp(ana).getByRole('button', { name: 'Look it up' }).click();
  const entry = ended(ana, 'order_status');
  await entry.waitFor();
  expect(await entry.locator('.bubble').textContent()).toContain(`known, state ${HOSTILE}`);
  expect(await entry.locator('b, script').count()).toBe(0);
  expect(await ana.inputValue('#note-text')).toBe('Half a thought');
  expect(await unnamedControls(ana)).toEqual([]);
  expect(requests).toEqual(['GET /orders/100234']);
  await customer.reload();
  expect(await customer.content()).not.toContain('packed');
});

test('what changes something is offered to whoever holds the ticket, and done once they have said that it shall be', async () => {
  await askForPerson();
  const ana = await onTicket('Ana');
  expect(await cancels(ana).count()).toBe(0);
  await ana.getByRole('button', { name: 'Claim', exact: true }).click();
  await cancels(ana).locator('summary').click();
  await cancels(ana).getByLabel('order number').fill('100234');
  await cancels(ana).getByRole('button', { name: 'Have it done' }).click();
  expect(
    await cancels(ana)
      .getByLabel('Yes, change it')
      .evaluate((box) => box.matches(':invalid')),
  ).toBe(true);
  expect(requests).toEqual([]);
  await cancels(ana).getByLabel('Yes, change it').check();
  await cancels(ana).getByRole('button', { name: 'Have it done' }).dblclick();
  await ended(ana, 'cancel_order').waitFor();
  expect(requests).toEqual(['DELETE /orders/100234']);
});

test('what one is filling in survives what the customer writes meanwhile', async () => {
  const customer = await askForPerson();
  const ana = await onTicket('Ana');
  await looksUp(ana).locator('summary').click();
  await looksUp(ana).getByLabel('order number').fill('1002');
  await customer.fill('#text', 'Hello?');
  await customer.keyboard.press('Enter');
  await ana.locator('.entry', { hasText: 'Hello?' }).waitFor();
  await ana.keyboard.type('34');
  expect(await looksUp(ana).getByLabel('order number').inputValue()).toBe('100234');
});

test('nothing is offered on a ticket that is over, and all of it again when it is opened again', async () => {
  await askForPerson();
  const ana = await onTicket('Ana');
  await ana.getByRole('button', { name: 'Claim', exact: true }).click();
  await cancels(ana).waitFor();
  await ana.getByRole('button', { name: 'Resolve' }).click();
  await looksUp(ana).waitFor({ state: 'detached' });
  await ana.getByText('None while the ticket is over.').waitFor();
  await ana.getByRole('button', { name: 'Reopen' }).click();
  await cancels(ana).waitFor();
});

test('without JavaScript it works as well', async () => {
  await askForPerson();
  const ana = await onTicket('Ana', false);
  await looksUp(ana).locator('summary').click();
  await looksUp(ana).getByLabel('order number').fill('100234');
  await looksUp(ana).getByRole('button', { name: 'Look it up' }).click();
  await ana.locator('#outcome', { hasText: 'Under way' }).waitFor();
  await desk.settle();
  await vi.waitFor(async () => {
    await ana.goto(`${url}/console/tickets/1`);
    expect(await ended(ana, 'order_status').count()).toBe(1);
  }, 20_000);
});
