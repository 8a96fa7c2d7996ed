import { describe, expect, test } from 'vitest';
import { toEvents } from '../../../adapters/telegram/inbound/updates.ts';
import { readUpdate } from '../../../adapters/telegram/inbound/wire.ts';

const NOW = 1_800_000_000_000;
const bot = { id: 70, username: 'Desk_Bot' };
const chat = { id: 5, type: 'private' as const, first_name: 'Kim' };
const from = { id: 5, is_bot: false, first_name: 'Kim' };
const message = { message_id: 7, date: 1_700_000_000, chat, from };
const context = {
  bot,
  now: NOW,
  topicId: 33,
  movedFrom: undefined,
  isInAlbum: false,
};
const events = (parts: object) => toEvents(readUpdate({ update_id: 9, ...parts }).update, context);
const event = (parts: object) => events(parts)[0];
const written = (parts: object) => event({ message: { ...message, ...parts } });

test('a message has its keys, its time and who wrote it', () => {
  expect(written({ from: { ...from, last_name: 'Li', language_code: 'zh-hans' }, text: '你好' })).toEqual({
    channel: 'telegram',
    account: '70',
    conversationKey: '5',
    eventKey: 'update-9',
    occurredAt: 1_700_000_000_000,
    customer: { key: '5', name: 'Kim Li', locale: 'zh-hans' },
    body: { kind: 'message', messageKey: '7', text: '你好' },
  });
});

const file = { file_id: 'F', file_unique_id: 'U', file_size: 3 };
const size = (file_id: string, width: number) => ({ ...file, file_id, width, height: 1 });

test.each([
  [
    'the largest of a picture',
    { photo: [size('A', 9), size('B', 800), size('C', 90)] },
    ['B', 'photo.jpg', 'image/jpeg'],
  ],
  [
    'a document',
    { document: { ...file, file_name: 'a.pdf', mime_type: 'application/pdf' } },
    ['F', 'a.pdf', 'application/pdf'],
  ],
  ['a document without a name', { document: file }, ['F', 'file', undefined]],
  ['a film', { video: file }, ['F', 'video.mp4', 'video/mp4']],
  ['a song', { audio: { ...file, file_name: 'song.flac' } }, ['F', 'song.flac', 'audio/mpeg']],
  ['a spoken message', { voice: { ...file, mime_type: 'audio/ogg' } }, ['F', 'voice.ogg', 'audio/ogg']],
  ['a round film', { video_note: file }, ['F', 'video.mp4', 'video/mp4']],
  ['an animation', { animation: file, document: file }, ['F', 'animation.mp4', 'video/mp4']],
  ['a sticker', { sticker: file }, ['F', 'sticker.webp', 'image/webp']],
  ['a moving sticker', { sticker: { ...file, is_animated: true } }, ['F', 'sticker.tgs', 'application/x-tgsticker']],
  ['a sticker that is a film', { sticker: { ...file, is_video: true } }, ['F', 'sticker.webm', 'video/webm']],
])('%s is a file', (_name, content, [key, name, mediaType]) => {
  const attachment = { channel: 'telegram', account: '70', key, name, mediaType, sizeBytes: 3 };
  expect(written(content)?.body).toEqual({ kind: 'message', messageKey: '7', text: '', attachments: [attachment] });
});

test('what is not there to be read is named, and never a blank line', () => {
  const unknown = (kind: string) => [{ kind: 'item', title: `Message of a kind the desk does not know (${kind})` }];
  expect(written({ photo: [] })?.body).toMatchObject({ text: '', enclosures: unknown('photo') });
  expect(written({ photo: [], caption: 'my cup' })?.body).toMatchObject({
    text: 'my cup',
    enclosures: unknown('photo'),
  });
});

const link = (offset: number, length: number, url: string) => ({ type: 'text_link', offset, length, url });

test.each([
  ['see here, please', [link(4, 4, 'https://shop.example/a')], 'see here (https://shop.example/a), please'],
  ['see shop.example', [link(4, 12, 'http://shop.example/')], 'see http://shop.example/'],
  ['shop.example', [link(0, 12, 'http://evil.example/')], 'shop.example (http://evil.example/)'],
  [
    'one two',
    [link(4, 3, 'https://b.example/'), link(0, 3, 'https://a.example/')],
    'one (https://a.example/) two (https://b.example/)',
  ],
  ['one', [link(0, 3, 'https://a.example/\u202Efdp.exe')], 'one (https://a.example/ fdp.exe)'],
  ['one', [link(0, 3, 'https://a.example/'), link(0, 3, 'https://b.example/')], 'one (https://a.example/)'],
  ['one', [link(7, 9, 'https://a.example/')], 'onehttps://a.example/'],
  [
    'plain',
    [
      { type: 'bold', offset: 0, length: 5 },
      { type: 'text_link', offset: 0, length: 5 },
    ],
    'plain',
  ],
])('of %j with links every address can be read', (text, entities, expected) => {
  expect(written({ text, entities })?.body).toMatchObject({ text: expected });
  expect(written({ photo: [size('A', 9)], caption: text, caption_entities: entities })?.body).toMatchObject({
    text: expected,
  });
});

