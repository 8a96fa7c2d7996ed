/** Chats, their members and the topics of forums. */

import type { ChatMember } from 'grammy/types';
import { findChat } from '../access.ts';
import { changeMembership } from '../membership.ts';
import { addMessage } from '../messages.ts';
import type { Query } from '../query.ts';
import { badRequest } from '../telegram-error.ts';
import { DEFAULT_TOPIC_COLOR, openTopic } from '../topics.ts';
import { botHasRight, botUser, type ChatRecord, type Topic, type World } from '../world.ts';
import type { Methods } from './method.ts';

const LONGEST_TOPIC_NAME = 128;

/** getChat and its like, leaveChat, and everything about topics. */
export function chatMethods(world: World): Methods {
  return {
    getChat: (query) => getChat(world, query),
    getChatMember: (query) => getChatMember(world, query),
    getChatAdministrators: (query) => administratorsOf(findGroup(world, query)),
    getChatMemberCount: (query) => presentMembers(findGroup(world, query)).length,
    // The name it had first, which Telegraf still uses.
    getChatMembersCount: (query) => presentMembers(findGroup(world, query)).length,
    leaveChat: (query) => leaveChat(world, query),
    createForumTopic: (query) => createForumTopic(world, query),
    editForumTopic: (query) => changeTopic(world, query, { name: readTopicName(query, true) }),
    closeForumTopic: (query) => changeTopic(world, query, { closed: true }),
    reopenForumTopic: (query) => changeTopic(world, query, { closed: false }),
    deleteForumTopic: (query) => deleteForumTopic(world, query),
  };
}

function getChat(world: World, query: Query): object {
  const { chat } = findChat(world, query, 'read');
  return { ...chat, accent_color_id: 0, max_reaction_count: 11, accepted_gift_types: {} };
}

function findGroup(world: World, query: Query): ChatRecord {
  const record = findChat(world, query, 'read');
  if (record.chat.type === 'private') throw badRequest('there are no administrators in the private chat');
  return record;
}

function getChatMember(world: World, query: Query): ChatMember {
  const record = findChat(world, query, 'read');
  const userId = query.integer('user_id', 0);
  const user = world.users.get(userId);
  if (user === undefined) throw badRequest(userId === 0 ? 'invalid user_id specified' : 'PARTICIPANT_ID_INVALID');
  return record.members.get(userId) ?? { status: 'left', user };
}

function administratorsOf(record: ChatRecord): ChatMember[] {
  return [...record.members.values()].filter(({ status }) => status === 'creator' || status === 'administrator');
}

function presentMembers(record: ChatRecord): ChatMember[] {
  return [...record.members.values()].filter(({ status }) => status !== 'left' && status !== 'kicked');
}

function leaveChat(world: World, query: Query): true {
  const record = findChat(world, query, 'write');
  if (record.chat.type === 'private') throw badRequest("chat member status can't be changed in private chats");
  const user = botUser(world.bot);
  addMessage(world, record, user, { left_chat_member: user });
  changeMembership(world, record, user, { status: 'left', user });
  return true;
}

function createForumTopic(world: World, query: Query): object {
  const name = readTopicName(query, false);
  const record = findForum(world, query);
  const icon_color = query.integer('icon_color', DEFAULT_TOPIC_COLOR);
  const { message_id } = openTopic(world, record, botUser(world.bot), { name, icon_color });
  return { message_thread_id: message_id, name, icon_color };
}

function changeTopic(world: World, query: Query, change: Partial<Topic>): true {
  const record = findForum(world, query);
  const { id, topic } = findTopic(query, record);
  const { name = topic.name, closed = topic.closed } = change;
  if (name === topic.name && closed === topic.closed) throw badRequest('TOPIC_NOT_MODIFIED');
  record.topics.set(id, { name, closed });
  addMessage(world, record, botUser(world.bot), topicNotice(change), { topic: id });
  return true;
}

function topicNotice({ name, closed }: Partial<Topic>) {
  if (name !== undefined) return { forum_topic_edited: { name } };
  return closed ? { forum_topic_closed: {} } : { forum_topic_reopened: {} };
}

function deleteForumTopic(world: World, query: Query): true {
  const record = findForum(world, query);
  if (!botHasRight(world, record, 'can_delete_messages')) throw badRequest('not enough rights to delete a topic');
  const { id } = findTopic(query, record);
  record.topics.delete(id);
  for (const message of [...record.messages.values()]) {
    if (message.message_thread_id === id) record.messages.delete(message.message_id);
  }
  world.changes.happened();
  return true;
}

function findForum(world: World, query: Query): ChatRecord {
  const record = findChat(world, query, 'write');
  if (!record.chat.is_forum) throw badRequest('the chat is not a forum');
  if (!botHasRight(world, record, 'can_manage_topics')) throw badRequest('not enough rights to create a topic');
  return record;
}

function findTopic(query: Query, record: ChatRecord): { id: number; topic: Topic } {
  const id = query.integer('message_thread_id', 0);
  const topic = record.topics.get(id);
  if (topic === undefined) throw badRequest('TOPIC_ID_INVALID');
  return { id, topic };
}

function readTopicName(query: Query, isOptional: boolean): string {
  const name = query.text('name').trim();
  if (name === '' && !isOptional) throw badRequest('TOPIC_TITLE_EMPTY');
  if ([...name].length > LONGEST_TOPIC_NAME) throw badRequest('TOPIC_TITLE_TOO_LONG');
  return name;
}
