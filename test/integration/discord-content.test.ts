import { afterEach, describe, expect, test } from 'vitest';
import type { Attachment } from '../../src/domain/message.ts';
import { DiscordDesk, UNLIMITED } from '../support/discord-desk.ts';

let discord: DiscordDesk;

afterEach(() => discord.stop());

const LAMP = { name: 'lamp.png', contentType: 'image/png', bytes: new TextEncoder().encode('a lamp') };
const ID = '1573657795545268224';

async function bytesOf(attachment: Attachment | undefined): Promise<string> {
  if (attachment === undefined) throw new Error('There is no file');
  const { content } = await discord.channel.openAttachment(attachment);
  const chunks: Uint8Array[] = [];
  for await (const chunk of content) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}

describe('what a reply answers', () => {
  test('in the same conversation is quoted by its key, without its files once more', async () => {
    discord = await DiscordDesk.start();
    const dm = discord.kim.openDirectMessage();
    const before = discord.kim.write(dm, 'it flickers', { files: [LAMP] });
    discord.kim.write(dm, 'like this', { replyTo: before });
    const { body } = await discord.hears((event) => 'text' in event.body && event.body.text === 'like this');
    expect(body).toEqual({
      kind: 'message',
      messageKey: expect.any(String),
      text: 'like this',
      enclosures: [
        {
          kind: 'quote',
          title: undefined,
          author: 'kim',
          text: 'it flickers',
          url: undefined,
          messageKey: `${dm.id}/${before.id}`,
        },
      ],
    });
  });

  test('of the bot is quoted by its key in a thread, and where answers stand in the channel', async () => {
    discord = await DiscordDesk.start();
    const { thread, keys } = await discord.answers(discord.help, 'how?', 'So.');
    discord.kim.write(thread, 'why?', { replyTo: discord.kim.sees(thread).at(-1) ?? thread });
    const inThread = await discord.hears((event) => 'text' in event.body && event.body.text === 'why?');
    expect(inThread.body).toMatchObject({ enclosures: [{ author: 'Relaydesk', text: 'So.', messageKey: keys[0] }] });
    discord.platform.denyBot(discord.help, ['createPublicThreads']);
    const answered = await discord.answers(discord.help, 'where?', 'Here.');
    discord.kim.write(discord.help, 'really?', { replyTo: discord.kim.sees(discord.help).at(-1) ?? discord.help });
    const inChannel = await discord.hears((event) => 'text' in event.body && event.body.text === 'really?');
    expect(inChannel.body).toMatchObject({ enclosures: [{ text: 'Here.', messageKey: answered.keys[0] }] });
  });

  test('is read with its files where the bot is called to it', async () => {
    discord = await DiscordDesk.start();
    const other = discord.platform.createUser({ name: 'other', in: [discord.guild] });
    const before = other.write(discord.general, 'my lamp flickers', { files: [LAMP] });
    discord.kim.write(discord.general, `<@${discord.platform.bot.id}> can you help?`, { replyTo: before });
    const { body } = await discord.hearsOf('message');
    expect(body).toMatchObject({
      text: 'can you help?',
      attachments: [{ name: 'lamp.png', key: expect.stringContaining(`${discord.general.id}/${before.id}/`) }],
      enclosures: [{ kind: 'quote', author: 'other', text: 'my lamp flickers', messageKey: undefined }],
    });
    expect(await bytesOf(body.attachments?.[0])).toBe('a lamp');
  });

  test('is read where the bot is called into a thread, and nothing else is said', async () => {
    discord = await DiscordDesk.start();
    const thread = discord.kim.openThread({ channelId: discord.general.id }, 'Chatter');
    const before = discord.kim.write(thread, 'my lamp flickers');
    discord.kim.write(thread, `<@${discord.platform.bot.id}>`, { replyTo: before });
    const { body } = await discord.hearsOf('message');
    expect(body).toMatchObject({ text: '', enclosures: [{ text: 'my lamp flickers', messageKey: undefined }] });
  });
});

