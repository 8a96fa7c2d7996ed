import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { MINUTE_MS } from '../../src/domain/policy.ts';
import type { StaffMember } from '../../src/domain/staff.ts';
import { ScriptedStaffPlatform } from '../support/scripted-staff-platform.ts';
import { TestDesk, type TestDeskOptions, TestFolder } from '../support/test-desk.ts';

const ANNA: StaffMember = { id: 'anna', name: 'Anna', role: 'agent' };
const BEN: StaffMember = { id: 'ben', name: 'Ben', role: 'agent' };

let folder: TestFolder;
let staffPlatform: ScriptedStaffPlatform;
let desk: TestDesk;

beforeAll(async () => {
  folder = await TestFolder.create();
});
beforeEach(() => folder.empty());
afterEach(() => desk.stop());
afterAll(() => folder.remove());

async function start(options: TestDeskOptions = {}): Promise<void> {
  staffPlatform = new ScriptedStaffPlatform();
  desk = await TestDesk.start(folder, { staffPlatform, ...options });
}

async function escalate(): Promise<void> {
  await desk.says('where is order 100234');
  await desk.says('a person please');
  await desk.pass(1);
}

describe("a ticket's thread", () => {
  test('opens with a card and what was said before', async () => {
    await start();
    await escalate();
    expect(staffPlatform.card).toMatchObject({ number: 1, ticket: { status: 'open', customerName: 'Kim' } });
    expect(staffPlatform.items).toEqual([
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
    expect(staffPlatform.items.slice(1)).toEqual([
      'claimed: ',
      'Kim: it is the green one',
      'note: sounds like the July batch',
      'Anna: I see it. It leaves today. [sent]',
    ]);
    await desk.does(ANNA, { kind: 'resolve' });
    expect(staffPlatform.card?.ticket.status).toBe('resolved');
    expect(staffPlatform.posts).toHaveLength(7);
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
    expect(staffPlatform.items.slice(1)).toEqual([
      'claimed: ',
      'Kim: (deleted)',
      'Anna: Thank you. [sent]',
      'reacted: ❤️ on “Thank you.”',
      'customer_unreachable: Kim has blocked the bot',
    ]);
    expect(staffPlatform.card?.unreachable).toBe('Kim has blocked the bot');
    expect(staffPlatform.card?.satisfaction.answers).toMatchObject({ scored: 1, mean: 1 });
  });

  test('does not repeat what staff wrote in it, and marks how far that got', async () => {
    await start();
    await escalate();
    await desk.does(ANNA, { kind: 'claim' });
    await desk.does(ANNA, { kind: 'note', text: 'hm', staffPost: 'C1:90.1' });
    desk.channel.fates = ['refused'];
    await desk.does(ANNA, { kind: 'reply', text: 'On its way.', staffPost: 'C1:90.2' });
    expect(staffPlatform.items.filter((item) => /^note|Anna:/.test(item))).toEqual([]);
    const shown = staffPlatform.updates.filter(({ key }) => key === '90.2').at(-1)?.item;
    expect(shown).toMatchObject({
      message: { delivery: 'failed' },
      deliveryDetail: expect.stringContaining('blocked'),
    });
    const post = await staffPlatform.service?.findPost('C1', '90.2');
    expect(await staffPlatform.service?.message(post?.messageId ?? '')).toMatchObject({ text: 'On its way.' });
  });

  test('reminds of what nobody claims', async () => {
    await start();
    await escalate();
    await desk.pass(31 * MINUTE_MS);
    expect(staffPlatform.items.slice(1)).toEqual([
      'reminder: Nobody has claimed this yet',
      expect.stringMatching(/^supervisor_called: Nobody has claimed this yet: /),
    ]);
    expect(staffPlatform.card?.ticket.calledFor).toBe('supervisor');
  });
});

describe('trouble with the staff platform', () => {
  test('keeps nothing from being shown later, in order and once', async () => {
    await start();
    staffPlatform.fates = ['unavailable', 'lost', 'lost', 'unavailable'];
    await escalate();
    await desk.does(ANNA, { kind: 'claim' });
    await desk.pass(1);
    await desk.says('are you there?');
    await desk.pass(5 * MINUTE_MS);
    expect(staffPlatform.posts.map(({ id }) => id)).toEqual([
      `card:${(await desk.ticket())?.id}`,
      'history',
      expect.stringMatching(/^event:/),
      expect.stringMatching(/^message:/),
    ]);
    expect(staffPlatform.card?.ticket.assignee).toEqual(ANNA);
  });

  test('an answer that the desk did not live to hear is looked for by the next one', async () => {
    await start();
    const crash = () => Promise.reject(new Error('The process is gone'));
    staffPlatform.fates = ['shown', crash];
    await desk.says('a person please');
    await desk.stop();
    desk = await TestDesk.start(folder, { staffPlatform });
    await desk.pass(MINUTE_MS);
    expect(staffPlatform.posts.map(({ id }) => id)).toEqual([expect.stringMatching(/^card:/), 'history']);
    expect(staffPlatform.attempts.at(-1)).toEqual({ mayBeThere: true });
  });

  test('a card that somebody has removed is put up anew, with all its items', async () => {
    await start();
    await escalate();
    staffPlatform.posts.length = 0;
    await desk.does(ANNA, { kind: 'claim' });
    expect(staffPlatform.posts.map(({ id }) => id)).toEqual([
      expect.stringMatching(/^card:/),
      'history',
      expect.stringMatching(/^event:/),
    ]);
  });
});

describe('the staff service', () => {
  test("has each agent's inbox, the queue, statistics and a search", async () => {
    await start();
    await escalate();
    await desk.does(ANNA, { kind: 'claim' });
    await desk.says('a person please', { customer: 'lu' });
    const { service } = staffPlatform;
    expect(await service?.inbox(ANNA)).toMatchObject({
      mine: { tickets: [{ number: 1 }], total: { count: 1 } },
      unclaimed: { tickets: [{ number: 2 }], total: { count: 1 } },
      waiting: { tickets: [], total: { count: 0 } },
    });
    expect(await service?.inbox(BEN)).toMatchObject({
      mine: { tickets: [] },
      unclaimed: { tickets: [{ number: 2 }] },
    });
    expect(await service?.queue()).toMatchObject({
      tickets: [{ number: 2, staffThread: { channelKey: 'C1' } }],
    });
    expect(await service?.statistics()).toMatchObject({ open: 1, assigned: 1, snoozed: 0, openedThisWeek: 2 });
    await desk.pass(2_000);
    expect((await service?.search('#2'))?.tickets[0]).toMatchObject({ number: 2 });
    expect(await service?.search('ORDER 100234')).toMatchObject({ tickets: [{ number: 1 }] });
  });

  test('fills in saved replies in the language of the ticket, and offers articles as replies', async () => {
    const texts = { zh: '您好', en: 'Hello {customer}, {agent} here, about no. {ticket}. {other}' };
    await start({ savedReplies: [{ title: 'Hello', texts }] });
    await escalate();
    const ticketId = (await desk.ticket())?.id ?? '';
    expect(await staffPlatform.service?.savedReplies(ticketId, ANNA)).toEqual([
      { id: '0', title: 'Hello', text: 'Hello Kim, Anna here, about no. 1. {other}' },
    ]);
    expect(await staffPlatform.service?.articleReply(ticketId, 'no-such-article')).toBeUndefined();
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
    expect(staffPlatform.items.at(-1)).toBe('Anna: (deleted) [sent]');
  });
});
