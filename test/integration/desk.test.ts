import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { InboundBody } from '../../src/domain/inbound.ts';
import { MINUTE_MS } from '../../src/domain/policy.ts';
import { ANNA, BEN } from '../support/conversation.ts';
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

/** Stops the desk and starts another on what it left. */
async function restart(options: Parameters<typeof TestDesk.start>[1] = {}): Promise<void> {
  const now = desk.clock.now();
  await desk.stop();
  desk = await TestDesk.start(folder, { now, ...options });
  await desk.settle();
}

describe("a customer's message", () => {
  test('is answered, and the answer stands in the transcript as sent', async () => {
    await desk.says('where is order 100234');
    expect(desk.channel.texts()).toEqual(['Order 100234 is on its way.']);
    const transcript = await desk.store.read.messages.transcript(desk.conversationId(), { limit: 10 });
    expect(transcript.map(({ author, delivery }) => [author.kind, delivery])).toEqual([
      ['customer', undefined],
      ['bot', 'sent'],
    ]);
  });

  test('delivered again by the platform changes nothing', async () => {
    expect(await desk.says('where is order 100234', { eventKey: 'e1' })).toBe('accepted');
    expect(await desk.says('where is order 100234', { eventKey: 'e1' })).toBe('duplicate');
    expect(desk.channel.texts()).toHaveLength(1);
  });

  test('that follows another within the window is read together with it', async () => {
    await restart({ policy: { burstWindowMs: 1_000 } });
    await desk.says('hello there');
    await desk.pass(500);
    await desk.says('where is order 100234');
    expect(desk.channel.texts()).toEqual([]);
    await desk.pass(1_000);
    expect(desk.channel.texts()).toEqual(['Order 100234 is on its way.']);
    expect(desk.channel.shown[0]?.message.inReplyTo).toHaveLength(2);
  });

  test('accepted before the desk stopped is answered by the next one', async () => {
    await restart({ policy: { burstWindowMs: 60_000, burstMaxMs: 60_000 } });
    await desk.says('where is order 100234');
    await restart();
    expect(desk.channel.texts()).toEqual(['Order 100234 is on its way.']);
  });

  test.each([
    ['nothing', ''],
    ['100 000 characters', 'where is order 100234 '.repeat(4_546)],
    ['only emoji', '🤷‍♀️🤷‍♀️'],
    ['half a character', '\uD83D where is order 100234'],
    ['right-to-left marks', '\u202Ewhere is order 100234\u202C'],
    ['NUL', 'where is\0 order 100234'],
    ['HTML', '<script>alert(1)</script><img src=x onerror=alert(1)>'],
    ['SQL', "'; drop table messages; --"],
    ['templates', '{order_number} {{x}} %s'],
  ])('of %s gets an answer, and so does the one after it', async (_name, text) => {
    await desk.says(text);
    await desk.says('where is order 100235', { customer: 'lu' });
    expect(desk.channel.texts().length).toBeGreaterThan(0);
    expect(desk.channel.texts('lu')).toEqual(['Order 100235 is on its way.']);
  });

  test('is handled in order with a thousand others from the same customer', async () => {
    await restart({ policy: { burstWindowMs: 0 } });
    const order = (index: number) => 100_000 + index;
    const messages = Array.from({ length: 1_000 }, (_, index) => index);
    const accepted = messages.map((index) =>
      desk.desk.accept({
        channel: 'test',
        account: 'default',
        conversationKey: 'kim',
        eventKey: `many-${index}`,
        occurredAt: desk.clock.now(),
        customer: { key: 'kim', name: 'Kim', locale: 'en' },
        body: { kind: 'message', messageKey: `many-${index}`, text: `where is order ${order(index)}` },
      }),
    );
    await Promise.all(accepted);
    await desk.settle();
    const settled = desk.channel.shown.flatMap(({ message }) => message.inReplyTo);
    // Of messages that are read together several orders are answered, each in a message of its own.
    const inOrder = [...new Set(settled)];
    expect(inOrder).toHaveLength(1_000);
    expect(inOrder).toEqual([...inOrder].sort((a, b) => Number(a.slice(1)) - Number(b.slice(1))));
  });

  test('that cannot be read goes to a person in the end, and holds up nobody else', async () => {
    const analyzer = { ...folder.trained.analyzer, analyze: () => Promise.reject(new Error('The thread broke down')) };
    desk.context.trained = () => ({ ...folder.trained, analyzer: analyzer });
    await desk.says('where is order 100234');
    await desk.pass(60_000);
    expect(await desk.ticket()).toMatchObject({
      status: 'open',
      reason: 'unread',
      subject: 'A message the bot could not read',
    });
    expect(await desk.store.read.inbox.dead(9)).toMatchObject([{ lastError: 'The thread broke down' }]);
    desk.context.trained = () => folder.trained;
    await desk.says('where is order 100235', { customer: 'lu' });
    expect(desk.channel.texts('lu')).toEqual(['Order 100235 is on its way.']);
  });

  test('is decided with the content it was read with, also when other content comes into force meanwhile', async () => {
    const { content, analyzer } = folder.trained;
    const emptied = { content: { version: 'emptied', locales: {} }, analyzer };
    const analyze: typeof analyzer.analyze = async (request) => {
      const analysis = await analyzer.analyze(request);
      desk.context.trained = () => emptied;
      return analysis;
    };
    desk.context.trained = () => ({ content, analyzer: { ...analyzer, analyze } });
    await desk.says('where is order 100234');
    expect(desk.channel.texts()).toEqual(['Order 100234 is on its way.']);
  });

  test('that is edited or deleted later is so in the transcript', async () => {
    await desk.receive({ kind: 'message', messageKey: 'k', text: 'where is order 100234' });
    await desk.receive({ kind: 'edit', messageKey: 'k', text: 'where is order 100999' });
    const read = async () => (await desk.store.read.messages.transcript(desk.conversationId(), { limit: 1e3 }))[0];
    expect(await read()).toMatchObject({ text: 'where is order 100999', editedAt: desk.clock.now() });
    await desk.receive({ kind: 'delete', messageKey: 'k' });
    expect(await read()).toMatchObject({ text: '', deletedAt: desk.clock.now() });
    expect(desk.channel.texts()).toHaveLength(1);
  });

  test('is deleted also where the platform does not tell whose it was, and edited by nobody else', async () => {
    await desk.receive({ kind: 'message', messageKey: 'k', text: 'where is order 100234' });
    const somebody = async (body: InboundBody) => {
      await desk.desk.accept({
        channel: 'test',
        account: 'default',
        conversationKey: 'kim',
        eventKey: body.kind,
        occurredAt: desk.clock.now(),
        customer: { key: 'somebody', name: '', locale: undefined },
        body,
      });
      await desk.settle();
      return (await desk.store.read.messages.transcript(desk.conversationId(), { limit: 1e3 }))[0];
    };
    expect(await somebody({ kind: 'edit', messageKey: 'k', text: 'forged' })).toMatchObject({ editedAt: undefined });
    expect(await somebody({ kind: 'delete', messageKey: 'k' })).toMatchObject({ text: '', author: { name: 'Kim' } });
  });
});

