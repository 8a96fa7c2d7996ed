/** conversations.*: channels, their members and their history. */

import { ApiError } from '../api-error.ts';
import { flag, optionalText, pageOf, requiredText } from '../arguments.ts';
import type { Method, MethodContext } from '../method.ts';
import type { ChannelKind, Json, SlackChannel, SlackMessage } from '../types.ts';
import { channelOnWire, isReply, messageOnWire } from '../wire.ts';
import { addChannel, channelForApp, directMessage, userOf } from '../workspace.ts';

const SCOPE_PREFIX = { channel: 'channels', group: 'groups', im: 'im' };
const READ_SCOPES = ['channels:read', 'groups:read', 'im:read'];
const HISTORY_SCOPES = ['channels:history', 'groups:history', 'im:history'];
const MANAGE_SCOPES = ['channels:manage', 'channels:join', 'groups:write'];
const CHANNEL_NAME = /^[\p{Ll}\p{Lo}\p{N}_-]{1,80}$/u;

export const CONVERSATION_METHODS: Record<string, Method> = {
  'conversations.info': {
    scopes: READ_SCOPES,
    tier: 'tier3',
    formOnly: true,
    run(args, context) {
      const channel = channelWithScope(args, context, 'read');
      const count = flag(args, 'include_num_members') ? { num_members: channel.members.size } : {};
      return { channel: { ...channelOnWire(context.workspace, channel), ...count } };
    },
  },
  'conversations.list': {
    scopes: READ_SCOPES,
    tier: 'tier2',
    formOnly: true,
    run(args, context) {
      const { workspace } = context;
      const kinds = kindsOf(optionalText(args, 'types') ?? 'public_channel');
      for (const kind of kinds) needScope(context, `${SCOPE_PREFIX[kind]}:read`);
      const bot = workspace.app.botUser.id;
      const visible = workspace.channels
        .filter((channel) => kinds.includes(channel.kind) && (channel.kind === 'channel' || channel.members.has(bot)))
        .filter((channel) => !(channel.archived && flag(args, 'exclude_archived')));
      return paged(
        'channels',
        args,
        visible.map((channel) => channelOnWire(workspace, channel)),
        100,
      );
    },
  },
  'conversations.members': {
    scopes: READ_SCOPES,
    tier: 'tier4',
    formOnly: true,
    run(args, context) {
      return paged('members', args, [...channelWithScope(args, context, 'read').members], 100);
    },
  },
  'conversations.open': {
    scopes: ['im:write'],
    tier: 'tier3',
    run(args, { workspace, ids, clock }) {
      const existing = optionalText(args, 'channel');
      if (existing !== undefined) return opened(channelForApp(workspace, existing), true);
      const users = requiredText(args, 'users').split(',');
      const user = userOf(workspace, users[0]);
      if (users.length > 1) throw new ApiError('method_not_supported_for_channel_type');
      if (user.bot) throw new ApiError('cannot_dm_bot');
      if (user.deactivated) throw new ApiError('user_disabled');
      const known = workspace.channels.some((channel) => channel.kind === 'im' && channel.members.has(user.id));
      return opened(directMessage(workspace, ids, clock, user.id), known);
    },
  },
  'conversations.history': {
    scopes: HISTORY_SCOPES,
    tier: 'tier3',
    run(args, context) {
      const channel = channelWithScope(args, context, 'history');
      needMembership(channel, context);
      const roots = channel.messages.filter((message) => !isReply(message) || message.subtype === 'thread_broadcast');
      const found = within(args, roots).reverse();
      return messagePage(args, channel, found);
    },
  },
  'conversations.replies': {
    scopes: HISTORY_SCOPES,
    tier: 'tier3',
    formOnly: true,
    run(args, context) {
      const channel = channelWithScope(args, context, 'history');
      needMembership(channel, context);
      const ts = requiredText(args, 'ts');
      const named = channel.messages.find((message) => message.ts === ts);
      if (named === undefined) throw new ApiError('thread_not_found');
      const root = channel.messages.find((message) => message.ts === (named.thread_ts ?? ts)) ?? named;
      const replies = channel.messages.filter((message) => isReply(message) && message.thread_ts === root.ts);
      const { page, nextCursor } = pageOf(args, within(args, replies), 1000);
      const messages = [root, ...page].map((message) => inHistory(args, channel, message));
      return { messages, has_more: nextCursor !== '', ...cursorOf(nextCursor) };
    },
  },
  'conversations.join': {
    scopes: ['channels:join'],
    tier: 'tier3',
    run(args, { workspace, feed }) {
      const channel = channelForApp(workspace, requiredText(args, 'channel'));
      if (channel.kind !== 'channel') throw new ApiError('method_not_supported_for_channel_type');
      if (channel.archived) throw new ApiError('is_archived');
      const already = channel.members.has(workspace.app.botUser.id);
      feed.join(channel, workspace.app.botUser.id);
      return { channel: channelOnWire(workspace, channel), ...(already ? { warning: 'already_in_channel' } : {}) };
    },
  },
  'conversations.create': {
    scopes: MANAGE_SCOPES,
    tier: 'tier2',
    run(args, { workspace, ids, clock }) {
      const name = requiredText(args, 'name');
      if (!CHANNEL_NAME.test(name)) throw new ApiError('invalid_name_specials');
      if (workspace.channels.some((channel) => channel.name === name)) throw new ApiError('name_taken');
      const kind = flag(args, 'is_private') ? 'group' : 'channel';
      const channel = addChannel(workspace, ids, clock, { name, kind, members: [workspace.app.botUser.id] });
      return { channel: channelOnWire(workspace, channel) };
    },
  },
  'conversations.invite': {
    scopes: MANAGE_SCOPES,
    tier: 'tier3',
    run(args, context) {
      const channel = channelForApp(context.workspace, requiredText(args, 'channel'));
      needMembership(channel, context);
      const users = requiredText(args, 'users')
        .split(',')
        .map((id) => userOf(context.workspace, id));
      if (users.some((user) => channel.members.has(user.id))) throw new ApiError('already_in_channel');
      for (const user of users) context.feed.join(channel, user.id);
      return { channel: channelOnWire(context.workspace, channel) };
    },
  },
};

