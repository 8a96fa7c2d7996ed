import type { OpenAttachmentAnywhere } from '../../../src/domain/channel.ts';
import { DeliveryError } from '../../../src/domain/channel.ts';
import type { Clock } from '../../../src/domain/clock.ts';
import type { RoomAddress, RoomEntry, StaffDesk } from '../../../src/domain/staff-desk.ts';
import type { RateLimiter } from '../../kit/rate-limit.ts';
import type { SlackApi, SlackMethods } from '../slack-api.ts';
import { isRefusedWith, SlackFailure, toDeliveryError } from '../slack-failure.ts';
import type { SlackFiles } from '../slack-files.ts';
import { type Post, remark } from './blocks.ts';
import { cardPost } from './card.ts';
import { copyFiles } from './copied-files.ts';
import { type EntryContext, entryPost } from './entries.ts';
import { type PostName, toMetadata } from './ids.ts';
import { showMarks } from './marks.ts';
import type { Places } from './places.ts';
import { filesAfter, findCard, findEntry } from './post-search.ts';
import { stormPost } from './storm-post.ts';

/** What rooms are shown with. */
export interface RoomsOptions {
  api: SlackApi;
  limiter: RateLimiter;
  places: Places;
  files: SlackFiles;
  openAttachment: OpenAttachmentAnywhere;
  clock: Clock;
  /** Where staff find the console; undefined where nobody outside reaches it. */
  consoleUrl: string | undefined;
  botUserId(): string;
  /** What an entry of the room is shown with; undefined while nobody knows the room. */
  contextOf(room: RoomAddress, entry: RoomEntry): Promise<EntryContext | undefined>;
}

const CARD = 'card';
/** What a storm's notice is known by in Slack. */
const STORM: PostName = { ticketId: 'storm', entryId: 'storm' };
/** The category of tickets that belong to no team in particular. */
const GENERAL = 'general';
const GONE = ['message_not_found', 'cant_update_message', 'channel_not_found', 'thread_not_found'];
/** Calls that Slack counts for the whole workspace are sent as if to a place of their own. */
const EVERYWHERE = 'chat.update';
/** What Slack refuses although nothing is wrong with the message: somebody has to mend the channel. */
const MENDABLE = ['not_in_channel', 'is_archived', 'channel_not_found', 'restricted_action', ...GONE];

/** Shows tickets as cards, and what happens to them in the threads below. Everything fails only with a DeliveryError. */
export function createRooms(
  options: RoomsOptions,
): Pick<StaffDesk, 'openRoom' | 'showCard' | 'addEntry' | 'showEntry' | 'showStorm'> {
  const { api, limiter, places } = options;

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
  const post = async (channel: string, name: PostName, { text, blocks }: Post, more: Record<string, unknown> = {}) => {
    const given = { channel, text, blocks, metadata: toMetadata(name), ...QUIET, ...more };
    const { ts } = await call('chat.postMessage', channel, given);
    return String(ts);
  };
  const change = (channel: string, ts: string, name: PostName, { text, blocks }: Post) =>
    call('chat.update', EVERYWHERE, { channel, ts, text, blocks, metadata: toMetadata(name) });

  return {
    openRoom: (card, { mayBeThere }) =>
      delivered(async () => {
        const place = await places.channelFor(card.ticket.category);
        const name = { ticketId: card.ticket.id, entryId: CARD };
        const there = mayBeThere ? await findCard(api, place, name, card.ticket.openedAt) : undefined;
        return { place, thread: there ?? (await post(place, name, cardPost(card, places.linkTo))) };
      }),

    showCard: (room, card) =>
      delivered(async () => {
        try {
          const name = { ticketId: card.ticket.id, entryId: CARD };
          await change(room.place, room.thread, name, cardPost(card, places.linkTo));
          return 'shown' as const;
        } catch (error) {
          if (isRefusedWith(error, ...GONE)) return 'gone' as const;
          throw error;
        }
      }),

    addEntry: (room, entry, { mayBeThere }) =>
      delivered(async () => {
        const context = await contextOf(room, entry);
        const mark = await showMarks(room, entry, { ...options, call, context });
        if (mark !== undefined) return mark;
        const name = { ticketId: context.ticketId, entryId: entry.id };
        const there = mayBeThere ? await findEntry(api, room, name) : undefined;
        const { toChannel, ...given } = entryPost(entry, context);
        const more = { thread_ts: room.thread, ...(toChannel ? { reply_broadcast: true } : {}) };
        const ts = there ?? (await post(room.place, name, given, more));
        await copyAttachments(room, entry, ts, { context, isNew: there === undefined });
        return ts;
      }),

    showStorm: (storm, notice, { mayBeThere }) =>
      delivered(async () => {
        const given = stormPost(storm, options.consoleUrl);
        if (notice === undefined) return putUpStorm(given, mayBeThere);
        try {
          await change(notice.place, notice.thread, STORM, given);
          return notice;
        } catch (error) {
          if (!isRefusedWith(error, ...GONE)) throw error;
          return putUpStorm(given, false);
        }
      }),

    showEntry: (room, postKey, entry) =>
      delivered(async () => {
        const context = await contextOf(room, entry);
        if ((await showMarks(room, entry, { ...options, call, context })) !== undefined) return;
        const name = { ticketId: context.ticketId, entryId: entry.id };
        try {
          await change(room.place, postKey, name, entryPost(entry, withoutMentions(context)));
        } catch (error) {
          // Somebody took the post away: what is gone needs no change.
          if (!isRefusedWith(error, ...GONE)) throw error;
        }
      }),
  };

  async function putUpStorm(given: Post, mayBeThere: boolean): Promise<RoomAddress> {
    const place = await places.channelFor(GENERAL);
    const there = mayBeThere ? await findCard(api, place, STORM, options.clock.now()) : undefined;
    return { place, thread: there ?? (await post(place, STORM, given)) };
  }

  async function contextOf(room: RoomAddress, entry: RoomEntry): Promise<EntryContext> {
    const context = await options.contextOf(room, entry);
    if (context === undefined) throw new DeliveryError('refused', 'This room belongs to no ticket');
    return context;
  }

  /** Files go after the post that names them, so once that is there what fails may have succeeded in part. */
  async function copyAttachments(
    room: RoomAddress,
    entry: RoomEntry,
    ts: string,
    { context, isNew }: { context: EntryContext; isNew: boolean },
  ): Promise<void> {
    if (entry.kind !== 'message' || entry.message.attachments.length === 0) return;
    try {
      const there = isNew ? [] : await filesAfter(api, room, ts);
      const troubles = await copyFiles(room, entry.message.attachments, there, options);
      if (troubles.length === 0) return;
      const given = entryPost(entry, withoutMentions(context));
      const told = troubles.map((trouble) => remark(`⚠️ Could not be copied here: ${trouble}`));
      await change(
        room.place,
        ts,
        { ticketId: context.ticketId, entryId: entry.id },
        { ...given, blocks: [...given.blocks, ...told] },
      );
    } catch (error) {
      const { message, retryAfterMs } = toDeliveryError(error);
      const wait = retryAfterMs === undefined ? {} : { retryAfterMs };
      throw new DeliveryError('unknown', `The message is in the room, its files may not be: ${message}`, {
        cause: error,
        ...wait,
      });
    }
  }
}

/** Nothing in the fallback text is read as a format, and nothing is looked up behind a link. */
const QUIET = { mrkdwn: false, unfurl_links: false, unfurl_media: false };

/** A change of an entry calls nobody again. */
function withoutMentions(context: EntryContext): EntryContext {
  return { ...context, holderUserId: undefined };
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
