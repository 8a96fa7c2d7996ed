/** Servers' channels and DMs. */

import { parseForm } from './form.ts';
import { type Channel, ChannelKind, type Guild } from './model.ts';
import { bits, type PermissionName, requirePermission } from './permissions.ts';
import { channelEditForm } from './threads.ts';
import { toWireChannel } from './wire.ts';
import type { World } from './world.ts';

/** The DM between the bot and a user, opened if there was none. */
export function directMessageWith(world: World, userId: string): Channel {
  const present = [...world.channels.values()].find(({ recipientId }) => recipientId === userId);
  return present ?? addChannel(world, { kind: ChannelKind.directMessage, name: '', recipientId: userId });
}

/** Adds a channel; tells bots where it is one of a server. */
export function addChannel(
  world: World,
  draft: Pick<Channel, 'kind' | 'name'> & Partial<Channel>,
  guild?: Guild,
): Channel {
  const channel: Channel = {
    id: world.nextId(),
    topic: undefined,
    guildId: guild?.id,
    parentId: undefined,
    recipientId: undefined,
    overwrites: [],
    thread: undefined,
    messages: new Map(),
    typing: new Map(),
    ...draft,
  };
  world.channels.set(channel.id, channel);
  guild?.channelIds.add(channel.id);
  if (guild !== undefined) emitChannel(world, 'CHANNEL_CREATE', channel);
  return channel;
}

/** @throws DiscordError where the platform refuses it */
export function renameChannel(world: World, channel: Channel, userId: string, body: unknown): void {
  const form = parseForm(channelEditForm, body);
  requirePermission(world, channel, userId, 'manageChannels');
  channel.name = form.name ?? channel.name;
  channel.topic = form.topic ?? channel.topic;
  emitChannel(world, 'CHANNEL_UPDATE', channel);
}

/** Forbids a user these in a channel, and nothing else any more; tells bots. */
export function forbid(world: World, channel: Channel, userId: string, permissions: PermissionName[]): void {
  const others = channel.overwrites.filter(({ id }) => id !== userId);
  channel.overwrites = [...others, { id: userId, type: 1, allow: '0', deny: bits(permissions).toString() }];
  emitChannel(world, 'CHANNEL_UPDATE', channel);
}

/**
 * Deletes a channel or thread and tells bots; a DM is only closed, which nobody sees.
 * @throws DiscordError where the platform refuses it
 */
export function removeChannel(world: World, channel: Channel, userId: string): void {
  const { id, guildId, parentId, kind } = channel;
  if (guildId === undefined) return;
  requirePermission(world, channel, userId, channel.thread === undefined ? 'manageChannels' : 'manageThreads');
  if (channel.thread === undefined) emitChannel(world, 'CHANNEL_DELETE', channel);
  else
    world.emit({
      name: 'THREAD_DELETE',
      data: { id, guild_id: guildId, parent_id: parentId, type: kind },
      guildId,
      channelId: id,
    });
  world.channels.delete(id);
  world.guilds.get(guildId)?.channelIds.delete(id);
}

function emitChannel(
  world: World,
  name: 'CHANNEL_CREATE' | 'CHANNEL_UPDATE' | 'CHANNEL_DELETE',
  channel: Channel,
): void {
  world.emit({ name, data: toWireChannel(world, channel), guildId: channel.guildId, channelId: channel.id });
}
