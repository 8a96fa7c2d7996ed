/** Users, members, channels and servers as the API writes them. */

import { type Channel, ChannelKind, type Guild, type Member, type ThreadState, type User } from './model.ts';
import { may } from './permissions.ts';
import type {
  WireBareMember,
  WireChannel,
  WireDirectMessageChannel,
  WireGuild,
  WireGuildChannel,
  WireMember,
  WireThread,
  WireThreadMember,
  WireUser,
} from './wire-types.ts';
import { channelOf, userOf, type World } from './world.ts';

/** A user object. */
export function toWireUser(user: User): WireUser {
  return {
    id: user.id,
    username: user.name,
    discriminator: user.bot ? '0001' : '0',
    global_name: user.bot ? null : user.name,
    avatar: null,
    public_flags: 0,
    flags: 0,
    ...(user.bot ? { bot: true } : {}),
  };
}

/** A member object with its user. */
export function toWireMember(world: World, member: Member): WireMember {
  return { ...toWireBareMember(member), user: toWireUser(userOf(world, member.userId)) };
}

/** A member object as it stands beside its user in events. */
export function toWireBareMember(member: Member): WireBareMember {
  return {
    nick: null,
    avatar: null,
    banner: null,
    roles: member.roleIds,
    joined_at: new Date(member.joinedAt).toISOString(),
    premium_since: null,
    communication_disabled_until: null,
    deaf: false,
    mute: false,
    flags: 0,
    pending: false,
  };
}

/** A channel, thread or DM object. */
export function toWireChannel(world: World, channel: Channel): WireChannel {
  if (channel.kind === ChannelKind.directMessage) return toWireDirectMessage(world, channel);
  return channel.thread === undefined
    ? toWireGuildChannel(world, channel)
    : toWireThread(world, channel, channel.thread);
}

/** A thread's member object. */
export function toWireThreadMember(world: World, thread: Channel, userId: string): WireThreadMember {
  return { id: thread.id, user_id: userId, join_timestamp: new Date(world.now()).toISOString(), flags: 0 };
}

/** A server object, as `GET /guilds/…` answers. */
export function toWireGuild(guild: Guild): WireGuild {
  return {
    id: guild.id,
    name: guild.name,
    icon: null,
    splash: null,
    discovery_splash: null,
    owner_id: guild.ownerId,
    region: 'deprecated',
    afk_channel_id: null,
    afk_timeout: 300,
    verification_level: 0,
    default_message_notifications: 0,
    explicit_content_filter: 0,
    roles: [...guild.roles.values()],
    emojis: [],
    features: [],
    mfa_level: 0,
    application_id: null,
    system_channel_id: null,
    system_channel_flags: 0,
    rules_channel_id: null,
    max_members: 500_000,
    vanity_url_code: null,
    description: null,
    banner: null,
    premium_tier: 0,
    preferred_locale: 'en-US',
    public_updates_channel_id: null,
    nsfw_level: 0,
    premium_progress_bar_enabled: false,
    safety_alerts_channel_id: null,
    stickers: [],
    hub_type: null,
    incidents_data: null,
    max_video_channel_users: 25,
    max_stage_video_channel_users: 50,
  };
}

/** A server as GUILD_CREATE tells it: with the channels and active threads the bot sees, and itself as the only member. */
export function toWireGuildCreate(world: World, guild: Guild, everyMember: boolean): object {
  const visible = [...guild.channelIds]
    .map((id) => channelOf(world, id))
    .filter((channel) => may(world, channel, world.botId, 'viewChannel'));
  const members = [...guild.members.values()].filter((member) => everyMember || member.userId === world.botId);
  const joinedAt = guild.members.get(world.botId)?.joinedAt ?? world.now();
  return {
    ...toWireGuild(guild),
    joined_at: new Date(joinedAt).toISOString(),
    large: false,
    unavailable: false,
    member_count: guild.members.size,
    voice_states: [],
    members: members.map((member) => toWireMember(world, member)),
    channels: visible.filter(({ thread }) => thread === undefined).map((channel) => toWireChannel(world, channel)),
    threads: visible.filter(({ thread }) => thread?.archived === false).map((channel) => toWireChannel(world, channel)),
    presences: [],
    stage_instances: [],
    guild_scheduled_events: [],
    soundboard_sounds: [],
  };
}

function toWireDirectMessage(world: World, channel: Channel): WireDirectMessageChannel {
  const recipients = channel.recipientId === undefined ? [] : [toWireUser(userOf(world, channel.recipientId))];
  return { id: channel.id, type: channel.kind, last_message_id: lastMessageId(channel), recipients, flags: 0 };
}

function toWireGuildChannel(world: World, channel: Channel): WireGuildChannel {
  const guild = channel.guildId === undefined ? undefined : world.guilds.get(channel.guildId);
  return {
    id: channel.id,
    type: channel.kind,
    guild_id: channel.guildId,
    name: channel.name,
    topic: channel.topic ?? null,
    position: [...(guild?.channelIds ?? [])].indexOf(channel.id),
    parent_id: channel.parentId ?? null,
    permission_overwrites: channel.overwrites,
    nsfw: false,
    rate_limit_per_user: 0,
    last_message_id: lastMessageId(channel),
    flags: 0,
    ...(channel.kind === ChannelKind.forum
      ? { available_tags: [], default_reaction_emoji: null, default_sort_order: null }
      : {}),
  };
}

export function toWireThread(world: World, channel: Channel, thread: ThreadState): WireThread {
  return {
    id: channel.id,
    type: channel.kind,
    guild_id: channel.guildId,
    name: channel.name,
    parent_id: channel.parentId,
    owner_id: thread.ownerId,
    last_message_id: lastMessageId(channel),
    message_count: channel.messages.size,
    total_message_sent: channel.messages.size,
    member_count: thread.memberIds.size,
    rate_limit_per_user: 0,
    flags: 0,
    thread_metadata: {
      archived: thread.archived,
      locked: thread.locked,
      auto_archive_duration: thread.autoArchiveMinutes,
      archive_timestamp: new Date(thread.archiveChangedAt).toISOString(),
      ...(channel.kind === ChannelKind.privateThread ? { invitable: true } : {}),
    },
    ...(thread.memberIds.has(world.botId) ? { member: toWireThreadMember(world, channel, world.botId) } : {}),
  };
}

function lastMessageId(channel: Channel): string | null {
  return [...channel.messages.keys()].at(-1) ?? null;
}
