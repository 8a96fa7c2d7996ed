import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { MINUTE_MS } from '../../src/domain/policy.ts';
import { ANNA } from '../support/conversation.ts';
import { ScriptedStaffPlatform } from '../support/scripted-staff-platform.ts';
import { TestDesk, TestFolder } from '../support/test-desk.ts';
import { activeTickets } from '../support/tickets.ts';

const NEW_TICKETS = { amount: 4, perMs: 10 * MINUTE_MS };

let folder: TestFolder;
let staffPlatform: ScriptedStaffPlatform;
let desk: TestDesk;

beforeAll(async () => {
  folder = await TestFolder.create();
});
beforeEach(async () => {
  await folder.empty();
  staffPlatform = new ScriptedStaffPlatform();
  desk = await TestDesk.start(folder, { staffPlatform, newTickets: NEW_TICKETS });
});
afterEach(() => desk.stop());
afterAll(() => folder.remove());

async function opensTickets(count: number, from = 0): Promise<void> {
  for (let index = from; index < from + count; index++)
    await desk.says('a person please', { customer: `customer-${index}` });
  await desk.pass(1);
}

async function doesFor(customer: string, kind: 'claim' | 'resolve'): Promise<void> {
  const ticketId = (await desk.ticket(customer))?.id ?? '';
  await desk.desk.command({ key: `${customer}-${kind}`, ticketId, staff: ANNA, command: { kind } });
  await desk.settle();
}

test('a storm of tickets is one notice whose number grows in place, and the tickets are all there', async () => {
  await opensTickets(10);
  expect(staffPlatform.cardCount).toBe(4);
  expect(staffPlatform.storms).toHaveLength(1);
  await opensTickets(10, 10);
  await desk.pass(15_000);
  expect(staffPlatform.storms).toEqual([16]);
  expect(staffPlatform.posts.filter(({ id }) => id === 'storm')).toHaveLength(1);
  expect(await activeTickets(desk.store)).toHaveLength(20);
});

test('a ticket of a storm gets its card at once when somebody claims it', async () => {
  await opensTickets(10);
  await doesFor('customer-9', 'claim');
  expect(staffPlatform.card?.ticket).toMatchObject({ status: 'claimed', assignee: ANNA });
  await desk.pass(15_000);
  expect(staffPlatform.storms).toEqual([5]);
});

test('after a storm the cards of what is still open follow bit by bit, and it is said to be over', async () => {
  await opensTickets(8);
  await doesFor('customer-6', 'claim');
  await doesFor('customer-6', 'resolve');
  await desk.pass(6 * MINUTE_MS);
  expect(staffPlatform.cardCount).toBe(7);
  await desk.pass(40 * MINUTE_MS);
  expect(staffPlatform.cardCount).toBe(8);
  expect(staffPlatform.storms).toEqual([0]);
});

test('what is settled by then gets no card', async () => {
  await opensTickets(6);
  await doesFor('customer-5', 'resolve');
  await desk.pass(60 * MINUTE_MS);
  expect(staffPlatform.cardCount).toBe(5);
  expect(staffPlatform.storms).toEqual([0]);
});

test('a ticket that is new after a storm has its card before those left over', async () => {
  await opensTickets(30);
  await desk.pass(10 * MINUTE_MS + 20_000);
  await desk.says('a person please', { customer: 'late' });
  await desk.pass(1);
  expect(staffPlatform.card?.ticket.id).toBe((await desk.ticket('late'))?.id);
});

test('the next storm gets a notice of its own', async () => {
  await opensTickets(6);
  await desk.pass(60 * MINUTE_MS);
  await opensTickets(8, 6);
  expect(staffPlatform.storms).toHaveLength(2);
});

test('the same notice goes on after a restart', async () => {
  await opensTickets(10);
  const now = desk.clock.now();
  await desk.stop();
  desk = await TestDesk.start(folder, { staffPlatform, newTickets: NEW_TICKETS, now });
  await opensTickets(10, 10);
  await desk.pass(15_000);
  expect(staffPlatform.storms).toEqual([12]);
});

test('a notice that cannot be shown, or whose answer is lost, is shown later and once', async () => {
  await opensTickets(4);
  staffPlatform.fates = ['unavailable', 'lost'];
  await opensTickets(4, 4);
  await desk.pass(MINUTE_MS);
  expect(staffPlatform.storms).toEqual([4]);
});

test('an outage of the staff platform is no storm', async () => {
  staffPlatform.fates = Array.from({ length: 40 }, () => 'unavailable' as const);
  await opensTickets(3);
  await desk.pass(60 * MINUTE_MS);
  expect(staffPlatform.cardCount).toBe(3);
  expect(staffPlatform.storms).toEqual([]);
});
