/** Discord's events in the desk's terms: what people write, change, take back and react with. */

import { Routes } from 'discord.js';
import { z } from 'zod';
import type { InboundEvent } from '../../../src/domain/inbound.ts';
import type { OnPublicMessage } from '../../../src/ports/adapter.ts';
import type { DiscordApi } from '../discord-api.ts';
import { toMessageKey } from '../keys.ts';
import type { DiscordRecords } from '../records.ts';
import type { DiscordCache } from './cache.ts';
import type { ChannelDirectory } from './channel-directory.ts';
import type { Conversations } from './conversations.ts';
import { createMessageReader } from './message-reader.ts';
import { type DiscordMessage, discordMessage } from './message-wire.ts';
import { nameOf } from './names.ts';
import { createReactionReader } from './reactions.ts';
import { createReposts, type Reposts } from './reposts.ts';
import { deletedMessages, discordUser } from './wire.ts';

/** An event of the gateway. */
export interface Packet {
  /** Its name, such as `MESSAGE_CREATE`. */
  t: string;
  /** Its number in the session. */
  s: number;
  d: unknown;
}

export interface EventReaderOptions {
  botId: string;
  api: DiscordApi;
  directory: ChannelDirectory;
  conversations: Conversations;
  cache: DiscordCache;
  records: DiscordRecords;
  /** The ids of channels in which people are listened to. */
  listenTo: string[];
  onPublicMessage: OnPublicMessage;
  /** Epoch milliseconds, for what Discord gives no time for. */
  now(): number;
  /** Told of a part of a message that cannot be read; the rest of it is. */
  reportUnreadable(part: string): void;
}

/** Makes an event of its parts. */
export type ToEvent = (parts: Omit<InboundEvent, 'channel' | 'account'>) => InboundEvent;

export interface EventReader {
  /**
   * What an event of a session means to the desk: nothing, one thing or several.
   * @throws DiscordFailure, ZodError
   */
  read(packet: Packet, sessionId: string): Promise<InboundEvent[]>;
  /** What a message of the history means to the desk. @throws DiscordFailure */
  readMissed(message: DiscordMessage): Promise<InboundEvent[]>;
}

/** The desk knows whose its message was. */
const SOMEBODY = { key: 'somebody', name: '' };

export function createEventReader(options: EventReaderOptions): EventReader {
  const { botId, api, cache, now } = options;
  const toEvent: ToEvent = (parts) => ({ channel: 'discord', account: botId, ...parts });
  /** People's names, also where an event tells only the id. */
  const nameOfId = async (userId: string): Promise<string> => {
    const known = cache.names.get(userId);
    if (known !== undefined) return known;
    const name = nameOf(await api.ask(discordUser, 'GET', Routes.user(userId)));
    cache.names.set(userId, name);
    return name;
  };
  const reactions = createReactionReader({ ...options, now, toEvent, nameOfId });
  const reposts = createReposts();
  const readMessage = createMessageReader({ ...options, toEvent, nameOfId, reposts });
  const readDeletions = createDeletionReader(options, toEvent, reposts);
  const readReceived = (data: unknown, kind: 'message' | 'edit'): Promise<InboundEvent[]> => {
    const message = discordMessage.parse(data);
    return readMessage(message, kind, message.guild_id);
  };
  return {
    async read({ t, s, d }, sessionId) {
      if (t === 'MESSAGE_CREATE') return readReceived(d, 'message');
      if (t === 'MESSAGE_UPDATE') return isEdit(d) ? readReceived(d, 'edit') : [];
      if (t === 'MESSAGE_DELETE' || t === 'MESSAGE_DELETE_BULK') return readDeletions(d);
      if (t.startsWith('MESSAGE_REACTION_')) return reactions.read(t, d, `s${sessionId}-${s}`);
      return [];
    },
    async readMissed(message) {
      const edit = message.edited_timestamp === undefined ? [] : await readMessage(message, 'edit', true);
      return [...(await readMessage(message, 'message', true)), ...edit];
    },
  };
}

/** What it means to the desk that messages were deleted: Discord does not tell whose they were, nor by whom. */
function createDeletionReader(options: EventReaderOptions, toEvent: ToEvent, reposts: Reposts) {
  const { conversations, cache, records, now } = options;
  const readDeletion = async (id: string, channelId: string, isInServer: boolean): Promise<InboundEvent[]> => {
    const author = cache.authors.get(id) ?? SOMEBODY;
    if (author === 'bot') return [];
    const conversationKey = await conversations.ofMessageId({ id, channelId, isInServer });
    if (conversationKey === undefined || !(await conversations.hasBegun(conversationKey))) return [];
    const repostId = await records.repostOf(id);
    // Its words still stand, posted by a webhook.
    if (reposts.noteDeletion(channelId, id) || repostId !== undefined) return [];
    const messageId = (await records.originalOf(id)) ?? id;
    return [
      toEvent({
        conversationKey,
        eventKey: `delete-${id}`,
        occurredAt: now(),
        customer: { ...author, locale: undefined },
        body: { kind: 'delete', messageKey: toMessageKey({ channelId, messageId }) },
      }),
    ];
  };
  return async (data: unknown): Promise<InboundEvent[]> => {
    const { id, ids = [], channel_id, guild_id } = deletedMessages.parse(data);
    const all = id === undefined ? ids : [id];
    return (await Promise.all(all.map((each) => readDeletion(each, channel_id, guild_id)))).flat();
  };
}

const edited = z.object({ edited_timestamp: z.string(), author: z.object({}), content: z.string() });

/** An update is also told when Discord adds a preview, or opens a thread: then there is no time of an edit. */
function isEdit(update: unknown): boolean {
  return edited.safeParse(update).success;
}