test.each([
  ['is named in the words', 'see https://shop.example/a', { url: 'https://shop.example/a' }],
  ['is switched off', 'see', { url: 'https://shop.example/a', is_disabled: true }],
  ['is no page', 'see', { url: 'javascript:alert(1)' }],
])('a preview that %s is not told of', (_name, text, link_preview_options) => {
  expect(written({ text, link_preview_options })?.body).toEqual({ kind: 'message', messageKey: '7', text });
});

test('a pasted message without end is read as far as it goes', () => {
  const nested = (depth: number): object =>
    depth === 0 ? { type: 'paragraph', text: 'deep' } : { type: 'blockquote', blocks: [nested(depth - 1)] };
  const blocks = [{ type: 'paragraph', text: 'Hello' }, nested(2_000), { type: 'paragraph', text: [[['there']]] }];
  expect(written({ rich_message: { blocks } })?.body).toMatchObject({ text: 'Hello\nthere' });
});

test('an edit brings all that the message has now, and nothing of what it had', () => {
  const edited = (parts: object) => event({ edited_message: { ...message, edit_date: 1_700_000_001, ...parts } })?.body;
  expect(edited({ text: 'hi' })).toEqual({
    kind: 'edit',
    messageKey: '7',
    text: 'hi',
    attachments: [],
    enclosures: [],
  });
  expect(edited({ photo: [size('B', 9)] })).toMatchObject({ text: '', attachments: [{ key: 'B' }], enclosures: [] });
});

test.each([
  ['/start', 'start', ''],
  ['/start shop', 'start', 'shop'],
  ['/help', 'help', ''],
  ['/HUMAN@desk_bot', 'human', ''],
  ['/status', 'status', ''],
  ['/language  中文 ', 'language', '中文'],
  ['/link 12\n34', 'link', '12\n34'],
  ['/unlink', 'unlink', ''],
])('%s asks the desk for %s', (text, command, argument) => {
  expect(written({ text })?.body).toEqual({ kind: 'command', messageKey: '7', command, argument, isPrivate: true });
});

test('what comes with a file is no command, so that the file is not lost', () => {
  const body = { kind: 'message', text: '/human', attachments: [{ key: 'A' }] };
  expect(written({ photo: [size('A', 9)], caption: '/human' })?.body).toMatchObject(body);
});

test('what somebody else said is no command', () => {
  const forward_origin = { type: 'user', date: 1, sender_user: { ...from, id: 6 } };
  expect(written({ text: '/human', forward_origin })?.body).toMatchObject({
    text: '',
    enclosures: [{ kind: 'forward', author: 'Kim', text: '/human' }],
  });
});

test.each(['/helpme', 'see /help', '/help@other_bot', '/'])('%s is a message like any other', (text) => {
  expect(written({ text })?.body).toMatchObject({ kind: 'message', text });
});

test.each([
  ['what Telegram says itself', { message: { ...message, pinned_message: message } }],
  ['what a bot wrote', { message: { ...message, from: { ...from, is_bot: true }, text: 'hi' } }],
  ['a button of somebody else', { callback_query: { id: '1', from, message, data: 'x' } }],
  ['a button without a message', { callback_query: { id: '1', from, data: 'f:1' } }],
  ['a reaction of a group', { message_reaction: { ...reaction([], []), user: undefined } }],
  ['a reaction that is the same as before', { message_reaction: reaction(['❤'], ['❤']) }],
  [
    'a channel',
    { callback_query: { id: '1', from, message: { ...message, chat: { id: -8, type: 'channel' } }, data: 'f:1' } },
  ],
  ['joining a group', { my_chat_member: { ...membership('member'), chat: { id: -9, type: 'group', title: 'G' } } }],
  ['an update nobody knows yet', { something_new: {} }],
])('%s is no event', (_name, update) => {
  expect(events(update)).toEqual([]);
});

test('a button is pressed now, as Telegram does not say when', () => {
  const pressed = event({ callback_query: { id: '1', from, message, data: 'f:1' } });
  expect(pressed).toMatchObject({ occurredAt: NOW, body: { kind: 'feedback', messageKey: '7', score: 1 } });
});

