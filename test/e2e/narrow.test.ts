/** Every page on a narrow phone, with the widest things that people can write. */

import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { launchBrowser, openPage, type WatchedPage } from '../support/browser.ts';
import { activeTickets } from '../support/tickets.ts';
import { startWebDesk, type WebDesk } from '../support/web-desk.ts';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

const WIDTH = 320;
const WORD = 'Donaudampfschifffahrtsgesellschaft'.repeat(12);
const ADDRESS = `https://example.com/${'a/very-long-path'.repeat(20)}?q=${'%20'.repeat(60)}`;
const MARKDOWN = [
  `# ${WORD}`,
  `- ${WORD}`,
  `1. [${WORD}](${ADDRESS})`,
  `> ${ADDRESS}`,
  `\`${WORD}\``,
  `\`\`\`\n${WORD} ${WORD}\n\`\`\``,
  `| ${'a | '.repeat(12)}\n|${'---|'.repeat(12)}\n|${` ${WORD.slice(0, 60)} |`.repeat(12)}`,
  `![${WORD}](${ADDRESS})`,
  '0.'.repeat(400),
].join('\n\n');

let browser: Browser;
let desk: WebDesk;
let url: string;
let customer: WatchedPage;
let staff: WatchedPage;

beforeAll(async () => {
  browser = await launchBrowser();
  desk = await startWebDesk({
    deskName: WORD.slice(0, 80),
    problems: [{ file: `intents/en/${WORD}.yaml`, line: 1, severity: 'error', reason: `${WORD} ${ADDRESS}` }],
  });
  url = await desk.listen();
  const viewport = { width: WIDTH, height: 700 };
  customer = await openPage(browser, { viewport });
  staff = await openPage(browser, { viewport });
  await converse();
});

afterAll(async () => {
  await customer.close();
  await staff.close();
  await desk.stop();
  await browser.close();
});

/** A customer who writes the widest things, and somebody who answers in kind. */
async function converse(): Promise<void> {
  const { page } = customer;
  await page.goto(`${url}/chat`);
  for (const text of ['something', 'gift card', WORD, ADDRESS, `${MARKDOWN} a person ${'x'.repeat(3_000)}`]) {
    await page.request.post(`${url}/chat/messages`, { data: { text } });
    await desk.settle();
  }
  const [stored] = await activeTickets(desk.store);
  const ticketId = stored?.ticket.id ?? '';
  const file = { channel: 'slack', account: 'T1', key: 'photo', mediaType: 'text/plain', sizeBytes: 12 };
  const ana = { id: 'ana', name: WORD.slice(0, 80), role: 'admin' as const };
  const attachments = [{ ...file, name: `${WORD}.txt` }];
  await desk.desk.command({ key: '1', ticketId, staff: ana, command: { kind: 'claim' } });
  await desk.desk.command({ key: '2', ticketId, staff: ana, command: { kind: 'reply', text: MARKDOWN, attachments } });
  await desk.desk.command({ key: '3', ticketId, staff: ana, command: { kind: 'note', text: `${WORD} ${ADDRESS}` } });
  await desk.desk.command({ key: '4', ticketId, staff: ana, command: { kind: 'transfer', to: { ...ana, id: 'ben' } } });
  await desk.settle();
  await staff.page.goto(url + (await desk.invite(ana.name, 'admin')));
  await staff.page.getByRole('button', { name: 'Sign in' }).click();
  await staff.page.waitForURL(/console$/);
}

/** What sticks out of the page or can be scrolled sideways, but for tables and code, which scroll by themselves. */
const TOO_WIDE = `
  const scrollsByItself = 'pre, table, .scroll, textarea, select, input';
  const isClipped = (element) =>
    element !== document.body && (getComputedStyle(element).overflowX === 'hidden' || isClipped(element.parentElement));
  const isTooWide = (element) => {
    const scrolls = ['auto', 'scroll'].includes(getComputedStyle(element).overflowX);
    if (scrolls && element.scrollWidth > element.clientWidth + 1) return true;
    const { right, width } = element.getBoundingClientRect();
    return width > 1 && right > innerWidth + 1 && !isClipped(element);
  };
  [...document.body.querySelectorAll('*')]
    .filter((element) => !element.closest(scrollsByItself) && isTooWide(element))
    .map((element) => element.outerHTML.slice(0, 120));
`;

async function tooWide({ page }: WatchedPage, path: string): Promise<string[]> {
  await page.goto(url + path);
  expect(await page.evaluate('document.scrollingElement.scrollWidth'), path).toBeLessThanOrEqual(WIDTH);
  return page.evaluate<string[]>(TOO_WIDE);
}

test.each(['/chat', '/help/en', '/help/en/returns', '/help/en/nowhere', '/nowhere', `/${WORD}`, '/chat?lang=zh'])(
  'customers need not scroll sideways on %s',
  async (path) => {
    expect(await tooWide(customer, path)).toEqual([]);
  },
);

test('a long message fits as well once it is unfolded', async () => {
  const { page } = customer;
  await page.goto(`${url}/chat`);
  const link = page.locator('a.show-all').first();
  const address = (await link.getAttribute('href')) ?? '';
  await link.click();
  await page.locator('.from-customer .bubble', { hasText: 'x'.repeat(3_000) }).waitFor();
  expect(await page.evaluate<string[]>(TOO_WIDE)).toEqual([]);
  expect(await tooWide(customer, address)).toEqual([]);
});

test.each([
  '/console',
  '/console/tickets/1',
  '/console/content',
  '/console/insights/satisfaction',
  '/console/confidence',
  '/console/staff',
  `/console/staff/${WORD.slice(0, 80).toLowerCase()}`,
  '/console/sign-in/x',
  '/console/nowhere',
  '/console/tickets/99',
])('staff need not scroll sideways on %s', async (path) => {
  expect(await tooWide(staff, path)).toEqual([]);
});

test('a long message fits on its own page for staff', async () => {
  await staff.page.goto(`${url}/console/tickets/1`);
  const link = staff.page.getByRole('link', { name: 'Show the whole message' }).first();
  expect(await tooWide(staff, (await link.getAttribute('href')) ?? '')).toEqual([]);
});

test('why the bot said what it said fits, beside its answers and on a page of its own', async () => {
  const { page } = staff;
  await page.goto(`${url}/console/tickets/1`);
  const reasons = page.locator('details.why');
  for (const summary of await reasons.locator('summary').all()) await summary.click();
  expect(await page.evaluate<string[]>(TOO_WIDE)).toEqual([]);
  expect(await tooWide(staff, (await reasons.first().locator('a').getAttribute('href')) ?? '')).toEqual([]);
});
