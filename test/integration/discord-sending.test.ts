import { inspect } from 'node:util';
import { afterEach, describe, expect, test } from 'vitest';
import type { Attachment, OutgoingMessage } from '../../src/domain/message.ts';
import { DeliveryError, type MessageKeys, type OpenAttachmentAnywhere } from '../../src/ports/channel.ts';
import type { SeenMessage } from '../platforms/discord/view.ts';
import { DiscordDesk } from '../support/discord-desk.ts';
import { toMessage } from '../support/outgoing-message.ts';

let discord: DiscordDesk;

afterEach(() => discord.stop());

const POST = 'POST /channels/:channel/messages';
const AGENT: OutgoingMessage['author'] = { kind: 'agent', id: 'anna', name: 'Anna' };
const LONG = Array.from({ length: 60 }, (_, line) => `Line ${line} ${'x'.repeat(60)}`).join('\n\n');

function seen(): SeenMessage[] {
  return discord.kim.sees(discord.kim.openDirectMessage());
}

function file(name: string, parts: Partial<Attachment> = {}): Attachment {
  return { channel: 'slack', account: 'T1', key: name, name, mediaType: 'text/plain', sizeBytes: 5, ...parts };
}

/** Hands out files whose bytes are their names, or fails for those that begin with `gone`. */
const openByName: OpenAttachmentAnywhere = async ({ name, mediaType, sizeBytes }) => {
  if (name.startsWith('gone')) throw new DeliveryError('refused', 'The file is gone');
  return { content: chunksOf(name), mediaType, sizeBytes };
};

async function* chunksOf(text: string): AsyncGenerator<Uint8Array> {
  yield new TextEncoder().encode(text);
}

describe('a message', () => {
  test('shows which of the customer’s messages it answers, where one was chosen', async () => {
    discord = await DiscordDesk.start();
    const dm = discord.kim.openDirectMessage();
    const asked = discord.kim.write(dm, 'the red one');
    discord.kim.write(dm, 'or the blue one');
    await discord.says('Not this.', { answersKey: `${dm.id}/${asked.id}` });
    await discord.says('The blue one.');
    expect(
      seen()
        .slice(-2)
        .map(({ repliesTo }) => repliesTo),
    ).toEqual([asked.id, undefined]);
  });

  test('of an agent begins with the name; its addresses are links, and nobody is notified', async () => {
    discord = await DiscordDesk.start();
    await discord.says('See https://shop.example/a_b. @everyone', { author: AGENT });
    const [message] = seen();
    expect(message?.markup).toEqual({
      shown: 'Anna\nSee https://shop.example/a_b. @everyone',
      formats: ['bold', 'link'],
      links: ['https://shop.example/a_b'],
    });
    expect(message?.pinged).toEqual([]);
  });

  test('names the article it comes from', async () => {
    discord = await DiscordDesk.start();
    await discord.says('They never expire.', {
      source: { articleId: 'gift-cards', locale: 'en', title: 'Gift [cards]' },
    });
    expect(seen()[0]?.markup).toMatchObject({
      shown: 'They never expire.\n\nFrom: Gift [cards]',
      links: ['https://shop.example/help/en/gift-cards'],
    });
  });

  test('that is too long comes in parts, the buttons under the last; so it is edited and taken back', async () => {
    discord = await DiscordDesk.start();
    const keys = await discord.says(LONG, { id: 'long', asksFeedback: true });
    expect(seen().map(({ id }) => `${discord.direct.conversationKey}/${id}`)).toEqual(keys);
    expect(seen().map(({ buttons }) => buttons.length)).toEqual([...keys.slice(1).map(() => 0), 2]);
    expect(seen().every(({ text }) => text.length <= 2_000)).toBe(true);
    const shorter = await discord.channel.edit(
      discord.direct,
      keys,
      toMessage('Short.', { id: 'long', asksFeedback: true }),
    );
    expect(shorter).toEqual([keys[0]]);
    expect(seen()).toMatchObject([{ text: 'Short.', buttons: [{ label: '👍' }, { label: '👎' }] }]);
    const longer = await discord.channel.edit(
      discord.direct,
      shorter,
      toMessage(LONG, { id: 'long', asksFeedback: true }),
    );
    expect(longer).toHaveLength(keys.length);
    expect(seen().map(({ buttons }) => buttons.length)).toEqual([...keys.slice(1).map(() => 0), 2]);
    await discord.channel.remove(discord.direct, longer);
    await discord.channel.remove(discord.direct, longer);
    expect(seen()).toEqual([]);
  });

  test('that is edited keeps the score that was given to it', async () => {
    discord = await DiscordDesk.start();
    const keys = await discord.says('One.', { asksFeedback: true });
    const [message] = seen();
    if (message === undefined) throw new Error('There is no message');
    discord.kim.press(message, '👍');
    await discord.platform.until(() => seen()[0]?.buttons[0]?.label === '👍 ✓');
    await discord.channel.edit(discord.direct, keys, toMessage('Two.', { asksFeedback: true }));
    expect(seen()).toMatchObject([{ text: 'Two.', buttons: [{ label: '👍 ✓' }, { label: '👎' }] }]);
  });

  test('in a thread that was closed in the meantime opens it again, as does its edit', async () => {
    discord = await DiscordDesk.start();
    const { thread, question, keys } = await discord.answers(discord.help, 'how?', 'So.');
    const archived = () => discord.platform.threadsIn(discord.help)[0]?.archived;
    discord.platform.archive(thread);
    await discord.channel.edit(discord.address(question.id), keys, toMessage('Or so.'));
    expect([archived(), discord.kim.sees(thread)[0]?.text]).toEqual([false, 'Or so.']);
    discord.platform.archive(thread);
    await discord.says('More.', {}, discord.address(question.id));
    expect(archived()).toBe(false);
  });

  test('shows that somebody is writing', async () => {
    discord = await DiscordDesk.start();
    discord.channel.showTyping(discord.direct, 'Anna');
    await discord.platform.until(() => discord.platform.isBotTyping(discord.kim.openDirectMessage()));
    discord.channel.showTyping(discord.address('1573657795545268224'), 'Anna');
    await discord.platform.until(
      () => discord.platform.requests.of('POST /channels/:channel/typing').at(-1)?.status === 404,
    );
    expect(discord.errors).toEqual([]);
  });
});

