/** Groups and forums: what the bot hears there, what it may do, and what changes when people change it. */

import { afterEach, beforeEach, expect, test } from 'vitest';
import { call, createBot, getUpdates } from './clients.ts';
import type { Person } from './person.ts';
import { createTelegramPlatform, type TelegramPlatform } from './telegram-platform.ts';

let platform: TelegramPlatform;
let owner: Person;
let kim: Person;

beforeEach(async () => {
  platform = await createTelegramPlatform();
  owner = platform.createPerson({ first_name: 'Owner' });
  kim = platform.createPerson({ first_name: 'Kim', language_code: 'zh' });
});

afterEach(() => platform.close());

const openGroup = (kind: 'group' | 'supergroup' = 'supergroup', isForum = false) => {
  const group = platform.createGroup({ title: 'Shop', kind, isForum, owner, members: [kim] });
  group.addBot();
  return group;
};

/** The texts the bot has been told of, confirming them. */
async function heard(): Promise<string[]> {
  const updates = await getUpdates(platform);
  await getUpdates(platform, { offset: (updates.at(-1)?.update_id ?? 0) + 1 });
  return updates.flatMap(({ message }) => message?.text ?? []);
}

async function send(chat_id: number, parameters: object = {}): Promise<string | undefined> {
  return (await call(platform, 'sendMessage', { chat_id, text: 'Hello', ...parameters })).body.description;
}

test('in privacy mode the bot hears commands, mentions and answers to it, and nothing else', async () => {
  const group = openGroup();
  await send(group.id());
  const [answered] = group.messages().filter(({ fromBot }) => fromBot);
  kim.write('Does anybody know?', { in: group });
  kim.write('@relaydesk_bot do you know?', { in: group });
  kim.write('/help', { in: group });
  kim.write('/help@another_bot', { in: group });
  kim.write('and you, @relaydesk_bot2?', { in: group });
  kim.write('Thank you', { in: group, ...(answered ? { replyTo: answered } : {}) });
  expect(await heard()).toEqual(['@relaydesk_bot do you know?', '/help', 'Thank you']);

  group.promoteBot();
  kim.write('Does anybody know?', { in: group });
  expect(await heard()).toEqual(['Does anybody know?']);
});

test('without privacy mode it hears everything', async () => {
  await platform.close();
  platform = await createTelegramPlatform({ bot: { can_read_all_group_messages: true } });
  owner = platform.createPerson();
  kim = platform.createPerson();
  kim.write('Does anybody know?', { in: openGroup() });
  expect(await heard()).toEqual(['Does anybody know?']);
});

test('reactions in a group are told to administrators only', async () => {
  await getUpdates(platform, { allowed_updates: ['message_reaction'] });
  const group = openGroup();
  const question = kim.write('Hello', { in: group });
  kim.react(question, '👍');
  expect(await getUpdates(platform)).toEqual([]);
  group.promoteBot();
  kim.react(question, '🔥');
  expect((await getUpdates(platform))[0]?.message_reaction).toMatchObject({
    user: { id: kim.user.id },
    old_reaction: [{ type: 'emoji', emoji: '👍' }],
    new_reaction: [{ type: 'emoji', emoji: '🔥' }],
  });
});

test('a topic is opened, answered in and closed; its messages name it and point at its beginning', async () => {
  const group = openGroup('supergroup', true);
  const { telegram } = createBot(platform);
  await expect(telegram.createForumTopic(group.id(), 'Kim: order 41')).rejects.toMatchObject({
    description: 'Bad Request: not enough rights to create a topic',
  });
  group.promoteBot('can_manage_topics');
  const { message_thread_id } = await telegram.createForumTopic(group.id(), 'Kim: order 41');
  await telegram.sendMessage(group.id(), 'How can I help?', { message_thread_id });
  kim.write('Where is it?', { in: group, topic: message_thread_id });

  const texts = group.messages(message_thread_id).map(({ text, topic }) => [text, topic]);
  expect(texts).toEqual([
    ['', message_thread_id],
    ['How can I help?', message_thread_id],
    ['Where is it?', message_thread_id],
  ]);
  const told = (await getUpdates(platform)).at(-1)?.message;
  expect(told).toMatchObject({
    message_thread_id,
    is_topic_message: true,
    reply_to_message: { message_id: message_thread_id, forum_topic_created: { name: 'Kim: order 41' } },
  });

  await telegram.closeForumTopic(group.id(), message_thread_id);
  group.demoteBot();
  expect(await send(group.id(), { message_thread_id })).toBe('Bad Request: TOPIC_CLOSED');
  expect(await send(group.id(), { message_thread_id: 1 })).toBe('Bad Request: message thread not found');
});

