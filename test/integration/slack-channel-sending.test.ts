import { expect, test } from 'vitest';
import { REQUIRED_SCOPES } from '../../adapters/slack/manifest.ts';
import type { Attachment } from '../../src/domain/message.ts';
import { DeliveryError, type OpenAttachment } from '../../src/ports/channel.ts';
import { toMessage } from '../support/outgoing-message.ts';
import { SlackDesk } from '../support/slack-desk.ts';

test('CommonMark shows with its formats and links, and the article it is from', async () => {
  const slack = await SlackDesk.start();
  const source = { articleId: 'gift-cards', locale: 'en', title: 'Gift cards' };
  await slack.says(
    'Gift cards **never** expire.\n\n> Really.\n\n- one\n- two\n\n`code` [terms](https://shop.example/t)',
    {
      source,
    },
  );
  const answer = slack.lastAnswer();
  expect(answer.text).toBe('Gift cards never expire.\nReally.\n• one\n• two\n\ncode terms\n\nFrom: Gift cards');
  expect(answer.links).toEqual([
    { url: 'https://shop.example/t', label: 'terms' },
    { url: 'https://shop.example/help/en/gift-cards', label: 'Gift cards' },
  ]);
});

test('nothing in a text pings, links or formats by itself, neither shown nor in the notification', async () => {
  const slack = await SlackDesk.start();
  const hostile = `<!channel> <@${slack.kim.id}> <https://evil.example|bank> :smile: &lt;!here&gt; @here`;
  await slack.says(hostile.replaceAll('<', '\\<').replaceAll('&', '\\&'));
  expect(slack.lastAnswer()).toMatchObject({ text: hostile, pings: [], links: [] });
  const [stored] = slack.platform.messages(slack.kim.directMessage());
  expect(stored?.text).toContain(`&lt;!channel&gt; &lt;@${slack.kim.id}&gt;`);
  expect(stored?.text).not.toMatch(/<[!@]/);
});

test("an agent's message begins with the name, and addresses in it are links", async () => {
  const slack = await SlackDesk.start();
  const author = { kind: 'agent', id: 'a1', name: 'Ann' } as const;
  await slack.says('Look here:\nhttps://shop.example/track?n=1.', { author });
  expect(slack.lastAnswer()).toMatchObject({
    text: 'Ann\nLook here:\nhttps://shop.example/track?n=1.',
    links: [{ url: 'https://shop.example/track?n=1', label: 'https://shop.example/track?n=1' }],
  });
});

test('a long text is several messages, the last with the buttons; all are changed and taken back together', async () => {
  const slack = await SlackDesk.start();
  const paragraphs = (count: number, word: string) =>
    Array.from({ length: count }, (_, index) => `${word} ${index} `.repeat(30)).join('\n\n');
  const keys = await slack.says(paragraphs(30, 'long'), { asksFeedback: true });
  expect(keys.length).toBeGreaterThan(2);
  expect(slack.answers().map(({ buttons }) => buttons.length)).toEqual([...keys.slice(1).map(() => 0), 2]);

  const fewer = await slack.adapter.channel.edit(slack.direct(), keys, toMessage('short'));
  expect(fewer).toEqual(keys.slice(0, 1));
  expect(slack.answers().map(({ text }) => text)).toEqual(['short']);

  const more = await slack.adapter.channel.edit(slack.direct(), fewer, toMessage(paragraphs(20, '<&>')));
  expect(more.length).toBeGreaterThan(1);
  await slack.adapter.channel.remove(slack.direct(), more);
  await slack.adapter.channel.remove(slack.direct(), more);
  expect(slack.answers()).toEqual([]);
});

test.each([
  ['the answer is lost', { kind: 'response-lost' }],
  ['Slack breaks down having taken it', { kind: 'server-error', status: 502, accepted: true }],
] as const)('where %s the message is looked for, and found', async (_what, fault) => {
  const slack = await SlackDesk.start();
  slack.platform.faults.next('chat.postMessage', fault);
  const keys = await slack.says('On its way.');
  expect(slack.answers().map(({ ts }) => ts)).toEqual(keys);
});

