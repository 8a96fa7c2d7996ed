/** One Slack workspace with one app in it: what there is, without any rule. */

import type { Clock } from '../../../src/ports/clock.ts';
import { ApiError } from './api-error.ts';
import type { Identifiers } from './identifiers.ts';
import type {
  ChannelKind,
  EphemeralMessage,
  SlackChannel,
  SlackFile,
  SlackMessage,
  SlackUser,
  SlackUserGroup,
  SlackView,
} from './types.ts';

export interface Workspace {
  team: { id: string; name: string; domain: string };
  app: { id: string; botId: string; botUser: SlackUser };
  users: Map<string, SlackUser>;
  userGroups: SlackUserGroup[];
  channels: SlackChannel[];
  files: Map<string, { file: SlackFile; content: Buffer; sharedIn: SlackMessage[] }>;
  ephemerals: EphemeralMessage[];
  homes: Map<string, SlackView>;
  /** The modals each user has open, the topmost last. */
  modals: Map<string, SlackView[]>;
  /** What the app says it is doing, by channel and thread. */
  statuses: Map<string, string>;
}

/** A workspace with nobody in it but the app. */
export function createWorkspace(ids: Identifiers, clock: Clock, botName: string): Workspace {
  const team = { id: ids.id('T'), name: 'Teapot & Co.', domain: 'teapot' };
  const botUser = userRecord(ids, clock, { name: botName });
  botUser.bot = true;
  return {
    team,
    app: { id: ids.id('A'), botId: ids.id('B'), botUser },
    users: new Map([[botUser.id, botUser]]),
    userGroups: [],
    channels: [],
    files: new Map(),
    ephemerals: [],
    homes: new Map(),
    modals: new Map(),
    statuses: new Map(),
  };
}

/** A new user, not yet in any workspace. */
export function userRecord(
  ids: Identifiers,
  clock: Clock,
  options: { name: string; realName?: string; email?: string; locale?: string; timeZone?: string; admin?: boolean },
): SlackUser {
  return {
    id: ids.id('U'),
    name: options.name,
    realName: options.realName ?? options.name,
    email: options.email ?? `${options.name}@example.com`,
    locale: options.locale ?? 'en-US',
    timeZone: options.timeZone ?? 'Europe/London',
    bot: false,
    admin: options.admin ?? false,
    deactivated: false,
    updated: Math.floor(clock.now() / 1000),
  };
}

/** Adds a channel; the first member is its creator. */
export function addChannel(
  workspace: Workspace,
  ids: Identifiers,
  clock: Clock,
  options: { name: string; kind: ChannelKind; members: string[] },
): SlackChannel {
  const channel: SlackChannel = {
    id: ids.id(options.kind === 'im' ? 'D' : 'C'),
    name: options.name,
    kind: options.kind,
    created: Math.floor(clock.now() / 1000),
    creator: options.members[0] ?? workspace.app.botUser.id,
    members: new Set(options.members),
    archived: false,
    topic: '',
    messages: [],
  };
  workspace.channels.push(channel);
  return channel;
}

/** The direct messages between a user and the app, opened when there are none. */
export function directMessage(workspace: Workspace, ids: Identifiers, clock: Clock, userId: string): SlackChannel {
  const open = workspace.channels.find((channel) => channel.kind === 'im' && channel.members.has(userId));
  const members = [userId, workspace.app.botUser.id];
  return open ?? addChannel(workspace, ids, clock, { name: userId, kind: 'im', members });
}

/** The channel of that id, or Slack's error; a private channel that the app is not in does not exist for it. */
export function channelForApp(workspace: Workspace, id: unknown): SlackChannel {
  const channel = workspace.channels.find((other) => other.id === id);
  const hidden = channel?.kind === 'group' && !channel.members.has(workspace.app.botUser.id);
  if (channel === undefined || hidden) throw new ApiError('channel_not_found');
  return channel;
}

/** The message of that timestamp in the channel, or Slack's error. */
export function messageIn(channel: SlackChannel, ts: unknown): SlackMessage {
  const message = channel.messages.find((other) => other.ts === ts);
  if (message === undefined) throw new ApiError('message_not_found');
  return message;
}

/** The user of that id, or Slack's error. */
export function userOf(workspace: Workspace, id: unknown): SlackUser {
  const user = typeof id === 'string' ? workspace.users.get(id) : undefined;
  if (user === undefined) throw new ApiError('user_not_found');
  return user;
}