test.each([
  [['👍'], [], ['+👍']],
  [['👎'], ['👍'], ['-👍', '+👎']],
  [[], ['👍', '❤'], ['-👍', '-❤']],
  [['❤', '77'], ['❤'], ['+:77:']],
])('reactions of %j after %j are the changes %j', (now, before, changes) => {
  const changed = events({ message_reaction: reaction(now, before) });
  const told = changed.map(({ body }) => body.kind === 'reaction' && (body.added ? '+' : '-') + body.emoji);
  expect(told).toEqual(changes);
  expect(changed.map(({ eventKey }) => eventKey)).toEqual(changes.map((_, index) => `update-9-${index}`));
});

test.each([
  ['kicked', false],
  ['member', true],
])('a customer who made the bot "%s" can be written to: %s', (status, reachable) => {
  expect(event({ my_chat_member: membership(status) })).toMatchObject({
    conversationKey: '5',
    body: { kind: 'reachability', reachable },
  });
});

describe('in a group', () => {
  const group = { id: -9, type: 'supergroup' as const, title: 'G' };
  const say = (text: string, parts: object = {}) => written({ chat: group, text, ...parts });
  const mention = (offset: number, length = 9) => ({ entities: [{ type: 'mention', offset, length }] });

  test.each([
    ['@desk_bot, where is it?', mention(0), 'where is it?'],
    ['where is it @Desk_Bot ?', mention(12), 'where is it ?'],
    ['@desk_bot', mention(0), '@desk_bot'],
    ['你好 the desk', { entities: [{ type: 'text_mention', offset: 3, length: 8, user: { id: 70 } }] }, '你好'],
    ['yes', { reply_to_message: { message_id: 3, from: { id: 70 } } }, 'yes'],
  ])('"%s" is for the bot', (text, parts, expected) => {
    expect(say(text, parts)).toMatchObject({ conversationKey: '-9:0:5', body: { kind: 'message', text: expected } });
  });

  test.each([
    ['hello all', {}],
    ['@somebody hello', { entities: [{ type: 'mention', offset: 0, length: 9 }] }],
    ['/help@other_bot', {}],
    ['yes', { reply_to_message: { message_id: 3, from: { id: 71 } } }],
    ['first in a topic', { reply_to_message: { message_id: 3, from: { id: 70 }, forum_topic_created: { name: 'T' } } }],
    ['@desk_bot hello', { ...mention(0), sender_chat: group }],
  ])('"%s" is not', (text, parts) => {
    expect(say(text, parts)).toBeUndefined();
  });

  const lu = { id: 6, is_bot: false, first_name: 'Lu' };
  const lamp = { message_id: 3, from: lu, text: 'The lamp flickers', photo: [size('B', 9)] };

  test('what others said is read with the question about it, with its files; what the bot said itself is not', () => {
    expect(say('@desk_bot', { ...mention(0), reply_to_message: lamp })?.body).toMatchObject({
      text: '',
      attachments: [{ key: 'B' }],
      enclosures: [{ kind: 'quote', author: 'Lu', text: 'The lamp flickers' }],
    });
    const mine = { ...lamp, from: { ...from, id: 70, is_bot: true } };
    const answer = say('why?', { reply_to_message: mine })?.body;
    expect(answer).toMatchObject({ enclosures: [{ messageKey: '3' }] });
    expect(answer).not.toHaveProperty('attachments');
  });

  test.each([
    ['the bot has heard', '@desk_bot the lamp flickers', mention(0).entities, '3'],
    ['the bot was not told of', 'the lamp flickers', [], undefined],
  ])('who answers what they said themselves before, and %s, quotes it', (_what, text, entities, messageKey) => {
    const before = { message_id: 3, from, text, entities };
    const body = say('@desk_bot why?', { ...mention(0), reply_to_message: before })?.body;
    expect(body).toMatchObject({ enclosures: [{ kind: 'quote', messageKey }] });
  });

  test('a pasted message can mention the bot', () => {
    const text = [{ type: 'mention', text: '@desk_bot', username: 'desk_bot' }, ' where is it?'];
    const rich_message = { blocks: [{ type: 'paragraph', text }] };
    expect(say('', { text: undefined, rich_message })?.body).toMatchObject({ text: 'where is it?' });
  });

  test('a command is for the bot, a topic is a place of its own', () => {
    expect(say('/human@desk_bot', { is_topic_message: true, message_thread_id: 33 })).toMatchObject({
      conversationKey: '-9:33:5',
      body: { kind: 'command', command: 'human', isPrivate: false },
    });
  });

  test('the words under a picture can mention the bot', () => {
    const content = { photo: [size('A', 9)], caption: '@desk_bot this cup', caption_entities: mention(0).entities };
    const { text: _, ...picture } = { ...message, chat: group, text: undefined, ...content };
    expect(event({ message: picture })?.body).toMatchObject({ text: 'this cup', attachments: [{ key: 'A' }] });
  });

  test("a button pressed by somebody else is that person's deed in the asker's conversation", () => {
    const answer = { ...message, chat: group, from: { ...from, id: 70, is_bot: true }, reply_to_message: { from } };
    const eve = { id: 6, is_bot: false, first_name: 'Eve' };
    expect(event({ callback_query: { id: '1', from: eve, message: answer, data: 'f:0' } })).toMatchObject({
      conversationKey: '-9:0:5',
      customer: { key: '6' },
    });
  });

  test('a reaction belongs to the topic of the message', () => {
    const reacted = { ...reaction(['👍'], []), chat: group };
    expect(event({ message_reaction: reacted })).toMatchObject({ conversationKey: '-9:33:5' });
  });
});

