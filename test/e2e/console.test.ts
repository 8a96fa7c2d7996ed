import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import type { StaffRole } from '../../src/domain/staff.ts';
import { launchBrowser, openPage, unnamedControls, type WatchedPage } from '../support/browser.ts';
import { startWebDesk, type WebDesk } from '../support/web-desk.ts';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

let browser: Browser;
let desk: WebDesk;
let url: string;
let opened: WatchedPage[];

beforeAll(async () => {
  browser = await launchBrowser();
});

afterAll(() => browser.close());

beforeEach(async () => {
  desk = await startWebDesk();
  url = await desk.listen();
  opened = [];
});

afterEach(async () => {
  expect(opened.flatMap(({ troubles }) => troubles)).toEqual([]);
  for (const page of opened) await page.close();
  await desk.stop();
});

async function open(): Promise<Page> {
  const watched = await openPage(browser);
  opened.push(watched);
  return watched.page;
}

async function signIn(name: string, role: StaffRole = 'agent'): Promise<Page> {
  const page = await open();
  await page.goto(url + (await desk.invite(name, role)));
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('heading', { name: 'Queue' }).waitFor();
  return page;
}

async function write(page: Page, text: string): Promise<void> {
  await page.fill('#text', text);
  await page.keyboard.press('Enter');
}

async function askForPerson(text = 'A person please'): Promise<Page> {
  const page = await open();
  await page.goto(`${url}/chat`);
  await write(page, text);
  await page.locator('.from-bot', { hasText: 'handing you over' }).waitFor();
  return page;
}

const outcomeOf = (page: Page, words: string) => page.locator('#outcome', { hasText: words }).waitFor();

test('from a question that the bot could not settle to a rating, seen by two staff members', async () => {
  const ana = await signIn('Ana');
  const ben = await signIn('Ben');
  const customer = await open();
  await customer.goto(`${url}/chat`);
  await write(customer, 'How do I return a teapot?');
  await customer.getByRole('button', { name: 'No, this did not help' }).click();
  await customer.locator('.from-bot', { hasText: 'handing you over' }).waitFor();

  await customer.locator('#answering', { hasText: 'A person will be with you' }).waitFor();

  // Both have the queue open, and see the ticket without a reload.
  for (const page of [ana, ben]) {
    await page.getByRole('link', { name: '#1 How do I return a teapot?' }).click();
    await page.locator('.facts', { hasText: 'Answer did not help' }).waitFor();
  }

  await ana.getByRole('button', { name: 'Claim', exact: true }).click();
  await outcomeOf(ana, 'It is yours.');
  await ben.locator('.ticket-head', { hasText: 'With Ana' }).waitFor();
  await customer.locator('#answering', { hasText: 'With Ana' }).waitFor();

  await ana.fill('#note-text', 'Rude last week, be patient');
  await ana.getByRole('button', { name: 'Save note' }).click();
  await outcomeOf(ana, 'Only staff see it.');
  await ben.locator('.entry.note', { hasText: 'be patient' }).waitFor();

  await ana.getByLabel('Reply to the customer').first().check();
  await ana.fill('#reply-text', 'I will send you a **label**.');
  await ana.getByRole('button', { name: 'Send to customer' }).click();
  const reply = customer.locator('.from-agent');
  await reply.locator('.bubble', { hasText: 'I will send you a label.' }).waitFor();
  expect(await reply.locator('.author').textContent()).toBe('Ana');
  expect(await ana.inputValue('#reply-text')).toBe('');

  await write(customer, 'Thank you so much');
  await ben.locator('.entry.from-customer', { hasText: 'Thank you so much' }).waitFor();

  await ana.getByRole('button', { name: 'Resolve' }).click();
  await customer.locator('#answering', { hasText: 'With Relaydesk bot' }).waitFor();
  await customer.getByRole('button', { name: '4 of 5' }).click();
  await customer.locator('.rating [data-score="4"][aria-pressed="true"]').waitFor();
  await ana.locator('.timeline', { hasText: 'Rated 4 of 5' }).waitFor();
  await ana.getByRole('link', { name: 'Insights' }).click();
  await ana.getByRole('link', { name: 'Satisfaction' }).click();
  const rated = ana.locator('.figure', { hasText: 'Rating, mean' });
  expect(await rated.textContent()).toMatch(/4.* of 1/);

  expect(await customer.content()).not.toContain('be patient');
});

