import { expect, test } from 'vitest';
import { SlackDesk } from '../support/slack-desk.ts';

const CUP = { name: 'cup.png', content: 'cup', type: 'image/png' };

test('a direct message reaches the desk with who wrote it, and is acknowledged then', async () => {
  const slack = await SlackDesk.start();
  const written = slack.kim.writes(slack.kim.directMessage(), 'where is my order?');

  expect(await slack.took(1)).toEqual({
    channel: 'slack',
    account: slack.platform.team.id,
    conversationKey: slack.kim.directMessage().id,
    eventKey: `message-${written.channel}-${written.ts}`,
    occurredAt: Math.floor(Number(written.ts) * 1_000),
    customer: { key: slack.kim.id, name: 'kim', locale: 'en-GB' },
    body: { kind: 'message', messageKey: written.ts, text: 'where is my order?', attachments: [], enclosures: [] },
  });
  await slack.settled();
  expect(slack.errors).toEqual([]);
});

test('a mention in a channel counts once, and begins a thread in which it need not be repeated', async () => {
  const slack = await SlackDesk.start();
  const channel = slack.platform.createChannel({ name: 'shop', members: [slack.kim] });

  slack.kim.writes(channel, 'just talking');
  const asked = slack.kim.writes(channel, '@relaydesk do you sell <gift> cards?');
  await slack.settled();
  expect(slack.events).toMatchObject([
    { conversationKey: `${channel.id}:${asked.ts}`, body: { kind: 'message', text: 'do you sell <gift> cards?' } },
  ]);

  await slack.says('We do.', {}, slack.at(`${channel.id}:${asked.ts}`));
  slack.kim.writes(channel, 'how much?', { thread: asked.ts });
  expect(await slack.took(2)).toMatchObject({
    conversationKey: `${channel.id}:${asked.ts}`,
    body: { kind: 'message', text: 'how much?' },
  });
  expect(slack.kim.seesThread(asked).map(({ text }) => text)).toEqual([
    '@relaydesk do you sell <gift> cards?',
    'We do.',
    'how much?',
  ]);
});

test('after a restart the bot still knows the threads it takes part in, and no others', async () => {
  const slack = await SlackDesk.start();
  const channel = slack.platform.createChannel({ name: 'shop', members: [slack.kim] });
  const asked = slack.kim.writes(channel, '@relaydesk hello');
  const other = slack.kim.writes(channel, 'lunch?');
  await slack.took(1);

  const again = await slack.restart();
  slack.kim.writes(channel, 'yes', { thread: other.ts });
  slack.kim.writes(channel, 'still there?', { thread: asked.ts });
  expect(await again.took(1)).toMatchObject({ body: { text: 'still there?' } });
  await again.settled();
  expect(again.events).toHaveLength(1);
});

test('nothing but the name of the bot asks what it can do', async () => {
  const slack = await SlackDesk.start();
  slack.kim.writes(slack.platform.createChannel({ name: 'shop', members: [slack.kim] }), '@relaydesk');
  expect(await slack.took(1)).toMatchObject({
    body: { kind: 'command', command: 'help', argument: '', isPrivate: false },
  });
});

test('in a help channel, named or by its id, every message is a question in a thread of its own', async () => {
  const slack = await SlackDesk.start({ settings: { helpChannels: ['#help'] } });
  const help = slack.platform.createChannel({ name: 'help', private: true, members: [slack.kim] });
  const first = slack.kim.writes(help, 'my cup is broken');
  const second = slack.kim.writes(help, 'and where is my order?');
  slack.kim.writes(help, 'it was blue', { thread: first.ts });

  await slack.took(3);
  expect(slack.events.map(({ conversationKey }) => conversationKey)).toEqual([
    `${help.id}:${first.ts}`,
    `${help.id}:${second.ts}`,
    `${help.id}:${first.ts}`,
  ]);
});