describe('files', () => {
  test('go with the last text, by their names', async () => {
    discord = await DiscordDesk.start({ openAttachment: openByName });
    await discord.says('Look', { attachments: [file('a "b".txt'), file('c.txt')] });
    expect(seen()).toMatchObject([{ text: 'Look', files: [{ name: 'a_b.txt' }, { name: 'c.txt' }] }]);
    expect(seen()[0]?.files.map(({ bytes }) => new TextDecoder().decode(bytes))).toEqual(['a "b".txt', 'c.txt']);
  });

  test('go alone where there is no text, and no more than ten at once', async () => {
    discord = await DiscordDesk.start({ openAttachment: openByName });
    const attachments = Array.from({ length: 12 }, (_, index) => file(`${index}.txt`));
    const keys = await discord.says('', { attachments });
    expect(seen().map(({ text, files }) => [text, files.length])).toEqual([
      ['', 10],
      ['', 2],
    ]);
    expect(keys).toHaveLength(2);
  });

  test('that cannot be sent are named with the reason, and the others are sent', async () => {
    discord = await DiscordDesk.start({ openAttachment: openByName });
    const huge = file('huge *.zip', { sizeBytes: 11 * 1024 * 1024 });
    await discord.says('看这里', { locale: 'zh', attachments: [huge, file('gone.txt'), file('c.txt')] });
    expect(seen()[0]?.markup.shown).toBe(
      '看这里\n\n（文件“huge *.zip”超过这里可以发送的 10 MB。）\n（文件“gone.txt”未能发送。）',
    );
    expect(seen()[0]?.files).toMatchObject([{ name: 'c.txt' }]);
  });

  test('that are taken out of a message are gone, and the others and the texts stay', async () => {
    discord = await DiscordDesk.start({ openAttachment: openByName });
    const [a, b, c] = [file('same.txt'), file('same.txt', { key: 'b' }), file('c.txt')];
    const look = (text: string, attachments: Attachment[]) => toMessage(text, { id: 'look', attachments });
    const keys = await discord.channel.send(discord.direct, look('Look', [a, b, c]));
    const ids = () => seen().map(({ text, files }) => [text, files.map(({ url }) => new URL(url).pathname)]);
    const [[, before = []] = []] = ids();
    await discord.restart();
    const fewer = await discord.channel.edit(discord.direct, keys, look('Look here', [b, c]));
    expect([fewer, ids()]).toEqual([keys, [['Look here', before.slice(1)]]]);
    const none = await discord.channel.edit(discord.direct, fewer, look('Nothing', []));
    expect([none, ids()]).toEqual([keys, [['Nothing', []]]]);
  });

  test('that are taken out of a message without words leave one that says nothing', async () => {
    discord = await DiscordDesk.start({ openAttachment: openByName });
    const attachments = Array.from({ length: 12 }, (_, index) => file(`${index}.txt`));
    const keys = await discord.says('', { id: 'files', attachments, asksFeedback: true });
    const edit = (keys: MessageKeys, left: Attachment[]) =>
      discord.channel.edit(discord.direct, keys, toMessage('', { id: 'files', attachments: left, asksFeedback: true }));
    const shown = () => seen().map(({ text, files, buttons }) => [text, files.length, buttons.length]);
    expect(await edit(keys, attachments.slice(0, 11))).toEqual(keys);
    expect(shown()).toEqual([
      ['', 10, 0],
      ['', 1, 2],
    ]);
    const one = await edit(keys, attachments.slice(0, 1));
    expect([one, shown()]).toEqual([[keys[0]], [['', 1, 2]]]);
    expect(await edit(one, [])).toEqual(one);
    expect(shown()).toEqual([['…', 0, 2]]);
  });

  test('stay where the text above them becomes shorter', async () => {
    discord = await DiscordDesk.start({ openAttachment: openByName });
    const attachments = [file('a.txt')];
    const keys = await discord.says(LONG, { id: 'long', attachments, asksFeedback: true });
    const message = toMessage('Short.', { id: 'long', attachments, asksFeedback: true });
    const edited = await discord.channel.edit(discord.direct, keys, message);
    expect(seen()).toMatchObject([
      { text: 'Short.', files: [], buttons: [] },
      { text: '', files: [{ name: 'a.txt' }], buttons: [{ label: '👍' }, { label: '👎' }] },
    ]);
    expect(edited).toEqual([keys[0], keys.at(-1)]);
  });

  test('of unknown size are sent where they turn out small enough', async () => {
    const openAttachment: OpenAttachmentAnywhere = async ({ name }) => ({
      content: name === 'small' ? chunksOf(name) : megabytes(11),
      mediaType: undefined,
      sizeBytes: undefined,
    });
    discord = await DiscordDesk.start({ openAttachment });
    const unknown = { sizeBytes: undefined, mediaType: undefined };
    await discord.says('Look', { attachments: [file('small', unknown), file('large', unknown)] });
    expect(seen()).toMatchObject([
      { text: expect.stringContaining('“large” is larger than the 10 MB'), files: [{ name: 'small' }] },
    ]);
  });

  test('are streamed, not read into memory first', async () => {
    let read = 0;
    const openAttachment: OpenAttachmentAnywhere = async () => ({
      content: megabytes(8, () => {
        read += 1;
      }),
      mediaType: 'video/mp4',
      sizeBytes: 8 * 1024 * 1024,
    });
    discord = await DiscordDesk.start({ openAttachment });
    await discord.says('', { attachments: [file('film.mp4')] });
    expect(read).toBe(8);
    expect(seen()[0]?.files).toMatchObject([{ name: 'film.mp4', contentType: 'video/mp4', size: 8 * 1024 * 1024 }]);
    expect(discord.platform.requests.of(POST)[0]?.headers['transfer-encoding']).toBe('chunked');
  });
});

