/** A reply that can be taken back before it leaves: by the whole desk, in simulated time. */

import fc from 'fast-check';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { TranscriptMessage } from '../../src/domain/message.ts';
import type { CommandOutcome } from '../../src/domain/staff.ts';
import { createCustomerView } from '../../src/engine/customer-view.ts';
import { ANNA } from '../support/conversation.ts';
import { ScriptedStaffPlatform } from '../support/scripted-staff-platform.ts';
import { TestDesk, type TestDeskOptions, TestFolder } from '../support/test-desk.ts';

const UNDO_MS = 5_000;
const FOREVER = Number.POSITIVE_INFINITY;

let folder: TestFolder;
let desk: TestDesk;
let staffPlatform: ScriptedStaffPlatform;

beforeAll(async () => {
  folder = await TestFolder.create();
});
beforeEach(() => folder.empty());
afterEach(() => desk.stop());
afterAll(() => folder.remove());

async function start(options: TestDeskOptions = {}): Promise<void> {
  staffPlatform = new ScriptedStaffPlatform();
  desk = await TestDesk.start(folder, { staffPlatform, ...options, policy: { replyUndoMs: UNDO_MS } });
}

/** Anna holds Kim's ticket, and what was said so far has arrived. */
async function held(options: TestDeskOptions = {}): Promise<void> {
  await start(options);
  await desk.says('a person please');
  await desk.does(ANNA, { kind: 'claim' });
  await desk.pass(1_000);
  desk.channel.shown.length = 0;
}

async function transcript(): Promise<TranscriptMessage[]> {
  return desk.store.read.messages.transcript(desk.conversationId(), { limit: 100 });
}

async function replies(text: string): Promise<string> {
  await desk.does(ANNA, { kind: 'reply', text });
  return (await transcript()).findLast((message) => message.text === text)?.id ?? '';
}

const undo = (messageId: string) => desk.does(ANNA, { kind: 'undo_reply', messageId });

async function events(): Promise<string[]> {
  return (await desk.store.read.tickets.events((await desk.ticket())?.id ?? '')).map(({ kind }) => kind);
}

describe('a reply', () => {
  test('leaves when its time is over, and not before; staff see both', async () => {
    await held();
    await replies('It leaves tomorow.');
    await desk.pass(UNDO_MS - 1);
    expect(desk.channel.texts()).toEqual([]);
    expect(staffPlatform.items.at(-1)).toBe('Anna: It leaves tomorow. [pending]');
    await desk.pass(1);
    expect(desk.channel.texts()).toEqual(['It leaves tomorow.']);
    expect(staffPlatform.items.at(-1)).toBe('Anna: It leaves tomorow. [sent]');
  });

  test.each([0, FOREVER])('has all that follows it wait, in order (idempotent for %d ms)', async (idempotentForMs) => {
    await held({ idempotentForMs });
    await replies('Hello');
    await desk.pass(1_000);
    await replies('It leaves tomorrow.');
    await desk.does(ANNA, { kind: 'resolve' });
    await desk.pass(UNDO_MS - 1_001);
    expect(desk.channel.texts()).toEqual([]);
    await desk.pass(1);
    expect(desk.channel.texts()).toEqual(['Hello']);
    await desk.pass(1_000);
    expect(desk.channel.shown.map(({ message }) => message.author.kind)).toEqual(['agent', 'agent', 'system']);
  });

  test('holds up no other conversation, nor what the desk said before it', async () => {
    await held();
    desk.channel.fates = ['unavailable'];
    await desk.does(ANNA, { kind: 'hand_back' });
    await desk.does(ANNA, { kind: 'reopen' });
    await replies('Hello');
    await desk.says('where is order 100235', { customer: 'lu' });
    expect(desk.channel.texts('lu')).toEqual(['Order 100235 is on its way.']);
  });

  test('says that the customer has written meanwhile', async () => {
    await held();
    const messageId = await replies('Hello');
    const shown = () => staffPlatform.posts.find(({ id }) => id === `message:${messageId}`)?.item;
    expect(shown()).toMatchObject({ customerWroteSince: false });
    await desk.says('never mind');
    expect(shown()).toMatchObject({ customerWroteSince: true });
    expect(staffPlatform.items).toContainEqual('Kim: never mind');
  });

  test('is seen by nobody outside before it leaves, nor what stands behind it', async () => {
    await held();
    const view = createCustomerView(desk.context);
    const address = { channel: 'test', account: 'default', conversationKey: 'kim' };
    const seen = async (after?: string) => (await view.transcript(address, { after })).messages.map(({ text }) => text);
    const [first] = await transcript();
    const messageId = await replies('Hello');
    await desk.does(ANNA, { kind: 'resolve' });
    await desk.says('one more thing');
    expect(await seen()).not.toContain('Hello');
    expect((await seen()).at(-1)).toBe('one more thing');
    expect(await view.message(address, messageId)).toBeUndefined();
    // Who asks for what follows would miss the reply if they knew of something behind it.
    expect(await seen(first?.id)).not.toContain('one more thing');
    await desk.pass(UNDO_MS);
    expect(await seen(first?.id)).toEqual(expect.arrayContaining(['Hello', 'one more thing']));
    expect(await view.message(address, messageId)).toMatchObject({ text: 'Hello' });
  });
});

