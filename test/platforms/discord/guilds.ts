/** Servers and who is in them. */

import type { Guild, Member } from './model.ts';
import { bits, type PermissionName } from './permissions.ts';
import { toWireGuildCreate, toWireMember, toWireUser } from './wire.ts';
import type { WireRole } from './wire-types.ts';
import { newUser, userOf, type World } from './world.ts';

/** What everyone may do in a new server, mentioning everyone included. */
const EVERYONE: PermissionName[] = [
  'viewChannel',
  'sendMessages',
  'sendMessagesInThreads',
  'embedLinks',
  'attachFiles',
  'readMessageHistory',
  'addReactions',
  'mentionEveryone',
  'useExternalEmojis',
  'useApplicationCommands',
  'createPublicThreads',
  'createPrivateThreads',
];

/** A server with its owner and the bot, whose own role has these permissions. */
export function addGuild(world: World, options: { name: string; botPermissions: PermissionName[] }): Guild {
  const id = world.nextId();
  const owner = newUser(world.nextId(), `owner-of-${options.name}`);
  world.users.set(owner.id, owner);
  const botRoleId = world.nextId();
  const guild: Guild = {
    id,
    name: options.name,
    ownerId: owner.id,
    members: new Map([[owner.id, newMember(world, owner.id)]]),
    roles: new Map([
      [id, role(id, '@everyone', bits(EVERYONE), 0)],
      [botRoleId, role(botRoleId, userOf(world, world.botId).name, bits(options.botPermissions), 1)],
    ]),
    channelIds: new Set(),
  };
  world.guilds.set(id, guild);
  guild.members.set(world.botId, { ...newMember(world, world.botId), roleIds: [botRoleId] });
  return guild;
}

/** Tells bots that the server is there. */
export function announceGuild(world: World, guild: Guild): void {
  world.emit({ name: 'GUILD_CREATE', data: toWireGuildCreate(world, guild, false), guildId: guild.id });
}

/** A user becomes a member; tells bots. */
export function joinGuild(world: World, guild: Guild, userId: string): void {
  if (guild.members.has(userId)) return;
  const member = newMember(world, userId);
  guild.members.set(userId, member);
  const data = { ...toWireMember(world, member), guild_id: guild.id };
  world.emit({ name: 'GUILD_MEMBER_ADD', data, guildId: guild.id });
}

/** A member leaves or is put out; tells bots. Without the bot, the server is gone for it. */
export function leaveGuild(world: World, guild: Guild, userId: string): void {
  if (!guild.members.delete(userId)) return;
  if (userId === world.botId) return world.emit({ name: 'GUILD_DELETE', data: { id: guild.id }, guildId: guild.id });
  const data = { guild_id: guild.id, user: toWireUser(userOf(world, userId)) };
  world.emit({ name: 'GUILD_MEMBER_REMOVE', data, guildId: guild.id });
}

/** Adds a role that members may be given. */
export function addRole(world: World, guild: Guild, options: { name: string; mentionable: boolean }): string {
  const id = world.nextId();
  guild.roles.set(id, { ...role(id, options.name, 0n, guild.roles.size), mentionable: options.mentionable });
  return id;
}

function newMember(world: World, userId: string): Member {
  return { userId, roleIds: [], joinedAt: world.now() };
}

function role(id: string, name: string, permissions: bigint, position: number): WireRole {
  return {
    id,
    name,
    permissions: permissions.toString(),
    position,
    color: 0,
    colors: { primary_color: 0, secondary_color: null, tertiary_color: null },
    hoist: false,
    managed: position === 1,
    mentionable: false,
    flags: 0,
  };
}