async function* megabytes(count: number, onRead = () => {}): AsyncGenerator<Uint8Array> {
  for (let index = 0; index < count; index++) {
    onRead();
    yield new Uint8Array(1024 * 1024);
  }
}

describe('a message whose answer is lost', () => {
  test('is sent once more, under the nonce that shows it once', async () => {
    discord = await DiscordDesk.start({ openAttachment: openByName });
    discord.platform.faults.next(POST, { kind: 'response-lost' });
    const [key] = await discord.says('Hello', { attachments: [file('a.txt')] });
    expect(seen()).toMatchObject([{ text: 'Hello', files: [{ name: 'a.txt' }] }]);
    expect(key).toBe(`${discord.direct.conversationKey}/${seen()[0]?.id}`);
    discord.platform.faults.next(POST, { kind: 'server-error', status: 502, accepted: true });
    await discord.says('Again');
    expect(seen()).toHaveLength(2);
  });

  test('and that was deleted meanwhile did arrive', async () => {
    discord = await DiscordDesk.start();
    const { thread } = await discord.answers(discord.help, 'how?', 'So.');
    discord.platform.faults.next(POST, { kind: 'response-lost' });
    const deleted = discord.platform
      .until(() => discord.kim.sees(thread)[1])
      .then((message) => discord.platform.deleteMessage(message));
    await expect(Promise.all([discord.says('More.', {}, discord.address(thread.id)), deleted])).rejects.toMatchObject({
      failure: 'unknown',
      message: expect.stringContaining('the message arrived and was deleted'),
    });
  });
});

