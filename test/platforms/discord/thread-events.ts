/** What bots are told of threads. */

import type { Channel } from './model.ts';
import { toWireChannel } from './wire.ts';
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
