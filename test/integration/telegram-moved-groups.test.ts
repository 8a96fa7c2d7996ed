/** Groups become supergroups, with another number and messages numbered anew; conversations go on. */

import { afterEach, describe, expect, test } from 'vitest';
import type { ConversationAddress, InboundEvent } from '../../src/domain/inbound.ts';
import type { Group } from '../platforms/telegram/group.ts';
import type { ShownMessage } from '../platforms/telegram/view.ts';
import { ANNA } from '../support/conversation.ts';
import { toMessage } from '../support/outgoing-message.ts';
import { TelegramDesk } from '../support/telegram-desk.ts';
import { TelegramEdge, type TelegramEdgeOptions } from '../support/telegram-edge.ts';
import { TestFolder } from '../support/test-desk.ts';

let telegram: TelegramEdge;
let group: Group;
let before: ConversationAddress;

afterEach(() => telegram.stop());

const mention = () => `@${telegram.platform.bot.username}`;
const inGroup = () => ({ in: group });

function openGroup(): void {
  group = telegram.platform.createGroup({ title: 'Shop', kind: 'group', owner: telegram.kim, members: [] });
  group.addBot();
  group.promoteBot();
  before = telegram.conversation(telegram.kim, inGroup());
}

async function start(options?: TelegramEdgeOptions): Promise<void> {
  telegram = await TelegramEdge.start(options);
  openGroup();
  await telegram.handled();
}

async function asks(text: string): Promise<void> {
  telegram.kim.write(`${mention()} ${text}`, inGroup());
  await telegram.handled();
}

function there<Value>(value: Value | undefined): Value {
  if (value === undefined) throw new Error('It is not there');
  return value;
}

const last = (): ShownMessage => telegram.lastAnswer(inGroup());

test('a ticket that somebody holds stays theirs when the group moves, and the bot stays silent', async () => {
  const folder = await TestFolder.create();
  const desk = await TelegramDesk.startDesk(folder);
  telegram = desk;
  openGroup();
  await asks('where is order 100234');
  await telegram.kim.press(last(), '👎');
  await telegram.handled();
  const ticketId = there((await desk.ticket(before))?.id);
  await desk.desk.desk.command({ key: 'c1', ticketId, staff: ANNA, command: { kind: 'claim' } });
  await telegram.handled();
  const said = telegram.answers(inGroup()).length;
  group.upgrade();
  await asks('do you sell gift cards');
  expect(telegram.answers(inGroup())).toEqual([]);
  expect(await desk.ticket(before)).toMatchObject({ id: ticketId, assignee: { id: ANNA.id } });
  const reply = { kind: 'reply' as const, text: 'They never expire.', attachments: [] };
  await desk.desk.desk.command({ key: 'c2', ticketId, staff: ANNA, command: reply });
  await telegram.handled();
  expect(said).toBeGreaterThan(0);
  expect(last().text).toContain('They never expire.');
  await telegram.kim.press(last(), '👍');
  await telegram.handled();
  expect((await desk.transcript(before)).at(-1)).toMatchObject({ score: 1 });
  await folder.remove();
});

