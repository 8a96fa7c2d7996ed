/** What `relaydesk doctor` finds out about a bot on Discord itself. */

import { ApplicationFlags, OverwriteType, PermissionFlagsBits, Routes } from 'discord.js';
import { z } from 'zod';
import type { PlatformFact } from '../../src/ports/adapter.ts';
import { createDiscordApi, type DiscordApi } from './discord-api.ts';
import { DiscordFailure } from './discord-failure.ts';
import { CHANNEL_PERMISSIONS, inviteUrl } from './permissions.ts';
import type { DiscordSettings } from './settings.ts';

const applicationSchema = z.object({
  id: z.string(),
  name: z.string(),
  flags: z.number().default(0),
  bot: z.object({ id: z.string() }),
});
const guildsSchema = z.array(
  z.object({ id: z.string(), name: z.string(), owner: z.boolean(), permissions: z.string() }),
);
const channelsSchema = z.array(
  z.object({
    id: z.string(),
    name: z.string().nullish(),
    permission_overwrites: z
      .array(z.object({ id: z.string(), type: z.number(), allow: z.string(), deny: z.string() }))
      .default([]),
  }),
);
const memberSchema = z.object({ roles: z.array(z.string()) });
type Guild = z.infer<typeof guildsSchema>[number];
type GuildChannel = z.infer<typeof channelsSchema>[number];

const READS_CONTENT = ApplicationFlags.GatewayMessageContent | ApplicationFlags.GatewayMessageContentLimited;
const ADMINISTRATOR = 1n << 3n;

/** Looks at the token, the bot's intents, its servers, and its permissions in the help channels. Never rejects for what it finds. */
export async function checkDiscord(options: {
  token: string;
  apiUrl: string;
  settings: DiscordSettings;
}): Promise<PlatformFact[]> {
  const api = createDiscordApi(options);
  try {
    const application = await api.ask(applicationSchema, 'GET', Routes.currentApplication());
    const guilds = await api.ask(guildsSchema, 'GET', Routes.userGuilds());
    return [
      { ok: true, what: `The token is that of the bot “${application.name}”` },
      checkContent(application.flags),
      checkGuilds(guilds, application.id),
      ...(await checkChannels(api, guilds, application.bot.id, options.settings)),
    ];
  } catch (error) {
    if (error instanceof DiscordFailure) return [explain(error)];
    throw error;
  }
}

function checkContent(flags: number): PlatformFact {
  if ((flags & READS_CONTENT) !== 0) return { ok: true, what: 'The bot may read messages' };
  const todo = 'Switch on “Message Content Intent” on the Bot page of the developer portal';
  return { ok: false, what: 'The bot may not read messages in servers', todo };
}

function checkGuilds(guilds: Guild[], applicationId: string): PlatformFact {
  const names = guilds.map(({ name }) => `“${name}”`).join(', ');
  if (guilds.length > 0) return { ok: true, what: `The bot is in ${names}` };
  return { ok: false, what: 'The bot is in no server', todo: `Open ${inviteUrl(applicationId)}` };
}

async function checkChannels(
  api: DiscordApi,
  guilds: Guild[],
  botId: string,
  { helpChannels, listenTo }: DiscordSettings,
): Promise<PlatformFact[]> {
  const perGuild = await Promise.all(guilds.map((guild) => readGuild(api, guild, botId)));
  return [
    ...checkHelpChannels(perGuild, botId, helpChannels),
    ...listenTo.map((id) => checkListening(perGuild, botId, id)),
  ];
}

type KnownGuild = Awaited<ReturnType<typeof readGuild>>;

/** To listen the bot has to see a channel, and nothing more. */
function checkListening(perGuild: KnownGuild[], botId: string, wanted: string): PlatformFact {
  const [found] = perGuild.flatMap(({ guild, channels, roles }) =>
    channels
      .filter(({ id }) => id === wanted)
      .filter((channel) => (permissionsIn(channel, guild, roles, botId) & PermissionFlagsBits.ViewChannel) !== 0n)
      .map(({ name }) => `#${name ?? wanted} of “${guild.name}”`),
  );
  if (found !== undefined) return { ok: true, what: `The bot listens in ${found}` };
  const todo = 'Copy the channel’s id from Discord, and allow the bot “View Channels” there';
  return { ok: false, what: `There is no channel ${wanted} that the bot sees`, todo };
}

function checkHelpChannels(perGuild: KnownGuild[], botId: string, wanted: string[]): PlatformFact[] {
  return wanted.flatMap((nameOrId) => {
    const bare = nameOrId.replace(/^#/, '');
    const found = perGuild.flatMap(({ guild, channels, roles }) =>
      channels
        .filter(({ id, name }) => id === bare || name === bare)
        .map((channel) => checkPermissions(channel, guild, roles, botId)),
    );
    const todo = 'Write it as it is called on Discord, or its id, and let the bot view it';
    return found.length > 0
      ? found
      : [{ ok: false, what: `There is no help channel “${bare}” that the bot sees`, todo }];
  });
}

async function readGuild(api: DiscordApi, guild: Guild, botId: string) {
  const [channels, { roles }] = await Promise.all([
    api.ask(channelsSchema, 'GET', Routes.guildChannels(guild.id)),
    api.ask(memberSchema, 'GET', Routes.guildMember(guild.id, botId)),
  ]);
  return { guild, channels, roles };
}

function checkPermissions(channel: GuildChannel, guild: Guild, roleIds: string[], botId: string): PlatformFact {
  const permissions = permissionsIn(channel, guild, roleIds, botId);
  const missing = Object.entries(CHANNEL_PERMISSIONS).filter(([, bit]) => (permissions & bit) === 0n);
  const where = `#${channel.name ?? channel.id} of “${guild.name}”`;
  if (missing.length === 0) return { ok: true, what: `The bot has all it needs in ${where}` };
  const names = missing.map(([name]) => `“${name}”`).join(', ');
  return { ok: false, what: `The bot lacks permissions in ${where}`, todo: `Allow the bot ${names} there` };
}

/** Everyone's overwrite, then those of the roles together, then the bot's own (Discord's reference, "Permission Overwrites"). */
function permissionsIn(channel: GuildChannel, guild: Guild, roleIds: string[], botId: string): bigint {
  const base = BigInt(guild.permissions);
  if (guild.owner || (base & ADMINISTRATOR) !== 0n) return ~0n;
  const overwrites = channel.permission_overwrites;
  const layers = [
    overwrites.filter(({ id }) => id === guild.id),
    overwrites.filter(({ id, type }) => type === OverwriteType.Role && id !== guild.id && roleIds.includes(id)),
    overwrites.filter(({ id, type }) => type === OverwriteType.Member && id === botId),
  ];
  return layers.reduce((permissions, layer) => {
    const denied = layer.reduce((sum, { deny }) => sum | BigInt(deny), 0n);
    const allowed = layer.reduce((sum, { allow }) => sum | BigInt(allow), 0n);
    return (permissions & ~denied) | allowed;
  }, base);
}

function explain(failure: DiscordFailure): PlatformFact {
  if (failure.code === 'unauthorized') {
    const todo = 'Copy the token from the Bot page of the developer portal into DISCORD_TOKEN';
    return { ok: false, what: 'Discord does not know the token', todo };
  }
  return { ok: false, what: `Discord could not be asked (${failure.message})`, todo: 'Try again in a while' };
}
