import { EventEmitter, once } from 'node:events';
import { afterEach, describe, expect, test } from 'vitest';
import { DiscordDesk, UNLIMITED } from '../support/discord-desk.ts';

let discord: DiscordDesk;

afterEach(() => discord.stop());

describe('a customer in a direct message', () => {
  test('asks and is answered', async () => {
    discord = await DiscordDesk.start();
    const dm = discord.kim.openDirectMessage();
    const { id } = discord.kim.write(dm, 'where is my order?');
    const event = await discord.hearsOf('message');
    expect(event).toMatchObject({
      ...discord.direct,
      eventKey: `message-${id}`,
      customer: { key: discord.kim.id, name: 'kim' },
      body: { messageKey: `${dm.id}/${id}`, text: 'where is my order?' },
    });
    const keys = await discord.says('On its **way**.', { asksFeedback: true });
    const [, answer] = discord.kim.sees(dm);
    expect(answer).toMatchObject({ text: 'On its **way**.', buttons: [{ label: '👍' }, { label: '👎' }] });
    expect(keys).toEqual([`${dm.id}/${answer?.id}`]);
    expect(discord.errors).toEqual([]);
  });

  test('edits and deletes what they wrote, and reacts to an answer', async () => {
    discord = await DiscordDesk.start();
    const dm = discord.kim.openDirectMessage();
    const written = discord.kim.write(dm, 'wher is it');
    discord.kim.edit(written, 'where is it');
    const edit = await discord.hearsOf('edit');
    expect(edit.body).toEqual({
      kind: 'edit',
      messageKey: `${dm.id}/${written.id}`,
      text: 'where is it',
      attachments: [],
      enclosures: [],
    });
    const [key] = await discord.says('Here.');
    const answer = discord.kim.sees(dm)[1];
    if (answer === undefined) throw new Error('There is no answer');
    discord.kim.react(answer, '👍');
    discord.kim.unreact(answer, '👍');
    discord.kim.delete(written);
    const deletion = await discord.hearsOf('delete');
    expect(deletion).toMatchObject({
      customer: { key: discord.kim.id },
      body: { messageKey: `${dm.id}/${written.id}` },
    });
    const reactions = discord.events.filter(({ body }) => body.kind === 'reaction');
    expect(reactions.map(({ body }) => body)).toEqual([
      { kind: 'reaction', messageKey: key, emoji: '👍', added: true },
      { kind: 'reaction', messageKey: key, emoji: '👍', added: false },
    ]);
    expect(new Set(discord.events.map(({ eventKey }) => eventKey)).size).toBe(discord.events.length);
    expect(discord.errors).toEqual([]);
  });
});

describe('what a customer writes', () => {
  test('is read without Discord’s marks', async () => {
    discord = await DiscordDesk.create();
    const role = discord.platform.createRole(discord.guild, { name: 'Staff' });
    await discord.connect();
    const { id } = discord.platform.bot;
    const text = `<@${id}> ask <@${discord.kim.id}> or <@&${role.id}> in <#${discord.help.id}> <:lamp:123456789012345678>`;
    discord.kim.write(discord.general, text);
    expect((await discord.hearsOf('message')).body.text).toBe('ask @kim or @Staff in #help :lamp:');
  });

  test('comes with its files, which are opened by a name without a secret', async () => {
    discord = await DiscordDesk.start();
    const bytes = new Uint8Array([1, 2, 3]);
    const files = [{ name: 'lamp.png', contentType: 'image/png', bytes }];
    const written = discord.kim.write(discord.kim.openDirectMessage(), '', { files });
    const { body } = await discord.hearsOf('message');
    expect(body).toMatchObject({ text: '', attachments: [{ name: 'lamp.png', mediaType: 'image/png', sizeBytes: 3 }] });
    const [attachment] = body.attachments ?? [];
    if (attachment === undefined) throw new Error('There is no file');
    expect(attachment.key).toMatch(/^\d+\/\d+\/\d+$/);
    const opened = await discord.channel.openAttachment(attachment);
    expect(Buffer.concat(await toArray(opened.content))).toEqual(Buffer.from(bytes));
    discord.kim.delete(written);
    await expect(discord.channel.openAttachment(attachment)).rejects.toMatchObject({ failure: 'refused' });
  });

  test('of bots, and what Discord adds itself, is not heard', async () => {
    discord = await DiscordDesk.start();
    await discord.says('Hello');
    discord.kim.openThread({ channelId: discord.help.id }, 'Chatter');
    expect(await discord.allHeard()).toEqual([]);
  });
});

