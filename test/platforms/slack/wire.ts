/** How the workspace's records look on the wire. */

import type { Json, SlackChannel, SlackMessage, SlackUser } from './types.ts';
import type { Workspace } from './workspace.ts';

/** A message as history, events and interactions carry it; a thread's first message with its summary. */
export function messageOnWire(channel: SlackChannel, message: SlackMessage): Json {
  const { channel: _where, ...shown } = message;
  const replies = channel.messages.filter((other) => isReply(other) && other.thread_ts === message.ts);
  if (replies.length === 0) return shown;
  const users = [...new Set(replies.map((reply) => reply.user))];
  return {
    ...shown,
    thread_ts: message.ts,
    reply_count: replies.length,
    reply_users: users.slice(0, 5),
    reply_users_count: users.length,
    latest_reply: replies.at(-1)?.ts,
    is_locked: false,
    subscribed: false,
  };
}

/** Whether the message answers in a thread. */
export function isReply(message: SlackMessage): boolean {
  return message.thread_ts !== undefined && message.thread_ts !== message.ts;
}

/** A channel as `conversations.info` answers it to the app. */
export function channelOnWire(workspace: Workspace, channel: SlackChannel): Json {
  const common = {
    id: channel.id,
    created: channel.created,
    is_archived: channel.archived,
    is_im: channel.kind === 'im',
  };
  if (channel.kind === 'im') {
    const user = [...channel.members].find((member) => member !== workspace.app.botUser.id);
    const deleted = user !== undefined && workspace.users.get(user)?.deactivated === true;
    return { ...common, is_org_shared: false, user, is_user_deleted: deleted, is_open: true, priority: 0 };
  }
  return {
    ...common,
    name: channel.name,
    name_normalized: channel.name,
    is_channel: channel.kind === 'channel',
    is_group: channel.kind === 'group',
    is_mpim: false,
    is_private: channel.kind === 'group',
    is_general: false,
    is_shared: false,
    is_ext_shared: false,
    is_org_shared: false,
    is_member: channel.members.has(workspace.app.botUser.id),
    context_team_id: workspace.team.id,
    creator: channel.creator,
    topic: { value: channel.topic, creator: '', last_set: 0 },
    purpose: { value: '', creator: '', last_set: 0 },
    previous_names: [],
  };
}

/** A user as `users.info` answers it; the address only when the app may see it. */
export function userOnWire(workspace: Workspace, user: SlackUser, options: { email: boolean; locale: boolean }): Json {
  return {
    id: user.id,
    team_id: workspace.team.id,
    name: user.name,
    deleted: user.deactivated,
    real_name: user.realName,
    tz: user.timeZone,
    tz_label: user.timeZone,
    tz_offset: 0,
    profile: {
      real_name: user.realName,
      real_name_normalized: user.realName,
      display_name: user.name,
      display_name_normalized: user.name,
      title: '',
      status_text: '',
      status_emoji: '',
      image_72: `https://avatars.example/${user.id}.png`,
      team: workspace.team.id,
      ...(options.email && !user.bot ? { email: user.email } : {}),
      ...(user.bot ? { bot_id: workspace.app.botId, api_app_id: workspace.app.id } : {}),
    },
    is_admin: user.admin,
    is_owner: false,
    is_primary_owner: false,
    is_restricted: false,
    is_ultra_restricted: false,
    is_bot: user.bot,
    is_app_user: false,
    updated: user.updated,
    ...(options.locale ? { locale: user.locale } : {}),
  };
}

/** What `bot_profile` says of the app. */
export function botProfile(workspace: Workspace): Json {
  const { app, team } = workspace;
  return {
    id: app.botId,
    app_id: app.id,
    name: app.botUser.name,
    deleted: false,
    updated: app.botUser.updated,
    team_id: team.id,
  };
}
