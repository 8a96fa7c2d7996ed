/** What the platform refuses to send, change or take back, in the real server's words. */

import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { call } from './clients.ts';
import { createManualClock, type ManualClock } from './manual-clock.ts';
import type { Person } from './person.ts';
import { TELEGRAM_RATE_LIMITS } from './rate-limits.ts';
import { createTelegramPlatform, type TelegramPlatform } from './telegram-platform.ts';

let clock: ManualClock;
let platform: TelegramPlatform;
let kim: Person;

beforeEach(async () => {
  clock = createManualClock();
  platform = await createTelegramPlatform({ clock });
  kim = platform.createPerson({ first_name: 'Kim' });
  kim.start();
});

afterEach(() => platform.close());

const button = (fields: object) => ({ reply_markup: { inline_keyboard: [[fields]] } });

/** What sendMessage says to a text for Kim. */
async function refusal(parameters: object): Promise<string | undefined> {
  return (await call(platform, 'sendMessage', { chat_id: kim.user.id, ...parameters })).body.description;
}

test.each<[why: string, parameters: object, description: string]>([
  ['no text', {}, 'Bad Request: message text is empty'],
  ['only spaces', { text: ' \n ' }, 'Bad Request: message text is empty'],
  ['4097 characters', { text: 'x'.repeat(4097) }, 'Bad Request: message is too long'],
  ['half a character', { text: 'a\ud83d' }, 'Bad Request: strings must be encoded in UTF-8'],
  ['an unknown dialect', { text: 'x', parse_mode: 'Textile' }, 'Bad Request: unsupported parse_mode'],
  [
    'an open tag',
    { text: '<b>x', parse_mode: 'HTML' },
    "Bad Request: can't parse entities: Can't find end tag corresponding to start tag b",
  ],
  [
    'a bare <',
    { text: 'é 1 < 2 ', parse_mode: 'HTML' },
    'Bad Request: can\'t parse entities: Unsupported start tag "" at byte offset 5',
  ],
  [
    'a bare full stop',
    { text: 'Hello.', parse_mode: 'MarkdownV2' },
    "Bad Request: can't parse entities: Character '.' is reserved and must be escaped with the preceding '\\'",
  ],
  [
    'an unclosed star',
    { text: 'x *y', parse_mode: 'MarkdownV2' },
    "Bad Request: can't parse entities: Can't find end of Bold entity at byte offset 2",
  ],
  [
    'an unclosed underscore',
    { text: 'snake_case', parse_mode: 'Markdown' },
    "Bad Request: can't parse entities: Can't find end of the entity starting at byte offset 5",
  ],
  [
    '65 bytes of button data',
    { text: 'x', ...button({ text: 'Yes', callback_data: `${'é'.repeat(32)}x` }) },
    'Bad Request: BUTTON_DATA_INVALID',
  ],
  [
    'a button that does nothing',
    { text: 'x', ...button({ text: 'Yes' }) },
    "Bad Request: can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard",
  ],
  ['a broken keyboard', { text: 'x', reply_markup: '{' }, "Bad Request: can't parse reply keyboard markup JSON object"],
  ['no chat', { text: 'x', chat_id: '' }, 'Bad Request: chat_id is empty'],
  ['an unknown chat', { text: 'x', chat_id: 1 }, 'Bad Request: chat not found'],
  [
    'an unknown message to answer',
    { text: 'x', reply_parameters: { message_id: 99 } },
    'Bad Request: message to be replied not found',
  ],
  ['an unknown topic', { text: 'x', message_thread_id: 99 }, 'Bad Request: message thread not found'],
])('a message is refused for %s', async (_why, parameters, description) => {
  expect(await refusal(parameters)).toBe(description);
  expect(kim.sees()).toHaveLength(1);
});

test('what is just within the limits goes through, mark-up not counted, emoji counted once', async () => {
  expect(await refusal({ text: `<b>${'🙂'.repeat(4096)}</b>`, parse_mode: 'HTML' })).toBeUndefined();
  expect(await refusal({ text: 'x', ...button({ text: 'Yes', callback_data: 'é'.repeat(32) }) })).toBeUndefined();
  expect(
    await refusal({ text: 'x', reply_parameters: { message_id: 99, allow_sending_without_reply: true } }),
  ).toBeUndefined();
});

describe('to somebody', () => {
  test('who never started the bot but is in its group', async () => {
    const lee = platform.createPerson();
    expect(await refusal({ chat_id: lee.user.id, text: 'x' })).toBe('Bad Request: chat not found');
    platform.createGroup({ title: 'Shop', kind: 'supergroup', owner: kim, members: [lee] }).addBot();
    expect(await refusal({ chat_id: lee.user.id, text: 'x' })).toBe(
      "Forbidden: bot can't initiate conversation with a user",
    );
  });

  test('who blocked the bot, and who came back', async () => {
    kim.block();
    expect(await refusal({ text: 'x' })).toBe('Forbidden: bot was blocked by the user');
    kim.unblock();
    expect(await refusal({ text: 'x' })).toBeUndefined();
  });

  test('who left Telegram', async () => {
    kim.deleteAccount();
    expect(await refusal({ text: 'x' })).toBe('Forbidden: user is deactivated');
  });
});

