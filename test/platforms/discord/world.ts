/** The state of the platform, and the ways to it that every part of the platform uses. */

import { type Changes, createChanges } from '../shared/changes.ts';
import { discordError } from './errors.ts';
import type { Channel, Command, Guild, Interaction, Member, Message, User } from './model.ts';
import { createSnowflakes } from './snowflake.ts';

/** Events of the gateway, by the API's names. */
export type EventName =
  | 'CHANNEL_CREATE'
  | 'CHANNEL_DELETE'
  | 'CHANNEL_UPDATE'
  | 'GUILD_CREATE'
  | 'GUILD_DELETE'
  | 'GUILD_MEMBER_ADD'
  | 'GUILD_MEMBER_REMOVE'
  | 'INTERACTION_CREATE'
  | 'MESSAGE_CREATE'
  | 'MESSAGE_DELETE'
  | 'MESSAGE_DELETE_BULK'
  | 'MESSAGE_REACTION_ADD'
  | 'MESSAGE_REACTION_REMOVE'
  | 'MESSAGE_REACTION_REMOVE_ALL'
  | 'MESSAGE_REACTION_REMOVE_EMOJI'
  | 'MESSAGE_UPDATE'
  | 'THREAD_CREATE'
  | 'THREAD_DELETE'
  | 'THREAD_MEMBERS_UPDATE'
  | 'THREAD_UPDATE'
  | 'TYPING_START';

/** An event for bots; who gets it depends on where it happened, on intents and on permissions. */
export interface PlatformEvent {
  name: EventName;
  data: object;
  guildId?: string | undefined;
  channelId?: string | undefined;
}

export interface World {
  now(): number;
  nextId(): string;
  /** `http://127.0.0.1:port`, set once the server listens. */
  origin: string;
  /** The bot's token; undefined once it is revoked. */
  token: string | undefined;
  applicationId: string;
  botId: string;
  /** The key that signed interactions are verified with, in hexadecimal. */
  publicKey: string;
  /** Names of the privileged intents switched on in the developer portal, as bits. */
  privilegedIntents: number;
  /** The address that interactions go to instead of the gateway, as entered in the developer portal. */
  interactionsEndpoint: string | undefined;
  users: Map<string, User>;
  guilds: Map<string, Guild>;
  channels: Map<string, Channel>;
  commands: Command[];
  /** By token. */
  interactions: Map<string, Interaction>;
  /** The messages written lately with a nonce, by author and nonce. */
  nonces: Map<string, { messageId: string; channelId: string; at: number }>;
  changes: Changes;
  /** Tells bots, through whoever listens. */
  emit(event: PlatformEvent): void;
  listen(listener: (event: PlatformEvent) => void): void;
}

/** An empty platform with nothing but the bot's own account. */
export function createWorld(options: { now: () => number; botName: string; privilegedIntents: number }): World {
  const nextId = createSnowflakes(options.now);
  const botId = nextId();
  const changes = createChanges();
  const listeners: ((event: PlatformEvent) => void)[] = [];
  const bot = { ...newUser(botId, options.botName), bot: true };
  return {
    now: options.now,
    nextId,
    origin: '',
    token: undefined,
    applicationId: botId,
    botId,
    publicKey: '',
    privilegedIntents: options.privilegedIntents,
    interactionsEndpoint: undefined,
    users: new Map([[botId, bot]]),
    guilds: new Map(),
    channels: new Map(),
    commands: [],
    interactions: new Map(),
    nonces: new Map(),
    changes,
    emit: (event) => {
      for (const listener of listeners) listener(event);
      changes.happened();
    },
    listen: (listener) => {
      listeners.push(listener);
    },
  };
}

/** A user who has neither blocked the bot nor added it to their account. */
export function newUser(id: string, name: string): User {
  return { id, name, bot: false, locale: 'en-US', blocksBot: false, takesDirectMessages: true, hasApp: false };
}

/** @throws Unknown User */
export function userOf(world: World, id: string): User {
  return world.users.get(id) ?? raise(discordError('unknownUser'));
}

/** @throws Unknown Guild */
export function guildOf(world: World, id: string): Guild {
  return world.guilds.get(id) ?? raise(discordError('unknownGuild'));
}

/** @throws Unknown Member */
export function memberOf(guild: Guild, userId: string): Member {
  return guild.members.get(userId) ?? raise(discordError('unknownMember'));
}

/** @throws Unknown Channel */
export function channelOf(world: World, id: string): Channel {
  return world.channels.get(id) ?? raise(discordError('unknownChannel'));
}

/**
 * A message of a channel; one that only another user sees is as unknown as one that does not exist.
 * @throws Unknown Message
 */
export function messageOf(channel: Channel, id: string): Message {
  const message = channel.messages.get(id);
  if (message === undefined || message.ephemeralFor !== undefined) throw discordError('unknownMessage');
  return message;
}

/** The channel that a thread belongs to; any other channel is its own. */
export function rootOf(world: World, channel: Channel): Channel {
  return channel.thread !== undefined && channel.parentId !== undefined ? channelOf(world, channel.parentId) : channel;
}

/** Throws, where an expression is needed. */
export function raise(error: Error): never {
  throw error;
}
