/** chat.*: messages of the app. */

import { ApiError } from '../api-error.ts';
import { flag, optionalText, requiredText, structured } from '../arguments.ts';
import { parseBlocks, withIds } from '../block-kit.ts';
import type { Method, MethodContext } from '../method.ts';
import { asStored } from '../mrkdwn.ts';
import { isObject } from '../schema.ts';
import type { Block, Json, SlackChannel, SlackMessage } from '../types.ts';
import { botProfile, isReply, messageOnWire } from '../wire.ts';
import { channelForApp, directMessage, messageIn, userOf } from '../workspace.ts';

const LONGEST_TEXT = 40_000;
const LONGEST_UPDATE = 4_000;
const LONGEST_MARKDOWN = 12_000;
const MOST_ATTACHMENTS = 100;

export const CHAT_METHODS: Record<string, Method> = {
  'chat.postMessage': {
    scopes: ['chat:write'],
    tier: 'posting',
    run(args, context) {
      const channel = channelToPostIn(args, context);
      const content = contentOf(args, context);
      const threadTs = optionalText(args, 'thread_ts');
      const broadcast = threadTs !== undefined && flag(args, 'reply_broadcast');
      const message = context.feed.write(channel, {
        ...content,
        ...authorship(args, context),
        ...(threadTs === undefined ? {} : { thread_ts: threadTs }),
        ...(broadcast ? { subtype: 'thread_broadcast' } : {}),
      });
      context.workspace.statuses.delete(`${channel.id} ${message.thread_ts ?? message.ts}`);
      const shown = { ...messageOnWire(channel, message), bot_profile: botProfile(context.workspace) };
      return { channel: channel.id, ts: message.ts, message: shown, ...warningsOf(args) };
    },
  },
  'chat.update': {
    scopes: ['chat:write'],
    tier: 'tier3',
    run(args, context) {
      const channel = channelForApp(context.workspace, requiredText(args, 'channel'));
      const message = ownMessage(channel, requiredText(args, 'ts'), context, 'cant_update_message');
      if ((optionalText(args, 'text') ?? '').length > LONGEST_UPDATE) throw new ApiError('msg_too_long');
      const { text, blocks, attachments, metadata } = contentOf(args, context, message);
      const changed = context.feed.change(channel, message.ts, context.workspace.app.botUser.id, {
        text,
        blocks: blocks ?? [],
        ...(attachments === undefined ? {} : { attachments }),
        ...(metadata === undefined ? {} : { metadata }),
      });
      return { channel: channel.id, ts: changed.ts, text: changed.text, message: messageOnWire(channel, changed) };
    },
  },
  'chat.delete': {
    scopes: ['chat:write'],
    tier: 'tier3',
    run(args, context) {
      const channel = channelForApp(context.workspace, requiredText(args, 'channel'));
      const message = ownMessage(channel, requiredText(args, 'ts'), context, 'cant_delete_message');
      context.feed.remove(channel, message.ts);
      return { channel: channel.id, ts: message.ts };
    },
  },
  'chat.postEphemeral': {
    scopes: ['chat:write'],
    tier: 'tier4',
    run(args, context) {
      const { workspace, ids } = context;
      const channel = channelToPostIn(args, context);
      const user = userOf(workspace, requiredText(args, 'user'));
      if (!channel.members.has(user.id)) throw new ApiError('user_not_in_channel');
      const threadTs = optionalText(args, 'thread_ts');
      const message = { ...contentOf(args, context), ...authorship(args, context), ts: ids.ts() };
      workspace.ephemerals.push({
        ...message,
        channel: channel.id,
        type: 'message',
        seenBy: user.id,
        ...(threadTs === undefined ? {} : { thread_ts: threadTs }),
      });
      context.changed();
      return { message_ts: message.ts };
    },
  },
  'chat.getPermalink': {
    tier: 'unlimited',
    formOnly: true,
    run(args, { workspace }) {
      const channel = channelForApp(workspace, requiredText(args, 'channel'));
      const message = messageIn(channel, requiredText(args, 'message_ts'));
      const thread = isReply(message) ? `?thread_ts=${message.thread_ts}&cid=${channel.id}` : '';
      const path = `archives/${channel.id}/p${message.ts.replace('.', '')}${thread}`;
      return { channel: channel.id, permalink: `https://${workspace.team.domain}.slack.com/${path}` };
    },
  },
};

