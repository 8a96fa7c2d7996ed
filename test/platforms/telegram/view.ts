/** What people see in a chat. */

import type { BotCommand, Message, MessageEntity } from 'grammy/types';
import { fileOf } from './files.ts';
import { commandListKey } from './methods/profile.ts';
import type { ChatMessage, ChatRecord, World } from './world.ts';

/** A message as it stands in the chat now; the Bot API's own shape where a test needs to name it again. */
export interface ShownMessage {
  message_id: number;
  chat: { id: number };
  /** The first name of who wrote it. */
  from: string;
  fromBot: boolean;
  /** The text, or the caption of a file; empty for a service message. */
  text: string;
  entities: MessageEntity[];
  /** The labels of its buttons, row by row. */
  buttons: string[][];
  file: { name: string; type: string; bytes: Uint8Array } | undefined;
  /** The message that it answers. */
  replyTo: number | undefined;
  topic: number | undefined;
  edited: boolean;
  /** Every reaction, one entry a person. */
  reactions: string[];
  /** The message as the Bot API gives it. */
  message: Message;
}

/** The messages of a chat, oldest first; of one topic where one is named. */
export function showMessages(world: World, record: ChatRecord, topic?: number): ShownMessage[] {
  return [...record.messages.values()]
    .filter((message) => topic === undefined || message.message_thread_id === topic)
    .map((message) => showMessage(world, record, message));
}

/** One message as it stands now. */
export function showMessage(world: World, record: ChatRecord, message: ChatMessage): ShownMessage {
  const file = fileOf(world, message);
  return {
    message_id: message.message_id,
    chat: { id: record.chat.id },
    from: message.from.first_name,
    fromBot: message.from.id === world.bot.id,
    text: message.text ?? message.caption ?? '',
    entities: message.entities ?? message.caption_entities ?? [],
    buttons: (message.reply_markup?.inline_keyboard ?? []).map((row) => row.map(({ text }) => text)),
    file: file && { name: file.name, type: file.type, bytes: file.bytes },
    replyTo: message.reply_to_message?.message_id,
    topic: message.is_topic_message ? message.message_thread_id : undefined,
    edited: message.edit_date !== undefined,
    reactions: shownReactions(record, message.message_id),
    message,
  };
}

/** Whether the bot is shown to be doing something: for five seconds, or until it has sent a message. */
export function shownAction(world: World, record: ChatRecord): string | undefined {
  return record.action && record.action.until > world.clock.now() ? record.action.action : undefined;
}

/** The commands that complete as this person types in this chat: those of the narrowest scope, their language first. */
export function offeredCommands(world: World, record: ChatRecord, userId: number): BotCommand[] {
  const language = world.users.get(userId)?.language_code ?? '';
  const lists = scopesOf(record, userId).flatMap(([type, chatId = '', member = '']) =>
    [language, ''].map((code) => world.commands.get(commandListKey(type, chatId, member, code))),
  );
  return lists.find((list) => list !== undefined) ?? [];
}

type Scope = [type: string, chatId?: number, userId?: number];

function scopesOf(record: ChatRecord, userId: number): Scope[] {
  const { id } = record.chat;
  if (record.chat.type === 'private') return [['chat', id], ['all_private_chats'], ['default']];
  const status = record.members.get(userId)?.status;
  const isAdministrator = status === 'administrator' || status === 'creator';
  return [
    ['chat_member', id, userId],
    ...(isAdministrator ? ([['chat_administrators', id]] satisfies Scope[]) : []),
    ['chat', id],
    ...(isAdministrator ? ([['all_chat_administrators']] satisfies Scope[]) : []),
    ['all_group_chats'],
    ['default'],
  ];
}

function shownReactions(record: ChatRecord, messageId: number): string[] {
  const reactions = record.reactions.get(messageId);
  return [...(reactions?.values() ?? [])].flat().map((type) => (type.type === 'emoji' ? type.emoji : type.type));
}