test('an answer in a supergroup names the thread it belongs to, in a group it does not', async () => {
  const supergroup = openGroup();
  const question = kim.write('/status', { in: supergroup });
  await send(supergroup.id(), { reply_parameters: { message_id: question.message_id } });
  expect(supergroup.messages().at(-1)?.message).toMatchObject({ message_thread_id: question.message_id });

  const group = openGroup('group');
  const other = kim.write('/status', { in: group });
  await send(group.id(), { reply_parameters: { message_id: other.message_id } });
  expect(group.messages().at(-1)?.message).not.toHaveProperty('message_thread_id');
});

test('a bot that is muted, kicked or has left is told why it may not write', async () => {
  const group = openGroup();
  group.muteBot();
  expect(await send(group.id())).toBe('Bad Request: not enough rights to send text messages to the chat');
  group.kickBot();
  expect(await send(group.id())).toBe('Forbidden: bot was kicked from the supergroup chat');
  const other = openGroup('group');
  await createBot(platform).telegram.leaveChat(other.id());
  expect(await send(other.id())).toBe('Forbidden: bot is not a member of the group chat');
});

test('the bot is told when it is added, promoted and blocked; of other members only as an administrator asking for it', async () => {
  await getUpdates(platform, { allowed_updates: ['my_chat_member', 'chat_member'] });
  const group = openGroup();
  group.leave(kim);
  group.promoteBot();
  group.join(kim);
  kim.start();
  kim.block();
  const changes = (await getUpdates(platform)).map(({ my_chat_member, chat_member }) => {
    const change = my_chat_member ?? chat_member;
    return [my_chat_member ? 'bot' : 'other', change?.old_chat_member.status, change?.new_chat_member.status];
  });
  expect(changes).toEqual([
    ['bot', 'left', 'member'],
    ['bot', 'member', 'administrator'],
    ['other', 'left', 'member'],
    ['bot', 'member', 'kicked'],
  ]);
});

test('a group that became a supergroup answers where it went', async () => {
  const group = openGroup('group');
  const before = group.id();
  group.upgrade();
  const { body } = await call(platform, 'sendMessage', { chat_id: before, text: 'Hello' });
  expect(body).toEqual({
    ok: false,
    error_code: 400,
    description: 'Bad Request: group chat was upgraded to a supergroup chat',
    parameters: { migrate_to_chat_id: group.id() },
  });
  expect(await send(group.id())).toBeUndefined();
});

test('others than the writer are told of in getChatMember, and a public group is found by its name', async () => {
  const group = platform.createGroup({ title: 'Shop', kind: 'supergroup', username: 'teapots', owner });
  group.addBot();
  const { telegram } = createBot(platform);
  expect(await telegram.getChatMember('@teapots', owner.user.id)).toMatchObject({ status: 'creator' });
  expect(await telegram.getChatMember('@Teapots', kim.user.id)).toMatchObject({ status: 'left' });
  expect(await telegram.getChatMembersCount('@teapots')).toBe(2);
  expect(await telegram.getChat('@teapots')).toMatchObject({ id: group.id(), title: 'Shop' });
});

test('commands complete by the narrowest scope, the language of the person first', async () => {
  const { telegram } = createBot(platform);
  const group = openGroup();
  await telegram.setMyCommands([{ command: 'help', description: 'Help' }]);
  await telegram.setMyCommands([{ command: 'help', description: '帮助' }], { language_code: 'zh' });
  await telegram.setMyCommands([{ command: 'human', description: 'A person' }], {
    scope: { type: 'all_private_chats' },
  });
  expect(kim.commandsOffered()).toEqual([{ command: 'human', description: 'A person' }]);
  expect(kim.commandsOffered({ in: group })).toEqual([{ command: 'help', description: '帮助' }]);
  expect(owner.commandsOffered({ in: group })).toEqual([{ command: 'help', description: 'Help' }]);
  await expect(telegram.setMyCommands([{ command: 'Help me', description: 'x' }])).rejects.toMatchObject({
    description: 'Bad Request: BOT_COMMAND_INVALID',
  });
});