test('staff channels, notices and bots are nobody asking', async () => {
  const slack = await SlackDesk.start({ settings: { helpChannels: ['help', 'staff'], staffChannel: 'staff' } });
  const { platform, kim } = slack;
  const staffChannel = platform.createChannel({ name: 'staff', members: [kim] });
  const help = platform.createChannel({ name: 'help' });

  kim.writes(staffChannel, '@relaydesk hello');
  kim.reacts(kim.writes(staffChannel, 'hello'), 'heart');

  kim.joins(help);
  kim.leaves(help);
  await slack.says('hello', {}, slack.at(help.id));
  await slack.settled();
  expect(slack.events).toEqual([]);
});

test('a reply in a thread of the direct message belongs to the same conversation', async () => {
  const slack = await SlackDesk.start();
  const [key] = await slack.says('What is the number of your order?');
  const direct = slack.kim.directMessage();
  slack.kim.writes(direct, '100234', { thread: key });
  expect(await slack.took(1)).toMatchObject({ conversationKey: direct.id, body: { text: '100234' } });
});

test('mentions, channels and links are read as people read them', async () => {
  const slack = await SlackDesk.start();
  slack.platform.createUser({ name: 'ben' });
  slack.platform.createChannel({ name: 'shop' });
  slack.kim.writes(slack.kim.directMessage(), 'did @ben say in #shop: see https://shop.example/a?b=1&c=2 <3 @here');
  expect(await slack.took(1)).toMatchObject({
    body: { text: 'did @ben say in #shop: see https://shop.example/a?b=1&c=2 <3 @here' },
  });
});

test('edits and deletes are told of, once each; what Slack adds by itself is not', async () => {
  const slack = await SlackDesk.start();
  const direct = slack.kim.directMessage();
  const written = slack.kim.writes(direct, 'see https://shop.example');
  slack.platform.unfurl(written, { title: 'Shop' });
  slack.kim.edits(written, 'never mind');
  slack.kim.deletes(written);

  await slack.took(3);
  await slack.settled();
  expect(slack.events.map(({ body }) => body)).toEqual([
    {
      ...{ kind: 'message', messageKey: written.ts, text: 'see https://shop.example' },
      ...{ attachments: [], enclosures: [] },
    },
    {
      ...{ kind: 'edit', messageKey: written.ts, text: 'never mind', attachments: [] },
      enclosures: [expect.objectContaining({ title: 'Card', text: 'Shop' })],
    },
    { kind: 'delete', messageKey: written.ts },
  ]);
  expect(new Set(slack.events.map(({ conversationKey }) => conversationKey))).toEqual(new Set([direct.id]));
});

test('an edit and a delete of a mention in a channel find its thread', async () => {
  const slack = await SlackDesk.start();
  const channel = slack.platform.createChannel({ name: 'shop', members: [slack.kim] });
  const asked = slack.kim.writes(channel, '@relaydesk hello');
  const talk = slack.kim.writes(channel, 'hello all');
  slack.kim.edits(talk, 'hello everybody');
  slack.kim.edits(asked, 'hello');
  await slack.took(2);
  const again = await slack.restart();
  slack.kim.edits(asked, '@relaydesk hello again');
  expect(await again.took(1)).toMatchObject({ conversationKey: `${channel.id}:${asked.ts}`, body: { kind: 'edit' } });
  await again.settled();
  expect(slack.events.map(({ body }) => body.kind)).toEqual(['message', 'edit']);
});