describe('the conversation goes on', () => {
  test.each([
    ['both chats tell of it', { before: true, after: true }],
    ['only the old chat could tell of it', { before: true, after: false }],
    ['only the new chat could tell of it', { before: false, after: true }],
  ])('where %s, and after a restart', async (_what, told) => {
    await start();
    await asks('one');
    group.upgrade(told);
    await asks('two');
    await telegram.restart();
    await asks('three');
    expect(telegram.events.map(({ conversationKey }) => conversationKey)).toEqual(
      Array(3).fill(before.conversationKey),
    );
    await telegram.says('answer', {}, before);
    expect(last().text).toBe('answer');
    // It is known where to, so that nothing is refused.
    expect(telegram.platform.requests.of('sendMessage').map(({ status }) => status)).toEqual([200]);
  });

  test('where neither could tell of it, once an answer was refused', async () => {
    await start();
    await asks('one');
    group.upgrade({ before: false, after: false });
    const map = telegram.file('map.pdf', [new Uint8Array(9)]);
    telegram.reopens(map, [new Uint8Array(9)]);
    await telegram.says('answer', { attachments: [map] }, before);
    expect(last()).toMatchObject({ text: 'answer', file: { name: 'map.pdf' } });
    await telegram.restart();
    await asks('two');
    expect(telegram.events.map(({ conversationKey }) => conversationKey)).toEqual(
      Array(2).fill(before.conversationKey),
    );
    await telegram.says('and again', {}, before);
    expect(telegram.platform.requests.of('sendDocument').map(({ status }) => status)).toEqual([400, 200]);
    expect(telegram.platform.requests.of('sendMessage').map(({ status }) => status)).toEqual([200]);
  });

  test('in the order in which people wrote, however much of it comes at once', async () => {
    const taken: InboundEvent[] = [];
    await start({
      async accept(event) {
        // The first takes longer to store than the second.
        if ('text' in event.body && event.body.text === 'one') await fetch(telegram.platform.url);
        taken.push(event);
        return 'accepted';
      },
    });
    const release = telegram.platform.updates.holdBack();
    telegram.kim.write(`${mention()} one`, inGroup());
    group.upgrade();
    telegram.kim.write(`${mention()} two`, inGroup());
    release();
    await telegram.handled();
    expect(taken).toMatchObject([
      { ...before, body: { text: 'one' } },
      { ...before, body: { text: 'two' } },
    ]);
  });

  test('with edits, buttons and reactions, whose messages are named so that no other is meant', async () => {
    await start();
    const [old] = await telegram.says('before', { asksFeedback: true }, before);
    const shownBefore = last();
    group.upgrade();
    while (group.messages().length < Number(old)) telegram.kim.write('some', inGroup());
    const question = telegram.kim.write(`${mention()} wher`, inGroup());
    telegram.kim.edit(question, `${mention()} where`);
    const [key] = await telegram.says('after', { asksFeedback: true }, before);
    telegram.kim.react(last(), '👍');
    await telegram.kim.press(last(), '👎');
    await telegram.kim.press(shownBefore, '👍');
    await telegram.handled();
    const named = (messageId: number): string => `${group.id()}:${messageId}`;
    expect(key).toBe(named(last().message_id));
    expect(telegram.events.every(({ conversationKey }) => conversationKey === before.conversationKey)).toBe(true);
    expect(telegram.events.map(({ body }) => body)).toMatchObject([
      { kind: 'message', messageKey: named(question.message_id), text: 'wher' },
      { kind: 'edit', messageKey: named(question.message_id), text: 'where' },
      { kind: 'reaction', messageKey: key, emoji: '👍' },
      { kind: 'feedback', messageKey: key, score: 0 },
      { kind: 'feedback', messageKey: old, score: 1 },
    ]);
  });
});

describe('a message of the bot', () => {
  const grow = (messageId: string): void => {
    while (group.messages().length < Number(messageId)) telegram.kim.write('some', inGroup());
  };

  test('of before is not changed or taken back any more, nor is another that has its number now', async () => {
    await start();
    const keys = await telegram.says('before', {}, before);
    group.upgrade();
    grow(keys[0]);
    const others = [await telegram.says('one', {}, before), await telegram.says('two', {}, before)];
    const refused = { failure: 'refused', message: expect.stringContaining('has become a supergroup') };
    await expect(telegram.channel.edit(before, keys, toMessage('x'))).rejects.toMatchObject(refused);
    await expect(telegram.channel.remove(before, keys)).rejects.toMatchObject(refused);
    expect(telegram.answers(inGroup()).map(({ text }) => text)).toEqual(['one', 'two']);
    expect(others.flat()).toEqual(telegram.answers(inGroup()).map(({ message_id }) => `${group.id()}:${message_id}`));
  });

  test('of after is changed and taken back, after a restart as well', async () => {
    await start();
    group.upgrade();
    const keys = await telegram.says('one', {}, before);
    await telegram.restart();
    await telegram.channel.edit(before, keys, toMessage('two'));
    expect(last()).toMatchObject({ text: 'two', edited: true });
    await telegram.channel.remove(before, keys);
    expect(telegram.answers(inGroup())).toEqual([]);
  });

  test('answers the message that it is meant for, and none that has its number now', async () => {
    await start();
    const old = telegram.kim.write(`${mention()} one`, inGroup());
    group.upgrade();
    grow(String(old.message_id + 1));
    await telegram.says('to one', { replyToKey: String(old.message_id) }, before);
    expect(last().replyTo).toBeUndefined();
    await asks('two');
    const { body } = there(telegram.events.at(-1));
    await telegram.says('to two', { replyToKey: 'messageKey' in body ? body.messageKey : undefined }, before);
    expect(last().replyTo).toBe(group.messages().find(({ text }) => text.endsWith('two'))?.message_id);
  });

  test('is shown to be written where people are now', async () => {
    await start();
    group.upgrade();
    await telegram.handled();
    telegram.channel.showTyping(before, 'Anna');
    await telegram.platform.until(() => telegram.kim.seesAction(inGroup()) === 'typing');
  });
});
