/** Which chat a call is about, and whether the bot may do there what it asks for; refusals are the real server's own. */

import { findMessage, type Placement } from './messages.ts';
import type { Query } from './query.ts';
import { badRequest, forbidden, TelegramError } from './telegram-error.ts';
import { botHasRight, botMembership, type ChatRecord, type World } from './world.ts';

type Access = 'read' | 'write';

/** The chat that `chat_id` names, by number or @username. @throws TelegramError */
export function findChat(world: World, query: Query, access: Access): ChatRecord {
  const name = query.text('chat_id');
  if (name === '') throw badRequest('chat_id is empty');
  const record = name.startsWith('@') ? chatByUsername(world, name.slice(1)) : world.chats.get(Number(name));
  if (record === undefined || !isKnownToBot(world, record)) throw badRequest('chat not found');
  if (record.chat.type === 'private') checkPrivateChat(record, access);
  else checkGroup(world, record, access);
  return record;
}

/** Where a new message goes, and that the bot may send it. @throws TelegramError */
export function findPlacement(world: World, query: Query, record: ChatRecord): Placement {
  const topic = findTopic(world, query, record);
  const membership = botMembership(world, record);
  if (membership?.status === 'restricted' && !membership.can_send_messages) {
    throw badRequest('not enough rights to send text messages to the chat');
  }
  return { replyTo: findReplied(query, record), topic };
}

/** Whether the person shares the chat with the bot or has written to it: the others do not exist for it. */
function isKnownToBot(world: World, record: ChatRecord): boolean {
  if (record.chat.type !== 'private') return botMembership(world, record) !== undefined;
  if (record.contact !== 'none') return true;
  return [...world.chats.values()].some(({ members }) => members.has(record.chat.id) && members.has(world.bot.id));
}

function chatByUsername(world: World, username: string): ChatRecord | undefined {
  const isNamed = ({ chat }: ChatRecord): boolean =>
    chat.type === 'supergroup' && chat.username?.toLowerCase() === username.toLowerCase();
  return [...world.chats.values()].find(isNamed);
}

function checkPrivateChat(record: ChatRecord, access: Access): void {
  if (access === 'read') return;
  if (record.contact === 'none') throw forbidden("bot can't initiate conversation with a user");
  if (record.contact === 'blocked') throw forbidden('bot was blocked by the user');
  if (record.contact === 'deactivated') throw forbidden('user is deactivated');
}

function checkGroup(world: World, record: ChatRecord, access: Access): void {
  if (record.migratedTo !== undefined && access === 'write') {
    throw new TelegramError(400, 'Bad Request: group chat was upgraded to a supergroup chat', {
      migrate_to_chat_id: record.migratedTo,
    });
  }
  const status = botMembership(world, record)?.status;
  const kind = `${record.chat.type} chat`;
  if (status === 'kicked') throw forbidden(`bot was kicked from the ${kind}`);
  if (status === 'left') throw forbidden(`bot is not a member of the ${kind}`);
}

/** The topic that `message_thread_id` names. @throws TelegramError */
function findTopic(world: World, query: Query, record: ChatRecord): number | undefined {
  const thread = query.integer('message_thread_id', 0);
  if (thread <= 0) return undefined;
  const topic = record.topics.get(thread);
  if (topic === undefined) throw badRequest('message thread not found');
  if (topic.closed && !botHasRight(world, record, 'can_manage_topics')) throw badRequest('TOPIC_CLOSED');
  return thread;
}

function findReplied(query: Query, record: ChatRecord): Placement['replyTo'] {
  const parameters = query.json('reply_parameters', 'reply parameters');
  if (parameters === undefined) {
    const isOptional = query.flag('allow_sending_without_reply');
    return repliedMessage(record, query.integer('reply_to_message_id', 0), isOptional);
  }
  if (typeof parameters !== 'object' || parameters === null) throw badRequest('object expected as reply parameters');
  const messageId = 'message_id' in parameters ? Number(parameters.message_id) : Number.NaN;
  if (!Number.isInteger(messageId)) throw badRequest('can\'t find field "message_id"');
  const isOptional = 'allow_sending_without_reply' in parameters && parameters.allow_sending_without_reply === true;
  return repliedMessage(record, messageId, isOptional);
}

function repliedMessage(record: ChatRecord, messageId: number, isOptional: boolean): Placement['replyTo'] {
  if (messageId <= 0) return undefined;
  if (isOptional) return record.messages.get(messageId);
  return findMessage(record, messageId, 'message to be replied');
}