test('files come without an address, and can be opened later', async () => {
  const slack = await SlackDesk.start();
  const files = [{ name: 'cup <1>.txt', content: 'a broken cup', type: 'text/plain' }];
  slack.kim.writes(slack.kim.directMessage(), '', { files });

  const { body } = await slack.took(1);
  const attachment = body.kind === 'message' ? body.attachments?.[0] : undefined;
  expect(body).toMatchObject({ kind: 'message', text: '' });
  expect(attachment).toEqual({
    channel: 'slack',
    account: slack.platform.team.id,
    key: expect.stringMatching(/^F[A-Z0-9]+$/),
    name: 'cup <1>.txt',
    mediaType: 'text/plain',
    sizeBytes: 12,
  });
  if (attachment === undefined) return;
  const opened = await slack.adapter.channel.openAttachment(attachment);
  expect(opened).toMatchObject({ sizeBytes: 12, mediaType: 'text/plain' });
  const chunks: Uint8Array[] = [];
  for await (const chunk of opened.content) chunks.push(chunk);
  expect(Buffer.concat(chunks).toString()).toBe('a broken cup');
  await expect(slack.adapter.channel.openAttachment({ ...attachment, key: 'F0' })).rejects.toMatchObject({
    failure: 'refused',
    message: 'The file is no longer in Slack',
  });
});

test.each([
  ['/desk-help', '', 'help', ''],
  ['/desk-human', ' about my order ', 'human', 'about my order'],
  ['/desk-status', '', 'status', ''],
  ['/desk-language', 'zh', 'language', 'zh'],
  ['/desk-link', '4711', 'link', '4711'],
  ['/desk-unlink', '', 'unlink', ''],
])('%s, typed anywhere, is a command in the direct message', async (slashCommand, typed, command, argument) => {
  const slack = await SlackDesk.start();
  const channel = slack.platform.createChannel({ name: 'shop', members: [slack.kim] });
  expect(await slack.kim.runs(slashCommand, typed, channel)).toEqual({ kind: 'acknowledged', payload: {} });
  expect(slack.events).toMatchObject([
    { conversationKey: slack.kim.directMessage().id, body: { kind: 'command', command, argument, isPrivate: true } },
  ]);
});

test('the words of a command are only words in a direct message', async () => {
  const slack = await SlackDesk.start();
  slack.kim.writes(slack.kim.directMessage(), 'human');
  expect(await slack.took(1)).toMatchObject({ body: { kind: 'message', text: 'human' } });
});

test('reactions on what the bot said are told of, put on and taken back, whatever their skin tone', async () => {
  const slack = await SlackDesk.start();
  const [key] = await slack.says('On its way.');
  const direct = slack.kim.directMessage();
  const answer = { channel: direct.id, ts: key };
  slack.kim.reacts(answer, 'thumbsup::skin-tone-3');
  slack.kim.takesBack(answer, 'thumbsup::skin-tone-3');
  slack.kim.reacts(answer, 'shop_parrot');
  slack.kim.reacts(slack.kim.writes(direct, 'my own'), 'heart');

  await slack.took(4);
  await slack.settled();
  expect(slack.events.map(({ body }) => body).filter(({ kind }) => kind === 'reaction')).toEqual([
    { kind: 'reaction', messageKey: key, emoji: '👍', added: true },
    { kind: 'reaction', messageKey: key, emoji: '👍', added: false },
    { kind: 'reaction', messageKey: key, emoji: ':shop_parrot:', added: true },
  ]);
});

test('a reaction on an answer in a thread is part of that conversation', async () => {
  const slack = await SlackDesk.start();
  const channel = slack.platform.createChannel({ name: 'shop', members: [slack.kim] });
  const asked = slack.kim.writes(channel, '@relaydesk hello');
  const [key] = await slack.says('Hello!', {}, slack.at(`${channel.id}:${asked.ts}`));
  slack.kim.reacts({ channel: channel.id, ts: key }, 'heart');
  await slack.took(2);
  expect(slack.events[1]).toMatchObject({
    conversationKey: `${channel.id}:${asked.ts}`,
    body: { kind: 'reaction', messageKey: key, emoji: '❤️', added: true },
  });
});

