/** What Telegram knows: people, chats, messages, files. The methods of the Bot API and the people in the tests both change it. */

import type { BotCommand, Chat, ChatMember, Message, ReactionType, Update, User, UserFromGetMe } from 'grammy/types';
import type { Clock } from '../../../src/ports/clock.ts';
import type { Changes } from '../shared/changes.ts';
import { createUpdateQueue, type UpdateQueue } from './update-queue.ts';

/** A private chat, a group or a supergroup; broadcast channels are no place for conversations. */
export type PeopleChat = Exclude<Chat, Chat.ChannelChat>;

/** A message in one of them. */
export type ChatMessage = Message & Update.NonChannel;

/** One chat, with what everybody in it sees. */
export interface ChatRecord {
  chat: PeopleChat;
  /** In order; deleted ones are gone. */
  readonly messages: Map<number, ChatMessage>;
  /** Who is or was in it, the bot included. */
  readonly members: Map<number, ChatMember>;
  readonly topics: Map<number, Topic>;
  /** Message, then person, then what they reacted with. */
  readonly reactions: Map<number, Map<number, ReactionType[]>>;
  /** The last thing the bot showed itself doing. */
  action: { action: string; topic: number; until: number } | undefined;
  /** Of a private chat: whether the person has started the bot, blocked it, or left Telegram. */
  contact: 'none' | 'open' | 'blocked' | 'deactivated';
  /** The supergroup that took its place. */
  migratedTo: number | undefined;
}

/** A topic of a forum; the number is that of the message that opened it. */
export interface Topic {
  name: string;
  closed: boolean;
}

/** A file that somebody sent. */
export interface StoredFile {
  fileId: string;
  uniqueId: string;
  path: string;
  name: string;
  type: string;
  bytes: Uint8Array;
  /** What is said of its size, where a test pretends that it is larger than it is. */
  size: number;
}

/** A press of a button that waits for its answer. */
export interface PendingCallback {
  /** Epoch seconds. */
  expiresAt: number;
  answer(answer: CallbackAnswer): void;
}

/** What the person who pressed a button is shown. */
export interface CallbackAnswer {
  text: string;
  showAlert: boolean;
  url: string;
}

/** The commands the bot set, one list a scope and language. */
export type CommandLists = Map<string, BotCommand[]>;

export interface World {
  readonly clock: Clock;
  readonly changes: Changes;
  /** Replaced when the token is revoked. */
  token: string;
  readonly bot: UserFromGetMe;
  readonly profile: Map<string, string>;
  readonly commands: CommandLists;
  readonly users: Map<number, User>;
  readonly chats: Map<number, ChatRecord>;
  readonly files: Map<string, StoredFile>;
  readonly callbacks: Map<string, PendingCallback>;
  readonly updates: UpdateQueue;
  /** Epoch seconds, as Telegram counts. */
  now(): number;
  /** A number that no other person, chat, file or query has. */
  nextId(): number;
  /** Private chats and groups of one account share one count of messages; a supergroup has its own. */
  nextMessageId(record: ChatRecord): number;
}

export interface WorldOptions {
  clock: Clock;
  changes: Changes;
  bot: UserFromGetMe;
  token: string;
}

const FIRST_ID = 5_000_000_001;

/** An empty Telegram with one bot. */
export function createWorld(options: WorldOptions): World {
  let lastId = FIRST_ID;
  let lastSharedMessageId = 0;
  const lastMessageIds = new Map<ChatRecord, number>();
  const now = (): number => Math.floor(options.clock.now() / 1000);
  return {
    ...options,
    profile: new Map(),
    commands: new Map(),
    users: new Map([[options.bot.id, botUser(options.bot)]]),
    chats: new Map(),
    files: new Map(),
    callbacks: new Map(),
    updates: createUpdateQueue({ now }),
    now,
    nextId: () => {
      lastId += 1;
      return lastId;
    },
    nextMessageId: (record) => {
      if (record.chat.type !== 'supergroup') {
        lastSharedMessageId += 1;
        return lastSharedMessageId;
      }
      const id = (lastMessageIds.get(record) ?? 0) + 1;
      lastMessageIds.set(record, id);
      return id;
    },
  };
}

/** A chat in which nothing has happened yet. */
export function emptyChat(chat: PeopleChat): ChatRecord {
  return {
    chat,
    messages: new Map(),
    members: new Map(),
    topics: new Map(),
    reactions: new Map(),
    action: undefined,
    contact: 'none',
    migratedTo: undefined,
  };
}

/** The bot as it appears in messages. */
export function botUser({ id, first_name, username }: UserFromGetMe): User {
  return { id, is_bot: true, first_name, username };
}

/** How the bot stands in a group; undefined where it never was. */
export function botMembership(world: World, record: ChatRecord): ChatMember | undefined {
  return record.members.get(world.bot.id);
}

/** Whether the bot may do what administrators with this right may. */
export function botHasRight(world: World, record: ChatRecord, right: AdministratorRight): boolean {
  const member = botMembership(world, record);
  return member?.status === 'administrator' && member[right] === true;
}

/** The rights a group may give its bot that matter here. */
export type AdministratorRight =
  | 'can_delete_messages'
  | 'can_manage_topics'
  | 'can_pin_messages'
  | 'can_restrict_members'
  | 'can_invite_users';