test.each([
  [{ first_name: 'Kim\n\u202E\u0000Li' }, 'Kim Li'],
  [{ first_name: '\u0007', username: 'kim' }, 'kim'],
  [{ first_name: ' ' }, '5'],
  [{ first_name: '👩‍🚀 Kim' }, '👩‍🚀 Kim'],
])('%j is called %j', (names, name) => {
  expect(written({ from: { ...from, ...names }, text: 'hi' })?.customer.name).toBe(name);
});

describe('what Telegram does not document', () => {
  const click = { id: 'q', from, message: { message_id: 7, chat, date: 1 }, data: 'f:1' };
  const said = { kind: 'message', messageKey: '7', text: 'hi' };
  const text = { ...message, text: 'hi' };

  test.each([
    ['entities that are none', { message: { ...text, entities: 'bold' } }, [said], 'message.entities'],
    [
      'one entity without a place',
      { message: { ...text, entities: [{ type: 'bold' }] } },
      [said],
      'message.entities.offset',
    ],
    [
      'an answered message that is none',
      { message: { ...text, reply_to_message: 7 } },
      [said],
      'message.reply_to_message',
    ],
    ['a contact without a number', { message: { ...text, contact: { first_name: 'A' } } }, [said], 'message.contact'],
    ['words that are a number', { message: { ...text, text: 7, caption: 'hi' } }, [said], 'message.text'],
    [
      'a file without an id',
      { message: { ...message, document: { file_name: 'a' } } },
      [{ text: '', enclosures: [{ title: 'Message of a kind the desk does not know (document)' }] }],
      'message.document.file_id',
    ],
    ['a message nobody sent', { message: { ...text, from: { id: 'x' } } }, [], 'message.from'],
    ['a message of no time', { message: { ...text, date: 'now' } }, [], 'message.date'],
    ['an edit of no time', { edited_message: text }, [], 'edited_message.edit_date'],
    [
      'a reaction that is none',
      { message_reaction: { ...reaction([], []), new_reaction: [{ type: 'emoji' }] } },
      [],
      'new_reaction',
    ],
    [
      'one reaction of several that is none',
      {
        message_reaction: {
          ...reaction([], []),
          new_reaction: [
            { type: 'emoji', emoji: 7 },
            { type: 'emoji', emoji: '👍' },
          ],
        },
      },
      [{ kind: 'reaction', messageKey: '7', emoji: '👍', added: true }],
      'new_reaction',
    ],
    [
      'reactions that are no list',
      { message_reaction: { ...reaction(['👍'], []), old_reaction: 'x' } },
      [{ added: true }],
      'old_reaction',
    ],
    [
      'a click with a keyboard that is none',
      { callback_query: { ...click, message: { ...click.message, reply_markup: 7 } } },
      [{ kind: 'feedback' }],
      'reply_markup',
    ],
    ['a click nobody made', { callback_query: { ...click, from: 7 } }, [], 'callback_query.from'],
    [
      'a membership without a state',
      { my_chat_member: { ...membership('member'), new_chat_member: {} } },
      [],
      'status',
    ],
    ['an update of another kind', { poll: { id: 'x' } }, [], undefined],
  ])('%s costs nothing but itself', (_what, parts, bodies, unreadable) => {
    expect(events(parts).map(({ body }) => body)).toMatchObject(bodies);
    const found = readUpdate({ update_id: 9, ...parts }).unreadable;
    if (unreadable === undefined) expect(found).toBeUndefined();
    else expect(found).toContain(unreadable);
  });
});

/** Numbers are custom emoji. */
function reaction(now: string[], before: string[]) {
  const toType = (one: string) =>
    /^\d+$/.test(one) ? { type: 'custom_emoji', custom_emoji_id: one } : { type: 'emoji', emoji: one };
  return { chat, user: from, message_id: 7, date: 1, new_reaction: now.map(toType), old_reaction: before.map(toType) };
}

function membership(status: string) {
  return { chat, from, date: 1, new_chat_member: { status } };
}