describe('a message', () => {
  test('that only calls the bot has its name for words', async () => {
    discord = await DiscordDesk.start();
    discord.kim.write(discord.general, `<@${discord.platform.bot.id}>`);
    expect((await discord.hearsOf('message')).body).toMatchObject({ text: '@Relaydesk' });
  });

  test('that begins a post of a help forum comes with the post’s title', async () => {
    discord = await DiscordDesk.create({
      settings: { helpChannels: ['questions'], listenTo: [], rateLimits: UNLIMITED },
    });
    const forum = discord.platform.createChannel(discord.guild, { name: 'questions', kind: 'forum' });
    await discord.connect();
    const { post } = discord.kim.post(forum, 'How do I return a lamp?', 'See above');
    const { body } = await discord.hearsOf('message');
    expect(body.enclosures).toMatchObject([{ kind: 'item', title: 'Post', text: 'How do I return a lamp?' }]);
    discord.kim.write(post, 'anybody?');
    const next = await discord.hears((event) => 'text' in event.body && event.body.text === 'anybody?');
    expect(next.body).not.toHaveProperty('enclosures');
  });

  test('has files that are opened also where it only passes them on, and pictures of stickers', async () => {
    discord = await DiscordDesk.start();
    const dm = discord.kim.openDirectMessage();
    const file = { id: ID, filename: 'lamp\u202Egnp.exe', size: 6, url: new URL(discord.platform.url).origin };
    discord.kim.writeAnything(dm, {
      message_reference: { type: 1, channel_id: discord.help.id, message_id: ID },
      message_snapshots: [
        { message: { content: 'it flickers', attachments: [{ ...file, url: `${file.url}/stickers/x` }] } },
      ],
      sticker_items: [{ id: '7', name: 'Wave', format_type: 1 }],
    });
    const { attachments, enclosures } = (await discord.hearsOf('message')).body;
    expect(enclosures).toMatchObject([{ kind: 'forward', author: '#help', text: 'it flickers' }]);
    expect(attachments?.map(({ name }) => name)).toEqual(['Wave.png', 'lamp gnp.exe']);
    expect(await bytesOf(attachments?.[0])).toBe('the picture /stickers/7.png');
    expect(await bytesOf(attachments?.[1])).toBe('the picture /stickers/x');
  });

  test('that is edited comes as a whole: other files take the place of those that it had', async () => {
    discord = await DiscordDesk.start();
    const written = discord.kim.write(discord.kim.openDirectMessage(), 'this', { files: [LAMP] });
    discord.kim.edit(written, 'that', [{ ...LAMP, name: 'shade.png' }]);
    const first = await discord.hearsOf('edit');
    expect(first.body).toMatchObject({ text: 'that', attachments: [{ name: 'shade.png' }] });
    discord.kim.edit(written, 'nothing', []);
    const second = await discord.hears(({ body }) => body.kind === 'edit' && body.text === 'nothing');
    expect(second.body).toMatchObject({ attachments: [], enclosures: [] });
  });

  test('of which parts are null or unreadable is heard with its words, and what could not be read is reported', async () => {
    discord = await DiscordDesk.start();
    const dm = discord.kim.openDirectMessage();
    const nothing = { guild_id: null, member: null, referenced_message: null, thread: null, webhook_id: null };
    discord.kim.writeAnything(dm, { ...nothing, content: 'hello', mentions: [null], timestamp: 'now', embeds: null });
    const event = await discord.hearsOf('message');
    expect(event).toMatchObject({ ...discord.direct, body: { text: 'hello' }, occurredAt: expect.any(Number) });
    expect(discord.errors.map(String)).toEqual([
      expect.stringContaining('timestamp of a message'),
      expect.stringContaining('mentions of a message'),
    ]);
  });

  test('in a server is no direct message, whatever its server is called', async () => {
    discord = await DiscordDesk.start();
    discord.kim.writeAnything(discord.general, { content: 'nice weather', guild_id: 7 });
    expect(await discord.allHeard()).toEqual([]);
  });

  test('of the history that cannot be read keeps nothing else from being heard', async () => {
    discord = await DiscordDesk.create({
      history: { lastEventAt: async () => 0, activeConversations: async () => [discord.direct.conversationKey] },
    });
    const dm = discord.kim.openDirectMessage();
    discord.kim.writeAnything(dm, { author: null });
    discord.kim.write(dm, 'hello');
    await discord.connect();
    expect((await discord.hearsOf('message')).body.text).toBe('hello');
    expect(discord.errors.map(String)).toEqual([expect.stringContaining('a message of the history')]);
  });
});

