import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { AnalyzerError } from '../../src/analyzer/analyzer-thread.ts';
import type { InboxRow } from '../../src/ports/store.ts';
import { TestDesk, TestFolder } from '../support/test-desk.ts';

let folder: TestFolder;
let desk: TestDesk;
beforeAll(async () => {
  folder = await TestFolder.create();
});
afterAll(() => folder.remove());
beforeEach(async () => {
  desk = await TestDesk.start(folder);
});
afterEach(async () => {
  await desk.stop();
  await folder.empty();
});

const ANNA = { id: 'anna', name: 'Anna', role: 'agent' } as const;

/** Has a message wait that was in work when the process died so often, until it is woken. */
async function diedOf(deaths: number, customer = 'kim', text = 'where is order 100234'): Promise<void> {
  await desk.store.transaction(async (tx) => {
    await tx.inbox.add({
      channel: 'test',
      account: 'default',
      conversationKey: customer,
      conversationId: desk.conversationId(customer),
      eventKey: `deadly-${customer}`,
      occurredAt: desk.clock.now(),
      receivedAt: desk.clock.now(),
      customer: { key: customer, name: 'Kim', locale: 'en' },
      body: { kind: 'message', messageKey: `deadly-${customer}`, text },
    });
    const rows: InboxRow[] = await tx.inbox.pending(desk.conversationId(customer), 9);
    for (let death = 0; death < deaths; death++) await tx.inbox.countDeath(rows.map(({ id }) => id));
  });
}

describe('a message that the process died of twice', () => {
  test('is not read again: it goes to people, in the customer’s words, and the customer is told', async () => {
    const analyzer = { ...folder.trained.analyzer, analyze: () => Promise.reject(new Error('It was read')) };
    desk.context.trained = () => ({ ...folder.trained, analyzer: analyzer });
    await diedOf(2);
    await desk.pass(6_000);
    expect(await desk.ticket()).toMatchObject({
      status: 'open',
      reason: 'unread',
      subject: 'A message the bot could not read',
    });
    const transcript = await desk.store.read.messages.transcript(desk.conversationId(), { limit: 9 });
    expect(transcript[0]).toMatchObject({ text: 'where is order 100234', author: { kind: 'customer' } });
    expect(desk.channel.texts()).toEqual([
      'I could not read that, so I am handing you over to a person. They will answer you right here. You are next.',
    ]);
    expect(await desk.store.read.inbox.dead(9)).toMatchObject([{ lastError: expect.stringContaining('died twice') }]);
  });

  test('holds up nothing behind it', async () => {
    await diedOf(2);
    await desk.says('are you there');
    expect(await desk.store.read.inbox.countPending(desk.conversationId())).toBe(0);
    expect(await desk.ticket()).toMatchObject({ reason: 'unread' });
  });

  test('goes to the ticket that people have already, without a word of the bot', async () => {
    await desk.says('I want a human');
    await desk.does(ANNA, { kind: 'claim' });
    const said = desk.channel.texts().length;
    await diedOf(2);
    await desk.pass(6_000);
    expect(await desk.ticket()).toMatchObject({ reason: 'requested', status: 'claimed' });
    expect(desk.channel.texts()).toHaveLength(said);
    expect(await desk.store.read.inbox.countDead()).toBe(1);
  });
});

test('a message that the process died of once is tried again, and answered when it was not its fault', async () => {
  await diedOf(1);
  await desk.pass(6_000);
  expect(desk.channel.texts()).toEqual(['Order 100234 is on its way.']);
});

test('messages that the process may have died of are in work one at a time, others beside them', async () => {
  const inWork = new Set<number>();
  const together: number[] = [];
  const suspects = new Set<number>();
  const journal = {
    begin(ids: readonly number[]) {
      for (const id of ids) inWork.add(id);
      together.push([...inWork].filter((id) => suspects.has(id)).length);
    },
    end(ids: readonly number[]) {
      for (const id of ids) inWork.delete(id);
    },
    close() {},
  };
  desk.context.journal = journal;
  const customers = Array.from({ length: 12 }, (_, index) => `customer ${index}`);
  for (const customer of customers) await diedOf(1, customer);
  for (const customer of customers) {
    for (const { id } of await desk.store.read.inbox.pending(desk.conversationId(customer), 9)) suspects.add(id);
  }
  await desk.pass(6_000);
  expect(Math.max(...together)).toBe(1);
  expect(customers.flatMap((customer) => desk.channel.texts(customer))).toHaveLength(12);
  expect(inWork.size).toBe(0);
});

test.each(['too_slow', 'crashed', 'failed'] as const)(
  'a text that is %s for the analyzer goes to people at once',
  async (code) => {
    const analyzer = { ...folder.trained.analyzer, analyze: () => Promise.reject(new AnalyzerError(code, 'no')) };
    desk.context.trained = () => ({ ...folder.trained, analyzer: analyzer });
    await desk.says('where is order 100234');
    expect(await desk.ticket()).toMatchObject({ status: 'open', reason: 'unread' });
    expect(await desk.store.read.inbox.countDead()).toBe(0);
  },
);

test('what is no customer’s word is set aside without a ticket, and what waits behind it goes on', async () => {
  await desk.says('where is order 100234');
  await desk.store.transaction(async (tx) => {
    const row = {
      channel: 'test',
      account: 'default',
      conversationKey: 'kim',
      conversationId: desk.conversationId(),
      eventKey: 'deadly',
      occurredAt: 1,
      receivedAt: desk.clock.now(),
      customer: { key: 'kim', name: 'Kim', locale: 'en' },
    };
    await tx.inbox.add({ ...row, body: { kind: 'reachability', reachable: true, detail: '' } });
    const ids = (await tx.inbox.pending(desk.conversationId(), 9)).map(({ id }) => id);
    await tx.inbox.countDeath(ids);
    await tx.inbox.countDeath(ids);
  });
  await desk.says('where is order 100235');
  expect(await desk.ticket()).toBeUndefined();
  expect(desk.channel.texts().at(-1)).toBe('Order 100235 is on its way.');
  expect(await desk.store.read.inbox.dead(9)).toMatchObject([{ eventKey: 'deadly' }]);
});
