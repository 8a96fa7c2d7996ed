import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { itemPost } from '../../adapters/slack/staff/timeline/timeline-items.ts';
import type { Enclosure } from '../../src/domain/message.ts';
import { TestDesk, TestFolder } from '../support/test-desk.ts';

let folder: TestFolder;
let desk: TestDesk;

beforeAll(async () => {
  folder = await TestFolder.create();
});
beforeEach(async () => {
  await folder.empty();
  desk = await TestDesk.start(folder);
});
afterEach(() => desk.stop());
afterAll(() => folder.remove());

const QUESTION = 'where is order 100234';
const ANSWER = 'Order 100234 is on its way.';

async function sends(text: string, ...enclosures: Enclosure[]): Promise<void> {
  await desk.receive({ kind: 'message', messageKey: `k${desk.clock.now()}-${text}`, text, enclosures });
}

async function firstMessage() {
  return (await desk.store.read.messages.transcript(desk.conversationId(), { limit: 9 }))[0];
}

test('a forwarded question without a comment is answered', async () => {
  await sends('', { kind: 'forward', author: 'Lu', text: QUESTION });
  expect(desk.channel.texts()).toEqual([ANSWER]);
});

test('what somebody else shouts is not the customer’s anger, nor is their wish for a person the customer’s', async () => {
  const rant = { kind: 'forward', author: 'Lu', text: 'You are all thieves!!! Get me a human!' } as const;
  await sends('', rant);
  await sends('what do they mean', rant);
  expect(['angry', 'requested']).not.toContain((await desk.ticket())?.reason);
});

test('the customer’s own anger beside it counts', async () => {
  await sends('you are all thieves', { kind: 'forward', author: 'Lu', text: 'Hello' });
  expect(await desk.ticket()).toMatchObject({ reason: 'angry' });
});

test('a quote of what was said here is not read again; one from elsewhere is', async () => {
  await sends('hmm', { kind: 'quote', text: QUESTION, messageKey: 'bot-1' });
  expect(desk.channel.texts()).not.toContain(ANSWER);
  await sends('', { kind: 'quote', text: QUESTION });
  expect(desk.channel.texts()).toContain(ANSWER);
});

test('what has no words at all is taken for a file, and not asked what it means', async () => {
  await sends('', { kind: 'item', title: 'Giveaway', text: '' });
  expect(desk.channel.texts()).toEqual([expect.stringContaining('file')]);
});

test('staff read what it was, with its author, words and address, and never a blank line', async () => {
  const url = 'https://t.example/1';
  await sends('', { kind: 'forward', author: 'Lu', title: 'News', text: 'All <b>lamps</b>', url });
  await sends('', { kind: 'item', title: 'Giveaway', text: '' });
  const messages = await desk.store.read.messages.transcript(desk.conversationId(), { limit: 9 });
  const context = { ticketId: 't1', customerName: 'Kim', assigneeUserId: undefined, mentioned: [] };
  const shown = messages
    .filter(({ author }) => author.kind === 'customer')
    .map((message) =>
      JSON.stringify(itemPost({ id: message.id, kind: 'message', message, deliveryDetail: undefined }, context)),
    );
  expect(shown[0]).toContain('Forwarded from Lu: News');
  expect(shown[0]).toContain('All <b>lamps</b>');
  expect(shown[0]).toContain(url);
  expect(shown[1]).toContain('Giveaway');
});

test('an edit replaces files and enclosures where it names them, and a deletion leaves none', async () => {
  const file = { channel: 'test', account: 'default', key: 'f', name: 'a.png', mediaType: 'image/png', sizeBytes: 1 };
  const forward: Enclosure = { kind: 'forward', text: 'Hello' };
  await desk.receive({ kind: 'message', messageKey: 'k', text: 'x', attachments: [file], enclosures: [forward] });
  await desk.receive({ kind: 'edit', messageKey: 'k', text: 'y' });
  expect(await firstMessage()).toMatchObject({ text: 'y', attachments: [file], enclosures: [forward] });
  await desk.receive({ kind: 'edit', messageKey: 'k', text: 'z', attachments: [{ ...file, name: 'b.png' }] });
  expect(await firstMessage()).toMatchObject({ text: 'z', attachments: [{ name: 'b.png' }], enclosures: [forward] });
  await desk.receive({ kind: 'delete', messageKey: 'k' });
  expect(await firstMessage()).toMatchObject({ text: '', attachments: [], enclosures: [] });
});
