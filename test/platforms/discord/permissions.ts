/** Who may do what where, as servers' roles and channels' overwrites have it. */

import { discordError } from './errors.ts';
import { type Channel, ChannelKind, type Guild } from './model.ts';
import { guildOf, rootOf, type World } from './world.ts';

/** The permissions that the fake knows, by the API's bits. */
export const Permission = {
  administrator: 1n << 3n,
  manageChannels: 1n << 4n,
  addReactions: 1n << 6n,
  viewChannel: 1n << 10n,
  sendMessages: 1n << 11n,
  manageMessages: 1n << 13n,
  embedLinks: 1n << 14n,
  attachFiles: 1n << 15n,
  readMessageHistory: 1n << 16n,
  mentionEveryone: 1n << 17n,
  useExternalEmojis: 1n << 18n,
  useApplicationCommands: 1n << 31n,
  manageThreads: 1n << 34n,
  createPublicThreads: 1n << 35n,
  createPrivateThreads: 1n << 36n,
  sendMessagesInThreads: 1n << 38n,
} as const;

/** The name of a permission. */
export type PermissionName = keyof typeof Permission;

const ALL = (1n << 53n) - 1n;

/** What a direct message lets its two users do. */
const IN_DIRECT_MESSAGE = bits([
  'viewChannel',
  'sendMessages',
  'embedLinks',
  'attachFiles',
  'readMessageHistory',
  'addReactions',
  'useExternalEmojis',
]);

/** The bits of several permissions together. */
export function bits(names: readonly PermissionName[]): bigint {
  return names.reduce((sum, name) => sum | Permission[name], 0n);
}

/** What a user may do in a channel: nothing where they are no member. */
export function permissionsIn(world: World, channel: Channel, userId: string): bigint {
  if (channel.guildId === undefined) {
    return channel.recipientId === userId || userId === world.botId ? IN_DIRECT_MESSAGE : 0n;
  }
  const guild = world.guilds.get(channel.guildId);
  if (guild === undefined) return 0n;
  const base = permissionsInGuild(guild, userId);
  return base === ALL ? ALL : withOverwrites(base, rootOf(world, channel), guild, userId);
}

/** What a user may do in a server where no channel says otherwise. */
export function permissionsInGuild(guild: Guild, userId: string): bigint {
  const member = guild.members.get(userId);
  if (member === undefined) return 0n;
  if (guild.ownerId === userId) return ALL;
  const sum = [guild.id, ...member.roleIds].reduce(
    (all, id) => all | BigInt(guild.roles.get(id)?.permissions ?? '0'),
    0n,
  );
  return (sum & Permission.administrator) === 0n ? sum : ALL;
}

/** Whether a user may do it in a channel. */
export function may(world: World, channel: Channel, userId: string, name: PermissionName): boolean {
  const wanted = Permission[name] | Permission.viewChannel;
  return (permissionsIn(world, channel, userId) & wanted) === wanted;
}

/** @throws Missing Access where the user cannot see the channel, Missing Permissions where they may not do it */
export function requirePermission(world: World, channel: Channel, userId: string, name: PermissionName): void {
  if (!may(world, channel, userId, 'viewChannel')) throw discordError('missingAccess');
  if (!may(world, channel, userId, name)) throw discordError('missingPermissions');
}

/** The permission that writing in this channel takes. */
export function writingPermission(channel: Channel): PermissionName {
  return channel.thread === undefined ? 'sendMessages' : 'sendMessagesInThreads';
}

/** @throws Unknown Guild, or Missing Access for a server the bot is not in */
export function guildOfBot(world: World, id: string): Guild {
  const guild = guildOf(world, id);
  if (!guild.members.has(world.botId)) throw discordError('missingAccess');
  return guild;
}

/** Whether a DM between the bot and this user is open for the bot's messages. */
export function takesDirectMessages(world: World, userId: string): boolean {
  const user = world.users.get(userId);
  if (user === undefined || user.blocksBot || !user.takesDirectMessages) return false;
  return user.hasApp || sharesGuild(world, userId);
}

/** Whether the bot and this user are members of one server. */
export function sharesGuild(world: World, userId: string): boolean {
  return [...world.guilds.values()].some((guild) => guild.members.has(userId) && guild.members.has(world.botId));
}

/** Whether people can write in it at all. */
export function isTextChannel(channel: Channel): boolean {
  return channel.kind !== ChannelKind.category && channel.kind !== ChannelKind.forum;
}

/** Everyone's overwrite first, then those of the member's roles together, then the member's own: the documented order. */
function withOverwrites(base: bigint, channel: Channel, guild: Guild, userId: string): bigint {
  const roleIds = guild.members.get(userId)?.roleIds ?? [];
  const layers = [[guild.id], roleIds, [userId]];
  return layers.reduce((permissions, ids) => {
    const overwrites = channel.overwrites.filter((overwrite) => ids.includes(overwrite.id));
    const denied = overwrites.reduce((sum, { deny }) => sum | BigInt(deny), 0n);
    const allowed = overwrites.reduce((sum, { allow }) => sum | BigInt(allow), 0n);
    return (permissions & ~denied) | allowed;
  }, base);
}