describe('undoing a reply', () => {
  test('has it never leave: its words come back, and the history says so', async () => {
    await held();
    const before = await desk.ticket();
    const messageId = await replies('It leaves tomorow.');
    expect(await undo(messageId)).toMatchObject({ ok: true, takenBack: 'It leaves tomorow.' });
    await desk.pass(10 * UNDO_MS);
    expect(desk.channel.attempts).toBe(2);
    expect(desk.channel.removals).toEqual([]);
    expect((await transcript()).at(-1)).toMatchObject({
      text: '',
      delivery: 'withdrawn',
      deletedAt: expect.any(Number),
    });
    expect((await events()).slice(-2)).toEqual(['replied', 'reply_withdrawn']);
    expect(staffPlatform.items.at(-1)).toBe('Anna: (deleted) [withdrawn]');
    expect(await desk.ticket()).toEqual(before);
    expect(await desk.store.read.feedback.get(messageId)).toBeUndefined();
  });

  test('given twice under one key gives the words back twice', async () => {
    await held();
    const messageId = await replies('Hello');
    const command = { kind: 'undo_reply', messageId } as const;
    const first = await desk.does(ANNA, command, 'a double click');
    expect(await desk.does(ANNA, command, 'a double click')).toEqual(first);
  });

  test('lets what waited behind it go at once', async () => {
    await held();
    const first = await replies('Hello');
    await desk.pass(UNDO_MS - 1);
    await replies('It leaves tomorrow.');
    await undo(first);
    expect(desk.channel.texts()).toEqual([]);
    await desk.pass(UNDO_MS);
    expect(desk.channel.texts()).toEqual(['It leaves tomorrow.']);
  });

  test('takes back the resolution behind it, of which the customer never learns', async () => {
    await held();
    const messageId = await replies('Hello');
    await desk.does(ANNA, { kind: 'resolve' });
    const request = (await transcript()).at(-1)?.id ?? '';
    expect(await undo(messageId)).toMatchObject({ ok: true });
    await desk.pass(10 * UNDO_MS);
    expect(desk.channel.texts()).toEqual([]);
    expect(await desk.ticket()).toMatchObject({
      status: 'claimed',
      assignee: ANNA,
      reopened: 0,
    });
    expect(await desk.store.read.feedback.get(request)).toBeUndefined();
  });

  test('is too late once it has left, and deletes nothing', async () => {
    await held();
    const messageId = await replies('Hello');
    await desk.pass(UNDO_MS);
    expect(await undo(messageId)).toMatchObject({ ok: false, code: 'wrong_state' });
    expect(desk.channel.removals).toEqual([]);
  });

  test.each([0, FOREVER])('is too late while it is being sent (idempotent for %d ms)', async (idempotentForMs) => {
    await held({ idempotentForMs });
    const messageId = await replies('Hello');
    let outcome: Promise<CommandOutcome> | undefined;
    desk.channel.fates = [
      async () => {
        const ticketId = (await desk.ticket())?.id ?? '';
        outcome = desk.desk.command({ key: 'late', ticketId, staff: ANNA, command: { kind: 'undo_reply', messageId } });
        await outcome;
      },
    ];
    await desk.pass(UNDO_MS);
    expect(await outcome).toMatchObject({ ok: false, code: 'wrong_state' });
    expect(desk.channel.texts()).toEqual(['Hello']);
  });

  test('is too late where the platform could not take it, since nobody knows what it did', async () => {
    await held({ idempotentForMs: FOREVER });
    const messageId = await replies('Hello');
    desk.channel.fates = ['lost'];
    await desk.pass(UNDO_MS);
    expect(await undo(messageId)).toMatchObject({ ok: false, code: 'wrong_state' });
    await desk.pass(60_000);
    expect(desk.channel.texts()).toEqual(['Hello']);
  });
});

