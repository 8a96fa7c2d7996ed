import type { OpenAttachmentAnywhere } from '../../../src/ports/channel.ts';
import { DeliveryError } from '../../../src/ports/channel.ts';
import type { Clock } from '../../../src/ports/clock.ts';
import type { StaffPlatform, StaffThreadAddress, TimelineItem } from '../../../src/ports/staff-platform.ts';
import type { RateLimiter } from '../../shared/rate-limit.ts';
import type { SlackApi, SlackMethods } from '../slack-api.ts';
import { isRefusedWith, SlackFailure, toDeliveryError } from '../slack-failure.ts';
import type { SlackFiles } from '../slack-files.ts';
import { type Post, remark } from './blocks.ts';
import { cardPost } from './card.ts';
import type { ChannelDirectory } from './channel-directory.ts';
import { copyFiles } from './copied-files.ts';
import { showDeliveryReactions } from './delivery-reactions.ts';
import { type PostMetadata, toMetadata } from './ids.ts';
import { filesAfter, findCard, findItem } from './post-search.ts';
import { stormPost } from './storm-post.ts';
import { type ItemContext, itemPost } from './timeline-items.ts';

/** What threads are shown with. */
export interface StaffThreadsOptions {
  api: SlackApi;
  limiter: RateLimiter;
  channels: ChannelDirectory;
  files: SlackFiles;
  openAttachment: OpenAttachmentAnywhere;
  clock: Clock;
  /** Where staff find the console; undefined where nobody outside reaches it. */
  consoleUrl: string | undefined;
  botUserId(): string;
  /** What an item of the thread is shown with; undefined while nobody knows the thread. */
  contextOf(staffThread: StaffThreadAddress, item: TimelineItem): Promise<ItemContext | undefined>;
}

const CARD = 'card';
/** What a storm's notice is known by in Slack. */
const STORM: PostMetadata = { ticketId: 'storm', itemId: 'storm' };
/** The category of tickets that belong to no team in particular. */
const GENERAL = 'general';
const GONE = ['message_not_found', 'cant_update_message', 'channel_not_found', 'thread_not_found'];
/** Calls that Slack counts for the whole workspace are sent as if to a channel of their own. */
const EVERYWHERE = 'chat.update';
/** What Slack refuses although nothing is wrong with the message: somebody has to mend the channel. */
const MENDABLE = ['not_in_channel', 'is_archived', 'channel_not_found', 'restricted_action', ...GONE];

