/** What bots are told of threads. */

import { discordError } from './errors.ts';
import type { Channel } from './model.ts';
import { toWireChannel, toWireThreadMember } from './wire.ts';
import type { World } from './world.ts';

/** Tells bots of a thread. */
export function emitThread(world: World, name: 'THREAD_CREATE' | 'THREAD_UPDATE', thread: Channel): void {
  const created = name === 'THREAD_CREATE' ? { newly_created: true } : {};
  world.emit({
    name,
    data: { ...toWireChannel(world, thread), ...created },
    guildId: thread.guildId,
    channelId: thread.id,
  });
}

/** What writing in an archived thread does to it. */
export function unarchive(world: World, channel: Channel): void {
  if (channel.thread === undefined) return;
  channel.thread.archived = false;
  channel.thread.archiveChangedAt = world.now();
  emitThread(world, 'THREAD_UPDATE', channel);
}

/** Lets a user join or leave; tells bots. */
export function changeThreadMember(world: World, channel: Channel, userId: string, joins: boolean): void {
  const thread = channel.thread;
  if (thread === undefined) throw discordError('invalidChannelType');
  if (thread.archived) throw discordError('archivedThread');
  if (thread.memberIds.has(userId) === joins) return;
  if (joins) thread.memberIds.add(userId);
  else thread.memberIds.delete(userId);
  world.emit({
    name: 'THREAD_MEMBERS_UPDATE',
    data: {
      id: channel.id,
      guild_id: channel.guildId,
      member_count: thread.memberIds.size,
      ...(joins ? { added_members: [toWireThreadMember(world, channel, userId)] } : { removed_member_ids: [userId] }),
    },
    guildId: channel.guildId,
    channelId: channel.id,
  });
}