describe('an edit', () => {
  const editing = async (message_id: number, parameters: object) =>
    (await call(platform, 'editMessageText', { chat_id: kim.user.id, message_id, ...parameters })).body.description;

  test('that changes nothing is refused', async () => {
    await call(platform, 'sendMessage', { chat_id: kim.user.id, text: '<b>Hi</b>', parse_mode: 'HTML' });
    expect(await editing(2, { text: '*Hi*', parse_mode: 'MarkdownV2' })).toMatch(
      /^Bad Request: message is not modified: /,
    );
    expect(await editing(2, { text: 'Hi' })).toBeUndefined();
  });

  test("of a person's message, or of none, is refused", async () => {
    expect(await editing(1, { text: 'Hi' })).toBe("Bad Request: message can't be edited");
    expect(await editing(9, { text: 'Hi' })).toBe('Bad Request: message to edit not found');
  });

  test('without a keyboard takes the buttons away', async () => {
    await call(platform, 'sendMessage', {
      chat_id: kim.user.id,
      text: 'Hi',
      ...button({ text: 'Yes', callback_data: 'y' }),
    });
    await editing(2, { text: 'Hi' });
    expect(kim.sees()[1]?.buttons).toEqual([]);
  });
});

test('a message can be taken back for two days and not again', async () => {
  const remove = async (message_id: number) =>
    (await call(platform, 'deleteMessage', { chat_id: kim.user.id, message_id })).body.description;
  await call(platform, 'sendMessage', { chat_id: kim.user.id, text: 'one' });
  await call(platform, 'sendMessage', { chat_id: kim.user.id, text: 'two' });
  expect(await remove(2)).toBeUndefined();
  expect(await remove(2)).toBe('Bad Request: message to delete not found');
  clock.advance(48 * 3600 + 1);
  expect(await remove(3)).toBe("Bad Request: message can't be deleted for everyone");
});

test('a button can be answered for a minute, and an unknown press not at all', async () => {
  await call(platform, 'sendMessage', {
    chat_id: kim.user.id,
    text: 'Hi',
    ...button({ text: 'Yes', callback_data: 'y' }),
  });
  void kim.press({ chat: { id: kim.user.id }, message_id: 2 }, 'Yes');
  const { body } = await call(platform, 'getUpdates');
  const id = JSON.stringify(body).match(/"callback_query":\{"id":"(\d+)"/)?.[1];
  clock.advance(61);
  const tooOld = 'Bad Request: query is too old and response timeout expired or query ID is invalid';
  for (const callback_query_id of [id, '1']) {
    expect((await call(platform, 'answerCallbackQuery', { callback_query_id })).body.description).toBe(tooOld);
  }
});

test('the bot is shown typing for five seconds or until it has written', async () => {
  const type = () => call(platform, 'sendChatAction', { chat_id: kim.user.id, action: 'typing' });
  await type();
  expect(kim.seesAction()).toBe('typing');
  clock.advance(5);
  expect(kim.seesAction()).toBeUndefined();
  await type();
  await refusal({ text: 'Here you are' });
  expect(kim.seesAction()).toBeUndefined();
});

test('only the emoji that Telegram knows are reactions', async () => {
  const react = async (emoji: string) => {
    const reaction = [{ type: 'emoji', emoji }];
    return (await call(platform, 'setMessageReaction', { chat_id: kim.user.id, message_id: 1, reaction })).body
      .description;
  };
  expect(await react('✅')).toBe('Bad Request: REACTION_INVALID');
  expect(await react('👀')).toBeUndefined();
  expect(kim.sees()[0]?.reactions).toEqual(['👀']);
});

test('methods are known whatever their capitals, by GET and by form; the others are not', async () => {
  const base = `${platform.url}/bot${platform.token()}`;
  const byGet = await fetch(`${base}/SENDmessage?chat_id=${kim.user.id}&text=a`);
  const byForm = await fetch(`${base}/sendMessage`, {
    method: 'POST',
    body: new URLSearchParams({ chat_id: String(kim.user.id), text: 'b' }),
  });
  expect([byGet.status, byForm.status]).toEqual([200, 200]);
  expect(kim.sees().map(({ text }) => text)).toEqual(['/start', 'a', 'b']);
  expect(await call(platform, 'sendTelegram')).toMatchObject({
    status: 404,
    body: { ok: false, error_code: 404, description: 'Not Found: method not found' },
  });
});

test('a token of the wrong form is not found and a wrong one unauthorized', async () => {
  const ask = async (token: string) => (await fetch(`${platform.url}/bot${token}/getMe`)).json();
  expect(await ask('123')).toEqual({ ok: false, error_code: 404, description: 'Not Found' });
  expect(await ask(`1:${'A'.repeat(35)}`)).toEqual({ ok: false, error_code: 401, description: 'Unauthorized' });
});

test('the rate limits of Telegram are answered with the seconds to wait, in the body and the header', async () => {
  await platform.close();
  platform = await createTelegramPlatform({ clock, rateLimits: TELEGRAM_RATE_LIMITS });
  kim = platform.createPerson();
  kim.start();
  await refusal({ text: 'one' });
  const { status, headers, body } = await call(platform, 'sendMessage', { chat_id: kim.user.id, text: 'two' });
  expect([status, headers.get('retry-after')]).toEqual([429, '1']);
  expect(body).toEqual({
    ok: false,
    error_code: 429,
    description: 'Too Many Requests: retry after 1',
    parameters: { retry_after: 1 },
  });
  clock.advance(1);
  expect(await refusal({ text: 'two' })).toBeUndefined();

  const group = platform.createGroup({ title: 'Shop', kind: 'group', owner: kim });
  group.addBot();
  for (let sent = 0; sent < 20; sent += 1) {
    clock.advance(1);
    expect(await refusal({ chat_id: group.id(), text: 'x' })).toBeUndefined();
  }
  clock.advance(1);
  expect(await refusal({ chat_id: group.id(), text: 'x' })).toBe('Too Many Requests: retry after 40');
});
