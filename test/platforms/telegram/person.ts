/** Somebody with Telegram on their phone: what they do, the bot may hear of; what they see, tests look at. */

import type { BotCommand, Chat, Message, ReactionType, User } from 'grammy/types';
import { formatText } from './entities/formatted-text.ts';
import { fileContent, storeFile } from './files.ts';
import type { Group } from './group.ts';
import { changeContact } from './membership.ts';
import { addMessage, announce, editMessage, type FileField } from './messages.ts';
import type { ReactionEmoji } from './reaction-emoji.ts';
import { offeredCommands, type ShownMessage, showMessages, shownAction } from './view.ts';
import { botMembership, type CallbackAnswer, type ChatMessage, type ChatRecord, type World } from './world.ts';

const DAY_SECONDS = 86_400;
/** How long a press of a button waits in the queue, and how long it can be answered (the latter from experience). */
const CALLBACK_QUEUE_SECONDS = 150;
const CALLBACK_ANSWER_SECONDS = 60;

/** Names a message: a shown one, or the Bot API's own. */
export interface MessageReference {
  message_id: number;
  chat: { id: number };
}

/** Where something is written; the private chat with the bot by default. */
export interface Place {
  in?: Group;
  topic?: number;
  replyTo?: MessageReference;
  /** In a group: in the name of a channel, or of the group itself as an administrator who is not to be known. */
  as?: Chat.ChannelChat | 'the group';
}

/** A file as a person sends it; `size` may claim more bytes than there are. */
export interface SentFile {
  name: string;
  bytes: Uint8Array;
  type?: string;
  size?: number;
  caption?: string;
  as?: FileField;
}

export interface Person {
  readonly user: User;
  /** Presses Start in the private chat, with the payload of a t.me link if there is one. */
  start(payload?: string): Message;
  write(text: string, place?: Place): Message;
  sendFile(file: SentFile, place?: Place): Message;
  /** Sends whatever a message can be: its fields as the Bot API has them, those of a newer one among them. */
  send(content: object, place?: Place): Message;
  edit(message: MessageReference, text: string): void;
  /** Replaces the content of a message of theirs. */
  replace(message: MessageReference, content: object): void;
  /** Bots are not told. */
  delete(message: MessageReference): void;
  /** Replaces their reaction; none takes it back. */
  react(message: MessageReference, emoji?: ReactionEmoji): void;
  /** Presses the button with this label; resolves with what they are shown once the bot answers. */
  press(message: MessageReference, label: string): Promise<CallbackAnswer>;
  block(): void;
  unblock(): void;
  /** Leaves Telegram for good. */
  deleteAccount(): void;
  /** The private chat with the bot, or a group. */
  sees(place?: { in?: Group; topic?: number }): ShownMessage[];
  /** `typing` and its like; undefined while the bot is shown doing nothing. */
  seesAction(place?: { in?: Group }): string | undefined;
  commandsOffered(place?: { in?: Group }): BotCommand[];
}

/** Gives the person their actions. */
export function createPerson(world: World, user: User, privateChat: ChatRecord): Person {
  const recordOf = (place: { in?: Group } = {}): ChatRecord => place.in?.record() ?? privateChat;

  const post = (content: Partial<Message>, place: Place = {}): Message => {
    const record = recordOf(place);
    checkMayWrite(record);
    const replyTo = place.replyTo && find(record, place.replyTo);
    const { from, senderChat } = senderIn(record, user, place.as);
    const sent = senderChat === undefined ? content : { ...content, sender_chat: senderChat };
    const message = addMessage(world, record, from, sent, { replyTo, topic: place.topic });
    announce(world, record, message);
    return structuredClone(message);
  };

  const checkMayWrite = (record: ChatRecord): void => {
    const isThere = record === privateChat || record.members.get(user.id)?.status !== 'left';
    if (!isThere || (record !== privateChat && !record.members.has(user.id))) {
      throw new Error(`${user.first_name} is not in ${record.chat.title ?? 'the chat'}`);
    }
    if (record.contact === 'blocked') throw new Error(`${user.first_name} has blocked the bot`);
    if (record === privateChat) record.contact = 'open';
  };

  const format = (text: string) => {
    const { text: shown, entities } = formatText({
      text,
      parseMode: '',
      entities: undefined,
      findUser: (id) => world.users.get(id),
    });
    return { text: shown, ...(entities.length > 0 ? { entities } : {}) };
  };

  return {
    user,
    start: (payload) => post(format(payload === undefined ? '/start' : `/start ${payload}`)),
    write: (text, place) => post(format(text), place),
    sendFile: (file, place) => {
      const { name, bytes, type = '', size, caption, as = 'document' } = file;
      const stored = storeFile(world, as, { name, bytes, type }, size);
      const { text, entities } = caption === undefined ? {} : format(caption);
      const captioned = { ...(text ? { caption: text } : {}), ...(entities ? { caption_entities: entities } : {}) };
      return post({ ...fileContent(as, stored), ...captioned }, place);
    },
    send: (content, place) => post(structuredClone(content), place),
    replace: (reference, content) => {
      const record = chatOf(world, reference);
      const message = find(record, reference);
      announce(world, record, editMessage(world, message, structuredClone(content)), 'edited_message');
    },
    edit: (reference, text) => {
      const record = chatOf(world, reference);
      const message = find(record, reference);
      if (message.from.id !== user.id) throw new Error('People edit only what they wrote themselves');
      const { text: shown, entities } = format(text);
      const isCaption = message.text === undefined;
      editMessage(
        world,
        message,
        isCaption ? { caption: shown, caption_entities: entities } : { text: shown, entities },
      );
      announce(world, record, message, 'edited_message');
    },
    delete: (reference) => {
      find(chatOf(world, reference), reference);
      chatOf(world, reference).messages.delete(reference.message_id);
      world.changes.happened();
    },
    react: (reference, emoji) => react(world, user, chatOf(world, reference), reference, emoji),
    press: (reference, label) => press(world, user, chatOf(world, reference), reference, label),
    block: () => changeContact(world, privateChat, user, true),
    unblock: () => changeContact(world, privateChat, user, false),
    deleteAccount: () => {
      privateChat.contact = 'deactivated';
    },
    sees: (place) => showMessages(world, recordOf(place), place?.topic),
    seesAction: (place) => shownAction(world, recordOf(place)),
    commandsOffered: (place) => offeredCommands(world, recordOf(place), user.id),
  };
}