test('where the message turns out not to be there, it can be sent again; where looking fails, nobody knows', async () => {
  const slack = await SlackDesk.start();
  const { faults } = slack.platform;
  faults.next('chat.postMessage', { kind: 'server-error', status: 500, accepted: false });
  await expect(slack.says('one')).rejects.toMatchObject({ failure: 'unavailable' });

  const message = toMessage('two');
  const { send } = slack.adapter.channel;
  await send(slack.direct(), toMessage('before'));
  faults.next('chat.postMessage', { kind: 'response-lost' });
  faults.next('conversations.history', { kind: 'server-error', status: 500, accepted: false });
  await expect(send(slack.direct(), message)).rejects.toMatchObject({ failure: 'unknown' });
  await send(slack.direct(), message);
  expect(slack.answers().map(({ text }) => text)).toEqual(['before', 'two']);
});

test('a process that died after sending leaves nothing that the next one shows again', async () => {
  const slack = await SlackDesk.start();
  const [first, second, third] = [toMessage('one'), toMessage('two '.repeat(1_600)), toMessage('three')];
  await slack.adapter.channel.send(slack.direct(), first);
  const keys = await slack.adapter.channel.send(slack.direct(), second);
  const again = await slack.restart();
  expect(await again.adapter.channel.send(again.direct(), first)).toHaveLength(1);
  expect(await again.adapter.channel.send(again.direct(), second)).toEqual(keys);
  await again.adapter.channel.send(again.direct(), third);
  expect(again.answers()).toHaveLength(1 + keys.length + 1);
});

test('a message of which only the first part arrived is completed', async () => {
  const slack = await SlackDesk.start();
  const message = toMessage('word '.repeat(1_500));
  slack.platform.faults.next('chat.postMessage', { kind: 'slow', until: Promise.resolve() });
  slack.platform.faults.next('chat.postMessage', { kind: 'rate-limited', retryAfterSeconds: 0 });
  await expect(slack.adapter.channel.send(slack.direct(), message)).rejects.toMatchObject({ failure: 'unavailable' });
  const keys = await slack.adapter.channel.send(slack.direct(), message);
  expect(slack.answers().map(({ ts }) => ts)).toEqual(keys);
});

test('in a thread of many messages it is found as well', async () => {
  const slack = await SlackDesk.start();
  const channel = slack.platform.createChannel({ name: 'shop', members: [slack.kim] });
  const asked = slack.kim.writes(channel, '@relaydesk hello');
  const thread = slack.at(`${channel.id}:${asked.ts}`);
  for (let count = 0; count < 250; count++) slack.kim.writes(channel, `${count}`, { thread: asked.ts });
  const message = toMessage('Hello!');
  await slack.adapter.channel.send(thread, message);
  const again = await slack.restart();
  await again.adapter.channel.send(thread, message);
  expect(slack.kim.seesThread(asked).filter(({ text }) => text === 'Hello!')).toHaveLength(1);
});

test.each([
  ['refused', 'channel_not_found'],
  ['refused', 'is_archived'],
  ['refused', 'not_in_channel'],
  ['unavailable', 'ratelimited'],
  ['unavailable', 'token_revoked'],
  ['unavailable', 'missing_scope'],
])('a message is %s when Slack says %s, and the error tells no token', async (failure, error) => {
  const slack = await SlackDesk.start();
  await slack.says('before');
  slack.platform.faults.next('chat.postMessage', { kind: 'refused', error });
  const thrown: unknown = await slack.says('hello').catch((reason: unknown) => reason);
  expect(thrown).toMatchObject({ failure, message: expect.stringContaining(error) });
  expect(JSON.stringify(thrown, Object.getOwnPropertyNames(thrown))).not.toContain(slack.platform.botToken);
});

test('Slack asks to wait, and so long the destination is left alone', async () => {
  const slack = await SlackDesk.start();
  slack.platform.faults.next('chat.postMessage', { kind: 'rate-limited', retryAfterSeconds: 1 });
  await expect(slack.says('one')).rejects.toMatchObject({ failure: 'unavailable', retryAfterMs: 1_000 });
  const before = Date.now();
  await slack.says('two');
  expect(Date.now() - before).toBeGreaterThan(800);
});

test('files go out as they are, below the text, and are taken back with it', async () => {
  const content = Buffer.alloc(300_000, 'cup');
  const slack = await SlackDesk.start({ openAttachment: async () => opened(content) });
  const attachments = [attachmentOf('cup.png', content.length)];
  const keys = await slack.says('Is it this one?', { attachments });
  expect(slack.answers().map(({ text, files }) => [text, files])).toEqual([
    ['Is it this one?', []],
    ['', ['cup.png']],
  ]);
  const file = slack.platform.messages(slack.kim.directMessage()).at(-1)?.files?.[0];
  expect(keys).toEqual([file?.id, slack.answers()[0]?.ts]);
  await slack.adapter.channel.edit(slack.direct(), keys, toMessage('Or not?', { attachments }));
  expect(slack.answers()[0]?.text).toBe('Or not?');
  await slack.adapter.channel.remove(slack.direct(), keys);
  expect(slack.platform.requests.of('files.delete')).toHaveLength(1);
});

