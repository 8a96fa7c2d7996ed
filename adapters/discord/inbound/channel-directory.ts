/** Where on Discord something happened: a DM, a channel of a server, a thread. */

import { type Channel, ChannelType, type Client, Routes } from 'discord.js';
import { LRUCache } from 'lru-cache';
import type { DiscordApi } from '../discord-api.ts';
import { discordChannel } from './wire.ts';

/** The longest ago used is forgotten first. */
const MOST_KEPT = 10_000;

export interface DiscordChannelInfo {
  id: string;
  kind: 'direct' | 'channel' | 'forum' | 'thread';
  name: string;
  /** The channel of a thread. */
  parentId: string | undefined;
  /** Whether it is a thread that the bot opened, or was brought into. */
  isJoined: boolean;
  /** The newest message, where Discord tells it. */
  lastMessageId: string | undefined;
}

export interface ChannelDirectory {
  /** What is not in a server is a direct message. @throws DiscordFailure where the channel is not known and cannot be asked for */
  find(channelId: string, isInServer: boolean): Promise<DiscordChannelInfo>;
  /** The same without asking for it. */
  known(channelId: string): DiscordChannelInfo | undefined;
  /** The channels and open threads of every server. */
  all(): DiscordChannelInfo[];
  roleName(id: string): string | undefined;
}

const THREADS: number[] = [ChannelType.PublicThread, ChannelType.PrivateThread, ChannelType.AnnouncementThread];
const FORUMS: number[] = [ChannelType.GuildForum, ChannelType.GuildMedia];

/** The channels the client was told of; what it was not told of, such as an archived thread, is asked for and remembered. */
export function createChannelDirectory(client: Client<true>, api: DiscordApi): ChannelDirectory {
  const botId = client.user.id;
  const asked = new LRUCache<string, DiscordChannelInfo>({ max: MOST_KEPT });

  const known = (channelId: string): DiscordChannelInfo | undefined => {
    const channel = client.channels.cache.get(channelId);
    return channel === undefined ? asked.get(channelId) : fromClient(channel, botId);
  };
  const ask = async (channelId: string): Promise<DiscordChannelInfo> => {
    const channel = await api.ask(discordChannel, 'GET', Routes.channel(channelId));
    const channelInfo = {
      ...directMessage(channelId),
      kind: kindOf(channel.type),
      name: channel.name ?? '',
      parentId: channel.parent_id,
      isJoined: channel.owner_id === botId || channel.member !== undefined,
    };
    asked.set(channelId, channelInfo);
    return channelInfo;
  };
  return {
    known,
    find: async (channelId, isInServer) => known(channelId) ?? (isInServer ? ask(channelId) : directMessage(channelId)),
    all: () => client.channels.cache.map((channel) => fromClient(channel, botId)),
    roleName: (id) => client.guilds.cache.find(({ roles }) => roles.cache.has(id))?.roles.cache.get(id)?.name,
  };
}

function directMessage(id: string): DiscordChannelInfo {
  return { id, kind: 'direct', name: '', parentId: undefined, isJoined: false, lastMessageId: undefined };
}

function fromClient(channel: Channel, botId: string): DiscordChannelInfo {
  const lastMessageId = 'lastMessageId' in channel ? (channel.lastMessageId ?? undefined) : undefined;
  if (channel.isDMBased()) return { ...directMessage(channel.id), lastMessageId };
  return {
    id: channel.id,
    kind: kindOf(channel.type),
    name: channel.name,
    parentId: channel.parentId ?? undefined,
    isJoined: channel.isThread() && (channel.ownerId === botId || channel.joined),
    lastMessageId,
  };
}

function kindOf(type: number): DiscordChannelInfo['kind'] {
  if (type === ChannelType.DM) return 'direct';
  if (THREADS.includes(type)) return 'thread';
  return FORUMS.includes(type) ? 'forum' : 'channel';
}