describe('a reaction', () => {
  test('in a thread that was closed before the bot started is heard', async () => {
    discord = await DiscordDesk.start();
    const { thread } = await discord.answers(discord.help, 'how?', 'So.');
    await discord.channel.stop();
    const answer = discord.kim.sees(thread)[0];
    if (answer === undefined) throw new Error('There is no answer');
    await discord.connect();
    discord.kim.react(answer, '🎉');
    expect(await discord.hearsOf('reaction')).toMatchObject({
      conversationKey: thread.id,
      customer: { key: discord.kim.id, name: 'kim' },
      body: { emoji: '🎉', added: true },
    });
  });

  test('that a moderator clears is taken back', async () => {
    discord = await DiscordDesk.create();
    await discord.connect();
    const { thread } = await discord.answers(discord.help, 'how?', 'So.');
    const answer = discord.kim.sees(thread)[0];
    if (answer === undefined) throw new Error('There is no answer');
    discord.kim.react(answer, '👍');
    await discord.hearsOf('reaction');
    discord.platform.clearReactions(answer);
    const taken = await discord.hears(({ body }) => body.kind === 'reaction' && !body.added);
    expect(taken).toMatchObject({ customer: { key: discord.kim.id }, body: { emoji: '👍' } });
  });
});

describe('a button', () => {
  test('gives a score, which shows on it, and takes it back', async () => {
    discord = await DiscordDesk.start();
    const dm = discord.kim.openDirectMessage();
    const [key] = await discord.says('So.', { asksFeedback: true });
    const shown = () => discord.kim.sees(dm)[0];
    const press = async (label: string, labels: string[]): Promise<void> => {
      const message = shown();
      if (message === undefined) throw new Error('There is no answer');
      discord.kim.press(message, label);
      await discord.platform.until(() => String(shown()?.buttons.map((button) => button.label)) === String(labels));
    };
    await press('👍', ['👍 ✓', '👎']);
    await press('👎', ['👍', '👎 ✓']);
    await press('👎 ✓', ['👍', '👎']);
    expect(discord.events.map(({ body }) => body)).toEqual([
      { kind: 'feedback', messageKey: key, score: 1 },
      { kind: 'feedback', messageKey: key, score: 0 },
      { kind: 'feedback', messageKey: key, score: null },
    ]);
    expect(discord.errors).toEqual([]);
  });

  test('chooses, and is answered only once the desk has it', async () => {
    const gate = new EventEmitter();
    const opened = once(gate, 'open');
    discord = await DiscordDesk.start({ accept: () => opened.then(() => 'accepted') });
    await discord.says('Which?', { choices: [{ id: 'i:gift_card', label: 'Gift cards' }] });
    const message = discord.kim.sees(discord.kim.openDirectMessage())[0];
    if (message === undefined) throw new Error('There is no question');
    const outcome = discord.kim.press(message, 'Gift cards');
    expect(outcome.state).toBe('waiting');
    gate.emit('open');
    await discord.platform.until(() => outcome.state === 'acknowledged');
    expect(discord.events).toMatchObject([
      { eventKey: `interaction-${outcome.id}`, body: { choiceId: 'i:gift_card' } },
    ]);
  });

  test('rates from 1 to 5', async () => {
    discord = await DiscordDesk.start();
    await discord.says('How was it?', { asksRatingOf: 't1' });
    const message = discord.kim.sees(discord.kim.openDirectMessage())[0];
    if (message === undefined) throw new Error('There is no question');
    discord.kim.press(message, '4');
    expect((await discord.hearsOf('rating')).body).toMatchObject({ score: 4 });
  });
});

