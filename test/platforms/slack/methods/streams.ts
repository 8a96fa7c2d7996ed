/** chat.*Stream: a reply of the app that grows while it is being written. */

import { ApiError } from '../api-error.ts';
import { optionalText, requiredText, structured } from '../arguments.ts';
import { parseBlocks, withIds } from '../block-kit.ts';
import type { Method, MethodContext } from '../method.ts';
import { asStored } from '../mrkdwn.ts';
import type { Json, SlackMessage } from '../types.ts';
import { messageOnWire } from '../wire.ts';
import { channelForApp, messageIn } from '../workspace.ts';
import { authorship } from './chat.ts';

const LONGEST_TEXT = 12_000;

export const STREAM_METHODS: Record<string, Method> = {
  'chat.startStream': {
    scopes: ['chat:write'],
    tier: 'tier2',
    run(args, context) {
      const channel = channelForApp(context.workspace, requiredText(args, 'channel'));
      const threadTs = requiredText(args, 'thread_ts');
      if (!channel.members.has(context.workspace.app.botUser.id)) throw new ApiError('not_in_channel');
      if (channel.kind !== 'im' && optionalText(args, 'recipient_user_id') === undefined)
        throw new ApiError('missing_recipient_user_id');
      const text = asStored(addedText(args));
      const written = {
        ...authorship({}, context),
        text,
        thread_ts: threadTs,
        streaming_state: 'in_progress' as const,
      };
      const message = context.feed.write(channel, written);
      return { channel: channel.id, ts: message.ts };
    },
  },
  'chat.appendStream': {
    scopes: ['chat:write'],
    tier: 'tier4',
    run(args, context) {
      const message = streamed(args, context);
      grow(message, args);
      context.changed();
      return { channel: message.channel, ts: message.ts };
    },
  },
  'chat.stopStream': {
    scopes: ['chat:write'],
    tier: 'tier2',
    run(args, context) {
      const { workspace, ids, feed } = context;
      const message = streamed(args, context);
      const channel = channelForApp(workspace, message.channel);
      const blocks = structured(args, 'blocks', 'invalid_blocks_format');
      grow(message, args);
      const stopped = feed.change(channel, message.ts, workspace.app.botUser.id, {
        streaming_state: 'completed',
        ...(blocks === undefined ? {} : { blocks: withIds(parseBlocks(blocks, 'message'), () => ids.secret(5)) }),
      });
      return { channel: channel.id, ts: stopped.ts, message: messageOnWire(channel, stopped) };
    },
  },
};

function streamed(args: Json, { workspace }: MethodContext): SlackMessage {
  const message = messageIn(channelForApp(workspace, requiredText(args, 'channel')), requiredText(args, 'ts'));
  if (message.bot_id !== workspace.app.botId) throw new ApiError('message_not_owned_by_app');
  if (message.streaming_state !== 'in_progress') throw new ApiError('message_not_in_streaming_state');
  return message;
}

function grow(message: SlackMessage, args: Json): void {
  const text = message.text + asStored(addedText(args));
  if (text.length > LONGEST_TEXT) throw new ApiError('msg_too_long');
  message.text = text;
}

/** What a call adds: `markdown_text`, or the `chunks` that are text. */
function addedText(args: Json): string {
  const chunks = (structured(args, 'chunks', 'invalid_chunks') ?? []) as { type: string; text?: string }[];
  const texts = chunks.filter((chunk) => chunk.type === 'markdown_text').map((chunk) => chunk.text ?? '');
  return [optionalText(args, 'markdown_text') ?? '', ...texts].join('');
}