/** A page of a listing under its name. */
export function paged(name: string, args: Json, items: unknown[], fallbackLimit: number): Json {
  const { page, nextCursor } = pageOf(args, items, fallbackLimit);
  return { [name]: page, response_metadata: { next_cursor: nextCursor } };
}

/** Refuses when the app lacks the scope, saying what it has. */
export function needScope({ scopes }: Pick<MethodContext, 'scopes'>, scope: string): void {
  if (!scopes.has(scope)) throw new ApiError('missing_scope', { needed: scope, provided: [...scopes].join(',') });
}

function channelWithScope(args: Json, context: MethodContext, what: 'read' | 'history'): SlackChannel {
  const channel = channelForApp(context.workspace, requiredText(args, 'channel'));
  needScope(context, `${SCOPE_PREFIX[channel.kind]}:${what}`);
  return channel;
}

function needMembership(channel: SlackChannel, { workspace }: MethodContext): void {
  if (!channel.members.has(workspace.app.botUser.id)) throw new ApiError('not_in_channel');
}

function within(args: Json, messages: SlackMessage[]): SlackMessage[] {
  const oldest = boundary(args, 'oldest', '0');
  const latest = boundary(args, 'latest', '9999999999.999999');
  const inclusive = flag(args, 'inclusive');
  return messages.filter(({ ts }) => (ts > oldest && ts < latest) || (inclusive && (ts === oldest || ts === latest)));
}

function boundary(args: Json, name: 'oldest' | 'latest', fallback: string): string {
  const ts = optionalText(args, name) ?? fallback;
  if (!/^\d+(\.\d+)?$/.test(ts)) throw new ApiError(`invalid_ts_${name}`);
  return ts;
}

function messagePage(args: Json, channel: SlackChannel, found: SlackMessage[]): Json {
  const { page, nextCursor } = pageOf(args, found, 100);
  const messages = page.map((message) => inHistory(args, channel, message));
  return { messages, has_more: nextCursor !== '', pin_count: 0, ...cursorOf(nextCursor) };
}

/** What an app put on a message beside its text is told only to those who ask for it. */
function inHistory(args: Json, channel: SlackChannel, message: SlackMessage): Json {
  const { metadata, ...shown } = messageOnWire(channel, message);
  return metadata !== undefined && flag(args, 'include_all_metadata') ? { ...shown, metadata } : shown;
}

function cursorOf(nextCursor: string): Json {
  return nextCursor === '' ? {} : { response_metadata: { next_cursor: nextCursor } };
}

function kindsOf(types: string): ChannelKind[] {
  const kinds = { public_channel: 'channel', private_channel: 'group', im: 'im', mpim: undefined } as const;
  return types.split(',').flatMap((type) => {
    if (!(type in kinds)) throw new ApiError('invalid_types');
    return kinds[type as keyof typeof kinds] ?? [];
  });
}

function opened(channel: SlackChannel, already: boolean): Json {
  return { no_op: already, already_open: already, channel: { id: channel.id } };
}
