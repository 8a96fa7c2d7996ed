import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { MINUTE_MS } from '../../src/domain/policy.ts';
import type { StaffMember } from '../../src/domain/staff.ts';
import { ScriptedStaffDesk } from '../support/scripted-staff-desk.ts';
import { TestDesk, type TestDeskOptions, TestFolder } from '../support/test-desk.ts';

const ANNA: StaffMember = { id: 'anna', name: 'Anna', role: 'agent' };
const BEN: StaffMember = { id: 'ben', name: 'Ben', role: 'agent' };

let folder: TestFolder;
let staffDesk: ScriptedStaffDesk;
let desk: TestDesk;

beforeAll(async () => {
  folder = await TestFolder.create();
});
beforeEach(() => folder.empty());
afterEach(() => desk.stop());
afterAll(() => folder.remove());

async function start(options: TestDeskOptions = {}): Promise<void> {
  staffDesk = new ScriptedStaffDesk();
  desk = await TestDesk.start(folder, { staffDesk, ...options });
}

async function escalate(): Promise<void> {
  await desk.says('where is order 100234');
  await desk.says('a person please');
  await desk.pass(1);
}

describe("a ticket's room", () => {
  test('opens with a card and what was said before', async () => {
    await start();
    await escalate();
    expect(staffDesk.card).toMatchObject({ number: 1, ticket: { status: 'open', customerName: 'Kim' } });
    expect(staffDesk.entries).toEqual([
      expect.stringMatching(/^history: where is order 100234 \/ Order 100234 is on its way\. \/ a person please \/ /),
    ]);
  });

  test('shows what happens, in order, each thing once, and what becomes of it in place', async () => {
    await start();
    await escalate();
    await desk.does(ANNA, { kind: 'claim' });
    await desk.says('it is the blue one');
    await desk.does(ANNA, { kind: 'note', text: 'sounds like the July batch' });
    await desk.does(ANNA, { kind: 'reply', text: 'I see it. It leaves today.' });
    await desk.pass(MINUTE_MS);
    await desk.receive({ kind: 'edit', messageKey: 'k3', text: 'it is the green one' });
    expect(staffDesk.entries.slice(1)).toEqual([
      'claimed: ',
      'Kim: it is the green one',
      'note: sounds like the July batch',
      'Anna: I see it. It leaves today. [sent]',
    ]);
    await desk.does(ANNA, { kind: 'resolve' });
    expect(staffDesk.card?.ticket.status).toBe('resolved');
    expect(staffDesk.posts).toHaveLength(7);
  });

  test('shows deletions, reactions and whether the customer can be written to', async () => {
    await start();
    await escalate();
    await desk.does(ANNA, { kind: 'claim' });
    await desk.says('my password is hunter2');
    await desk.receive({ kind: 'delete', messageKey: 'k3' });
    await desk.does(ANNA, { kind: 'reply', text: 'Thank you.' });
    const reply = desk.channel.shown.at(-1)?.message.id;
    await desk.receive({ kind: 'reaction', messageKey: `platform-${reply}`, emoji: '❤️', added: true });
    await desk.receive({ kind: 'reachability', reachable: false, detail: 'Kim has blocked the bot' });
    expect(staffDesk.entries.slice(1)).toEqual([
      'claimed: ',
      'Kim: (deleted)',
      'Anna: Thank you. [sent]',
      'reacted: ❤️ on “Thank you.”',
      'customer_unreachable: Kim has blocked the bot',
    ]);
    expect(staffDesk.card?.unreachable).toBe('Kim has blocked the bot');
    expect(staffDesk.card?.satisfaction.answers).toMatchObject({ scored: 1, mean: 1 });
  });

  test('does not repeat what staff wrote in it, and marks how far that got', async () => {
    await start();
    await escalate();
    await desk.does(ANNA, { kind: 'claim' });
    await desk.does(ANNA, { kind: 'note', text: 'hm', origin: 'C1:90.1' });
    desk.channel.fates = ['refused'];
    await desk.does(ANNA, { kind: 'reply', text: 'On its way.', origin: 'C1:90.2' });
    expect(staffDesk.entries.filter((entry) => /^note|Anna:/.test(entry))).toEqual([]);
    const shown = staffDesk.updates.filter(({ key }) => key === '90.2').at(-1)?.entry;
    expect(shown).toMatchObject({
      message: { delivery: 'failed' },
      deliveryDetail: expect.stringContaining('blocked'),
    });
    const post = await staffDesk.office?.findPost('C1', '90.2');
    expect(await staffDesk.office?.message(post?.messageId ?? '')).toMatchObject({ text: 'On its way.' });
  });

  test('reminds of what nobody claims', async () => {
    await start();
    await escalate();
    await desk.pass(31 * MINUTE_MS);
    expect(staffDesk.entries.slice(1)).toEqual([
      'reminder: Nobody has claimed this yet',
      expect.stringMatching(/^supervisor_called: Still unclaimed/),
    ]);
    expect(staffDesk.card?.calledFor).toBe('supervisor');
  });
});