describe('a message that Discord does not take', () => {
  test('for now is to be tried again when Discord says so, and what follows waits as long', async () => {
    discord = await DiscordDesk.start();
    discord.platform.faults.next(POST, { kind: 'rate-limited', retryAfterSeconds: 1 });
    const failure = await discord.says('Hello').catch((error: unknown) => error);
    expect(failure).toMatchObject({ failure: 'unavailable', retryAfterMs: expect.any(Number) });
    expect(seen()).toEqual([]);
    await discord.says('Hello');
    const [refused, taken] = discord.platform.requests.of(POST);
    expect((taken?.at ?? 0) - (refused?.at ?? 0)).toBeGreaterThanOrEqual(1_000);
  });

  test('because its thread could not be opened is to be tried again', async () => {
    discord = await DiscordDesk.start();
    discord.platform.faults.next('POST /channels/:channel/messages/:message/threads', { kind: 'response-lost' });
    await expect(discord.answers(discord.help, 'how?', 'So.')).rejects.toMatchObject({ failure: 'unavailable' });
    const event = await discord.hearsOf('message');
    await discord.says('So.', { replyToKey: event.body.messageKey }, discord.address(event.conversationKey));
    expect(discord.kim.sees({ id: event.conversationKey }).map(({ text }) => text)).toEqual(['So.']);
  });

  test('because nothing answers is to be tried again', async () => {
    discord = await DiscordDesk.create();
    await discord.platform.stopListening();
    await expect(discord.says('Hello')).rejects.toMatchObject({ failure: 'unavailable' });
  });

  test('because the customer closed direct messages: staff are told on the conversation', async () => {
    discord = await DiscordDesk.start();
    const to = discord.direct;
    discord.kim.closeDirectMessages();
    await expect(discord.says('Hello', {}, to)).rejects.toMatchObject({
      failure: 'refused',
      message: expect.stringContaining('closed direct messages'),
    });
    const event = await discord.hearsOf('reachability');
    expect(event).toMatchObject({ ...to, customer: { key: discord.kim.id }, body: { reachable: false } });
  });

  test('because the thread is locked, or gone', async () => {
    discord = await DiscordDesk.start();
    const { thread, question } = await discord.answers(discord.help, 'how?', 'So.');
    discord.platform.lock(thread);
    const again = () => discord.says('More.', {}, discord.address(question.id));
    await expect(again()).rejects.toMatchObject({ failure: 'refused', message: expect.stringContaining('locked') });
    discord.platform.deleteChannel(thread);
    await expect(again()).rejects.toMatchObject({
      failure: 'refused',
      message: expect.stringContaining('was deleted'),
    });
  });

  test('because the token was taken back: without the token in the error', async () => {
    discord = await DiscordDesk.create();
    const old = discord.platform.token;
    discord.platform.revokeToken();
    const failure = await discord.says('Hello').catch((error: unknown) => error);
    expect(failure).toMatchObject({ failure: 'unavailable' });
    expect(inspect(failure, { depth: 10, showHidden: true })).not.toContain(old);
    await expect(discord.says('Hello')).rejects.toMatchObject({
      message: expect.stringContaining('does not let the bot in'),
    });
  });
});