test('of two who claim at once one gets it, and the other is told who', async () => {
  await askForPerson();
  const [ana, ben] = await Promise.all([signIn('Ana'), signIn('Ben')]);
  // Neither page hears of the other's claim before both have pressed.
  await Promise.all([ana, ben].map((page) => page.route('**/console/events*', (route) => route.abort())));
  await Promise.all([ana, ben].map((page) => page.goto(`${url}/console/tickets/1`)));
  await Promise.all([ana, ben].map((page) => page.getByRole('button', { name: 'Claim', exact: true }).click()));
  const outcomes = await Promise.all(
    [ana, ben].map(async (page) => {
      await page.locator('#outcome:not(:empty)').waitFor();
      return page.locator('#outcome').textContent();
    }),
  );
  const holder = outcomes[0] === 'It is yours.' ? 'Ana' : 'Ben';
  expect(outcomes.toSorted()).toEqual(['It is yours.', `This ticket is assigned to ${holder}.`].toSorted());
});

test('what one is writing survives what others do meanwhile', async () => {
  const customer = await askForPerson();
  const ana = await signIn('Ana');
  const lea = await signIn('Lea', 'lead');
  await ana.goto(`${url}/console/tickets/1`);
  await ana.fill('#note-text', 'Half a thou');
  await write(customer, 'Hello?');
  await ana.locator('.entry', { hasText: 'Hello?' }).waitFor();
  await lea.goto(`${url}/console/tickets/1`);
  await lea.getByRole('button', { name: 'Claim', exact: true }).click();
  await ana.locator('.ticket-head', { hasText: 'With Lea' }).waitFor();
  await ana.keyboard.type('ght');
  expect(await ana.inputValue('#note-text')).toBe('Half a thought');
});

test('while one writes a reply, the customer and colleagues see it', async () => {
  const customer = await askForPerson();
  const ana = await signIn('Ana');
  const ben = await signIn('Ben');
  await ben.goto(`${url}/console/tickets/1`);
  await ana.goto(`${url}/console/tickets/1`);
  await ana.getByRole('button', { name: 'Claim', exact: true }).click();
  await outcomeOf(ana, 'It is yours.');
  await ana.getByLabel('Reply to the customer').first().check();
  await ana.locator('#reply-text').pressSequentially('Hi');
  await customer.locator('#typing', { hasText: 'Ana is writing…' }).waitFor();
  await ben.locator('#typing', { hasText: 'Ana is writing' }).waitFor();
});

test('a reply is undone before it leaves: its words are back in the form, and the customer saw nothing', async () => {
  await desk.stop();
  desk = await startWebDesk({ policy: { replyUndoMs: 60_000 } });
  url = await desk.listen();
  const customer = await askForPerson();
  const ana = await signIn('Ana');
  const ben = await signIn('Ben');
  for (const page of [ben, ana]) await page.goto(`${url}/console/tickets/1`);
  await ana.getByRole('button', { name: 'Claim', exact: true }).click();
  await outcomeOf(ana, 'It is yours.');
  await ana.getByLabel('Reply to the customer').first().check();
  await ana.fill('#reply-text', 'It leaves tomorow.');
  await ana.getByRole('button', { name: 'Send to customer' }).click();
  await outcomeOf(ana, 'It leaves in 60 seconds; until then you can undo it.');
  await ana.locator('.entry.from-agent', { hasText: 'leaves in a moment' }).waitFor();
  await ben.locator('.entry.from-agent', { hasText: 'leaves in a moment' }).waitFor();
  expect(await ben.getByRole('button', { name: 'Undo' }).count()).toBe(0);

  await write(customer, 'Never mind');
  await ana.getByText('The customer has written meanwhile.').waitFor();
  await ana.fill('#reply-text', 'And');
  await ana.getByRole('button', { name: 'Undo' }).click();
  await outcomeOf(ana, 'Taken back: the customer never saw it.');
  expect(await ana.inputValue('#reply-text')).toBe('And\n\nIt leaves tomorow.');
  await ben.locator('.entry.from-agent', { hasText: 'taken back before it left' }).waitFor();
  // The next reading of the page leaves what was put back.
  await write(customer, 'Hello?');
  await ana.locator('.entry', { hasText: 'Hello?' }).waitFor();
  expect(await ana.inputValue('#reply-text')).toBe('And\n\nIt leaves tomorow.');
  expect(await customer.content()).not.toContain('tomorow');
});