test('a score is given by button, checked on it, changed and taken back', async () => {
  const slack = await SlackDesk.start();
  const [key] = await slack.says('On its way.', { asksFeedback: true });
  const answer = { channel: slack.kim.directMessage().id, ts: key };
  const labels = () => slack.lastAnswer().buttons.map(({ text }) => text);
  const shows = (expected: string[]) => slack.platform.until(() => labels().join() === expected.join());

  await slack.kim.presses(answer, 'f:1');
  await shows(['👍 ✓', '👎']);
  await slack.kim.presses(answer, 'f:0');
  await shows(['👍', '👎 ✓']);
  await slack.kim.presses(answer, 'f:');
  await shows(['👍', '👎']);
  expect(slack.lastAnswer().text).toBe('On its way.');
  expect(slack.events.map(({ body }) => body)).toEqual([
    { kind: 'feedback', messageKey: key, score: 1 },
    { kind: 'feedback', messageKey: key, score: 0 },
    { kind: 'feedback', messageKey: key, score: null },
  ]);
});

test('choices and ratings are buttons; a click on one in a thread says where', async () => {
  const slack = await SlackDesk.start();
  const channel = slack.platform.createChannel({ name: 'shop', members: [slack.kim] });
  const asked = slack.kim.writes(channel, '@relaydesk hello');
  const thread = slack.at(`${channel.id}:${asked.ts}`);
  const choices = [
    { id: 'i:order', label: 'Where is my order? '.repeat(6) },
    { id: 'human', label: 'A person' },
  ];
  const [key] = await slack.says('Do you mean …', { choices, asksRatingOf: 't1' }, thread);
  const shown = slack.kim.seesThread(asked).at(-1);
  expect(shown?.buttons.map(({ text }) => text)).toEqual([
    `${'Where is my order? '.repeat(4).slice(0, 74)}…`,
    ...['A person', '1', '2', '3', '4', '5'],
  ]);
  await slack.kim.presses({ channel: channel.id, ts: key }, 'c:human');
  await slack.kim.presses({ channel: channel.id, ts: key }, 'r:4');
  const conversationKey = thread.conversationKey;
  expect(slack.events.slice(1)).toMatchObject([
    { conversationKey, body: { kind: 'choice', messageKey: key, choiceId: 'human' } },
    { conversationKey, body: { kind: 'rating', messageKey: key, score: 4 } },
  ]);
});

test('a desk without customers in Slack hears none', async () => {
  const slack = await SlackDesk.start({ settings: { customers: false } });
  slack.kim.writes(slack.kim.directMessage(), 'hello');
  await slack.settled();
  expect(slack.events).toEqual([]);
});

test('a person of whom Slack does not say who they are is taken by their id', async () => {
  const slack = await SlackDesk.start();
  slack.platform.faults.next('users.info', { kind: 'server-error', status: 500, accepted: false });
  slack.kim.writes(slack.kim.directMessage(), 'hello');
  slack.kim.writes(slack.kim.directMessage(), 'hello again');
  await slack.took(2);
  expect(slack.events.map(({ customer }) => customer.name)).toEqual([slack.kim.id, 'kim']);
});

test('a message with files is told of anew when one is deleted, and when its words change', async () => {
  const slack = await SlackDesk.start();
  const files = ['a.txt', 'b.txt'].map((name) => ({ name, content: name }));
  const written = slack.kim.writes(slack.kim.directMessage(), 'two files', { files });
  slack.kim.deletesFile(written.files?.[0]?.id ?? '');
  slack.kim.edits(written, 'one file');
  await slack.took(3);
  await slack.settled();
  const withheld = { kind: 'item', title: 'File that Slack withholds', text: 'a.txt' };
  expect(slack.events.map(({ body }) => body)).toMatchObject([
    { kind: 'message', text: 'two files', attachments: [{ name: 'a.txt' }, { name: 'b.txt' }], enclosures: [] },
    { kind: 'edit', text: 'two files', attachments: [{ name: 'b.txt' }], enclosures: [withheld] },
    { kind: 'edit', text: 'one file', attachments: [{ name: 'b.txt' }], enclosures: [withheld] },
  ]);
  expect(new Set(slack.events.map(({ eventKey }) => eventKey)).size).toBe(3);
});