test('a reply that has not left is changed: the customer sees it once, and not as an edit', async () => {
  await held();
  const messageId = await replies('It leaves tomorow.');
  const command = { kind: 'edit_reply', messageId, text: 'It leaves tomorrow.' } as const;
  expect(await desk.does(ANNA, command)).toMatchObject({ ok: true });
  await desk.pass(UNDO_MS);
  expect(desk.channel.texts()).toEqual(['It leaves tomorrow.']);
  expect(desk.channel.edits).toEqual([]);
  expect(await desk.store.read.messages.get(messageId)).toMatchObject({ editedAt: undefined, delivery: 'sent' });
});

describe('a desk that stops before a reply has left', () => {
  const dies = {
    'is told to stop': () => desk.stop(),
    // The store takes nothing more from this process: all it does after this moment is lost, as with kill -9.
    'is killed': async () => {
      await desk.store.close();
      await desk.desk.stop();
    },
  };

  test.each(Object.entries(dies))('and %s sends it once when it runs again, with what follows', async (_how, die) => {
    await held();
    await replies('Hello');
    await desk.does(ANNA, { kind: 'resolve' });
    await die();
    expect(desk.channel.texts()).toEqual([]);
    await start({ now: desk.clock.now() + 1_000 });
    await desk.pass(UNDO_MS - 1_001);
    expect(desk.channel.texts()).toEqual([]);
    await desk.pass(1);
    await desk.pass(60_000);
    expect(desk.channel.shown.map(({ message }) => message.author.kind)).toEqual(['agent', 'system']);
  });

  test.each(Object.values(dies))('takes it back all the same when it runs again', async (die) => {
    await held();
    const messageId = await replies('Hello');
    await die();
    await start({ now: desk.clock.now() + 1_000 });
    expect(await undo(messageId)).toMatchObject({ ok: true, takenBack: 'Hello' });
    await desk.pass(60_000);
    expect(desk.channel.texts()).toEqual([]);
  });
});

const turn = () => new Promise<void>((resolve) => setImmediate(resolve));

describe.each([
  [0, false],
  [FOREVER, false],
  [FOREVER, true],
])('an undo as the reply leaves (idempotent for %d ms, concurrent sends %s)', (idempotentForMs, concurrentSends) => {
  test('takes it back and it never arrives, or is too late and it does', { timeout: 60_000 }, async () => {
    await held({ idempotentForMs });
    Object.assign(desk.channel.capabilities, { concurrentSends });
    let told = 0;
    const ends = new Set<boolean>();
    const interleaving = fc.record({
      leavesAtTransaction: fc.integer({ min: 1, max: 4 }),
      turns: fc.array(fc.nat(40)),
    });
    await fc.assert(
      fc.asyncProperty(interleaving, fc.boolean(), async ({ leavesAtTransaction, turns }, isResolved) => {
        told += 1;
        const text = `Reply ${told}`;
        const messageId = await replies(text);
        if (isResolved) await desk.does(ANNA, { kind: 'resolve' });
        const ticketId = (await desk.ticket())?.id ?? '';
        // The reply is due as the undo is on its way, and each transaction of both begins so many turns later.
        const { store, clock } = desk.context;
        const transaction = store.transaction.bind(store);
        let begun = 0;
        let leaving: Promise<void> | undefined;
        store.transaction = async (work) => {
          begun += 1;
          if (begun === leavesAtTransaction) leaving = desk.clock.advanceTo(clock.now() + UNDO_MS, turn);
          for (let left = turns[begun - 1] ?? 0; left > 0; left--) await turn();
          return transaction(work);
        };
        const command = { kind: 'undo_reply', messageId } as const;
        const ended = await desk.desk.command({ key: `undo ${told}`, ticketId, staff: ANNA, command });
        store.transaction = transaction;
        await leaving;
        await desk.settle();
        await desk.pass(UNDO_MS);
        expect(desk.channel.texts().filter((one) => one === text)).toHaveLength(ended.ok ? 0 : 1);
        ends.add(ended.ok);
        if (isResolved && !ended.ok) await desk.does(ANNA, { kind: 'reopen' });
      }),
      { numRuns: 40 },
    );
    expect(ends.size).toBe(2);
  });
});
