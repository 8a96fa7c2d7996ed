/** Sending, changing and taking back messages. */

import type { InlineKeyboardMarkup, Message } from 'grammy/types';
import { findChat, findPlacement } from '../access.ts';
import { addMessage, editMessage, fileFieldOf, findMessage } from '../messages.ts';
import type { Query } from '../query.ts';
import { readReplyMarkup } from '../reply-markup.ts';
import { badRequest } from '../telegram-error.ts';
import { botHasRight, botUser, type ChatMessage, type ChatRecord, type World } from '../world.ts';
import { readCaption, readText } from './content.ts';
import type { Methods } from './method.ts';

const DELETABLE_SECONDS = 48 * 60 * 60;
const NOT_MODIFIED =
  'message is not modified: specified new message content and reply markup are exactly the same as a current content and reply markup of the message';

/** The methods that concern texts and messages in general. */
export function messageMethods(world: World): Methods {
  return {
    sendMessage: (query) => sendMessage(world, query),
    editMessageText: (query) => edit(world, query, 'text'),
    editMessageCaption: (query) => edit(world, query, 'caption'),
    editMessageReplyMarkup: (query) => edit(world, query, 'reply_markup'),
    deleteMessage: (query) => deleteMessage(world, query),
    deleteMessages: (query) => deleteMessages(world, query),
    copyMessage: (query) => ({ message_id: repeatMessage(world, query, false).message_id }),
    forwardMessage: (query) => repeatMessage(world, query, true),
  };
}

function sendMessage(world: World, query: Query): Message {
  const content = readText(world, query);
  const markup = readReplyMarkup(query);
  const record = findChat(world, query, 'write');
  const placement = findPlacement(world, query, record);
  return addMessage(world, record, botUser(world.bot), { ...content, reply_markup: markup }, placement);
}

type Edited = 'text' | 'caption' | 'reply_markup';

function edit(world: World, query: Query, part: Edited): Message {
  const content = editedContent(world, query, part);
  const markup = readReplyMarkup(query);
  const record = findChat(world, query, 'write');
  const message = findMessage(record, query.integer('message_id', 0), 'message to edit');
  if (message.from.id !== world.bot.id) throw badRequest("message can't be edited");
  if (part === 'text' && message.text === undefined) throw badRequest('there is no text in the message to edit');
  if (part === 'caption' && fileFieldOf(message) === undefined) {
    throw badRequest('there is no caption in the message to edit');
  }
  const changed = { ...content, reply_markup: markup };
  if (isSame(message, changed)) throw badRequest(NOT_MODIFIED);
  return editMessage(world, message, changed);
}

function editedContent(world: World, query: Query, part: Edited): Partial<Message> {
  if (part === 'text') return readText(world, query);
  return part === 'caption' ? readCaption(world, query) : {};
}

function isSame(message: ChatMessage, changed: Partial<Message>): boolean {
  const current: Partial<Message> = { ...message };
  const next: Partial<Message> = { ...message, ...changed };
  return comparable(current) === comparable(next);
}

function comparable({ text, entities, caption, caption_entities, reply_markup }: Partial<Message>): string {
  const buttons: InlineKeyboardMarkup | undefined = reply_markup;
  return JSON.stringify([text, entities ?? [], caption, caption_entities ?? [], buttons?.inline_keyboard ?? []]);
}

function deleteMessage(world: World, query: Query): true {
  const record = findChat(world, query, 'write');
  const message = findMessage(record, query.integer('message_id', 0), 'message to delete');
  if (!mayDelete(world, record, message)) throw badRequest("message can't be deleted for everyone");
  remove(world, record, message);
  return true;
}

function deleteMessages(world: World, query: Query): true {
  const ids = query.json('message_ids', 'message identifiers');
  if (!Array.isArray(ids)) throw badRequest('expected an Array of message identifiers');
  if (ids.length > 100) throw badRequest('too many message identifiers specified');
  const record = findChat(world, query, 'write');
  for (const id of ids) {
    const message = record.messages.get(Number(id));
    if (message && mayDelete(world, record, message)) remove(world, record, message);
  }
  return true;
}

function mayDelete(world: World, record: ChatRecord, message: ChatMessage): boolean {
  if (botHasRight(world, record, 'can_delete_messages')) return true;
  if (world.now() - message.date > DELETABLE_SECONDS) return false;
  return record.chat.type === 'private' || message.from.id === world.bot.id;
}

function remove(world: World, record: ChatRecord, message: ChatMessage): void {
  record.messages.delete(message.message_id);
  world.changes.happened();
}

function repeatMessage(world: World, query: Query, asForward: boolean): Message {
  const record = findChat(world, query, 'write');
  const placement = findPlacement(world, query, record);
  const source = world.chats.get(Number(query.text('from_chat_id')));
  const what = asForward ? 'message to forward' : 'message to copy';
  if (source === undefined) throw badRequest('chat not found');
  const { text, entities, caption, caption_entities, photo, document, video, audio, voice, animation, ...original } =
    findMessage(source, query.integer('message_id', 0), what);
  const content = { text, entities, caption, caption_entities, photo, document, video, audio, voice, animation };
  const origin = { type: 'user', date: original.date, sender_user: original.from } as const;
  const forwarded = asForward ? { forward_origin: origin } : { reply_markup: readReplyMarkup(query) };
  return addMessage(world, record, botUser(world.bot), { ...content, ...forwarded }, placement);
}