test('a message that is only files names them; what cannot be sent is said, in the language of the message', async () => {
  const slack = await SlackDesk.start({
    openAttachment: async ({ name }) => {
      if (name === 'gone.png') throw new DeliveryError('refused', 'gone');
      return opened(Buffer.from('ok'));
    },
  });
  const attachments = [attachmentOf('a <b>.txt', 2), attachmentOf('gone.png', 2), attachmentOf('huge.iso', 2e9)];
  await slack.says('', { attachments });
  await slack.says('这是你的文件', { locale: 'zh', attachments: attachments.slice(2) });
  expect(slack.answers().map(({ text }) => text)).toEqual([
    '📎 a <b>.txt\n📎 gone.png\n📎 huge.iso\n(The file “gone.png” could not be sent.)\n(The file “huge.iso” is larger than the 1000 MB that can be sent here.)',
    '',
    '这是你的文件\n\n（文件“huge.iso”超过这里可以发送的 1000 MB。）',
  ]);
});

test('a file that turns out to be of another size is told of; one that Slack does not take now is tried again', async () => {
  let sizeBytes = 3;
  const slack = await SlackDesk.start({ openAttachment: async () => ({ ...opened(Buffer.from('ok')), sizeBytes }) });
  await slack.says('Here.', { attachments: [attachmentOf('a.txt', 3)] });
  expect(slack.lastAnswer().text).toBe('Here.\n\n(The file “a.txt” could not be sent.)');

  sizeBytes = 2;
  slack.platform.faults.next('upload', { kind: 'server-error', status: 503, accepted: false });
  const attachments = [attachmentOf('b.txt', 2)];
  await expect(slack.says('And here.', { attachments })).rejects.toMatchObject({ failure: 'unavailable' });
  expect(slack.answers()).toHaveLength(1);
});

test('a file that the app may not read, or that Slack only links to, is refused without a word of its address', async () => {
  const scopes = Object.keys(REQUIRED_SCOPES).filter((scope) => scope !== 'files:read');
  const slack = await SlackDesk.start({ platform: { scopes } });
  const content = await slack.adapter.channel.openAttachment(attachmentOf('F1', 1)).catch((error: unknown) => error);
  expect(content).toMatchObject({ failure: 'unavailable', message: expect.stringContaining('files:read') });
  expect(String(content)).not.toContain('http');
});

test('sent again after a loss, a file that is there already is not shown twice', async () => {
  const slack = await SlackDesk.start({ openAttachment: async () => opened(Buffer.from('ok')) });
  const message = toMessage('Here.', { attachments: [attachmentOf('a.txt', 2)] });
  slack.platform.faults.next('files.completeUploadExternal', { kind: 'response-lost' });
  await expect(slack.adapter.channel.send(slack.direct(), message)).rejects.toMatchObject({ failure: 'unknown' });
  const keys = await slack.adapter.channel.send(slack.direct(), message);
  expect(keys).toHaveLength(2);
  expect(slack.answers().map(({ text, files }) => [text, files])).toEqual([
    ['Here.', []],
    ['', ['a.txt']],
  ]);
});

test('in a thread it shows that somebody is writing', async () => {
  const slack = await SlackDesk.start();
  const channel = slack.platform.createChannel({ name: 'shop', members: [slack.kim] });
  const asked = slack.kim.writes(channel, '@relaydesk hello');
  slack.adapter.channel.showTyping(slack.at(`${channel.id}:${asked.ts}`), 'Ann');
  await slack.platform.until(() => slack.kim.seesStatus(asked) === '✍️ Ann…');
  slack.adapter.channel.showTyping(slack.direct(), 'Ann');
  expect(slack.errors).toEqual([]);
});

function attachmentOf(name: string, sizeBytes: number): Attachment {
  return { channel: 'web', account: 'default', key: name, name, mediaType: undefined, sizeBytes };
}

function opened(content: Buffer): OpenAttachment {
  async function* chunks() {
    for (let start = 0; start < content.length; start += 65_536) yield content.subarray(start, start + 65_536);
  }
  return { content: chunks(), sizeBytes: content.length, mediaType: undefined };
}
