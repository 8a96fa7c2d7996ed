import { afterEach, expect, test } from 'vitest';
import { HOUR_TO_REPLY, serviceLevels } from '../../support/service-levels.ts';
import { Visitor } from '../../support/visitor.ts';
import { startWebDesk, type WebDesk } from '../../support/web-desk.ts';

let desk: WebDesk;

afterEach(() => desk.stop());

/** A member who is signed in to a desk with a customer's ticket 1. */
async function withTicket(sla: string): Promise<Visitor> {
  desk = await startWebDesk({ serviceLevels: serviceLevels(sla) });
  const customer = new Visitor(desk.app);
  await customer.get('/chat');
  await customer.postJson('/chat/messages', { text: 'A person please' });
  await desk.settle();
  const member = new Visitor(desk.app);
  await member.postForm(await desk.invite('Ana'), {});
  return member;
}

const ALWAYS = HOUR_TO_REPLY.replace('calendar: office', 'calendar: always');

test('a ticket that something is promised for says when it is due, and the way to why shows each clock', async () => {
  const ana = await withTicket(ALWAYS);
  expect(await ana.html('/console')).toMatch(/due in \d+ min/);
  const page = await ana.html('/console/tickets/1');
  expect(page).toMatch(/Due in \d+ min/);
  expect(page).toContain('href="/console/tickets/1/clocks"');
  const clocks = await ana.html('/console/tickets/1/clocks');
  for (const words of ['Standard', 'First reply', 'Resolution', 'Running', 'Counted', 'Total', 'of 1:00:00.000']) {
    expect(clocks).toContain(words);
  }
});

test('one that nothing is promised for has no such page, nor the way to it', async () => {
  const ana = await withTicket(`${ALWAYS}\n    channels: [discord]`);
  expect(await ana.html('/console/tickets/1')).not.toContain('/clocks');
  expect((await ana.get('/console/tickets/1/clocks')).status).toBe(404);
  expect((await ana.get('/console/tickets/99/clocks')).status).toBe(404);
});

test('it is for signed-in staff only', async () => {
  await withTicket(ALWAYS);
  expect((await new Visitor(desk.app).get('/console/tickets/1/clocks')).status).toBe(401);
});