/** Users that Telegram puts in the place of those who are not to be known. */
const ANONYMOUS_BOT: User = { id: 1_087_968_824, is_bot: true, first_name: 'Group', username: 'GroupAnonymousBot' };
const CHANNEL_BOT: User = { id: 136_817_688, is_bot: true, first_name: 'Channel', username: 'Channel_Bot' };

function senderIn({ chat }: ChatRecord, user: User, as: Place['as']): { from: User; senderChat: Chat | undefined } {
  if (as === undefined) return { from: user, senderChat: undefined };
  return as === 'the group' ? { from: ANONYMOUS_BOT, senderChat: chat } : { from: CHANNEL_BOT, senderChat: as };
}

function chatOf(world: World, reference: MessageReference): ChatRecord {
  const record = world.chats.get(reference.chat.id);
  if (record === undefined) throw new Error(`There is no chat ${reference.chat.id}`);
  return record;
}

function find(record: ChatRecord, { message_id }: MessageReference): ChatMessage {
  const message = record.messages.get(message_id);
  if (message === undefined) throw new Error(`There is no message ${message_id} in chat ${record.chat.id}`);
  return message;
}

function react(
  world: World,
  user: User,
  record: ChatRecord,
  reference: MessageReference,
  emoji: ReactionEmoji | undefined,
): void {
  const { message_id } = find(record, reference);
  const reactions = record.reactions.get(message_id) ?? new Map<number, ReactionType[]>();
  const old_reaction = reactions.get(user.id) ?? [];
  const new_reaction: ReactionType[] = emoji === undefined ? [] : [{ type: 'emoji', emoji }];
  reactions.set(user.id, new_reaction);
  record.reactions.set(message_id, reactions);
  world.changes.happened();
  const isTold = record.chat.type === 'private' || botMembership(world, record)?.status === 'administrator';
  if (!isTold) return;
  const change = { chat: record.chat, message_id, user, date: world.now(), old_reaction, new_reaction };
  world.updates.add({
    body: { message_reaction: change },
    queueKey: String(record.chat.id),
    lifetimeSeconds: DAY_SECONDS,
  });
}

function press(
  world: World,
  user: User,
  record: ChatRecord,
  reference: MessageReference,
  label: string,
): Promise<CallbackAnswer> {
  const message = find(record, reference);
  const buttons = (message.reply_markup?.inline_keyboard ?? []).flat();
  const button = buttons.find(({ text }) => text === label);
  if (button === undefined || !('callback_data' in button)) {
    throw new Error(`There is no button "${label}" but ${buttons.map(({ text }) => `"${text}"`).join(', ') || 'none'}`);
  }
  const id = String(world.nextId());
  const answered = new Promise<CallbackAnswer>((answer) => {
    world.callbacks.set(id, { expiresAt: world.now() + CALLBACK_ANSWER_SECONDS, answer });
  });
  const callback_query = {
    id,
    from: user,
    message: structuredClone(message),
    chat_instance: String(record.chat.id),
    data: button.callback_data,
  };
  world.updates.add({
    body: { callback_query },
    queueKey: `callback ${user.id}`,
    lifetimeSeconds: CALLBACK_QUEUE_SECONDS,
  });
  return answered;
}