describe('a ticket', () => {
  test('goes all the way from the handover to the rating', async () => {
    await desk.says('a human please');
    expect(await desk.ticket()).toMatchObject({ status: 'open', reason: 'requested' });
    expect(await desk.does(ANNA, { kind: 'claim' })).toMatchObject({ ok: true });
    await desk.does(ANNA, { kind: 'note', text: 'internal' });
    await desk.does(ANNA, { kind: 'reply', text: 'How can I help?' });
    await desk.says('my lamp broke');
    await desk.does(ANNA, { kind: 'resolve' });
    expect(desk.channel.texts()).toEqual([
      expect.stringContaining('handing you over'),
      'Anna is with you now.',
      'How can I help?',
      expect.stringContaining('How satisfied'),
    ]);
    const request = desk.channel.shown.at(-1)?.message;
    await desk.receive({ kind: 'rating', messageKey: `platform-${request?.id}`, score: 5 });
    expect(await desk.store.read.feedback.get(request?.id ?? '')).toMatchObject({
      kind: 'rating',
      score: 5,
      author: { kind: 'agent', name: 'Anna' },
      channel: 'test',
    });
    const events = await desk.store.read.tickets.events((await desk.ticket())?.id ?? '');
    expect(events.map(({ kind }) => kind)).toEqual([
      'opened',
      'claimed',
      'note',
      'replied',
      'customer_wrote',
      'resolved',
      'rated',
    ]);
  });

  test('that goes from one agent to another is told of once: they sign what they write', async () => {
    await desk.says('a human please');
    await desk.does(ANNA, { kind: 'claim' });
    await desk.does(ANNA, { kind: 'transfer', to: BEN });
    await desk.does(BEN, { kind: 'transfer', to: ANNA });
    expect(desk.channel.texts()).toEqual([expect.stringContaining('handing you over'), 'Anna is with you now.']);
  });

  test('is scored under an agent’s answer, and not under a question of theirs', async () => {
    await desk.says('a human please');
    await desk.does(ANNA, { kind: 'claim' });
    const texts = [
      'Which lamp is it?',
      '是哪一个灯？谢谢',
      '是这个灯吗',
      'Here: https://shop.example/?order=1',
      'It is on its way.',
    ];
    for (const text of texts) await desk.does(ANNA, { kind: 'reply', text });
    const asked = desk.channel.shown.slice(-texts.length).map(({ message }) => message.asksFeedback);
    expect(asked).toEqual([false, false, false, true, true]);
  });

  test('is replied to message by message where an agent chooses one, and still when that is gone', async () => {
    await desk.says('a human please');
    await desk.does(ANNA, { kind: 'claim' });
    await desk.receive({ kind: 'message', messageKey: 'k1', text: 'the red one' });
    await desk.receive({ kind: 'message', messageKey: 'k2', text: 'or the blue one' });
    const said = await desk.store.read.messages.transcript(desk.conversationId(), { limit: 9 });
    const red = said.find(({ messageKey }) => messageKey === 'k1')?.id ?? '';
    await desk.does(ANNA, { kind: 'reply', text: 'Not this.', messageId: red });
    expect(desk.channel.shown.at(-1)?.message).toMatchObject({ answersKey: 'k1', inReplyTo: [red] });
    await desk.receive({ kind: 'delete', messageKey: 'k1' });
    await desk.does(ANNA, { kind: 'reply', text: 'The blue one then.', messageId: red });
    expect(desk.channel.shown.at(-1)?.message.inReplyTo).toEqual([]);
    const replies = await desk.store.read.messages.transcript(desk.conversationId(), { limit: 2 });
    expect(replies.map(({ answersKey }) => answersKey)).toEqual(['k1', undefined]);
  });

  test('claimed by two at once goes to one, and the other is told to whom', async () => {
    await desk.says('a human please');
    const ticketId = (await desk.ticket())?.id ?? '';
    const claim = (staff: typeof ANNA) =>
      desk.desk.command({ key: `claim-${staff.id}`, ticketId, staff, command: { kind: 'claim' } });
    const [first, second] = await Promise.all([claim(ANNA), claim(BEN)]);
    expect(first).toMatchObject({ ok: true });
    expect(second).toMatchObject({ ok: false, code: 'assigned_to_other', message: 'This ticket is assigned to Anna.' });
  });

  test('replied to twice by a double press gets one reply', async () => {
    await desk.says('a human please');
    await desk.does(ANNA, { kind: 'claim' });
    const outcomes = [
      await desk.does(ANNA, { kind: 'reply', text: 'Hello' }, 'form-1'),
      await desk.does(ANNA, { kind: 'reply', text: 'Hello' }, 'form-1'),
    ];
    expect(outcomes).toEqual([outcomes[0], outcomes[0]]);
    expect(desk.channel.texts().filter((text) => text === 'Hello')).toHaveLength(1);
  });

  test('that does not exist is not found', async () => {
    const outcome = await desk.desk.command({ key: 'x', ticketId: 'none', staff: ANNA, command: { kind: 'claim' } });
    expect(outcome).toMatchObject({ ok: false, code: 'not_found' });
  });

  test('nobody claims is brought up again, and then the supervisor is named, also across a restart', async () => {
    await desk.says('a human please');
    await desk.pass(11 * MINUTE_MS);
    await restart();
    await desk.pass(20 * MINUTE_MS);
    const events = await desk.store.read.tickets.events((await desk.ticket())?.id ?? '');
    expect(events.map(({ kind }) => kind)).toEqual(['opened', 'reminder', 'supervisor_called']);
  });
});

describe('a score', () => {
  test('of 👎 is counted, brings in a person, and can be changed and taken back', async () => {
    await desk.says('where is order 100234');
    const answer = desk.channel.shown[0]?.message;
    const messageKey = `platform-${answer?.id}`;
    const read = async () => (await desk.store.read.feedback.get(answer?.id ?? ''))?.score;
    await desk.receive({ kind: 'feedback', messageKey, score: 0 });
    expect(await read()).toBe(0);
    expect(await desk.ticket()).toMatchObject({ reason: 'not_helpful', subject: 'where is order 100234' });
    await desk.receive({ kind: 'feedback', messageKey, score: 1 });
    expect(await read()).toBe(1);
    await desk.receive({ kind: 'feedback', messageKey, score: null });
    expect(await read()).toBeUndefined();
  });

  test('for a message nobody knows is ignored', async () => {
    await desk.receive({ kind: 'feedback', messageKey: 'elsewhere', score: 0 });
    expect(await desk.ticket()).toBeUndefined();
    expect(await desk.store.read.inbox.countPending(desk.conversationId())).toBe(0);
  });
});
