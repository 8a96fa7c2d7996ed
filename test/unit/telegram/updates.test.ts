import type { Update } from 'telegraf/types';
import { expect, test } from 'vitest';
import { toEvent } from '../../../adapters/telegram/updates.ts';

const NOW = 1_800_000_000_000;
const chat = { id: 5, type: 'private' as const, first_name: 'Kim' };
const from = { id: 5, is_bot: false, first_name: 'Kim' };
const message = { message_id: 7, date: 1_700_000_000, chat, from };
const event = (parts: object) => toEvent({ update_id: 9, ...parts } as Update, '70', NOW);

test('a message has its keys, its time and who wrote it', () => {
  const written = { ...message, from: { ...from, last_name: 'Li', language_code: 'zh-hans' }, text: '你好' };
  expect(event({ message: written })).toEqual({
    channel: 'telegram',
    account: '70',
    conversationKey: '5',
    eventKey: 'update-9',
    occurredAt: 1_700_000_000_000,
    customer: { key: '5', name: 'Kim Li', locale: 'zh-hans' },
    body: { kind: 'message', messageKey: '7', text: '你好' },
  });
});

test.each([
  ['the words under a picture', { photo: [], caption: 'my cup' }, 'my cup'],
  ['nothing under a picture', { photo: [] }, ''],
  ['a sticker', { sticker: {} }, ''],
  ['a place', { location: { latitude: 1, longitude: 2 } }, ''],
])('%s is a message', (_name, content, text) => {
  expect(event({ message: { ...message, ...content } })?.body).toEqual({ kind: 'message', messageKey: '7', text });
});

test.each([
  ['what Telegram says itself', { message: { ...message, pinned_message: message } }],
  ['pressing Start', { message: { ...message, text: '/start' } }],
  ['pressing Start on a link', { message: { ...message, text: '/start shop' } }],
  ['a message in a group', { message: { ...message, chat: { id: -1, type: 'group', title: 'G' }, text: 'hi' } }],
  ['a button of somebody else', { callback_query: { id: '1', from, message, data: 'x' } }],
  ['a button without a message', { callback_query: { id: '1', from, data: 'f:1' } }],
  ['a reaction that is no score', { message_reaction: { ...reaction(['❤'], []), chat, user: from } }],
  ['blocking the bot', { my_chat_member: {} }],
  ['an update nobody knows yet', { something_new: {} }],
])('%s is no event', (_name, update) => {
  expect(event(update)).toBeUndefined();
});

test('a button is pressed now, as Telegram does not say when', () => {
  const pressed = event({ callback_query: { id: '1', from, message, data: 'f:1' } });
  expect(pressed).toMatchObject({ occurredAt: NOW, body: { kind: 'feedback', messageKey: '7', score: 1 } });
});

test.each([
  [['👍'], [], 1],
  [['👎'], ['👍'], 0],
  [[], ['👍'], null],
  [['❤'], ['👎'], null],
])('a reaction of %j after %j is the score %j', (now, before, score) => {
  expect(event({ message_reaction: reaction(now, before) })?.body).toMatchObject({ kind: 'feedback', score });
});

test.each([
  [{ first_name: 'Kim\n\u202E\u0000Li' }, 'Kim Li'],
  [{ first_name: '\u0007', username: 'kim' }, 'kim'],
  [{ first_name: ' ' }, '5'],
  [{ first_name: '👩‍🚀 Kim' }, '👩‍🚀 Kim'],
])('%j is called %j', (names, name) => {
  expect(event({ message: { ...message, from: { ...from, ...names }, text: 'hi' } })?.customer.name).toBe(name);
});

function reaction(now: string[], before: string[]) {
  const emoji = (list: string[]) => list.map((one) => ({ type: 'emoji', emoji: one }));
  return { chat, user: from, message_id: 7, date: 1, new_reaction: emoji(now), old_reaction: emoji(before) };
}
