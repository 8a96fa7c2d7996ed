/** users.*, usergroups.*, reactions.*, bots.* and team.*. */

import { ApiError } from '../api-error.ts';
import { flag, optionalText, requiredText } from '../arguments.ts';
import type { Method, MethodContext } from '../method.ts';
import type { Json, SlackUser } from '../types.ts';
import { channelOnWire, messageOnWire, userOnWire } from '../wire.ts';
import { channelForApp, messageIn, userOf } from '../workspace.ts';
import { paged } from './conversations.ts';

const EVERY_MEMBER = 1000;

export const PEOPLE_METHODS: Record<string, Method> = {
  'users.info': {
    scopes: ['users:read'],
    tier: 'tier4',
    formOnly: true,
    run: (args, context) => ({ user: shown(userOf(context.workspace, requiredText(args, 'user')), args, context) }),
  },
  'users.list': {
    scopes: ['users:read'],
    tier: 'tier2',
    formOnly: true,
    run(args, context) {
      const members = [...context.workspace.users.values()].map((user) => shown(user, args, context));
      return { ...paged('members', args, members, EVERY_MEMBER), cache_ts: Math.floor(context.clock.now() / 1000) };
    },
  },
  'users.lookupByEmail': {
    scopes: ['users:read.email'],
    tier: 'tier3',
    formOnly: true,
    run(args, context) {
      const email = requiredText(args, 'email').toLowerCase();
      const user = [...context.workspace.users.values()].find((other) => other.email.toLowerCase() === email);
      if (user === undefined || user.deactivated) throw new ApiError('users_not_found');
      return { user: shown(user, args, context) };
    },
  },
  'users.conversations': {
    scopes: ['channels:read', 'groups:read'],
    tier: 'tier3',
    formOnly: true,
    run(args, { workspace }) {
      const user = optionalText(args, 'user') ?? workspace.app.botUser.id;
      const kinds = (optionalText(args, 'types') ?? 'public_channel').includes('private_channel')
        ? ['channel', 'group']
        : ['channel'];
      const channels = workspace.channels.filter(
        (channel) => kinds.includes(channel.kind) && channel.members.has(user),
      );
      return paged(
        'channels',
        args,
        channels.map((channel) => channelOnWire(workspace, channel)),
        100,
      );
    },
  },
  'usergroups.list': {
    scopes: ['usergroups:read'],
    tier: 'tier2',
    formOnly: true,
    run(args, { workspace }) {
      const users = (group: { users: string[] }) => (flag(args, 'include_users') ? { users: group.users } : {});
      const usergroups = workspace.userGroups.map((group) => ({
        id: group.id,
        team_id: workspace.team.id,
        is_usergroup: true,
        handle: group.handle,
        name: group.name,
        date_delete: 0,
        user_count: group.users.length,
        ...users(group),
      }));
      return { usergroups };
    },
  },
  'usergroups.users.list': {
    scopes: ['usergroups:read'],
    tier: 'tier2',
    formOnly: true,
    run(args, { workspace }) {
      const id = requiredText(args, 'usergroup');
      const group = workspace.userGroups.find((other) => other.id === id);
      if (group === undefined) throw new ApiError('no_such_subteam');
      return { users: group.users };
    },
  },
  'reactions.add': {
    scopes: ['reactions:write'],
    tier: 'tier3',
    run(args, context) {
      const { channel, ts } = reactedTo(args, context);
      context.feed.react(channel, ts, context.workspace.app.botUser.id, requiredText(args, 'name'));
      return {};
    },
  },
  'reactions.remove': {
    scopes: ['reactions:write'],
    tier: 'tier2',
    run(args, context) {
      const { channel, ts } = reactedTo(args, context);
      context.feed.takeBackReaction(channel, ts, context.workspace.app.botUser.id, requiredText(args, 'name'));
      return {};
    },
  },
  'reactions.get': {
    scopes: ['reactions:read'],
    tier: 'tier3',
    formOnly: true,
    run(args, context) {
      const { channel, ts } = reactedTo(args, context);
      return { type: 'message', channel: channel.id, message: messageOnWire(channel, messageIn(channel, ts)) };
    },
  },
  'bots.info': {
    scopes: ['users:read'],
    tier: 'tier3',
    formOnly: true,
    run(args, { workspace }) {
      const { app } = workspace;
      if (optionalText(args, 'bot') !== app.botId) throw new ApiError('bot_not_found');
      return {
        bot: { id: app.botId, deleted: false, name: app.botUser.name, user_id: app.botUser.id, app_id: app.id },
      };
    },
  },
  'team.info': {
    scopes: ['team:read'],
    tier: 'tier3',
    formOnly: true,
    run: (_args, { workspace }) => ({ team: { ...workspace.team, email_domain: '', icon: {} } }),
  },
};

function shown(user: SlackUser, args: Json, { workspace, scopes }: MethodContext): Json {
  return userOnWire(workspace, user, { email: scopes.has('users:read.email'), locale: flag(args, 'include_locale') });
}

function reactedTo(args: Json, { workspace }: MethodContext) {
  const channel = channelForApp(workspace, requiredText(args, 'channel'));
  if (!channel.members.has(workspace.app.botUser.id)) throw new ApiError('not_in_channel');
  return { channel, ts: messageIn(channel, requiredText(args, 'timestamp')).ts };
}