test('a post that a link leads to is told of once Slack shows it', async () => {
  const slack = await SlackDesk.start();
  const written = slack.kim.writes(slack.kim.directMessage(), 'see https://shop.example/p1');
  slack.platform.unfurl(written, { is_msg_unfurl: true, author_name: 'Ann', text: 'the code is 7' });
  await slack.took(2);
  expect(slack.events[1]?.body).toMatchObject({
    kind: 'edit',
    text: 'see https://shop.example/p1',
    enclosures: [{ kind: 'forward', author: 'Ann', text: 'the code is 7' }],
  });
});

test('the name of a file from another workspace is asked for', async () => {
  const slack = await SlackDesk.start();
  const [file] = slack.kim.writes(slack.kim.directMessage(), '', { files: [CUP] }).files ?? [];
  slack.kim.sends(slack.kim.directMessage(), { files: [{ id: file?.id, file_access: 'check_file_info' }] });
  expect(await slack.took(2)).toMatchObject({
    body: { kind: 'message', attachments: [{ key: file?.id, name: 'cup.png', mediaType: 'image/png', sizeBytes: 3 }] },
  });
});

test.each([
  ['does not answer', { kind: 'slow', until: new Promise(() => {}) }],
  ['breaks down', { kind: 'server-error', status: 500, accepted: false }],
] as const)('a file from another workspace has a neutral name where Slack %s', async (_what, fault) => {
  const slack = await SlackDesk.start();
  slack.platform.faults.next('files.info', fault);
  slack.kim.sends(slack.kim.directMessage(), { files: [{ id: 'F0OTHER', file_access: 'check_file_info' }] });
  expect(await slack.took(1)).toMatchObject({
    body: { kind: 'message', text: '', attachments: [{ key: 'F0OTHER', name: 'file' }] },
  });
});

test.each([
  ['a file that Slack withholds', { files: [{ id: 'F1', mode: 'tombstone' }] }],
  ['a shared post', { attachments: [{ is_share: true, text: 'look' }] }],
  ['a block', { blocks: [{ type: 'divider' }] }],
])('the name of the bot with %s is no call for help', async (_what, fields) => {
  const slack = await SlackDesk.start();
  const text = `<@${slack.platform.app.userId}>`;
  const channel = slack.platform.createChannel({ name: 'shop', members: [slack.kim] });
  slack.kim.sends(channel, { text, ...fields });
  expect(await slack.took(1)).toMatchObject({ body: { kind: 'message', text: '' } });
});

test('a huddle in a help channel asks the desk nothing, and one in a thread with it does', async () => {
  const slack = await SlackDesk.start({ settings: { helpChannels: ['help'] } });
  const help = slack.platform.createChannel({ name: 'help', members: [slack.kim] });
  const huddle = { subtype: 'huddle_thread', text: 'A huddle started' };
  slack.kim.sends(help, huddle);
  const asked = slack.kim.writes(help, 'where is my order?');
  slack.kim.sends(help, { ...huddle, thread_ts: asked.ts });
  await slack.took(2);
  await slack.settled();
  expect(slack.events.map(({ body }) => body)).toMatchObject([
    { kind: 'message', text: 'where is my order?' },
    { kind: 'message', text: '', enclosures: [{ title: 'Huddle' }] },
  ]);
});

test('a message that is edited down to the name of the bot still says that', async () => {
  const slack = await SlackDesk.start();
  const channel = slack.platform.createChannel({ name: 'shop', members: [slack.kim] });
  slack.kim.edits(slack.kim.writes(channel, '@relaydesk hello'), '@relaydesk');
  expect(await slack.took(2)).toMatchObject({ body: { kind: 'edit', text: '@relaydesk' } });
});

test('the name of a file shows what it is', async () => {
  const slack = await SlackDesk.start();
  slack.kim.writes(slack.kim.directMessage(), '', { files: [{ ...CUP, name: 'cup\u202Egnp.exe' }] });
  const { body } = await slack.took(1);
  expect(body.kind === 'message' && body.attachments?.[0]?.name).toMatch(/^cup.?gnp\.exe$/);
  expect(JSON.stringify(body)).not.toMatch(/\u202E/);
});