/** Shows tickets as cards, and what happens to them in the threads below. Everything fails only with a DeliveryError. */
export function createStaffThreads(
  options: StaffThreadsOptions,
): Pick<StaffPlatform, 'openThread' | 'showCard' | 'addItem' | 'showItem' | 'showStorm'> {
  const { api, limiter, channels } = options;

  const call = async <Method extends keyof SlackMethods>(
    method: Method,
    destination: string,
    values: Record<string, unknown>,
  ): Promise<SlackMethods[Method]> => {
    await limiter.take(destination);
    try {
      return await api.call(method, values);
    } catch (error) {
      if (error instanceof SlackFailure && error.retryAfterMs !== undefined)
        limiter.pause(error.retryAfterMs, destination);
      throw error;
    }
  };
  const post = async (
    channel: string,
    name: PostMetadata,
    { text, blocks }: Post,
    more: Record<string, unknown> = {},
  ) => {
    const given = { channel, text, blocks, metadata: toMetadata(name), ...QUIET, ...more };
    const { ts } = await call('chat.postMessage', channel, given);
    return String(ts);
  };
  const change = (channel: string, ts: string, name: PostMetadata, { text, blocks }: Post) =>
    call('chat.update', EVERYWHERE, { channel, ts, text, blocks, metadata: toMetadata(name) });

  return {
    openThread: (card, { mayBeThere }) =>
      delivered(async () => {
        const channelKey = await channels.channelFor(card.ticket.category);
        const name = { ticketId: card.ticket.id, itemId: CARD };
        const there = mayBeThere ? await findCard(api, channelKey, name, card.ticket.openedAt) : undefined;
        return { channelKey, threadKey: there ?? (await post(channelKey, name, cardPost(card, channels.linkTo))) };
      }),

    showCard: (staffThread, card) =>
      delivered(async () => {
        try {
          const name = { ticketId: card.ticket.id, itemId: CARD };
          await change(staffThread.channelKey, staffThread.threadKey, name, cardPost(card, channels.linkTo));
          return 'shown' as const;
        } catch (error) {
          if (isRefusedWith(error, ...GONE)) return 'gone' as const;
          throw error;
        }
      }),

    addItem: (staffThread, item, { mayBeThere }) =>
      delivered(async () => {
        const context = await contextOf(staffThread, item);
        const reaction = await showDeliveryReactions(staffThread, item, { ...options, call, context });
        if (reaction !== undefined) return reaction;
        const name = { ticketId: context.ticketId, itemId: item.id };
        const there = mayBeThere ? await findItem(api, staffThread, name) : undefined;
        const { toChannel, ...given } = itemPost(item, context);
        const more = { thread_ts: staffThread.threadKey, ...(toChannel ? { reply_broadcast: true } : {}) };
        const ts = there ?? (await post(staffThread.channelKey, name, given, more));
        await copyAttachments(staffThread, item, ts, { context, isNew: there === undefined });
        return ts;
      }),

    showStorm: (storm, notice, { mayBeThere }) =>
      delivered(async () => {
        const given = stormPost(storm, options.consoleUrl);
        if (notice === undefined) return putUpStorm(given, mayBeThere);
        try {
          await change(notice.channelKey, notice.threadKey, STORM, given);
          return notice;
        } catch (error) {
          if (!isRefusedWith(error, ...GONE)) throw error;
          return putUpStorm(given, false);
        }
      }),

    showItem: (staffThread, postKey, item) =>
      delivered(async () => {
        const context = await contextOf(staffThread, item);
        if ((await showDeliveryReactions(staffThread, item, { ...options, call, context })) !== undefined) return;
        const name = { ticketId: context.ticketId, itemId: item.id };
        try {
          await change(staffThread.channelKey, postKey, name, itemPost(item, withoutMentions(context)));
        } catch (error) {
          // Somebody took the post away: what is gone needs no change.
          if (!isRefusedWith(error, ...GONE)) throw error;
        }
      }),
  };

  async function putUpStorm(given: Post, mayBeThere: boolean): Promise<StaffThreadAddress> {
    const channelKey = await channels.channelFor(GENERAL);
    const there = mayBeThere ? await findCard(api, channelKey, STORM, options.clock.now()) : undefined;
    return { channelKey: channelKey, threadKey: there ?? (await post(channelKey, STORM, given)) };
  }

  async function contextOf(staffThread: StaffThreadAddress, item: TimelineItem): Promise<ItemContext> {
    const context = await options.contextOf(staffThread, item);
    if (context === undefined) throw new DeliveryError('refused', 'This thread belongs to no ticket');
    return context;
  }

  /** Files go after the post that names them, so once that is there what fails may have succeeded in part. */
  async function copyAttachments(
    staffThread: StaffThreadAddress,
    item: TimelineItem,
    ts: string,
    { context, isNew }: { context: ItemContext; isNew: boolean },
  ): Promise<void> {
    if (item.kind !== 'message' || item.message.attachments.length === 0) return;
    try {
      const there = isNew ? [] : await filesAfter(api, staffThread, ts);
      const failures = await copyFiles(staffThread, item.message.attachments, there, options);
      if (failures.length === 0) return;
      const given = itemPost(item, withoutMentions(context));
      const told = failures.map((failure) => remark(`⚠️ Could not be copied here: ${failure}`));
      await change(
        staffThread.channelKey,
        ts,
        { ticketId: context.ticketId, itemId: item.id },
        { ...given, blocks: [...given.blocks, ...told] },
      );
    } catch (error) {
      const { message, retryAfterMs } = toDeliveryError(error);
      const wait = retryAfterMs === undefined ? {} : { retryAfterMs };
      throw new DeliveryError('unknown', `The message is in the thread, its files may not be: ${message}`, {
        cause: error,
        ...wait,
      });
    }
  }
}

/** Nothing in the fallback text is read as a format, and nothing is looked up behind a link. */
const QUIET = { mrkdwn: false, unfurl_links: false, unfurl_media: false };

/** A change of an item calls nobody again. */
function withoutMentions(context: ItemContext): ItemContext {
  return { ...context, assigneeUserId: undefined };
}

async function delivered<Result>(show: () => Promise<Result>): Promise<Result> {
  try {
    return await show();
  } catch (error) {
    if (!isRefusedWith(error, ...MENDABLE)) throw toDeliveryError(error);
    const what = error instanceof Error ? error.message : String(error);
    throw new DeliveryError(
      'unavailable',
      `The ticket cannot be shown: see to its Slack channel, and invite the app to it (${what})`,
      { cause: error },
    );
  }
}