describe('trouble with the staff desk', () => {
  test('keeps nothing from being shown later, in order and once', async () => {
    await start();
    staffDesk.fates = ['unavailable', 'lost', 'lost', 'unavailable'];
    await escalate();
    await desk.does(ANNA, { kind: 'claim' });
    await desk.pass(1);
    await desk.says('are you there?');
    await desk.pass(5 * MINUTE_MS);
    expect(staffDesk.posts.map(({ id }) => id)).toEqual([
      `card:${(await desk.ticket())?.id}`,
      'history',
      expect.stringMatching(/^event:/),
      expect.stringMatching(/^message:/),
    ]);
    expect(staffDesk.card?.ticket.assignee).toEqual(ANNA);
  });

  test('an answer that the desk did not live to hear is looked for by the next one', async () => {
    await start();
    const crash = () => Promise.reject(new Error('The process is gone'));
    staffDesk.fates = ['shown', crash];
    await desk.says('a person please');
    await desk.stop();
    desk = await TestDesk.start(folder, { staffDesk });
    await desk.pass(MINUTE_MS);
    expect(staffDesk.posts.map(({ id }) => id)).toEqual([expect.stringMatching(/^card:/), 'history']);
    expect(staffDesk.attempts.at(-1)).toEqual({ mayBeThere: true });
  });

  test('a card that somebody has removed is put up anew, with all its entries', async () => {
    await start();
    await escalate();
    staffDesk.posts.length = 0;
    await desk.does(ANNA, { kind: 'claim' });
    expect(staffDesk.posts.map(({ id }) => id)).toEqual([
      expect.stringMatching(/^card:/),
      'history',
      expect.stringMatching(/^event:/),
    ]);
  });
});

describe('the office', () => {
  test("has each agent's inbox, the queue, statistics and a search", async () => {
    await start();
    await escalate();
    await desk.does(ANNA, { kind: 'claim' });
    await desk.says('a person please', { customer: 'lu' });
    const { office } = staffDesk;
    expect(await office?.inbox(ANNA)).toMatchObject({ mine: [{ number: 1 }], unclaimed: [{ number: 2 }], waiting: [] });
    expect(await office?.inbox(BEN)).toMatchObject({ mine: [], unclaimed: [{ number: 2 }] });
    expect(await office?.queue()).toMatchObject([{ number: 2, room: { place: 'C1' } }]);
    expect(await office?.statistics()).toMatchObject({ open: 1, held: 1, snoozed: 0, openedThisWeek: 2 });
    expect((await office?.search('#2'))?.[0]).toMatchObject({ number: 2 });
    expect(await office?.search('ORDER 100234')).toMatchObject([{ number: 1 }]);
  });

  test('fills in saved replies in the language of the ticket, and offers articles as replies', async () => {
    const texts = { zh: '您好', en: 'Hello {customer}, {agent} here, about no. {ticket}. {other}' };
    await start({ savedReplies: [{ title: 'Hello', texts }] });
    await escalate();
    const ticketId = (await desk.ticket())?.id ?? '';
    expect(await staffDesk.office?.savedReplies(ticketId, ANNA)).toEqual([
      { id: '0', title: 'Hello', text: 'Hello Kim, Anna here, about no. 1. {other}' },
    ]);
    expect(await staffDesk.office?.articleReply(ticketId, 'no-such-article')).toBeUndefined();
  });
});

describe('a reply that went out', () => {
  test('can be changed and taken back by who wrote it, and the customer sees that', async () => {
    await start();
    await escalate();
    await desk.does(ANNA, { kind: 'claim' });
    await desk.does(ANNA, { kind: 'reply', text: 'It leaves tomorow.' });
    const messageId = desk.channel.shown.at(-1)?.message.id ?? '';
    expect(await desk.does(BEN, { kind: 'delete_reply', messageId })).toMatchObject({ ok: false, code: 'not_allowed' });
    expect(await desk.does(ANNA, { kind: 'edit_reply', messageId, text: 'It leaves tomorrow.' })).toMatchObject({
      ok: true,
    });
    expect(desk.channel.edits).toMatchObject([
      { messageKeys: [`platform-${messageId}`], message: { text: 'It leaves tomorrow.' } },
    ]);
    expect(await desk.does(ANNA, { kind: 'delete_reply', messageId })).toMatchObject({ ok: true });
    expect(desk.channel.removals).toMatchObject([{ messageKeys: [`platform-${messageId}`] }]);
    expect(await desk.does(ANNA, { kind: 'edit_reply', messageId, text: 'x' })).toMatchObject({ code: 'not_found' });
    expect(staffDesk.entries.at(-1)).toBe('Anna: (deleted) [sent]');
  });
});