describe('a file', () => {
  test('is called what its sender called it, as far as Discord tells', async () => {
    discord = await DiscordDesk.start();
    const files = [{ ...LAMP, name: '灯 1.png' }];
    discord.kim.write(discord.kim.openDirectMessage(), '', { files });
    expect((await discord.hearsOf('message')).body.attachments).toMatchObject([{ name: '灯 1.png' }]);
  });
});

describe('a message that a webhook posts again', () => {
  const author = { id: '1573657795545268000', username: 'Kim, the first', bot: true };

  /** The webhook changes what it posted. */
  function tellEdit({ id, channelId }: { id: string; channelId: string }, content: string): void {
    const fields = { id, channel_id: channelId, guild_id: discord.guild.id, type: 0, author, webhook_id: author.id };
    const times = { timestamp: '2026-11-26T08:00:00.000Z', edited_timestamp: '2026-11-26T08:01:00.000Z' };
    discord.platform.gateway.tell('MESSAGE_UPDATE', { ...fields, ...times, content });
  }

  /** As PluralKit and Tupperbox do it. */
  function repost(place: { id: string }, content: string) {
    const proxy = discord.platform.createUser({ name: 'proxy', in: [discord.guild] });
    return proxy.writeAnything(place, { content, author, webhook_id: author.id });
  }

  test('is still the question of who wrote it, and is answered in a thread of its own', async () => {
    discord = await DiscordDesk.start();
    const written = discord.kim.write(discord.help, 'k: how do I return a lamp?');
    const { conversationKey, body } = await discord.hearsOf('message');
    const again = repost(discord.help, 'how do I return a lamp?');
    discord.kim.delete(written);
    expect((await discord.allHeard()).map((event) => event.body.kind)).toEqual(['message']);
    await discord.says('Send it back.', { replyToKey: body.messageKey }, discord.address(conversationKey));
    expect(discord.kim.sees({ id: again.id })).toMatchObject([{ text: 'Send it back.' }]);
    expect(discord.platform.requests.of('PUT /channels/:channel/thread-members/:user')).toMatchObject([
      { path: expect.stringContaining(`/thread-members/${discord.kim.id}`) },
    ]);
    discord.kim.write({ id: again.id }, 'thanks');
    const next = await discord.hears((event) => 'text' in event.body && event.body.text === 'thanks');
    expect(next).toMatchObject({ conversationKey, customer: { key: discord.kim.id } });
    await discord.restart();
    await discord.says('Welcome.', { replyToKey: `${again.id}/1` }, discord.address(conversationKey));
    expect(discord.kim.sees({ id: again.id }).at(-1)?.text).toBe('Welcome.');
  });

  test('is heard once more where the first one was deleted before', async () => {
    discord = await DiscordDesk.start();
    const written = discord.kim.write(discord.help, 'k: how?');
    const { conversationKey } = await discord.hearsOf('message');
    discord.kim.delete(written);
    await discord.hearsOf('delete');
    const again = repost(discord.help, 'how?');
    const event = await discord.hears(({ eventKey }) => eventKey === `message-${again.id}`);
    expect(event).toMatchObject({ conversationKey, customer: { key: discord.kim.id, name: 'kim' } });
  });

  test('in a thread is heard once, and edited and deleted there as what it was', async () => {
    discord = await DiscordDesk.start();
    const { thread } = await discord.answers(discord.help, 'how?', 'So.');
    const written = discord.kim.write(thread, 'k: and then?');
    await discord.hears((event) => 'text' in event.body && event.body.text === 'k: and then?');
    const again = repost(thread, 'and then?');
    discord.kim.delete(written);
    expect((await discord.allHeard()).map(({ body }) => body.kind)).toEqual(['message', 'message']);
    tellEdit(again, 'and after that?');
    expect(await discord.hearsOf('edit')).toMatchObject({
      conversationKey: thread.id,
      customer: { key: discord.kim.id, name: 'kim' },
      body: { messageKey: `${thread.id}/${written.id}`, text: 'and after that?' },
    });
    discord.platform.deleteMessage(again);
    expect((await discord.hearsOf('delete')).body.messageKey).toBe(`${thread.id}/${written.id}`);
  });

  test('is nobody’s where nobody wrote it', async () => {
    discord = await DiscordDesk.start();
    discord.kim.write(discord.help, 'how?');
    repost(discord.help, 'Version 7 is here');
    expect(await discord.allHeard()).toHaveLength(1);
  });
});
