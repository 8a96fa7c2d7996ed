/** Typing: shown for ten seconds, or until the user writes. */

import { wireGuild } from './messages.ts';
import type { Channel } from './model.ts';
import { toWireMember } from './wire.ts';
import type { World } from './world.ts';

const SHOWN_MS = 10_000;

/** Shows that a user types; tells bots. */
export function startTyping(world: World, channel: Channel, userId: string): void {
  channel.typing.set(userId, world.now());
  const member = channel.guildId === undefined ? undefined : world.guilds.get(channel.guildId)?.members.get(userId);
  world.emit({
    name: 'TYPING_START',
    data: {
      channel_id: channel.id,
      user_id: userId,
      timestamp: Math.floor(world.now() / 1000),
      ...wireGuild(channel),
      ...(member === undefined ? {} : { member: toWireMember(world, member) }),
    },
    guildId: channel.guildId,
    channelId: channel.id,
  });
}

/** Whether others see the user typing. */
export function isTyping(world: World, channel: Channel, userId: string): boolean {
  const since = channel.typing.get(userId);
  return since !== undefined && world.now() - since < SHOWN_MS;
}
