import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { InboundBody } from '../../src/domain/inbound.ts';
import { MINUTE_MS } from '../../src/domain/policy.ts';
import type { StaffMember } from '../../src/domain/staff.ts';
import { TestDesk, TestFolder } from '../support/test-desk.ts';

const ANNA: StaffMember = { id: 'anna', name: 'Anna', role: 'agent' };
const FILE = {
  channel: 'test',
  account: 'default',
  key: 'file-1',
  name: 'lamp.png',
  mediaType: 'image/png',
  sizeBytes: 5,
};

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

const transcript = (customer?: string) =>
  desk.store.read.messages.transcript(desk.conversationId(customer), { limit: 100 });
const scores = async () => (await desk.store.read.feedback.since(0)).map(({ score }) => score);
const lastKey = () => `platform-${desk.channel.shown.at(-1)?.message.id}`;
const command = (name: 'status' | 'human'): InboundBody => ({
  kind: 'command',
  messageKey: 'r1',
  command: name,
  argument: '',
  isPrivate: true,
});

describe('reactions', () => {
  test('count as scores on any message of the bot, also changed, taken away and on what asked for none', async () => {
    await desk.says('hm hm asdf qwer zxcv');
    const messageKey = lastKey();
    await desk.receive({ kind: 'reaction', messageKey, emoji: '👍🏾', added: true });
    expect(await scores()).toEqual([1]);
    await desk.receive({ kind: 'reaction', messageKey, emoji: '🎈', added: true });
    expect(await scores()).toEqual([1]);
    await desk.receive({ kind: 'reaction', messageKey, emoji: '❤️', added: true });
    await desk.receive({ kind: 'reaction', messageKey, emoji: '👍🏾', added: false });
    expect(await scores()).toEqual([1]);
    await desk.receive({ kind: 'reaction', messageKey, emoji: '❤️', added: false });
    expect(await scores()).toEqual([undefined]);
  });

  test('a bad one on an answer of the bot brings in a person, once', async () => {
    await desk.says('where is order 100234');
    const messageKey = lastKey();
    await desk.receive({ kind: 'reaction', messageKey, emoji: '👎', added: true });
    expect(await desk.ticket()).toMatchObject({ reason: 'not_helpful' });
    const shown = desk.channel.shown.length;
    await desk.receive({ kind: 'reaction', messageKey, emoji: '😡', added: true });
    expect(desk.channel.shown).toHaveLength(shown);
  });

  test('that come before the platform has told its name of the message count once it has', async () => {
    let reacting: Promise<string> | undefined;
    desk.channel.fates = [
      async () => {
        reacting = desk.receive({ kind: 'reaction', messageKey: lastKey(), emoji: '👎', added: true });
        for (let round = 0; round < 50; round++) await new Promise(setImmediate);
      },
    ];
    await desk.says('where is order 100234');
    await reacting;
    await desk.pass(1_000);
    expect(await desk.ticket()).toMatchObject({ reason: 'not_helpful' });
  });

  test('on a message that nobody knows do nothing', async () => {
    await desk.says('where is order 100234');
    await desk.receive({ kind: 'reaction', messageKey: 'unknown', emoji: '👎', added: true });
    expect(await desk.ticket()).toBeUndefined();
  });
});

describe('in a place where others can write too', () => {
  const bystander = { key: 'lu', name: 'Lu', locale: 'en' };
  const inKimsThread = async (body: InboundBody, eventKey: string) => {
    await desk.desk.accept({
      channel: 'test',
      account: 'default',
      conversationKey: 'kim',
      eventKey,
      occurredAt: desk.clock.now(),
      customer: bystander,
      body,
    });
    await desk.settle();
  };

  test('only who asked is answered, and what others write is kept under their name', async () => {
    await desk.says('where is order 100234');
    await inKimsThread({ kind: 'message', messageKey: 'b1', text: 'where is order 100999' }, 'b1');
    await inKimsThread({ kind: 'reaction', messageKey: lastKey(), emoji: '👎', added: true }, 'b2');
    await inKimsThread({ kind: 'edit', messageKey: 'k1', text: 'kim is silly' }, 'b3');
    expect(desk.channel.texts()).toEqual(['Order 100234 is on its way.']);
    expect((await transcript()).map(({ author, text }) => `${author.name}: ${text}`)).toEqual([
      'Kim: where is order 100234',
      expect.stringContaining('Order 100234 is on its way.'),
      'Lu: where is order 100999',
    ]);
    expect(await scores()).toEqual([undefined]);
  });
});

describe('files', () => {
  test('stay with the message they came with, and one without words is asked about', async () => {
    await desk.receive({ kind: 'message', messageKey: 'k9', text: '', attachments: [FILE] });
    expect(desk.channel.texts()).toEqual(['Thank you for the file. What is it about?']);
    expect((await transcript())[0]?.attachments).toEqual([FILE]);
  });

  test('that follow words within seconds belong to them; after a question back, or later, they are asked about', async () => {
    const sendsFile = (key: string) =>
      desk.receive({ kind: 'message', messageKey: key, text: '', attachments: [FILE] });
    await desk.says('where is order 100234');
    await desk.pass(5_000);
    await sendsFile('k1');
    await sendsFile('k2');
    const answer = 'Order 100234 is on its way.';
    expect(desk.channel.texts()).toEqual([answer]);
    await desk.pass(31_000);
    await sendsFile('k3');
    expect(desk.channel.texts()).toEqual([answer, 'Thank you for the file. What is it about?']);
    await sendsFile('k4');
    expect(desk.channel.texts()).toHaveLength(3);
  });

  test('can be sent without words by an agent', async () => {
    await desk.says('a person please');
    await desk.does(ANNA, { kind: 'claim' });
    expect(await desk.does(ANNA, { kind: 'reply', text: '', attachments: [FILE] })).toMatchObject({ ok: true });
    expect(desk.channel.shown.at(-1)?.message).toMatchObject({ text: '', attachments: [FILE], replyToKey: 'k0' });
    expect(await desk.does(ANNA, { kind: 'reply', text: ' ' })).toMatchObject({ ok: false, code: 'invalid' });
  });
});

test('a handover and /status tell the place in the queue', async () => {
  await desk.receive(command('human'), { customer: 'lu' });
  await desk.pass(MINUTE_MS);
  await desk.receive(command('human'));
  expect(desk.channel.texts().at(-1)).toMatch(/handing you over .* There is one person before you\.$/);
  await desk.receive(command('status'));
  expect(desk.channel.texts().at(-1)).toMatch(/no\. 2 is in the queue; before it there are 1\./);
});
