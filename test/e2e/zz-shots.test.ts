import { serve } from '@hono/node-server';
import { test } from 'vitest';
import { launchBrowser, openPage } from '../support/browser.ts';
import { startWebDesk as compose } from '../support/web-desk.ts';

test('shots', { timeout: 120_000 }, async () => {
  const desk = await compose({
    problems: [
      { file: 'intents/en/orders.yaml', line: 12, severity: 'error', reason: 'utterances: an intent needs at least 3 utterances' },
      { file: 'knowledge/zh/returns.md', line: 3, severity: 'warning', reason: 'updated: no date' },
    ],
  });
  const server = serve({ fetch: desk.app.fetch, port: 0, hostname: '127.0.0.1' });
  await new Promise((r) => server.once('listening', r));
  const base = `http://127.0.0.1:${(server.address() as { port: number }).port}`;
  const browser = await launchBrowser();
  const shot = async (page: import('playwright-core').Page, name: string) => {
    await page.screenshot({ path: `/tmp/shots/${name}.png` });
  };
  try {
    const phone = { viewport: { width: 390, height: 844 }, deviceScaleFactor: 2 };
    const desktop = { viewport: { width: 1280, height: 860 } };
    const customer = await openPage(browser, { ...phone, colorScheme: 'light' });
    const { page } = customer;
    await page.goto(`${base}/chat`);
    await shot(page, 'chat-empty-phone-light');
    await page.fill('#text', 'Do you sell gift cards? A gift card for my sister would be nice.');
    await page.keyboard.press('Enter');
    await page.waitForSelector('.from-bot');
    await page.fill('#text', 'How can I return a teapot?');
    await page.keyboard.press('Enter');
    await page.waitForSelector('.source');
    await page.click('[data-score="1"] >> nth=0');
    await page.waitForSelector('.lit');
    await shot(page, 'chat-answers-phone-light');
    await page.click('.message:last-child [data-score="0"]');
    await page.waitForSelector('.from-bot >> text=handing you over');
    // other customers
    for (const [i, words] of ['I want a person, this teapot is broken and I am furious', 'A person please: مرحبا أريد استرداد المال', 'person!! <script>alert(1)</script> <img src=x onerror=alert(2)>'].entries()) {
      await fetch(`${base}/chat/messages`, { method: 'POST', headers: { 'content-type': 'application/json', cookie: `relaydesk_chat=${'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOP'.slice(0, 42)}${i}` }, body: JSON.stringify({ text: words }) });
    }
    const staff = await openPage(browser, { ...desktop, colorScheme: 'light' });
    await staff.page.goto(base + (await desk.invite('Ana', 'admin')));
    await shot(staff.page, 'console-signin');
    await staff.page.click('button');
    await staff.page.waitForSelector('.ticket-row >> nth=3');
    await shot(staff.page, 'console-queue-light');
    await staff.page.click('.subject >> nth=0');
    await staff.page.waitForSelector('.ticket-head');
    await shot(staff.page, 'console-ticket-unclaimed');
    await staff.page.goto(`${base}/console/tickets/1`);
    await staff.page.click('button:text-is("Claim")');
    await staff.page.waitForSelector('#outcome:not(:empty)');
    await staff.page.fill('#note-text', 'Asked the warehouse.');
    await staff.page.click('text=Save note');
    await staff.page.waitForSelector('.entry.note');
    await staff.page.click('#mode-reply');
    await staff.page.fill('#reply-text', 'Hello! I will **gladly** help. You can send it back within 30 days.\n\n- pack it well\n- print the label');
    await shot(staff.page, 'console-ticket-light');
    await staff.page.click('text=Send to customer');
    await page.waitForSelector('.from-agent');
    await staff.page.click('button:text-is("Resolve")');
    await page.waitForSelector('.rating');
    await page.click('.rating [data-score="4"]');
    await page.waitForSelector('.rating .lit');
    await shot(page, 'chat-agent-phone-light');
    await staff.page.emulateMedia({ colorScheme: 'dark' });
    await shot(staff.page, 'console-ticket-dark');
    await page.emulateMedia({ colorScheme: 'dark' });
    await shot(page, 'chat-agent-phone-dark');
    await page.goto(`${base}/chat?lang=zh`);
    await page.setViewportSize(desktop.viewport);
    await shot(page, 'chat-zh-desktop-dark');
    await page.emulateMedia({ colorScheme: 'light' });
    await page.goto(`${base}/help/en`);
    await shot(page, 'help');
    await page.goto(`${base}/help/en/returns`);
    await shot(page, 'help-article');
    // failure
    await page.goto(`${base}/chat?lang=en`);
    await page.context().setOffline(true);
    await page.fill('#text', 'Are you there?');
    await page.keyboard.press('Enter');
    await page.waitForSelector('.failed');
    await shot(page, 'chat-failed');
    await page.context().setOffline(false);
    for (let i = 0; i < 12; i += 1) await desk.store.transaction(async (tx) => {
      await tx.feedback.ask({ messageId: `x${i}`, kind: 'answer', conversationId: 'x', channel: i % 2 ? 'web' : 'discord', author: i % 3 ? { kind: 'bot', id: 'bot', name: 'Relaydesk bot' } : { kind: 'agent', id: 'ana', name: 'Ana' }, intent: i % 4 ? 'return_item' : 'track_order', articleId: i % 2 ? 'returns' : undefined, ticketId: undefined, weight: 3, askedAt: Date.now() });
      if (i % 5) await tx.feedback.score(`x${i}`, i % 3 ? 1 : 0, Date.now());
    });
    for (const where of ['', '/content', '/satisfaction', '/staff']) {
      await staff.page.emulateMedia({ colorScheme: 'light' });
      await staff.page.goto(`${base}/console${where}`);
      await staff.page.screenshot({ path: `/tmp/shots/console${where.replace('/', '-')}-light.png`, fullPage: true });
    }
    await staff.page.fill('input[name=name]', 'Ben');
    await staff.page.click('text=Make a sign-in link');
    await staff.page.waitForSelector('.link-once');
    await shot(staff.page, 'console-staff-link');
    await staff.page.setViewportSize(phone.viewport);
    await staff.page.goto(`${base}/console`);
    await shot(staff.page, 'console-queue-phone');
    await staff.page.goto(`${base}/console/tickets/1`);
    await staff.page.screenshot({ path: '/tmp/shots/console-ticket-phone.png', fullPage: true });
    console.log(customer.troubles, staff.troubles, desk.errors);
  } finally {
    await browser.close();
    server.close();
    (server as any).closeAllConnections();
    await desk.stop();
  }
});