test('without a script an undone reply is back in the form too; for a lead who cannot reply it is told', async () => {
  await desk.stop();
  desk = await startWebDesk({ policy: { replyUndoMs: 60_000 } });
  url = await desk.listen();
  await askForPerson();
  const watched = await openPage(browser, { javaScriptEnabled: false });
  opened.push(watched);
  const { page } = watched;
  await page.goto(url + (await desk.invite('Ana')));
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('link', { name: '#1 A person please' }).click();
  await page.getByRole('button', { name: 'Claim', exact: true }).click();
  for (const text of ['Hello', 'It leaves tomorow.']) {
    await page.getByLabel('Reply to the customer').first().check();
    await page.fill('#reply-text', text);
    await page.getByRole('button', { name: 'Send to customer' }).click();
  }
  await page.getByRole('button', { name: 'Undo' }).last().click();
  await outcomeOf(page, 'Taken back');
  expect(await page.inputValue('#reply-text')).toBe('It leaves tomorow.');
  const lea = await signIn('Lea', 'lead');
  await lea.goto(`${url}/console/tickets/1`);
  await lea.getByRole('button', { name: 'Undo' }).click();
  await outcomeOf(lea, 'Taken back: the customer never saw it. It said: Hello');
});

test('an article goes into the reply with one press', async () => {
  await askForPerson();
  const ana = await signIn('Ana');
  await ana.goto(`${url}/console/tickets/1`);
  await ana.getByRole('button', { name: 'Claim', exact: true }).click();
  await outcomeOf(ana, 'It is yours.');
  await ana.getByText('Returning an item').click();
  await ana.getByRole('link', { name: 'Put into the reply' }).click();
  expect(await ana.inputValue('#reply-text')).toContain('Send it back within 30 days.');
  await ana.getByRole('button', { name: 'Send to customer' }).waitFor();
});

test('the console works without a script', async () => {
  await askForPerson();
  const watched = await openPage(browser, { javaScriptEnabled: false });
  opened.push(watched);
  const { page } = watched;
  await page.goto(url + (await desk.invite('Ana')));
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('link', { name: '#1 A person please' }).click();
  await page.getByRole('button', { name: 'Claim', exact: true }).click();
  await outcomeOf(page, 'It is yours.');
  await page.fill('#note-text', 'Written by hand');
  await page.getByRole('button', { name: 'Save note' }).click();
  await page.locator('.entry.note', { hasText: 'Written by hand' }).waitFor();
});

test('hostile text does nothing in the console, and everything has a name', async () => {
  await askForPerson('A person! <script>alert(1)</script><img src=x onerror=alert(2)> \u202Egnikcart');
  const admin = await signIn('Ada', 'admin');
  await admin.locator('.subject', { hasText: '<script>alert(1)</script>' }).waitFor();
  for (const path of ['', '/tickets/1', '/content', '/insights/satisfaction', '/staff']) {
    await admin.goto(`${url}/console${path}`);
    expect(await admin.locator('main :is(script, img)').count()).toBe(0);
    expect(await unnamedControls(admin)).toEqual([]);
  }
});

test('the reasons for an answer that are open stay open, and no others open, while the conversation goes on', async () => {
  const customer = await open();
  await customer.goto(`${url}/chat`);
  for (const text of ['gift card', 'How do I return a teapot?', 'A person please']) {
    await write(customer, text);
    await customer.locator('.from-customer', { hasText: text }).waitFor();
    await desk.settle();
  }
  const ana = await signIn('Ana');
  await ana.goto(`${url}/console/tickets/1`);
  const reasons = ana.locator('details.why');
  await reasons.nth(1).locator('summary').click();
  await write(customer, 'Hello?');
  await ana.locator('.entry', { hasText: 'Hello?' }).waitFor();
  const areOpen = await reasons.evaluateAll((all) => all.map((details) => details.hasAttribute('open')));
  expect(areOpen).toEqual([false, true, false]);
  expect(await reasons.nth(1).textContent()).toContain('from the article “returns”');
});

test('without scripts one is told why, and says what it should have been', async () => {
  await askForPerson();
  const watched = await openPage(browser, { javaScriptEnabled: false });
  opened.push(watched);
  const { page } = watched;
  await page.goto(url + (await desk.invite('Ana')));
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.goto(`${url}/console/tickets/1`);
  await page.getByText('Why?').click();
  await page.getByText('The customer asked for a person.').waitFor();
  await page.getByRole('link', { name: 'What was read' }).click();
  await page.getByLabel('It was about').selectOption('i:gift_card');
  await page.getByRole('button', { name: 'Save' }).click();
  await outcomeOf(page, 'Noted');
  await page.getByText('Ana says that it was about the intent “gift_card”.').waitFor();
});