describe('a question in public', () => {
  test('in a help channel is answered in a thread of its own', async () => {
    discord = await DiscordDesk.start();
    const { question, thread } = await discord.answers(discord.help, 'how do I return a lamp?', 'Send it back.');
    expect(thread.id).toBe(question.id);
    expect(discord.platform.threadsIn(discord.help)).toMatchObject([
      { id: thread.id, name: 'how do I return a lamp?' },
    ]);
    expect(discord.kim.sees(thread)).toMatchObject([{ text: 'Send it back.' }]);
    const broughtIn = discord.platform.requests.of('PUT /channels/:channel/thread-members/:user');
    expect(broughtIn).toMatchObject([
      { path: expect.stringContaining(`/thread-members/${discord.kim.id}`), status: 204 },
    ]);
  });

  test('is heard when the bot is mentioned, and what others say there is not', async () => {
    discord = await DiscordDesk.start();
    discord.kim.write(discord.general, 'nice weather');
    const asked = discord.kim.write(discord.general, `<@${discord.platform.bot.id}> how long is the warranty?`);
    const heard = await discord.allHeard();
    expect(heard).toMatchObject([{ conversationKey: asked.id, body: { text: 'how long is the warranty?' } }]);
  });

  test('of a reply to the bot mentions it, whoever wrote before', async () => {
    discord = await DiscordDesk.start();
    const other = discord.platform.createUser({ name: 'other', in: [discord.guild] });
    const before = other.write(discord.general, 'what about lamps?');
    const asked = discord.kim.write(discord.general, `<@${discord.platform.bot.id}> can you help?`, {
      replyTo: before,
    });
    expect(await discord.allHeard()).toMatchObject([{ conversationKey: asked.id, customer: { name: 'kim' } }]);
  });

  test('by somebody else in the thread is told as theirs', async () => {
    discord = await DiscordDesk.start();
    const other = discord.platform.createUser({ name: 'other', in: [discord.guild] });
    const { thread } = await discord.answers(discord.help, 'how?', 'So.');
    other.write(thread, 'and me?');
    const event = await discord.hears(({ customer }) => customer.key === other.id);
    expect(event).toMatchObject({ conversationKey: thread.id, body: { kind: 'message', text: 'and me?' } });
  });

  test('in a thread that is nobody’s concern is not heard before the bot is mentioned', async () => {
    discord = await DiscordDesk.start();
    const thread = discord.kim.openThread({ channelId: discord.general.id }, 'Chatter');
    discord.kim.write(thread, 'hello');
    discord.kim.write(thread, `<@${discord.platform.bot.id}> help`);
    discord.kim.write(thread, 'please');
    await discord.hears(({ body }) => 'text' in body && body.text === 'please');
    expect(discord.events.map(({ conversationKey, body }) => [conversationKey, 'text' in body && body.text])).toEqual([
      [thread.id, 'help'],
      [thread.id, 'please'],
    ]);
  });

  test('in a thread that Kim opened on the question is answered there', async () => {
    discord = await DiscordDesk.start();
    const asked = discord.kim.write(discord.help, 'how?');
    const event = await discord.hearsOf('message');
    const thread = discord.kim.openThread(asked, 'My question');
    await discord.says('So.', { replyToKey: event.body.messageKey }, discord.address(event.conversationKey));
    expect(discord.kim.sees(thread).map(({ text }) => text)).toEqual(['So.']);
  });

  test('as a post of a help forum is answered in the post', async () => {
    discord = await DiscordDesk.create({
      settings: { helpChannels: ['questions'], listenTo: [], rateLimits: UNLIMITED },
    });
    const forum = discord.platform.createChannel(discord.guild, { name: 'questions', kind: 'forum' });
    await discord.connect();
    const { post, message } = discord.kim.post(forum, 'Lamps', 'how do I return one?');
    const event = await discord.hearsOf('message');
    expect(event).toMatchObject({ conversationKey: post.id, body: { messageKey: `${post.id}/${message.id}` } });
    await discord.says('So.', { replyToKey: event.body.messageKey }, discord.address(post.id));
    expect(discord.kim.sees(post).map(({ text }) => text)).toEqual(['how do I return one?', 'So.']);
  });

  test('is answered as a reply where the bot may open no thread, and goes on by reply', async () => {
    discord = await DiscordDesk.create();
    discord.platform.denyBot(discord.help, ['createPublicThreads']);
    await discord.connect();
    const { question, keys } = await discord.answers(discord.help, 'how?', 'So.');
    const reply = discord.kim.sees(discord.help).at(-1);
    expect(reply).toMatchObject({ text: 'So.', repliesTo: question.id, pinged: [] });
    if (reply === undefined) throw new Error('There is no reply');
    discord.kim.react(reply, '👎');
    expect(await discord.hearsOf('reaction')).toMatchObject({
      conversationKey: question.id,
      body: { messageKey: keys[0] },
    });
    discord.kim.write(discord.help, 'and then?', { replyTo: reply });
    const further = await discord.hears(({ body }) => 'text' in body && body.text === 'and then?');
    expect(further.conversationKey).toBe(question.id);
  });

  test('that its asker deletes is told as deleted by them', async () => {
    discord = await DiscordDesk.start();
    const { question } = await discord.answers(discord.help, 'how?', 'So.');
    discord.kim.delete(question);
    const event = await discord.hearsOf('delete');
    expect(event).toMatchObject({ conversationKey: question.id, customer: { key: discord.kim.id } });
  });

  test('goes on in the thread', async () => {
    discord = await DiscordDesk.start();
    const { thread } = await discord.answers(discord.help, 'how?', 'So.');
    discord.kim.write(thread, 'thanks');
    const { body, conversationKey } = await discord.hears(({ body }) => 'text' in body && body.text === 'thanks');
    expect(conversationKey).toBe(thread.id);
    expect(body).toMatchObject({ messageKey: expect.stringContaining(`${thread.id}/`) });
    await discord.says('Welcome.', {}, discord.address(thread.id));
    expect(discord.kim.sees(thread)).toHaveLength(3);
  });
});

async function toArray(content: AsyncIterable<Uint8Array>): Promise<Uint8Array[]> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of content) chunks.push(chunk);
  return chunks;
}
