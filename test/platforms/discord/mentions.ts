/** Whom a message notifies: what its text says, as far as the sender's permissions and `allowed_mentions` let it. */

import type { AllowedMentions } from './message-form.ts';
import type { Channel, Mentions } from './model.ts';
import { may } from './permissions.ts';
import type { World } from './world.ts';

export const NOBODY: Mentions = { userIds: [], roleIds: [], everyone: false };

/** Text in code notifies nobody. `repliedTo` is the author of the message that is answered. */
export function mentionsOf(
  world: World,
  channel: Channel,
  message: { authorId: string; content: string; repliedTo: string | undefined; allowed: AllowedMentions | undefined },
): Mentions {
  const { authorId, repliedTo, allowed } = message;
  const content = message.content.replaceAll(/```[\s\S]*?```|``[\s\S]*?``|`[^`]*`/g, '');
  const replied =
    repliedTo !== undefined && (allowed === undefined || allowed.replied_user === true) ? [repliedTo] : [];
  const users = idsIn(content, /<@!?(\d+)>/g).filter((id) => world.users.has(id) && lets(allowed, 'users', id));
  return {
    userIds: [...new Set([...users, ...replied])],
    roleIds: idsIn(content, /<@&(\d+)>/g).filter(
      (id) => isMentionable(world, channel, authorId, id) && lets(allowed, 'roles', id),
    ),
    everyone:
      /@(everyone|here)\b/.test(content) && mayMentionEveryone(world, channel, authorId) && lets(allowed, 'everyone'),
  };
}

function idsIn(content: string, pattern: RegExp): string[] {
  return [...new Set([...content.matchAll(pattern)].flatMap(([, id]) => (id === undefined ? [] : [id])))];
}

function lets(allowed: AllowedMentions | undefined, kind: 'users' | 'roles' | 'everyone', id?: string): boolean {
  if (allowed === undefined || allowed.parse?.includes(kind)) return true;
  return kind !== 'everyone' && id !== undefined && (allowed[kind]?.includes(id) ?? false);
}

function isMentionable(world: World, channel: Channel, authorId: string, roleId: string): boolean {
  const role = channel.guildId === undefined ? undefined : world.guilds.get(channel.guildId)?.roles.get(roleId);
  return role !== undefined && (role.mentionable || mayMentionEveryone(world, channel, authorId));
}

function mayMentionEveryone(world: World, channel: Channel, authorId: string): boolean {
  return channel.guildId !== undefined && may(world, channel, authorId, 'mentionEveryone');
}