/** What a message says, checked as Slack checks it. An update without blocks drops those there were. */
export function contentOf(
  args: Json,
  context: Pick<MethodContext, 'ids'>,
  before?: SlackMessage,
): Pick<SlackMessage, 'text' | 'blocks' | 'attachments' | 'metadata'> {
  const markdown = optionalText(args, 'markdown_text');
  const blocks = blocksOf(args, markdown, context);
  const attachments = structured(args, 'attachments', 'invalid_attachments');
  const metadata = structured(args, 'metadata', 'invalid_metadata_format');
  if (attachments !== undefined && !Array.isArray(attachments)) throw new ApiError('invalid_attachments');
  if (Array.isArray(attachments) && attachments.length > MOST_ATTACHMENTS) throw new ApiError('too_many_attachments');
  if (metadata !== undefined && !(isObject(metadata) && typeof metadata.event_type === 'string'))
    throw new ApiError('invalid_metadata_format');
  const text = optionalText(args, 'text');
  const empty = text === undefined && !blocks?.length && !attachments?.length && !before?.files;
  if (empty) throw new ApiError('no_text');
  return {
    text: asStored((text ?? markdown ?? '').slice(0, LONGEST_TEXT)),
    ...(blocks === undefined ? {} : { blocks }),
    ...(attachments === undefined ? {} : { attachments: attachments as Json[] }),
    ...(isObject(metadata) ? { metadata } : {}),
  };
}

/** Who the app's messages are by. */
export function authorship(args: Json, { workspace, scopes }: Pick<MethodContext, 'workspace' | 'scopes'>) {
  const { app } = workspace;
  const username = optionalText(args, 'username');
  const customised = username !== undefined && scopes.has('chat:write.customize');
  return {
    user: app.botUser.id,
    bot_id: app.botId,
    app_id: app.id,
    ...(customised ? { username, subtype: 'bot_message' } : {}),
  };
}

function blocksOf(args: Json, markdown: string | undefined, { ids }: Pick<MethodContext, 'ids'>): Block[] | undefined {
  const given = structured(args, 'blocks', 'invalid_blocks_format');
  if (markdown !== undefined) {
    if (given !== undefined || optionalText(args, 'text') !== undefined) throw new ApiError('markdown_text_conflict');
    if (markdown.length > LONGEST_MARKDOWN) throw new ApiError('msg_too_long');
  }
  const source = markdown === undefined ? given : [{ type: 'markdown', text: markdown }];
  return source === undefined ? undefined : withIds(parseBlocks(source, 'message'), () => ids.secret(5));
}

/** A member's id stands for their direct messages with the app. */
function channelToPostIn(args: Json, { workspace, ids, clock, scopes }: MethodContext): SlackChannel {
  const named = requiredText(args, 'channel');
  const user = workspace.users.get(named);
  if (user !== undefined && !user.deactivated) return directMessage(workspace, ids, clock, user.id);
  const byName = workspace.channels.find((other) => other.kind === 'channel' && other.name === named.replace(/^#/, ''));
  const channel = byName ?? channelForApp(workspace, named);
  if (channel.archived) throw new ApiError('is_archived');
  const mayPost = channel.members.has(workspace.app.botUser.id) || scopes.has('chat:write.public');
  if (!mayPost) throw new ApiError('not_in_channel');
  return channel;
}

function ownMessage(channel: SlackChannel, ts: string, { workspace }: MethodContext, error: string): SlackMessage {
  const message = messageIn(channel, ts);
  if (message.bot_id !== workspace.app.botId) throw new ApiError(error);
  return message;
}

function warningsOf(args: Json): Json {
  return (optionalText(args, 'text') ?? '').length > LONGEST_TEXT ? { warning: 'message_truncated' } : {};
}
